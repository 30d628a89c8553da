"""Wall time and instants: gaps, repeats, days left out, the edges of the calendar (3.3.5)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import InvalidValue
from scheduler.recurrence import RecurrenceSet, Rule

BRUSSELS = ZoneInfo("Europe/Brussels")
APIA = ZoneInfo("Pacific/Apia")


def brussels(*fields: int, fold: int = 0) -> datetime:
    year, month, day, hour, minute = (*fields, 0, 0)[:5]
    return datetime(year, month, day, hour, minute, tzinfo=BRUSSELS, fold=fold)


def in_utc(values: list[datetime]) -> list[str]:
    return [value.astimezone(UTC).isoformat() for value in values]


def test_wall_time_stays_over_the_change_of_the_clocks() -> None:
    rule = Rule.parse("FREQ=MONTHLY;BYMONTHDAY=15;COUNT=3")

    instances = list(RecurrenceSet(brussels(2026, 2, 15, 9), (rule,)))

    assert in_utc(instances) == [
        "2026-02-15T08:00:00+00:00",
        "2026-03-15T08:00:00+00:00",
        "2026-04-15T07:00:00+00:00",
    ]


def test_time_that_clocks_skip_is_read_with_the_offset_before() -> None:
    """RFC 5545 3.3.5: 02:30 on 29 March 2026 is 03:30 in summer time, and back on the 30th."""
    rule = Rule.parse("FREQ=MONTHLY;BYMONTHDAY=28,29,30;COUNT=3")

    instances = list(RecurrenceSet(brussels(2026, 3, 28, 2, 30), (rule,)))

    assert [value.isoformat() for value in instances] == [
        "2026-03-28T02:30:00+01:00",
        "2026-03-29T03:30:00+02:00",
        "2026-03-30T02:30:00+02:00",
    ]
    assert brussels(2026, 3, 29, 3, 30) in RecurrenceSet(instances[0], (rule,))


def test_time_that_occurs_twice_means_the_first() -> None:
    """RFC 5545 3.3.5, also where the start itself is given as the second."""
    rule = Rule.parse("FREQ=YEARLY;COUNT=1")

    first = RecurrenceSet(brussels(2026, 10, 25, 2, 30, fold=1), (rule,)).first

    assert first is not None
    assert first.isoformat() == "2026-10-25T02:30:00+02:00"


def test_second_of_two_equal_wall_times_can_be_added_and_is_another_instant() -> None:
    start = brussels(2026, 10, 25, 2, 30)
    added = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)

    instances = list(RecurrenceSet(start, (Rule.parse("FREQ=YEARLY;COUNT=1"),), dates=(added,)))

    assert [value.isoformat() for value in instances] == [
        "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:30:00+01:00",
    ]


def test_day_that_a_zone_left_out_is_one_instant_with_the_next() -> None:
    """Samoa had no 30 December 2011: that day's time falls on the 31st and counts once."""
    rule = Rule.parse("FREQ=MONTHLY;BYMONTHDAY=29,30,31;COUNT=4")
    start = datetime(2011, 12, 29, 9, tzinfo=APIA)
    instances = RecurrenceSet(start, (rule,))

    assert [value.day for value in instances] == [29, 31, 29, 30]
    assert instances.last == datetime(2012, 1, 30, 9, tzinfo=APIA)
    assert instances.before(datetime(2012, 1, 1, tzinfo=APIA)) == datetime(
        2011, 12, 31, 9, tzinfo=APIA
    )


def test_first_moment_of_the_calendar_is_answered_in_every_zone() -> None:
    """In Tokyo year 1 began before it did in UTC, at an instant that UTC cannot write."""
    start = datetime(1, 1, 1, tzinfo=ZoneInfo("Asia/Tokyo"))
    instances = RecurrenceSet(start, (Rule.parse("FREQ=YEARLY"),))

    assert instances.first == start
    assert instances.before(start) is None
    assert instances.before(datetime.min.replace(tzinfo=UTC)) == start


def test_last_moment_of_the_calendar_is_answered_in_every_zone() -> None:
    """In New York year 9999 ends after it has ended in UTC, so that this UNTIL comes before."""
    start = datetime(9998, 12, 31, 23, 59, tzinfo=ZoneInfo("America/New_York"))
    end = start.replace(year=9999)
    instances = RecurrenceSet(start, (Rule.parse("FREQ=YEARLY"),))
    until = RecurrenceSet(start, (Rule.parse("FREQ=YEARLY;UNTIL=99991231T235959Z"),))

    assert list(instances) == [start, end]
    assert instances.after(datetime.max.replace(tzinfo=UTC)) == end
    assert list(until) == [start]


def test_time_that_its_zone_cannot_hold_is_refused() -> None:
    start = datetime(2026, 1, 1, tzinfo=ZoneInfo("America/New_York"))

    with pytest.raises(InvalidValue, match="expected a time of the years 1 to 9999"):
        RecurrenceSet(start, dates=(datetime.min.replace(tzinfo=UTC),)).first  # noqa: B018 -- asks


def test_further_date_that_clocks_skip_is_read_as_a_rule_reads_it() -> None:
    added = RecurrenceSet(brussels(2026, 1, 1), dates=(brussels(2026, 3, 29, 2, 30),))

    assert [value.isoformat() for value in added] == [
        "2026-01-01T00:00:00+01:00",
        "2026-03-29T03:30:00+02:00",
    ]
