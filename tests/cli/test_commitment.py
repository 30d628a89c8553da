from hashlib import sha256
from pathlib import Path

import pytest

from scheduler.store.session import Database
from tests.cli.conftest import Call

HELD = "ANNUAL-1, Friday 8 May 2026, 09:30 to 17:00 (Europe/Brussels)"

pytestmark = pytest.mark.usefixtures("promised")


@pytest.fixture
def promised(call: Call, record: Database) -> None:
    """C1 of DG FISH, late, and C2 of DG TRADE, due at the next meeting."""
    del record
    for text, owner, due in (
        ("Share the list", "FISH", "2026-09-01"),
        ("Draw the map", "TRADE", "ANNUAL-2"),
    ):
        added = call(
            *("outcome", "add", "ANNUAL-1", text, "--kind", "commitment"),
            *("--owner", owner, "--due", due),
        )
        assert added.code == 0


def test_a_commitment_is_followed_to_its_end(call: Call) -> None:
    update = ("commitment", "update", "ANNUAL-1/C1")
    sentences = [
        call(*update, "report", "--text", "Half of it.").out,
        call(*update, "amend", "--due", "ANNUAL-2", "--version", "2").out,
        call(*update, "close", "--text", "All of it.").out,
    ]

    assert sentences == [
        f"Reported ANNUAL-1/C1 of {HELD}.\n",
        f"Amended ANNUAL-1/C1 of {HELD}.\n",
        f"Closed ANNUAL-1/C1 of {HELD}.\n",
    ]
    assert call("commitment", "show", "annual-1/c1").out == (
        "reference          ANNUAL-1/C1\n"
        "text               Share the list\n"
        f"meeting            {HELD}\n"
        "owner              DG FISH\n"
        "due                ANNUAL-2, Friday 7 May 2027\n"
        "decided due        Tuesday 1 September 2026\n"
        "due on             2027-05-07\n"
        "state              closed\n"
        "late               no\n"
        "audience           joint\n"
        "chain              decided at ANNUAL-1 (Ada)\n"
        "chain              reported on Tue 24 Nov 2026: Half of it. (Ada)\n"
        "chain              amended on Tue 24 Nov 2026: "
        "it is due: ANNUAL-2, Friday 7 May 2027 (it was due: Tuesday 1 September 2026) (Ada)\n"
        "chain              closed on Tue 24 Nov 2026: All of it. (Ada)\n"
        "version            4\n"
    )


def test_a_report_is_for_our_side_alone_unless_it_is_said_to_be_for_both(call: Call) -> None:
    update = ("commitment", "update", "ANNUAL-1/C1", "report", "--text")
    call(*update, "do not tell them")
    call(*update, "Half is sent.", "--audience", "joint")

    assert call("commitment", "list", "--late", "--json").value[0]["history"] == [
        {
            "text": "reported on Tue 24 Nov 2026: do not tell them",
            "audience": {"reach": "party", "party": "NORTH"},
        },
        {
            "text": "reported on Tue 24 Nov 2026: Half is sent.",
            "audience": {"reach": "joint", "party": None},
        },
    ]


def test_lists_say_who_is_late_today(call: Call) -> None:
    header = "Reference\tText\tOwner\tDue\tState\tDecided\n"
    late = (
        "ANNUAL-1/C1\tShare the list\tDG FISH\tTuesday 1 September 2026\tlate\t"
        "ANNUAL-1, Friday 8 May 2026\n"
    )
    owed = (
        "ANNUAL-1/C2\tDraw the map\tDG TRADE\tANNUAL-2, Friday 7 May 2027\topen\t"
        "ANNUAL-1, Friday 8 May 2026\n"
    )

    assert call("commitment", "list").out == header + late + owed
    assert call("commitment", "list", "--late").out == header + late
    assert call("commitment", "list", "--open", "--body", "trade").out == header + owed
    assert call("commitment", "list", "--late", "--json").value == [
        {
            "reference": "ANNUAL-1/C1",
            "text": "Share the list",
            "owner": "DG FISH",
            "due": "Tuesday 1 September 2026",
            "state": "open",
            "late": True,
            "decided": "ANNUAL-1, Friday 8 May 2026",
            "history": [],
            "audience": {"reach": "joint", "party": None},
            "contributors": [],
        }
    ]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (
            ("update", "ANNUAL-1/C9", "close", "--text", "x"),
            2,
            "there is no commitment 'ANNUAL-1/C9'; there are: ANNUAL-1/C2, ANNUAL-1/C1",
        ),
        (
            ("update", "ANNUAL-1/C1", "close"),
            2,
            "the text to close it with '' cannot be used: expected some words",
        ),
        (
            ("update", "ANNUAL-1/C2", "report", "--text", "x"),
            1,
            "ANNUAL-1/C2 is closed and cannot be reported; it may become: nothing further",
        ),
        (
            ("update", "ANNUAL-1/C1", "amend", "--due", "2027-01-01", "--version", "4"),
            1,
            (
                "ANNUAL-1/C1 was changed by somebody else: you edited version 4, the record now "
                "holds version 1, and nothing was saved\n"
                "  in the record: Share the list [decided at ANNUAL-1]\n"
                "  yours:         due: Friday 1 January 2027\n"
                "read it again, then repeat your edit with --version 1"
            ),
        ),
        (
            ("show", "nonsense"),
            2,
            "there is no commitment 'nonsense'; there are: ANNUAL-1/C2, ANNUAL-1/C1",
        ),
    ],
    ids=["unknown", "no-words", "final", "stale", "show"],
)
def test_refusals_are_one_sentence(
    call: Call, words: tuple[str, ...], code: int, sentence: str
) -> None:
    call("commitment", "update", "ANNUAL-1/C2", "close", "--text", "Drawn.")

    said = call("commitment", *words)

    assert (said.code, said.out, said.err) == (code, "", f"scheduler: {sentence}\n")


