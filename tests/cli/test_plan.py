"""`scheduler plan` on the EU-IOM partnership."""

import pytest

from tests.cli.conftest import Call

HOURS_SOM = "09:30 to 17:00 (Europe/Brussels)"
HOURS_HOU = "10:00 to 13:00 (Europe/Brussels)"


@pytest.fixture
def sqlite_location(real_sqlite_location: str) -> str:
    return real_sqlite_location


def test_plan_shows_what_is_new_and_what_stays_and_why(call: Call) -> None:
    said = call("plan", "--until", "2029-12-31")

    assert said.out.splitlines()[-8:] == [
        f"+ HOU-2029-1   Tuesday 13 March 2029, {HOURS_HOU}: new",
        (
            "    or Tue 6 Mar 2029 (+7), Tue 20 Mar 2029 (+7), Tue 27 Feb 2029 (+14), "
            "Tue 20 Feb 2029 (+21)"
        ),
        f"+ SOM-2029-1   Friday 4 May 2029, {HOURS_SOM}: new",
        (
            "    or Fri 27 Apr 2029 (+7), Fri 18 May 2029 (+14), Fri 20 Apr 2029 (+21), "
            "Fri 25 May 2029 (+21)"
        ),
        f"+ HOU-2029-2   Tuesday 9 October 2029, {HOURS_HOU}: new",
        (
            "    or Tue 2 Oct 2029 (+7), Tue 16 Oct 2029 (+7), Tue 25 Sep 2029 (+14), "
            "Tue 23 Oct 2029 (+14)"
        ),
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


def test_plan_tells_what_the_points_of_each_day_are_made_of(call: Call) -> None:
    call("series", "policy", "SOM", "--weekdays", "Thursday", "--apply")

    said = call("plan", "--until", "2029-06-30", "--verbose")

    start = said.out.splitlines().index(f"+ SOM-2029-1   Thursday 3 May 2029, {HOURS_SOM}: new")
    assert said.out.splitlines()[start + 1 : start + 4] == [
        "    moved from Friday 4 May 2029: a Friday, not a Thursday (50 points)",
        "    Thu 3 May 2029: 1 point: 1 day before Friday 4 May 2029",
        "    Thu 26 Apr 2029 (+7): 8 points: 8 days before Friday 4 May 2029",
    ]


def test_plan_is_the_same_as_json(call: Call) -> None:
    said = call("plan", "--until", "2029-12-31", "--json")

    (som,) = (one for one in said.value["plan"]["slots"] if one["name"] == "SOM-2029-1")
    assert (said.value["stored"], som["score"], som["editions"][0]) == (
        False,
        {"total": 0, "parts": []},
        "eu-institutions-brussels rule 2029",
    )
    assert som["others"][0] == {
        "day": "2029-04-27",
        "when": "Friday 27 April 2029",
        "score": {
            "total": 7,
            "parts": [
                {"kind": "distance", "points": 7, "words": "7 days before Friday 4 May 2029"}
            ],
        },
        "more": 7,
    }


def test_plan_tells_whose_turn_it_is_and_the_days_of_a_staged_meeting(call: Call) -> None:
    call(
        *("series", "policy", "HOU", "--stages", "technical day, high-level day"),
        *("--rotation", "lead: HOME, ECHO since 2027", "--rotation", "mode: virtual, hybrid"),
        "--apply",
    )

    out = call("plan", "--until", "2029-03-31").out.splitlines()

    at = out.index(f"+ HOU-2029-1   Tuesday 13 to Wednesday 14 March 2029, {HOURS_HOU}: new")
    assert out[at + 1] == "    lead: HOME; mode: virtual"


def test_plan_warns_of_people_whose_busy_times_are_not_known(call: Call) -> None:
    call("series", "policy", "HOU", "--required", "Chair", "--apply")

    said = call("plan", "--until", "2027-12-31")

    assert said.err == (
        "warning: HOU: nothing is known of when Chair is busy; import it: scheduler busy import\n"
    )
