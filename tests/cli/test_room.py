"""What the desk does, said as commands."""

from collections.abc import Callable

import pytest

from scheduler.store.session import Database
from tests.cli.conftest import Call

SetClock = Callable[[str], None]
WHEN = "ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)"


@pytest.fixture(autouse=True)
def prepared(call: Call, record: Database, at: SetClock) -> None:
    """Two items and one member of a delegation, and the clock on the day of the meeting."""
    del record
    call("agenda", "add", "ANNUAL-2", "Opening", "--minutes", "15")
    call("agenda", "add", "ANNUAL-2", "Ukraine")
    said = call(
        *("attendee", "add", "ANNUAL-2", "--party", "NORTH"),
        *("--person", "Ana Lind", "--body", "TRADE"),
    )
    assert said.code == 0, said
    at("08:00")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Sets the clock to an hour of the day of the meeting, in UTC."""

    def set_clock(hour: str) -> None:
        monkeypatch.setenv("SCHEDULER_NOW", f"2027-05-07T{hour}:00+00:00")

    return set_clock


def test_an_item_that_begins_ends_the_one_before_it(call: Call, at: SetClock) -> None:
    begun = call("agenda", "begin", "ANNUAL-2", "1")
    at("08:20")
    next_one = call("agenda", "begin", "ANNUAL-2", "2")
    at("08:50")
    ended = call("agenda", "end", "ANNUAL-2")
    again = call("agenda", "end", "ANNUAL-2")
    used = [
        item["minutes_used"] for item in call("agenda", "show", "ANNUAL-2", "--json").value["items"]
    ]

    assert begun.out == f"Began item 1, Opening, of {WHEN}.\n"
    assert next_one.out == f"Began item 2, Ukraine, of {WHEN}. Opening took 20 minutes.\n"
    assert ended.out == f"Ended item 2, Ukraine, of {WHEN}: 30 minutes.\n"
    assert again.code == 1
    assert again.err == (
        "scheduler: ending an item is not possible: none of ANNUAL-2 is being taken; "
        "begin one: scheduler agenda begin ANNUAL-2 N\n"
    )
    assert used == [20, 30]


def test_a_clock_that_was_put_back_takes_no_time_from_an_item(call: Call, at: SetClock) -> None:
    call("agenda", "begin", "ANNUAL-2", "1")
    at("07:00")
    ended = call("agenda", "end", "ANNUAL-2")

    assert ended.out == f"Ended item 1, Opening, of {WHEN}: 1 minute.\n"


def test_who_was_out_for_an_item_is_recorded_and_taken_back(call: Call) -> None:
    gone = call("attendee", "out", "ANNUAL-2", "Ana Lind", "--item", "2")
    back = call("attendee", "out", "ANNUAL-2", "Ana Lind", "--item", "2", "--back")
    call("attendee", "record", "ANNUAL-2", "Ana Lind", "excused")
    refused = call("attendee", "out", "ANNUAL-2", "Ana Lind", "--item", "2")

    who = f"Ukraine: Ms Ana Lind (the NORTH delegation), {WHEN}."
    assert gone.out == f"Out for item 2, {who}\n"
    assert back.out == f"There for item 2, {who}\n"
    assert (refused.code, refused.err) == (
        2,
        (
            "scheduler: who was out 'Ms Ana Lind' cannot be used: expected somebody who was there; "
            "Ms Ana Lind was excused\n"
        ),
    )


def test_a_line_is_recorded_as_at_the_desk(call: Call) -> None:
    line = "! DG TRADE to share the list by 15 June"
    typed = call("outcome", "type", "ANNUAL-2", line, "--item", "2")
    half = call("outcome", "type", "ANNUAL-2", "! DG TRADE")
    (listed,) = call("outcome", "list", "ANNUAL-2", "--json").value

    assert typed.out == f"Recorded the commitment ANNUAL-2/C1 of {WHEN}.\n"
    assert (half.code, half.err) == (
        2,
        (
            "scheduler: the line '! DG TRADE' cannot be used: expected who owes what by when, as "
            "in '! DG ECHO to share the field list by 15 June'\n"
        ),
    )
    said = {name: listed[name] for name in ("kind", "text", "item", "owner", "due")}
    assert said == {
        "kind": "commitment",
        "text": "DG TRADE to share the list.",
        "item": "Ukraine",
        "owner": "DG TRADE",
        "due": "Tuesday 15 June 2027",
    }


def test_a_desk_needs_a_terminal_and_a_day_that_has_come(call: Call, at: SetClock) -> None:
    del at
    nowhere = call("desk", "ANNUAL-2")
    early = call("desk", "PREP-2027-1")

    assert (nowhere.code, nowhere.err) == (
        1,
        (
            "scheduler: the desk is not possible: this is no terminal; "
            "use the commands that `scheduler desk --help` names\n"
        ),
    )
    assert (early.code, early.err) == (
        1,
        (
            "scheduler: running PREP-2027-1 at the desk is not possible: it is planned; "
            "confirm it first: scheduler meeting confirm PREP-2027-1\n"
        ),
    )
