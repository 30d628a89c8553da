"""`scheduler plan review` after a published list came in."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call

CALENDAR = "eu-institutions-brussels"


@pytest.fixture
def sqlite_location(real_sqlite_location: str) -> str:
    return real_sqlite_location


@pytest.fixture
def published(call: Call, tmp_path: Path) -> Path:
    """A list of 2027 that closes 30 April, the day of the SOM; 9 March, of the HoU; 1 January."""
    file = tmp_path / "list-2027.csv"
    file.write_text(
        "date;name\n2027-01-01;New Year\n2027-03-09;A day off\n2027-04-30;Bridge day\n",
        encoding="utf-8",
    )
    call("meeting", "confirm", "HOU-2027-1")
    options = ("--calendar", CALENDAR, "--year", "2027", "--edition", "C/2026/1")
    call("closure", "import", str(file), *options)
    return file


HOU = [
    "! HOU-2027-1   Tuesday 9 March 2027, confirmed",
    "    EU institutions (Brussels), C/2026/1, provisional: A day off",
    f"    computed with {CALENDAR} rule 2027; now decided by {CALENDAR} C/2026/1",
    "    it is left to you: scheduler meeting move",
]
SOM = [
    "    EU institutions (Brussels), C/2026/1, provisional: Bridge day",
    "    more than 18 months after SOM on Friday 4 April 2025",
    f"    computed with {CALENDAR} rule 2027; now decided by {CALENDAR} C/2026/1",
]


@pytest.mark.usefixtures("published")
def test_review_names_each_collision_and_where_planned_ones_would_move(call: Call) -> None:
    said = call("plan", "review")

    assert said.code == 3
    assert said.out.splitlines() == [
        *HOU,
        "! SOM-2027-1   Friday 30 April 2027, planned",
        *SOM,
        "    best day now: Friday 7 May 2027",
        "  HOU-2027-2   Tuesday 12 October 2027, planned",
        f"    computed with {CALENDAR} rule 2027; now decided by {CALENDAR} C/2026/1",
        "6 meetings to come looked at: 2 collisions.",
        "Move the planned ones with: scheduler plan review --apply",
    ]


@pytest.mark.usefixtures("published")
def test_review_applied_moves_what_is_planned_and_nothing_confirmed(call: Call) -> None:
    said = call("plan", "review", "--apply")

    assert said.code == 3
    assert said.out.splitlines() == [
        *HOU,
        "* SOM-2027-1   Friday 30 April 2027, planned",
        *SOM,
        "    moved from Friday 30 April 2027 to Friday 7 May 2027",
        "6 meetings to come looked at: 1 collision.",
    ]
    shown = call("meeting", "show", "SOM-2027-1", "--json").value
    assert (shown["day"], call("meeting", "show", "HOU-2027-1", "--json").value["day"]) == (
        "2027-05-07",
        "2027-03-09",
    )


def test_review_of_a_plan_that_keeps_the_rules_is_done(call: Call) -> None:
    said = call("plan", "review", "--json")

    assert (said.code, said.value["review"]["looked_at"], said.value["applied"]) == (0, 6, False)
    assert [one["name"] for one in said.value["review"]["meetings"]] == ["SOM-2027-1"]
