"""Recurrence sets: kinds of time, zones, what is added and left out, ends and proofs."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import InvalidValue
from scheduler.recurrence import RecurrenceSet, Rule

BRUSSELS = ZoneInfo("Europe/Brussels")
APIA = ZoneInfo("Pacific/Apia")
FLOATING = datetime(2024, 6, 4, 9)  # noqa: DTZ001 -- floating
FIRST_TUESDAY = Rule.parse("FREQ=YEARLY;BYMONTH=6;BYDAY=1TU")


def brussels(*fields: int, fold: int = 0) -> datetime:
    year, month, day, hour, minute = (*fields, 0, 0)[:5]
    return datetime(year, month, day, hour, minute, tzinfo=BRUSSELS, fold=fold)


def in_utc(values: object) -> list[str]:
    assert isinstance(values, list)
    return [value.astimezone(UTC).isoformat() for value in values]


@pytest.mark.parametrize(
    ("start", "second"),
    [
        (date(2024, 6, 4), date(2025, 6, 3)),
        (FLOATING, FLOATING.replace(2025, 6, 3)),
        (FLOATING.replace(tzinfo=UTC), FLOATING.replace(2025, 6, 3, tzinfo=UTC)),
        (brussels(2024, 6, 4, 9), brussels(2025, 6, 3, 9)),
    ],
    ids=["date", "floating", "UTC", "zone"],
)
def test_instances_have_the_kind_and_zone_of_the_start(start: date, second: date) -> None:
    instances = list(islice(RecurrenceSet(start, (FIRST_TUESDAY,)), 2))

    assert instances == [start, second]
    assert [type(value) for value in instances] == [type(start)] * 2
    assert [getattr(value, "tzinfo", None) for value in instances] == [
        getattr(start, "tzinfo", None)
    ] * 2


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


def test_until_is_an_instant_and_included() -> None:
    at_nine = RecurrenceSet(
        brussels(2026, 6, 15, 9), (Rule.parse("FREQ=MONTHLY;UNTIL=20260815T070000Z"),)
    )
    a_second_before = RecurrenceSet(
        brussels(2026, 6, 15, 9), (Rule.parse("FREQ=MONTHLY;UNTIL=20260815T065959Z"),)
    )

    assert [value.month for value in at_nine] == [6, 7, 8]
    assert [value.month for value in a_second_before] == [6, 7]


def test_until_before_the_start_gives_nothing() -> None:
    instances = RecurrenceSet(date(2026, 6, 15), (Rule.parse("FREQ=YEARLY;UNTIL=20250101"),))

    assert (list(instances), instances.is_empty, instances.last) == ([], True, None)


A_DATE, FLOATING_TIME, ZONED_TIME = "a date", "a time without a zone", "a time in a zone"
ZONED = brussels(2026, 6, 15, 9)
IN_UTC = "a time in UTC such as 20271231T080000Z"


@pytest.mark.parametrize(
    ("start", "kind", "wanted", "until", "given"),
    [
        (date(2026, 6, 15), A_DATE, "a date such as 20271231", "20270101T000000", FLOATING_TIME),
        (date(2026, 6, 15), A_DATE, "a date such as 20271231", "20270101T000000Z", ZONED_TIME),
        (FLOATING, FLOATING_TIME, f"{FLOATING_TIME} such as 20271231T090000", "20270101", A_DATE),
        (
            FLOATING,
            FLOATING_TIME,
            f"{FLOATING_TIME} such as 20271231T090000",
            "20270101T000000Z",
            ZONED_TIME,
        ),
        (ZONED, ZONED_TIME, IN_UTC, "20270101", A_DATE),
        (ZONED, ZONED_TIME, IN_UTC, "20270101T000000", FLOATING_TIME),
    ],
)
def test_until_of_another_kind_than_the_start_is_refused(
    start: date, kind: str, wanted: str, until: str, given: str
) -> None:
    with pytest.raises(InvalidValue) as refusal:
        RecurrenceSet(start, (Rule.parse(f"FREQ=YEARLY;UNTIL={until}"),))

    assert str(refusal.value) == (
        f"UNTIL '{until}' cannot be used: "
        f"expected {wanted}, because the start is {kind}; this is {given}"
    )


def test_moment_of_another_kind_than_the_start_is_refused() -> None:
    instances: RecurrenceSet[date] = RecurrenceSet(date(2026, 6, 15), (FIRST_TUESDAY,))

    with pytest.raises(InvalidValue) as refusal:
        instances.after(brussels(2026, 6, 15, 9))

    assert str(refusal.value) == (
        "the time asked for '2026-06-15T09:00:00+02:00' cannot be used: expected a date, "
        "because the start 2026-06-15 is one, and not a time in a zone"
    )


def test_every_question_refuses_another_kind() -> None:
    instances: RecurrenceSet[date] = RecurrenceSet(FLOATING, (FIRST_TUESDAY,))
    day = date(2027, 1, 1)

    for ask in (
        lambda: instances.between(day, FLOATING),
        lambda: instances.between(FLOATING, day),
        lambda: instances.before(day),
        lambda: day in instances,
        lambda: "today" in instances,
        lambda: RecurrenceSet[date](FLOATING, dates=(day,)),
        lambda: RecurrenceSet[date](FLOATING, excluded=(day,)),
    ):
        with pytest.raises(InvalidValue, match="a time without a zone, because the start"):
            ask()


def test_start_in_a_zone_without_a_name_is_refused() -> None:
    start = FLOATING.replace(tzinfo=timezone(timedelta(hours=2)))

    with pytest.raises(InvalidValue, match="a time in UTC or in a zone of the IANA database"):
        RecurrenceSet(start, (FIRST_TUESDAY,))


def test_dates_are_added_and_excluded_by_instant() -> None:
    """EXDATE beats RDATE and rule, matches by instant in any zone, and does not refill COUNT."""
    rule = Rule.parse("FREQ=YEARLY;BYMONTH=6;BYDAY=1TU;COUNT=3")
    start = brussels(2024, 6, 4, 9)
    early = brussels(2023, 10, 3, 9)

    instances = RecurrenceSet(
        start,
        (rule,),
        dates=(brussels(2025, 10, 7, 9), early, brussels(2025, 6, 3, 9), brussels(2027, 1, 1)),
        excluded=(datetime(2026, 6, 2, 7, tzinfo=UTC), brussels(2027, 1, 1)),
    )

    assert list(instances) == [early, start, brussels(2025, 6, 3, 9), brussels(2025, 10, 7, 9)]
    assert instances.last == brussels(2025, 10, 7, 9)
    assert instances.before(start) == early
    assert list(instances.between(early, brussels(2025, 10, 7, 9))) == [
        early,
        start,
        brussels(2025, 6, 3, 9),
    ]


def test_further_date_that_clocks_skip_is_read_as_a_rule_reads_it() -> None:
    added = RecurrenceSet(brussels(2026, 1, 1), dates=(brussels(2026, 3, 29, 2, 30),))

    assert [value.isoformat() for value in added] == [
        "2026-01-01T00:00:00+01:00",
        "2026-03-29T03:30:00+02:00",
    ]


def test_set_without_rule_is_its_start_and_dates() -> None:
    start, other = date(2026, 6, 15), date(2026, 1, 1)

    assert list(RecurrenceSet(start, dates=(other, start))) == [other, start]


def test_several_rules_are_united() -> None:
    rules = (Rule.parse("FREQ=YEARLY;BYMONTH=3,6"), Rule.parse("FREQ=YEARLY;BYMONTH=6,9"))

    instances = RecurrenceSet(date(2026, 3, 15), rules).between(date(2026, 1, 1), date(2027, 1, 1))

    assert [value.month for value in instances] == [3, 6, 9]


def test_start_that_the_rule_does_not_give_is_omitted_included_or_refused() -> None:
    start = date(2024, 5, 1)
    rule = Rule.parse("FREQ=YEARLY;BYMONTH=6;BYDAY=1TU;COUNT=1")

    assert list(RecurrenceSet(start, (rule,))) == [date(2024, 6, 4)]
    assert list(RecurrenceSet(start, (rule,), unmatched_start="include")) == [
        start,
        date(2024, 6, 4),
    ]
    with pytest.raises(InvalidValue) as refusal:
        RecurrenceSet(start, (rule,), unmatched_start="refuse")
    assert str(refusal.value) == (
        "the start '2024-05-01' cannot be used: "
        "expected an instance of its rule FREQ=YEARLY;BYMONTH=6;BYDAY=1TU;COUNT=1"
    )
    assert RecurrenceSet(date(2024, 6, 4), (rule,), unmatched_start="refuse").first == date(
        2024, 6, 4
    )


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=366",
        "FREQ=MONTHLY;INTERVAL=999999999999999;BYMONTH=1;BYMONTHDAY=31;BYSETPOS=2",
        "FREQ=YEARLY;BYDAY=53MO;BYMONTHDAY=15",
        "FREQ=MONTHLY;BYDAY=6MO;COUNT=3",
    ],
)
def test_rule_that_never_fires_is_proved_empty(text: str) -> None:
    instances = RecurrenceSet(date(2024, 6, 4), (Rule.parse(text),))

    assert (instances.is_empty, instances.is_finite) == (True, True)
    assert (list(instances), instances.first, instances.last) == ([], None, None)


def test_set_whose_every_instance_is_excluded_is_empty() -> None:
    day = date(2024, 6, 4)

    assert RecurrenceSet(day, (Rule.parse("FREQ=YEARLY;COUNT=1"),), excluded=(day,)).is_empty


@pytest.mark.parametrize("end", ["", ";COUNT=2"])
def test_rule_that_goes_on_after_year_9999_ends_there_and_is_not_empty(end: str) -> None:
    start = date(9990, 5, 31)
    rule = Rule.parse(f"FREQ=YEARLY;INTERVAL=20;BYMONTH=6{end}")
    later = Rule.parse(f"FREQ=YEARLY;INTERVAL=20{end}")

    assert list(RecurrenceSet(start, (rule,))) == []
    assert list(RecurrenceSet(start, (later,))) == [start]
    assert not RecurrenceSet(start, (later,), excluded=(start,)).is_empty
    assert RecurrenceSet(start, (later,)).last is None


def test_count_of_a_thousand_million_is_answered_in_place() -> None:
    rule = Rule.parse("FREQ=MONTHLY;BYDAY=MO,TU;COUNT=1000000000")
    instances = RecurrenceSet(date(1997, 1, 6), (rule,))

    assert list(instances.between(date(9998, 1, 1), date(9998, 1, 8))) == [
        date(9998, 1, 5),
        date(9998, 1, 6),
    ]
    assert (instances.is_finite, instances.is_empty, instances.last) == (True, False, None)


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


def test_set_is_a_value() -> None:
    one = RecurrenceSet(date(2024, 6, 4), (FIRST_TUESDAY,))

    assert {one, RecurrenceSet(date(2024, 6, 4), (FIRST_TUESDAY,))} == {one}
