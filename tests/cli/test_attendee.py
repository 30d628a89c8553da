import pytest

from tests.cli.conftest import Call

HELD = "ANNUAL-1, Friday 8 May 2026, 09:30 to 17:00 (Europe/Brussels)"
TO_COME = "ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)"

pytestmark = pytest.mark.usefixtures("record")


def test_a_delegation_from_its_announcement_to_the_room(call: Call) -> None:
    ana = ("attendee", "add", "ANNUAL-1", "--party", "north", "--person", "ana lind")
    clerk = ("attendee", "add", "ANNUAL-1", "--party", "NORTH", "--post", "Clerk")
    sentences = [
        call(*ana, "--body", "DG TRADE", "--head").out,
        call(*clerk, "--body", "TRADE", "--announced", "--invited", "2026-04-01").out,
        call("attendee", "reply", "ANNUAL-1", "clerk", "accepted", "--source", "e-mail").out,
        call("attendee", "record", "ANNUAL-1", "Ana Lind", "replaced", "--by", "Clerk").out,
        call("attendee", "record", "last:ANNUAL", "clerk", "present").out,
    ]

    assert sentences == [
        f"Added Ms Ana Lind (head of the NORTH delegation), {HELD}.\n",
        f"Added Clerk, DG TRADE (the NORTH delegation), {HELD}.\n",
        f"Recorded as accepted: Clerk, DG TRADE (the NORTH delegation), {HELD}.\n",
        (
            "Recorded as replaced by Clerk, DG TRADE: "
            f"Ms Ana Lind (head of the NORTH delegation), {HELD}.\n"
        ),
        f"Recorded as present: Clerk, DG TRADE (the NORTH delegation), {HELD}.\n",
    ]
    assert call("attendee", "list", "ANNUAL-1").out == (
        "Party\tName\tPost\tBody\tRole\tStanding\tInvited\tReply from\tReplaced by\n"
        "NORTH\tMs Ana Lind\t\tDG TRADE\thead\treplaced\t\t\tClerk, DG TRADE\n"
        "NORTH\t\tClerk\tDG TRADE\t\tpresent\tWed 1 Apr 2026\te-mail\t\n"
    )


def test_list_and_changes_speak_json(call: Call) -> None:
    added = call(
        *("attendee", "add", "ANNUAL-2", "--party", "SOUTH", "--new-person"),
        *("--person", "Bo Ek", "--body", "FISH", "--json"),
    )

    assert added.value == {
        "party": "SOUTH",
        "name": "Bo Ek",
        "post": "",
        "body": "DG FISH",
        "is_head": False,
        "is_alternate": False,
        "standing": "proposed",
        "invited_on": None,
        "reply": "none",
        "reply_source": "",
        "presence": "unknown",
        "replaced_by": "",
        "version": 1,
    }
    assert call("--json", "attendee", "list", "ANNUAL-2").value == [added.value]


def test_a_new_head_says_who_is_no_longer(call: Call) -> None:
    post = ("attendee", "add", "ANNUAL-2", "--party", "NORTH", "--body", "TRADE", "--head")
    call(*post, "--post", "Director")

    said = call(*post, "--post", "Minister")

    assert said.out == f"Added Minister, DG TRADE (head of the NORTH delegation), {TO_COME}.\n"
    assert said.err == "note: ANNUAL-2, NORTH: Director, DG TRADE is no longer the head\n"


def test_a_post_is_given_its_holder_and_taken_out_again(call: Call) -> None:
    call("attendee", "add", "ANNUAL-2", "--party", "NORTH", "--body", "TRADE", "--post", "Clerk")
    edit = ("attendee", "edit", "ANNUAL-2", "clerk", "--version", "1")

    sentences = [
        call(*edit, "--person", "Bo Ek", "--new-person", "--head", "--invited", "2027-04-01").out,
        call("attendee", "remove", "ANNUAL-2", "Bo Ek").out,
    ]

    assert sentences == [
        f"Changed Bo Ek (head of the NORTH delegation), {TO_COME}.\n",
        f"Removed Bo Ek (head of the NORTH delegation), {TO_COME}.\n",
    ]
    assert call("attendee", "list", "ANNUAL-2", "--json").value == []


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (
            "add ANNUAL-2 --party NORTH --person Bo --body TRADE",
            2,
            "there is no person 'Bo'; there are: Ana Lind, Élodie Ruiz",
        ),
        (
            "add ANNUAL-2 --party EAST --post Clerk --body TRADE",
            2,
            "there is no party 'EAST'; there are: NORTH, SOUTH",
        ),
        (
            "add ANNUAL-2 --party NORTH --post Clerk --body SEA",
            2,
            "there is no body 'SEA'; there are: FISH, HARBOUR, TRADE, WATER",
        ),
        (
            "add ANNUAL-2 --party NORTH --post Clerk",
            2,
            (
                "the body '' cannot be used: "
                "expected --body, since no mandate says it on Friday 7 May 2027"
            ),
        ),
        (
            "reply ANNUAL-2 Nobody accepted",
            2,
            "there is no attendee 'Nobody'; there are: Director, DG TRADE",
        ),
        (
            "reply ANNUAL-2 Director maybe",
            2,
            (
                "invalid value for 'ANSWER': 'maybe' is not one of 'none', 'accepted', "
                "'tentative', 'declined'; see: scheduler attendee reply --help"
            ),
        ),
        (
            "record ANNUAL-2 Director present",
            1,
            (
                "recording who was at ANNUAL-2 is not possible before the day has come: "
                "it is Friday 7 May 2027"
            ),
        ),
        (
            "edit ANNUAL-2 Director",
            2,
            (
                "the edit of 'Director, DG TRADE' cannot be used: "
                "expected at least one thing to change"
            ),
        ),
        (
            "edit ANNUAL-2 Director --person Élodie_Ruiz",
            2,
            "there is no person 'Élodie_Ruiz'; there are: Ana Lind, Élodie Ruiz",
        ),
    ],
    ids=[
        *("person", "party", "body", "no-body", "attendee", "answer", "too-early"),
        *("nothing", "stranger"),
    ],
)
def test_refusals_are_one_sentence(call: Call, words: str, code: int, sentence: str) -> None:
    call(
        *("attendee", "add", "ANNUAL-2", "--party", "NORTH", "--body", "TRADE"),
        *("--post", "Director"),
    )

    said = call("attendee", *words.split())

    assert (said.code, said.out, said.err) == (code, "", f"scheduler: {sentence}\n")


def test_a_refusal_leaves_nothing_behind(call: Call) -> None:
    words = ("attendee", "add", "ANNUAL-2", "--party", "NORTH", "--person", "Bo", "--new-person")

    assert call(*words).code == 2
    assert call(*words, "--body", "TRADE").code == 0


@pytest.mark.parametrize("words", ["reply {} accepted", "remove {}"])
def test_an_edit_of_a_member_that_moved_on_is_refused(call: Call, words: str) -> None:
    added = "attendee add ANNUAL-2 --party NORTH --post Adviser --body TRADE"
    call(*added.split())
    call("attendee", "reply", "ANNUAL-2", "Adviser", "declined")

    said = call("attendee", *words.format("ANNUAL-2 Adviser").split(), "--version", "1")

    assert said.code == 1
    assert "  in the record: Adviser, DG TRADE, declined\n" in said.err
