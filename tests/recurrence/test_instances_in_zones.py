"""The instances of rules where clocks change: gaps, repeats, days left out, the last years."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import InvalidValue
from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.recurrence.instances import Instances

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


def at(tzid: str, *fields: int) -> datetime:
    year, month, day, hour, minute = (*fields, 0, 0)[:5]
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(tzid))


# A rule, its start some time before the clocks change, and the instances in local time.
CLOCK_CHANGES = {
    "Brussels, 2:30 is skipped": (
        "FREQ=DAILY;COUNT=3",
        at("Europe/Brussels", 2026, 3, 28, 2, 30),
        ["03-28 02:30:00+01:00", "03-29 03:30:00+02:00", "03-30 02:30:00+02:00"],
    ),
    "Brussels, 2:30 comes twice": (
        "FREQ=DAILY;COUNT=3",
        at("Europe/Brussels", 2026, 10, 24, 2, 30),
        ["10-24 02:30:00+02:00", "10-25 02:30:00+02:00", "10-26 02:30:00+01:00"],
    ),
    "Brussels, hourly over the gap": (
        "FREQ=HOURLY;COUNT=4",
        at("Europe/Brussels", 2026, 3, 29, 0, 30),
        [f"03-29 {hour}" for hour in ("00:30:00+01:00", "01:30:00+01:00")]
        + [f"03-29 {hour}" for hour in ("03:30:00+02:00", "04:30:00+02:00")],
    ),
    "Brussels, hourly over the fold": (
        "FREQ=HOURLY;COUNT=3",
        at("Europe/Brussels", 2026, 10, 25, 1, 30),
        ["10-25 01:30:00+02:00", "10-25 02:30:00+02:00", "10-25 03:30:00+01:00"],
    ),
    "Brussels, two times land between others": (
        "FREQ=MINUTELY;INTERVAL=40;COUNT=5",
        at("Europe/Brussels", 2026, 3, 29, 1, 20),
        [
            "03-29 01:20:00+01:00",
            "03-29 03:00:00+02:00",
            "03-29 03:20:00+02:00",
            "03-29 03:40:00+02:00",
            "03-29 04:00:00+02:00",
        ],
    ),
    "Brussels, UNTIL is the moment of a skipped time": (
        "FREQ=DAILY;UNTIL=20260329T013000Z",
        at("Europe/Brussels", 2026, 3, 28, 2, 30),
        ["03-28 02:30:00+01:00", "03-29 03:30:00+02:00"],
    ),
    "Brussels, UNTIL is a second before it": (
        "FREQ=DAILY;UNTIL=20260329T012959Z",
        at("Europe/Brussels", 2026, 3, 28, 2, 30),
        ["03-28 02:30:00+01:00"],
    ),
    "Brussels, UNTIL is the first of two equal times": (
        "FREQ=DAILY;UNTIL=20261025T003000Z",
        at("Europe/Brussels", 2026, 10, 24, 2, 30),
        ["10-24 02:30:00+02:00", "10-25 02:30:00+02:00"],
    ),
    "Brussels, UNTIL is between two equal times": (
        "FREQ=MINUTELY;INTERVAL=30;UNTIL=20261025T010000Z",
        at("Europe/Brussels", 2026, 10, 25, 2, 0),
        ["10-25 02:00:00+02:00", "10-25 02:30:00+02:00"],
    ),
    "Brussels, after the last year that is listed": (
        "FREQ=DAILY;COUNT=2",
        at("Europe/Brussels", 2050, 3, 26, 2, 30),
        ["03-26 02:30:00+01:00", "03-27 03:30:00+02:00"],
    ),
    "Brussels, in the last years of the calendar": (
        "FREQ=DAILY;COUNT=2",
        at("Europe/Brussels", 9998, 3, 28, 2, 30),
        ["03-28 02:30:00+01:00", "03-29 03:30:00+02:00"],
    ),
    "Dublin, whose winter time is the exception": (
        "FREQ=MONTHLY;BYMONTHDAY=-3;BYMONTH=3,10;COUNT=2",
        at("Europe/Dublin", 2026, 3, 1, 1, 30),
        ["03-29 02:30:00+01:00", "10-29 01:30:00+00:00"],
    ),
    "Dublin, back": (
        "FREQ=DAILY;COUNT=2",
        at("Europe/Dublin", 2026, 10, 25, 1, 30),
        ["10-25 01:30:00+01:00", "10-26 01:30:00+00:00"],
    ),
    "Lord Howe, every time of half an hour moves on": (
        "FREQ=MINUTELY;INTERVAL=15;COUNT=5",
        at("Australia/Lord_Howe", 2026, 10, 4, 1, 30),
        [
            "10-04 01:30:00+10:30",
            "10-04 01:45:00+10:30",
            "10-04 02:30:00+11:00",
            "10-04 02:45:00+11:00",
            "10-04 03:00:00+11:00",
        ],
    ),
    "Lord Howe, back": (
        "FREQ=DAILY;COUNT=2",
        at("Australia/Lord_Howe", 2026, 4, 5, 1, 45),
        ["04-05 01:45:00+11:00", "04-06 01:45:00+10:30"],
    ),
    "Troll, two hours forward": (
        "FREQ=HOURLY;COUNT=4",
        at("Antarctica/Troll", 2026, 3, 29, 0, 30),
        [
            "03-29 00:30:00+00:00",
            "03-29 03:30:00+02:00",
            "03-29 04:30:00+02:00",
            "03-29 05:30:00+02:00",
        ],
    ),
    "Casablanca, to winter time for Ramadan": (
        "FREQ=DAILY;COUNT=2",
        at("Africa/Casablanca", 2025, 2, 23, 2, 30),
        ["02-23 02:30:00+01:00", "02-24 02:30:00+00:00"],
    ),
    "Casablanca, and from it": (
        "FREQ=DAILY;COUNT=2",
        at("Africa/Casablanca", 2025, 4, 5, 2, 30),
        ["04-05 02:30:00+00:00", "04-06 03:30:00+01:00"],
    ),
    "Sao Paulo, no midnight": (
        "FREQ=DAILY;COUNT=3",
        at("America/Sao_Paulo", 2018, 11, 3),
        ["11-03 00:00:00-03:00", "11-04 01:00:00-02:00", "11-05 00:00:00-02:00"],
    ),
    "Sao Paulo, back at midnight": (
        "FREQ=DAILY;COUNT=2",
        at("America/Sao_Paulo", 2018, 2, 17, 23, 30),
        ["02-17 23:30:00-02:00", "02-18 23:30:00-03:00"],
    ),
    "Monrovia, by 44 minutes and a half": (
        "FREQ=DAILY;COUNT=2",
        at("Africa/Monrovia", 1972, 1, 6, 0, 30),
        ["01-06 00:30:00-00:44:30", "01-07 01:14:30+00:00"],
    ),
    "Samoa, daily": (
        "FREQ=DAILY;COUNT=3",
        at("Pacific/Apia", 2011, 12, 29, 9),
        ["12-29 09:00:00-10:00", "12-31 09:00:00+14:00", "01-01 09:00:00+14:00"],
    ),
    "Samoa, a Friday that was none": (
        "FREQ=WEEKLY;COUNT=2",
        at("Pacific/Apia", 2011, 12, 23, 9),
        ["12-23 09:00:00-10:00", "12-31 09:00:00+14:00"],
    ),
    "Kiritimati, without New Year's Eve": (
        "FREQ=MONTHLY;BYMONTHDAY=1,31;COUNT=3",
        at("Pacific/Kiritimati", 1994, 12, 1, 9),
        ["12-01 09:00:00-10:00", "01-01 09:00:00+14:00", "01-31 09:00:00+14:00"],
    ),
    "Dhaka, the last hour of a year twice": (
        "FREQ=HOURLY;COUNT=3",
        at("Asia/Dhaka", 2009, 12, 31, 22, 30),
        ["12-31 22:30:00+07:00", "12-31 23:30:00+07:00", "01-01 00:30:00+06:00"],
    ),
}


@pytest.mark.parametrize(
    ("text", "start", "expected"), CLOCK_CHANGES.values(), ids=CLOCK_CHANGES.keys()
)
def test_instances_where_clocks_change(text: str, start: datetime, expected: list[str]) -> None:
    instances = list(RecurrenceSet(start, (Rule.parse(text),)))

    assert [value.isoformat(" ")[5:] for value in instances] == expected
    assert [value.fold for value in instances] == [0] * len(instances)
    assert list(Instances(Rule.parse(text), start).descending()) == instances[::-1]
