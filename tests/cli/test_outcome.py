import pytest

from tests.cli.conftest import Call

HELD = "ANNUAL-1, Friday 8 May 2026, 09:30 to 17:00 (Europe/Brussels)"

pytestmark = pytest.mark.usefixtures("record")


AGREED = [
    {
        "reference": "ANNUAL-1/C1",
        "kind": "conclusion",
        "text": "Agreed.",
        "meeting": "ANNUAL-1",
        "when": "Friday 8 May 2026",
        "item": "",
        "owner": "",
        "due": "",
        "state": "",
        "late": False,
        "audience": "joint",
        "version": 1,
    }
]


def test_outcomes_are_recorded_and_listed(call: Call) -> None:
    add = ("outcome", "add", "ANNUAL-1")
    sentences = [
        call(*add, "Agreed.", "--kind", "conclusion").out,
        call(
            *(*add, "Share the list", "--kind", "commitment"),
            *("--owner", "FISH", "--due", "next:ANNUAL", "--contributor", "HARBOUR"),
        ).out,
        call(*add, "Ours.", "--kind", "decision", "--audience", "own").out,
    ]

    assert sentences == [
        f"Recorded the conclusion ANNUAL-1/C1 of {HELD}.\n",
        f"Recorded the commitment ANNUAL-1/C2 of {HELD}.\n",
        f"Recorded the decision ANNUAL-1/C3 of {HELD}.\n",
    ]
    assert call("outcome", "list", "ANNUAL-1").out == (
        "Reference\tKind\tText\tDate\tOwner\tDue\tState\tFor\n"
        "ANNUAL-1/C1\tconclusion\tAgreed.\tFriday 8 May 2026\t\t\t\tjoint\n"
        "ANNUAL-1/C2\tcommitment\tShare the list\tFriday 8 May 2026\tDG FISH\t"
        "ANNUAL-2, Friday 7 May 2027\topen\tjoint\n"
        "ANNUAL-1/C3\tdecision\tOurs.\tFriday 8 May 2026\t\t\t\tNORTH only\n"
    )
    chosen = call("outcome", "list", "--series", "annual", "--kind", "conclusion", "--json")
    assert chosen.value == AGREED
    assert call("outcome", "list", "--since", "2027-01-01", "--json").value == []


def test_a_slip_of_the_pen_is_put_right(call: Call) -> None:
    call("outcome", "add", "ANNUAL-1", "Agred.", "--kind", "conclusion")

    said = call("outcome", "edit", "ANNUAL-1/C1", "Agreed.", "--version", "1")

    assert said.out == f"Changed the conclusion ANNUAL-1/C1 of {HELD}.\n"
    assert [row["text"] for row in call("outcome", "list", "--json").value] == ["Agreed."]


def test_a_late_commitment_is_listed_as_late(call: Call) -> None:
    add = ("outcome", "add", "ANNUAL-1", "Share the list", "--kind", "commitment")
    call(*add, "--owner", "FISH", "--due", "2026-09-01")

    assert call("outcome", "list").out.splitlines()[1].split("\t")[-2] == "late"


def test_an_outcome_becomes_another_kind_and_is_compiled(call: Call) -> None:
    call("outcome", "add", "ANNUAL-1", "Ports.", "--kind", "note")
    call("outcome", "add", "ANNUAL-1", "Ours.", "--kind", "decision", "--audience", "own")
    nothing = call("outcome", "compile", "--series", "ANNUAL", "--for", "SOUTH")
    made = call("outcome", "retype", "ANNUAL-1/C1", "commitment", "--later")

    assert nothing.out == "No outcome is on record for that.\n"
    assert made.out == f"Made ANNUAL-1/C1 of {HELD} a commitment; it was a note.\n"
    assert call("outcome", "compile", "--series", "annual", "--since", "2018").out == (
        "ANNUAL-1, Friday 8 May 2026\n"
        "  ANNUAL-1/C1 commitment: Ports.\n"
        "    nobody yet, without a due day: open\n"
        "  ANNUAL-1/C2 decision: Ours.\n"
        "\n"
        "2 outcomes of 1 meeting.\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (
            "add PREP-2027-1 x --kind conclusion",
            1,
            (
                "an outcome of PREP-2027-1, Tuesday 9 March 2027, 10:00 to 13:00 "
                "(Europe/Brussels) is not possible: it is planned, and its references need a name "
                "that lasts; confirm it first: scheduler meeting confirm PREP-2027-1"
            ),
        ),
        (
            "add ANNUAL-1 x --kind commitment --owner FISH",
            2,
            "a commitment without '--due' cannot be used: expected --owner and --due: who, by when",
        ),
        (
            "add ANNUAL-1 x --kind commitment --owner FISH --due 2026-05-07",
            2,
            (f"--due 'Thursday 7 May 2026' cannot be used: expected a day or meeting after {HELD}"),
        ),
        (
            "add ANNUAL-1 x --kind commitment --owner FISH --due soon",
            2,
            (
                "the meeting 'soon' cannot be used: expected SOM-12, HOU-2027-1, next:SOM, "
                "last:SOM or a date such as 2027-05-07"
            ),
        ),
        (
            "add ANNUAL-1 x",
            2,
            (
                "missing option '--kind'. Choose from: note, conclusion, decision, commitment; "
                "see: scheduler outcome add --help"
            ),
        ),
        (
            "list ANNUAL-7",
            2,
            "there is no meeting 'ANNUAL-7'; there are: ANNUAL-2, ANNUAL-1",
        ),
    ],
    ids=["planned", "no-due", "due-before", "due-words", "no-kind", "no-meeting"],
)
def test_refusals_are_one_sentence(call: Call, words: str, code: int, sentence: str) -> None:
    said = call("outcome", *words.split())

    assert (said.code, said.out, said.err) == (code, "", f"scheduler: {sentence}\n")
