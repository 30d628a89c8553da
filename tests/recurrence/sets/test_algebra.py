"""Union, intersection and difference of sets: laws of sets, zones, and searches that end."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.errors import InvalidValue, UnansweredQuestion
from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.recurrence.frame import Frame
from scheduler.recurrence.sets.algebra import Combinable
from scheduler.recurrence.sets.cycles import Cycle
from tests.recurrence.set_model import plain
from tests.recurrence.test_set_laws import sets

BRUSSELS, NEW_YORK = ZoneInfo("Europe/Brussels"), ZoneInfo("America/New_York")
Day = Combinable[date]
COMBINE: dict[str, Callable[[Combinable[datetime], Combinable[datetime]], Combinable[datetime]]] = {
    "union": lambda one, other: one | other,
    "intersection": lambda one, other: one & other,
    "difference": lambda one, other: one - other,
}
MODEL: dict[str, Callable[[set[datetime], set[datetime]], set[datetime]]] = {
    "union": set.union,
    "intersection": set.intersection,
    "difference": set.difference,
}


def every(rule: str, start: date = date(2024, 1, 1)) -> RecurrenceSet[date]:
    return RecurrenceSet(start, (Rule.parse(rule),))


@pytest.mark.parametrize("name", COMBINE)
@given(sets(), sets(), st.data())
def test_combination_is_that_of_the_lists(
    name: str, one: RecurrenceSet[datetime], other: RecurrenceSet[datetime], data: st.DataObject
) -> None:
    if (one.start.tzinfo is None) is not (other.start.tzinfo is None):
        with pytest.raises(InvalidValue):
            COMBINE[name](one, other)
        return
    combined = COMBINE[name](one, other)
    pool = sorted({*map(plain, one), *map(plain, other), plain(one.start)})
    low, high = data.draw(st.tuples(st.sampled_from(pool), st.sampled_from(pool)))

    whole = sorted(MODEL[name](set(map(plain, one)), set(map(plain, other))))

    found = list(combined)
    assert list(map(plain, found)) == whole
    assert all(each.tzinfo is one.start.tzinfo for each in found)
    assert list(map(plain, reversed(combined))) == whole[::-1]
    assert list(map(plain, combined.between(low, high))) == [e for e in whole if low <= e < high]
    after, before = combined.after(low), combined.before(high)
    assert (after and plain(after)) == next((e for e in whole if e > low), None)
    assert (before and plain(before)) == max((e for e in whole if e < high), default=None)
    assert (low in combined) == (low in whole)
    assert (len(combined), combined.is_empty) == (len(whole), not whole)
    assert list(map(plain, combined[:])) == whole
    assert [combined.index(each) for each in found] == list(range(len(whole)))
    assert combined.count(low, high) == len([each for each in whole if low <= each < high])


def test_sets_without_end_are_combined_lazily() -> None:
    fridays, thirteenths = every("FREQ=WEEKLY;BYDAY=FR"), every("FREQ=MONTHLY;BYMONTHDAY=13")

    assert list(islice(fridays & thirteenths, 2)) == [date(2024, 9, 13), date(2024, 12, 13)]
    assert (fridays & thirteenths).after(date(9000, 1, 1)) == date(9000, 6, 13)
    assert (fridays & thirteenths).before(date(9000, 1, 1)) == date(8999, 12, 13)
    assert list((thirteenths - fridays).between(date(2024, 8, 1), date(2025, 1, 1))) == [
        date(2024, 8, 13),
        date(2024, 10, 13),
        date(2024, 11, 13),
    ]
    assert list(islice(fridays | thirteenths, 3)) == [
        date(2024, 1, 5),
        date(2024, 1, 12),
        date(2024, 1, 13),
    ]
    assert not (fridays | thirteenths).is_finite


def test_combinations_are_combined_again() -> None:
    mondays, may = every("FREQ=WEEKLY;BYDAY=MO"), every("FREQ=DAILY;BYMONTH=5")
    whit_monday = every("FREQ=YEARLY;COUNT=1", date(2024, 5, 20))

    meetings = (mondays & may) - whit_monday

    assert list(meetings.between(date(2024, 1, 1), date(2025, 1, 1))) == [
        date(2024, 5, 6),
        date(2024, 5, 13),
        date(2024, 5, 27),
    ]


def test_results_are_in_the_zone_of_the_left_set() -> None:
    hours = Rule.parse("FREQ=HOURLY;COUNT=3")
    brussels = RecurrenceSet(datetime(2026, 10, 25, 1, tzinfo=BRUSSELS), (hours,))
    utc = RecurrenceSet(datetime(2026, 10, 25, 1, tzinfo=UTC), (hours,))

    assert [each.isoformat() for each in brussels | utc] == [
        "2026-10-25T01:00:00+02:00",
        "2026-10-25T02:00:00+02:00",
        "2026-10-25T02:00:00+01:00",
        "2026-10-25T03:00:00+01:00",
        "2026-10-25T04:00:00+01:00",
    ]
    assert [each.isoformat() for each in utc & brussels] == ["2026-10-25T02:00:00+00:00"]


def test_sets_of_two_kinds_are_refused() -> None:
    with pytest.raises(InvalidValue) as refusal:
        every("FREQ=DAILY") | every("FREQ=DAILY", datetime(2024, 1, 1, tzinfo=NEW_YORK))

    assert str(refusal.value) == (
        "the start of the other set '2024-01-01T00:00:00-05:00' cannot be used: expected a date, "
        "because the start 2024-01-01 is one, and not a time in a zone"
    )


MONDAYS, TUESDAYS = every("FREQ=WEEKLY;BYDAY=MO"), every("FREQ=WEEKLY;BYDAY=TU")
SECONDS = RecurrenceSet(datetime(2024, 1, 1, tzinfo=UTC), (Rule.parse("FREQ=SECONDLY"),))
CENTURY = datetime(2024, 1, 1, tzinfo=UTC), datetime(2124, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: (SECONDS - SECONDS).after(datetime(2024, 1, 1, tzinfo=UTC)),
        lambda: (SECONDS - SECONDS).is_empty,
        lambda: (SECONDS - SECONDS).before(datetime(9024, 1, 1, tzinfo=UTC)),
        lambda: (SECONDS & SECONDS).count(*CENTURY),
        lambda: (SECONDS - SECONDS).is_finite,
        lambda: (MONDAYS | TUESDAYS)[10**6],
        lambda: (MONDAYS | TUESDAYS).count(date(2024, 1, 1), date(9000, 1, 1)),
    ],
)
def test_search_in_vain_ends(ask: Callable[[], object]) -> None:
    with pytest.raises(UnansweredQuestion):
        ask()


def test_union_of_finite_sets_is_finite_and_has_a_last() -> None:
    union = every("FREQ=DAILY;COUNT=3") | every("FREQ=DAILY;COUNT=2", date(2024, 1, 3))

    assert (union.is_finite, len(union), union.last) == (True, 4, date(2024, 1, 4))
    assert union[-1] == date(2024, 1, 3) + timedelta(days=1)


@pytest.mark.parametrize("zone", [None, UTC, BRUSSELS])
def test_sets_that_never_meet_are_proved_to(zone: tzinfo | None) -> None:
    """Monday is no Tuesday for 400 years, so it never is."""
    start = datetime(2024, 1, 1, 9, tzinfo=zone)
    mondays = RecurrenceSet(start, (Rule.parse("FREQ=WEEKLY;BYDAY=MO"),))
    tuesdays = RecurrenceSet(start, (Rule.parse("FREQ=WEEKLY;BYDAY=TU"),))
    never = mondays & tuesdays

    assert (never.is_empty, never.is_finite, len(never), list(never)) == (True, True, 0, [])
    assert (never.first, never.last, never.after(start)) == (None, None, None)
    assert never.before(start.replace(year=9000)) is None
    assert (mondays - mondays).is_empty
    assert (mondays - tuesdays).is_finite is False
    assert RecurrenceSet(start, mondays.rules, excluded_rules=tuesdays.rules).is_finite is False


def test_sets_that_meet_in_every_cycle_have_no_end() -> None:
    never = every("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29") & every("FREQ=YEARLY;BYDAY=53MO")
    leap_mondays = every("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29") & MONDAYS

    assert (leap_mondays.is_finite, leap_mondays.cycle) == (False, Cycle(2026, 400))
    assert list(islice(leap_mondays, 2)) == [date(2044, 2, 29), date(2072, 2, 29)]
    assert (never.is_empty, never.is_finite) == (True, True)


def test_sets_that_meet_only_at_first_are_finite() -> None:
    until = every("FREQ=DAILY;UNTIL=20240110")
    sundays = RecurrenceSet(
        date(2024, 1, 1), (Rule.parse("FREQ=WEEKLY;BYDAY=SU"),), dates=(date(2024, 1, 9),)
    )
    both = sundays & (MONDAYS | until)

    assert (both.is_finite, len(both), both.last) == (True, 2, date(2024, 1, 9))
    assert both[-1] == date(2024, 1, 9)


def test_intersection_ends_within_the_calendar_if_either_set_does() -> None:
    both = every("FREQ=DAILY;COUNT=10000000") & every("FREQ=WEEKLY;BYDAY=MO;UNTIL=20240131")

    assert (both.cycle, both.last) == (None, date(2024, 1, 29))


def test_set_in_another_zone_begins_with_that_zones_calendar() -> None:
    """In New York the first hours of UTC's year 1 are of no year."""
    hourly = RecurrenceSet(datetime(1, 1, 1, tzinfo=UTC), (Rule.parse("FREQ=HOURLY;COUNT=9"),))

    source, _ = hourly.as_source(Frame(datetime(2024, 1, 1, tzinfo=NEW_YORK)))

    shown = list(source.ascending())
    assert (source.total, len(shown)) == (4, 4)
    assert [source.at(index) for index in range(4)] == shown
    assert [source.rank(moment) for moment in shown] == [0, 1, 2, 3]


def test_cycle_in_a_zone_begins_where_its_clocks_have_settled() -> None:
    start = datetime(2024, 1, 1, tzinfo=BRUSSELS)

    assert RecurrenceSet(start, (Rule.parse("FREQ=DAILY"),)).cycle == Cycle(2101, 400)


def test_cycle_is_the_shortest_that_brings_the_interval_round() -> None:
    assert every("FREQ=YEARLY;INTERVAL=4").cycle == Cycle(2025, 400)
    assert every("FREQ=YEARLY;INTERVAL=3").cycle == Cycle(2025, 1200)
    assert every("FREQ=DAILY;INTERVAL=2").cycle == Cycle(2025, 800)
    assert every("FREQ=WEEKLY;INTERVAL=2;COUNT=2").cycle == Cycle(2025, 1)
    assert every("FREQ=YEARLY;COUNT=10000").cycle is None
