"""Where recurrence sets end: UNTIL, COUNT, proofs that there is nothing, and year 9999."""

from datetime import date, datetime, timedelta

import pytest

from scheduler.errors import InvalidValue, UnansweredQuestion
from scheduler.recurrence import RecurrenceSet, Rule
from tests.recurrence.in_brussels import brussels

FLOATING = datetime(2024, 6, 4, 9)  # noqa: DTZ001 -- floating


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