def test_the_chain_is_told_as_a_story_and_drawn(call: Call, tmp_path: Path) -> None:
    update = ("commitment", "update", "ANNUAL-1/C1")
    call(
        *(*update, "report", "--text", "Half.", "--on", "2026-09-09", "--body", "FISH"),
        *("--audience", "joint", "--link", "https://example.org/list"),
    )
    call(*update, "supersede", "--by", "annual-1/c2")

    told = call("commitment", "chain", "annual-1/c1")
    theirs = call("commitment", "chain", "ANNUAL-1/C1", "--for", "SOUTH", "--json").value
    picture = tmp_path / "chain.svg"
    drawn = call("commitment", "chain", "ANNUAL-1/C1", "-o", str(picture))

    assert told.out == (
        "ANNUAL-1/C1: Share the list\n"
        "Decided at ANNUAL-1, Friday 8 May 2026; owed by DG FISH.\n"
        "It is superseded, due Tuesday 1 September 2026.\n"
        "\n"
        "Fri 8 May 2026   decided at ANNUAL-1: Share the list [Ada, joint]\n"
        "Wed 9 Sep 2026   reported by DG FISH: Half. (https://example.org/list) [Ada, joint]\n"
        "Tue 24 Nov 2026  superseded: by ANNUAL-1/C2 [Ada, NORTH only]\n"
        "\n"
        "In its place stands ANNUAL-1/C2 (open): Draw the map\n"
    )
    kinds = [(event["kind"], event["officer"]) for event in theirs["events"]]
    assert kinds == [("decided", ""), ("reported", "")]
    assert drawn.out == f"The chain of ANNUAL-1/C1, as of 2026-11-24: {picture}\n"
    assert picture.read_text(encoding="utf-8").startswith("<svg")


def test_evidence_may_be_a_file_that_is_kept(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("Ports", encoding="utf-8")
    update = ("commitment", "update", "ANNUAL-1/C1", "close", "--text", "Sent.")
    call(*update, "--file", str(file))

    event = call("commitment", "chain", "ANNUAL-1/C1", "--json").value["events"][-1]

    assert event["file"] == sha256(b"Ports").hexdigest()


def test_lists_are_chosen_and_cut(call: Call) -> None:
    by_day = call("commitment", "list", "--due-before", "2027-01-01", "--since", "2026", "--json")
    newest = call("commitment", "list", "--limit", "1", "--series", "ANNUAL", "--json")

    assert [line["reference"] for line in by_day.value] == ["ANNUAL-1/C1"]
    assert [line["reference"] for line in newest.value] == ["ANNUAL-1/C2"]
    assert newest.err == "note: there are older commitments; show more of them with --limit 10\n"


def test_matters_arising_come_by_themselves_and_may_be_worded(call: Call) -> None:
    worded = call("agenda", "matter", "ANNUAL-2", "ANNUAL-1/C1", "To be shown.")

    assert worded.out == (
        "Worded ANNUAL-1/C1 for ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels).\n"
    )
    assert call("agenda", "matters-arising", "ANNUAL-2").out == (
        "ANNUAL-1/C1: Share the list\n"
        "  DG FISH; due Tuesday 1 September 2026; late; decided at ANNUAL-1, Friday 8 May 2026\n"
        "  -> To be shown. [NORTH only, version 1]\n"
        "\n"
        "ANNUAL-1/C2: Draw the map\n"
        "  DG TRADE; due ANNUAL-2, Friday 7 May 2027; open; decided at ANNUAL-1, Friday 8 May "
        "2026\n"
        "  -> DG TRADE to say how far it has come; it is due: ANNUAL-2, Friday 7 May 2027. "
        "[NORTH only]\n"
    )
    assert call("agenda", "matters-arising", "ANNUAL-1").out == (
        f"Nothing is owed that comes before {HELD}.\n"
    )


def test_a_record_is_closed_with_reasons_and_reopened(call: Call) -> None:
    refused = call("meeting", "close", "ANNUAL-1")
    accept = ("--accept", "attendance-north=no list", "--accept", "attendance-south=no list")
    closed = call("meeting", "close", "ANNUAL-1", *accept)
    reopened = call("meeting", "reopen", "ANNUAL-1", "--reason", "a page was missing")
    shown = call("meeting", "show", "ANNUAL-1", "--json").value["changes"]

    assert (refused.code, refused.out) == (1, "")
    assert refused.err.splitlines()[1:3] == [
        "  attendance-north: nobody of NORTH is listed",
        "  attendance-south: nobody of SOUTH is listed",
    ]
    assert closed.out == f"Closed the record of {HELD}, 2 gaps accepted.\n"
    assert reopened.out == f"Reopened the record of {HELD}.\n"
    assert shown[-2:] == [
        "2026-11-24 closed (Ada)",
        "2026-11-24 reopened: a page was missing (Ada)",
    ]
    wrong = call("meeting", "close", "ANNUAL-1", "--accept", "attendance-north")
    assert (wrong.code, "expected CODE=REASON" in wrong.err) == (2, True)
