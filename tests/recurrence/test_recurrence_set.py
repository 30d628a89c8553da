"""Recurrence sets: kinds of time, zones, what is added and left out, ends and proofs."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import InvalidValue, UnansweredQuestion
from scheduler.recurrence import RecurrenceSet, Rule

BRUSSELS = ZoneInfo("Europe/Brussels")
FLOATING = datetime(2024, 6, 4, 9)  # noqa: DTZ001 -- floating
FIRST_TUESDAY = Rule.parse("FREQ=YEARLY;BYMONTH=6;BYDAY=1TU")


def brussels(*fields: int) -> datetime:
    year, month, day, hour, minute = (*fields, 0, 0)[:5]
    return datetime(year, month, day, hour, minute, tzinfo=BRUSSELS)


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


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ("", "the set has no end; ask for a window of it"),
        (";COUNT=2", "it goes on after year 9999: the last of 2 instances is in year 10010"),
    ],
)
def test_rule_that_goes_on_after_year_9999_ends_there_and_is_not_empty(
    end: str, reason: str
) -> None:
    start = date(9990, 5, 31)
    rule = Rule.parse(f"FREQ=YEARLY;INTERVAL=20;BYMONTH=6{end}")
    later = Rule.parse(f"FREQ=YEARLY;INTERVAL=20{end}")
    instances = RecurrenceSet(start, (later,))

    assert list(RecurrenceSet(start, (rule,))) == []
    assert list(RecurrenceSet(start, (later,))) == [start]
    assert not RecurrenceSet(start, (later,), excluded=(start,)).is_empty
    for ask in (lambda: instances.last, lambda: len(instances), lambda: instances[-1]):
        with pytest.raises(UnansweredQuestion) as refusal:
            ask()
        assert refusal.value.reason == reason


def test_count_of_a_thousand_million_is_answered_in_place() -> None:
    rule = Rule.parse("FREQ=MONTHLY;BYDAY=MO,TU;COUNT=1000000000")
    instances = RecurrenceSet(date(1997, 1, 6), (rule,))

    assert list(instances.between(date(9998, 1, 1), date(9998, 1, 8))) == [
        date(9998, 1, 5),
        date(9998, 1, 6),
    ]
    assert (instances.is_finite, instances.is_empty) == (True, False)
    assert instances[10**4] == date(1997, 1, 6) + timedelta(weeks=5_000)
    with pytest.raises(UnansweredQuestion) as refusal:
        instances[999_999_999]
    assert refusal.value.reason == "it would be in year 9584671"
    with pytest.raises(UnansweredQuestion) as refusal:
        len(instances)
    assert str(refusal.value) == (
        "the length cannot be told: it goes on after year 9999: "
        "the last of 1,000,000,000 instances is in year 9584671"
    )


def test_set_is_a_value() -> None:
    one = RecurrenceSet(date(2024, 6, 4), (FIRST_TUESDAY,))

    assert {one, RecurrenceSet(date(2024, 6, 4), (FIRST_TUESDAY,))} == {one}
