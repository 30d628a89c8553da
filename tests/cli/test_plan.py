"""`scheduler plan` on the EU-IOM partnership."""

import pytest

from tests.cli.conftest import Call

HOURS_SOM = "09:30 to 17:00 (Europe/Brussels)"


@pytest.fixture
def sqlite_location(real_sqlite_location: str) -> str:
    return real_sqlite_location


def test_plan_shows_what_is_new_and_what_stays_and_why(call: Call) -> None:
    said = call("plan", "--until", "2029-12-31")

    assert said.out.splitlines()[-5:] == [
        "+ HOU-2029-1   Tuesday 13 March 2029, 10:00 to 13:00 (Europe/Brussels): new",
        f"+ SOM-2029-1   Friday 4 May 2029, {HOURS_SOM}: new",
        "+ HOU-2029-2   Tuesday 9 October 2029, 10:00 to 13:00 (Europe/Brussels): new",
        "3 meetings new, 6 meetings as they were.",
        "Store them with: scheduler plan --until 2029-12-31 --apply",
    ]


def test_plan_applied_twice_stores_once(call: Call) -> None:
    first = call("plan", "--until", "2029-12-31", "--apply")
    second = call("plan", "--until", "2029-12-31", "--apply")

    assert first.out.splitlines()[-1] == "3 meetings stored, 6 meetings as they were."
    assert second.out.splitlines()[-1] == "no meetings stored, 9 meetings as they were."


def test_plan_shows_a_confirmed_meeting_as_it_is(call: Call) -> None:
    call("meeting", "confirm", "next:SOM")

    lines = call("plan", "--until", "2027-12-31").out.splitlines()

    assert f"  SOM-12       Friday 30 April 2027, {HOURS_SOM}: as it is, confirmed" in lines


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("2026-11-23", "expected a day from today on (Tuesday 24 November 2026)"),
        ("2400-01-01", "expected a day no later than 2086"),
    ],
)
def test_plan_refuses_an_end_that_makes_no_sense(call: Call, until: str, expected: str) -> None:
    said = call("plan", "--until", until)

    assert (said.code, said.err) == (
        2,
        f"scheduler: the last day of the plan {until!r} cannot be used: {expected}\n",
    )
