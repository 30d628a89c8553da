"""The changes of every zone's clocks, against the transitions that its file lists."""

from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from importlib import resources
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from scheduler.exports.tzif import Transition, Zone, read_zone
from scheduler.recurrence.clock.times import SECONDS_PER_DAY
from scheduler.recurrence.dates.gregorian import new_year
from scheduler.recurrence.offsets.offset_changes import (
    Change,
    change_over,
    changes,
    changes_touching,
)
from scheduler.tzdb import zone_names
from tests.counts import times

YEARS = (*range(1840, 2130), 2400, 9998, 9999)
SECOND = timedelta(seconds=1)


@cache
def packaged(tzid: str) -> ZoneInfo:
    """The zone as the pinned package has it, whatever this machine has."""
    path = resources.files("tzdata").joinpath("zoneinfo", *tzid.split("/"))
    with path.open("rb") as file:
        return ZoneInfo.from_file(file, key=tzid)


def wall(*fields: int) -> int:
    year, month, day, hour, minute, second = (*fields, 0, 0, 0)[:6]
    moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    return moment.toordinal() * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second


def as_change(transition: Transition) -> Change:
    onset = transition.onset
    at = wall(onset.year, onset.month, onset.day, onset.hour, onset.minute, onset.second)
    return Change(at, transition.before.offset // SECOND, transition.after.offset // SECOND)


def listed(zone: Zone) -> dict[int, list[Change]]:
    """What the file says, by year: single transitions, then its rule for ever."""
    changing = [each for each in zone.transitions if each.before.offset != each.after.offset]
    by_year: dict[int, list[Change]] = {}
    for each in changing:
        by_year.setdefault(each.onset.year, []).append(as_change(each))
    if zone.cycle is not None and zone.cycle_from is not None:
        for year in YEARS:
            for each in zone.cycle.transitions(year):
                if each.at >= zone.cycle_from.at:
                    by_year.setdefault(year, []).append(as_change(each))
    return by_year


@pytest.mark.counted
def test_changes_of_every_zone_and_year_are_those_of_its_file() -> None:
    """None is lost between two steps, none invented, and each is right to the second."""
    wrong = []
    for tzid in sorted(zone_names())[:: times(4, 1)]:
        zone, expected = packaged(tzid), listed(read_zone(tzid))
        found = {year: list(changes(zone, year)) for year in YEARS}
        wrong += [(tzid, year) for year in YEARS if found[year] != expected.get(year, [])]
        assert expected.keys() <= found.keys()

    assert wrong == []


def test_shortest_stay_is_longer_than_the_step() -> None:
    """The fact on which the step rests; should the database change, this says so first."""
    stays = [
        later.at - earlier.at
        for tzid in zone_names()
        for zone in [read_zone(tzid)]
        for single in [[t for t in zone.transitions if t.before.offset != t.after.offset]]
        for earlier, later in pairwise(single)
    ]

    assert min(stays) == timedelta(days=7, hours=-1)
    assert min(stays) > timedelta(seconds=1 << 19)


def test_no_zone_has_a_change_after_the_year_from_which_its_last_rule_holds() -> None:
    last = max(
        transition.at.year for tzid in zone_names() for transition in read_zone(tzid).transitions
    )

    assert last < 2101


@pytest.mark.parametrize("year", [1, 2, 1839, 1900, 2026, 9999, 12_345])
def test_changes_of_utc_and_of_a_fixed_offset_are_none(year: int) -> None:
    assert changes(UTC, year) == ()
    assert changes(None, year) == ()
    assert changes(timezone(timedelta(hours=2)), year) == ()
    assert changes(ZoneInfo("Etc/UTC"), year) == ()
    assert changes(ZoneInfo("Etc/GMT-14"), year) == ()


def test_changes_before_any_clock_had_a_zone_are_none() -> None:
    assert changes(packaged("Europe/Brussels"), 1) == ()


def test_changes_after_the_calendar_repeat_those_of_400_years_before() -> None:
    zone = packaged("Europe/Brussels")
    later = (new_year(12_345) - new_year(11_945)) * SECONDS_PER_DAY

    assert changes(zone, 12_345) == tuple(
        Change(at + later, before, after) for at, before, after in changes(zone, 11_945)
    )
    assert len(changes(zone, 12_345)) == 2


# Each zone and year: the wall of the change as the clocks showed it before, and the two offsets.
NOTED = {
    "Brussels, forward and back": (
        "Europe/Brussels",
        2026,
        [(wall(2026, 3, 29, 2), 3600, 7200), (wall(2026, 10, 25, 3), 7200, 3600)],
    ),
    "Dublin, whose winter time is the exception": (
        "Europe/Dublin",
        2026,
        [(wall(2026, 3, 29, 1), 0, 3600), (wall(2026, 10, 25, 2), 3600, 0)],
    ),
    "Lord Howe, by half an hour": (
        "Australia/Lord_Howe",
        2026,
        [(wall(2026, 4, 5, 2), 39_600, 37_800), (wall(2026, 10, 4, 2), 37_800, 39_600)],
    ),
    "Troll, by two hours": (
        "Antarctica/Troll",
        2026,
        [(wall(2026, 3, 29, 1), 0, 7200), (wall(2026, 10, 25, 3), 7200, 0)],
    ),
    "Casablanca, winter time in Ramadan": (
        "Africa/Casablanca",
        2025,
        [(wall(2025, 2, 23, 3), 3600, 0), (wall(2025, 4, 6, 2), 0, 3600)],
    ),
    "Sao Paulo, at midnight": (
        "America/Sao_Paulo",
        2018,
        [(wall(2018, 2, 18), -7200, -10_800), (wall(2018, 11, 4), -10_800, -7200)],
    ),
    "Samoa, without 30 December": (
        "Pacific/Apia",
        2011,
        [
            (wall(2011, 4, 2, 4), -36_000, -39_600),
            (wall(2011, 9, 24, 3), -39_600, -36_000),
            (wall(2011, 12, 30), -36_000, 50_400),
        ],
    ),
    "Kiritimati, without New Year's Eve": (
        "Pacific/Kiritimati",
        1994,
        [(wall(1994, 12, 31), -36_000, 50_400)],
    ),
    "Juneau, a Friday twice": (
        "America/Juneau",
        1867,
        [(wall(1867, 10, 19, 15, 33, 32), 54_139, -32_261)],
    ),
    "Monrovia, by 44 minutes and a half": (
        "Africa/Monrovia",
        1972,
        [(wall(1972, 1, 7), -2670, 0)],
    ),
    "Gaza, a week of summer time": (
        "Asia/Gaza",
        2054,
        [
            (wall(2054, 3, 28, 2), 7200, 10_800),
            (wall(2054, 4, 4, 2), 10_800, 7200),
            (wall(2054, 5, 23, 2), 7200, 10_800),
            (wall(2054, 10, 24, 2), 10_800, 7200),
        ],
    ),
}


@pytest.mark.parametrize(("tzid", "year", "expected"), NOTED.values(), ids=NOTED.keys())
def test_changes_of_noted_years(tzid: str, year: int, expected: list[tuple[int, int, int]]) -> None:
    assert list(changes(packaged(tzid), year)) == expected


def test_hours_before_new_year_come_twice_by_a_change_of_the_year_after() -> None:
    dhaka = packaged("Asia/Dhaka")
    change = Change(wall(2010, 1, 1), 25_200, 21_600)

    assert changes(dhaka, 2010) == (change,)
    assert changes_touching(dhaka, 2010) == ()
    assert changes_touching(dhaka, 2009) == (*changes(dhaka, 2009), change)
    assert change_over(dhaka, 2009, wall(2009, 12, 31, 23)) == change
    assert change_over(dhaka, 2009, wall(2009, 12, 31, 22, 59, 59)) is None


@pytest.mark.counted
def test_no_gap_reaches_into_the_next_year() -> None:
    """So a year's gaps are those of its changes, and folds alone need the year after."""
    reaching = [
        (tzid, year)
        for tzid in sorted(zone_names())[:: times(4, 1)]
        for year in range(1840, 2102)
        for change in changes(packaged(tzid), year)
        if change.turned > new_year(year + 1) * SECONDS_PER_DAY
    ]

    assert reaching == []


@pytest.mark.parametrize(
    ("moment", "inside"),
    [
        (wall(2026, 3, 29, 1, 59, 59), False),
        (wall(2026, 3, 29, 2), True),
        (wall(2026, 3, 29, 2, 59, 59), True),
        (wall(2026, 3, 29, 3), False),
        (wall(2026, 10, 25, 1, 59, 59), False),
        (wall(2026, 10, 25, 2), True),
        (wall(2026, 10, 25, 2, 59, 59), True),
        (wall(2026, 10, 25, 3), False),
    ],
)
def test_change_over_holds_the_skipped_and_the_repeated_walls(moment: int, *, inside: bool) -> None:
    assert (change_over(packaged("Europe/Brussels"), 2026, moment) is not None) is inside
