"""Overrides of an instance and of all later ones (RANGE=THISANDFUTURE, RFC 5545 3.2.13)."""

from datetime import UTC, date, datetime, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from scheduler.recurrence import Occurrence, Override, Period, RecurrenceSet, Rule
from tests.recurrence.in_brussels import BRUSSELS, brussels
from tests.recurrence.mondays import MONDAY, WEEKLY, monday, weekly

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_override_of_later_instances_moves_and_lengthens_them_but_for_single_ones() -> None:
    later = Override(monday(1), monday(1) + DAY, duration=3 * DAY, this_and_future=True)
    single = Override(monday(3), monday(3) - DAY)
    instances = weekly(later, single)

    assert list(instances) == [
        monday(0),
        monday(1) + DAY,
        monday(2) + DAY,
        monday(3) - DAY,
        monday(4) + DAY,
    ]
    assert list(instances.occurrences(monday(2), monday(5))) == [
        Occurrence(monday(2) + DAY, monday(2), monday(2) + 4 * DAY, later),
        Occurrence(monday(3) - DAY, monday(3), None, single),
        Occurrence(monday(4) + DAY, monday(4), monday(4) + 4 * DAY, later),
    ]
    assert list(instances.overlapping(monday(2) + 3 * DAY, monday(3) - DAY, DAY)) == [
        monday(2) + DAY
    ]


def test_later_override_of_later_instances_takes_over_by_original_start() -> None:
    back = Override(monday(3), monday(3) - 8 * DAY, this_and_future=True)
    on = Override(monday(1), monday(1) + DAY, this_and_future=True)
    instances = weekly(back, on)

    assert list(instances) == [
        monday(0),
        monday(1) + DAY,
        monday(2) - DAY,
        monday(2) + DAY,
        monday(3) - DAY,
    ]
    assert list(reversed(instances)) == list(instances)[::-1]


def test_override_of_later_instances_of_a_series_without_end() -> None:
    rule = Rule.parse("FREQ=DAILY")
    on = Override(monday(0), monday(0) + 3 * DAY, this_and_future=True)
    instances = RecurrenceSet(MONDAY, (rule,), overrides=(on,))

    assert list(instances.between(date(9000, 1, 1), date(9000, 1, 3))) == [
        date(9000, 1, 1),
        date(9000, 1, 2),
    ]
    assert (instances.is_finite, instances.is_empty) == (False, False)
    assert instances.before(date(2026, 6, 5)) == date(2026, 6, 4)


def test_move_of_later_instances_is_one_on_the_clock() -> None:
    """Two hours later stays so when the clocks change (L46); in UTC it is exact."""
    weekly_twice = Rule.parse("FREQ=WEEKLY;COUNT=2")
    start = brussels(2026, 3, 22, 9)
    two_later = Override(start, start + 2 * HOUR, this_and_future=True)

    assert [
        each.isoformat() for each in RecurrenceSet(start, (weekly_twice,), overrides=(two_later,))
    ] == ["2026-03-22T11:00:00+01:00", "2026-03-29T11:00:00+02:00"]


def test_move_into_a_gap_of_the_clocks_is_read_as_any_time_there() -> None:
    """02:30 on 29 March 2026 is 03:30, whether a rule or a move leads there."""
    start = brussels(2026, 3, 28, 1, 30)
    later = Override(start, start + HOUR, this_and_future=True)
    rule = Rule.parse("FREQ=DAILY;BYHOUR=1,2;COUNT=6")
    instances = RecurrenceSet(start, (rule,), overrides=(later,))

    assert [
        each.isoformat() for each in instances.between(brussels(2026, 3, 29), brussels(2026, 3, 30))
    ] == [
        "2026-03-29T03:30:00+02:00",
        "2026-03-29T04:30:00+02:00",
    ]
    assert list(reversed(instances)) == list(instances)[::-1]


def test_window_that_begins_or_ends_where_the_clocks_moved_an_instance() -> None:
    start = brussels(2026, 3, 27, 1, 30)
    on = Override(start, start + HOUR, this_and_future=True)
    series = RecurrenceSet(start, (Rule.parse("FREQ=DAILY;COUNT=5"),), overrides=(on,))
    moved = brussels(2026, 3, 29, 3, 30)

    assert list(series.between(moved, moved + HOUR)) == [moved]
    assert list(series.between(moved - 30 * HOUR, moved)) == [brussels(2026, 3, 28, 2, 30)]
    assert series.before(moved + HOUR) == moved
    assert series.after(moved - 2 * HOUR) == moved


def test_second_of_two_equal_times_moves_with_the_others() -> None:
    """Half hours that pass: 2:00 and 2:30 come twice on 25 October, and once a day later."""
    start = brussels(2026, 10, 25, 1, 30)
    on = Override(start, start + DAY, this_and_future=True)
    rule = Rule.parse("FREQ=MINUTELY;INTERVAL=30;COUNT=7")
    series = RecurrenceSet(start, (rule,), overrides=(on,), elapsed=True)
    halves = [brussels(2026, 10, 26, 1, 30) + number * HOUR / 2 for number in range(5)]

    assert list(series) == halves
    assert list(series.between(halves[1], halves[3])) == halves[1:3]
    assert [
        original.isoformat()
        for original in (each.recurrence_id for each in series.occurrences(halves[1], halves[2]))
    ] == ["2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00"]


def test_single_override_into_a_gap_beside_one_of_later_instances() -> None:
    start = brussels(2026, 3, 27, 9)
    on = Override(start, start + HOUR, this_and_future=True)
    into_gap = Override(start + DAY, brussels(2026, 3, 29, 2, 30))
    series = RecurrenceSet(start, (Rule.parse("FREQ=DAILY;COUNT=3"),), overrides=(on, into_gap))

    assert [each.isoformat() for each in series] == [
        "2026-03-27T10:00:00+01:00",
        "2026-03-29T03:30:00+02:00",
        "2026-03-29T10:00:00+02:00",
    ]


def test_period_moved_with_later_instances_keeps_its_length() -> None:
    start = brussels(2026, 6, 1, 9)
    period = Period(start + 7 * DAY, end=start + 7 * DAY + 3 * HOUR)
    on = Override(start, start + DAY, this_and_future=True)
    instances = RecurrenceSet(start, (WEEKLY,), dates=(period,), overrides=(on,))

    assert list(instances.occurrences(start + 8 * DAY, start + 9 * DAY)) == [
        Occurrence(start + 8 * DAY, start + 7 * DAY, start + 8 * DAY + 3 * HOUR, on)
    ]


@pytest.mark.parametrize("zone", [None, UTC, BRUSSELS])
def test_what_is_moved_beyond_the_calendar_is_not_looked_for(zone: ZoneInfo | None) -> None:
    start = datetime(2026, 1, 1, 9, tzinfo=zone)
    last = datetime(9999, 12, 30, 9, tzinfo=zone)
    series = RecurrenceSet(
        start,
        (Rule.parse("FREQ=HOURLY"),),
        overrides=(Override(start + DAY, last, this_and_future=True),),
    )
    before = process_time()

    found = series[:100]

    assert found == tuple(
        [start + number * HOUR for number in range(24)]
        + [last + number * HOUR for number in range(39)]
    )
    assert process_time() - before < 1
