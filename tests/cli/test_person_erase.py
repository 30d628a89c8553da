from pathlib import Path

import pytest

from tests.cli.conftest import Call

pytestmark = pytest.mark.usefixtures("record")


def test_an_erasure_is_shown_then_done_and_proved(call: Call, sqlite_location: str) -> None:
    seat = ("--person", "Ana Lind", "--party", "NORTH", "--body", "TRADE", "--post", "Head")
    call("attendee", "add", "ANNUAL-2", *seat)
    call("meeting", "edit", "ANNUAL-2", "--remarks", "Ana Lind asked; Ms Lind will call.")

    shown = call("person", "erase", "ana lind")

    assert shown.out.splitlines() == [
        "Would erase Ms Ana Lind, who becomes [erased] (erased-1).",
        "Loses the name:",
        "  meeting: remarks, 1",
        "  person: honorific, 1",
        "  person: key, 1",
        "  person: name, 1",
        "What the audit trail says of them: 2 entries",
        "May speak of them, look yourself:",
        "  meeting ANNUAL-2027: remarks",
        "Nothing was changed. Do it with: scheduler person erase 'ana lind' --apply",
    ]
    assert call("person", "show", "ana lind").code == 0

    done = call("person", "erase", "ana lind", "--also", "Ms Lind", "--apply")

    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == "Erased a person, who is now [erased] (erased-1)."
    assert done.out.splitlines()[-2:] == [
        "No form of the name stands in the database file.",
        "The chain is whole, and every row is as the trail says.",
    ]
    assert "Lind" not in done.out
    assert b"Lind" not in Path(sqlite_location).read_bytes()
    assert "[erased]" in call("attendee", "list", "ANNUAL-2").out
    assert call("audit", "verify").code == 0
    assert call("db", "check").err == "note: audit trail: what 2 entries said was erased\n"


def test_who_is_erased_is_told_so_in_the_history(call: Call) -> None:
    call("person", "erase", "ana lind", "--apply")

    told = call("history", "erased-1").out

    assert told.splitlines()[2:] == [
        "Tue 24 Nov 2026, 09:00 (UTC), Ada: test",
        "  added person [erased], what it said is erased",
        "",
        "Tue 24 Nov 2026, 09:00 (UTC), Ada: person erase",
        "  erased person [erased]",
    ]


def test_an_erasure_speaks_json_without_the_name(call: Call) -> None:
    value = call("person", "erase", "ana lind", "--apply", "--json").value

    assert (value["person"], value["becomes"], value["is_done"], value["left"]) == (
        *("", "erased-1", True, 0),
    )
    assert value["head_before"] != value["head_after"]


def test_who_acted_as_officer_is_told(call: Call) -> None:
    call("--officer", "Ana Lind", "meeting", "edit", "ANNUAL-2", "--place", "Brussels")

    said = call("person", "erase", "ana lind", "--apply")

    assert "Stays: 1 entry of the trail that name them as the officer who acted." in said.out
    assert said.code == 3
