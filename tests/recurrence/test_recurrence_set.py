"""Recurrence sets: kinds of time, zones, what is added and left out, ends and proofs."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import InvalidValue
from scheduler.recurrence import Period, RecurrenceSet, Rule
from tests.recurrence.in_brussels import brussels

FLOATING = datetime(2024, 6, 4, 9)  # noqa: DTZ001 -- floating
FIRST_TUESDAY = Rule.parse("FREQ=YEARLY;BYMONTH=6;BYDAY=1TU")


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


def test_set_is_a_value() -> None:
    one = RecurrenceSet(date(2024, 6, 4), (FIRST_TUESDAY,))

    assert {one, RecurrenceSet(date(2024, 6, 4), (FIRST_TUESDAY,))} == {one}


def test_sets_in_different_zones_differ() -> None:
    start, paris = brussels(2024, 6, 4, 9), ZoneInfo("Europe/Paris")
    one = RecurrenceSet(start, (FIRST_TUESDAY,))
    same = RecurrenceSet(start.replace(tzinfo=ZoneInfo.no_cache("Europe/Brussels")), one.rules)

    assert start == start.astimezone(paris)
    assert len({one, RecurrenceSet(start.astimezone(paris), one.rules)}) == 2
    assert {one, same} == {one}


def test_order_of_dates_and_exclusions_does_not_matter() -> None:
    start = brussels(2024, 6, 4, 9)
    others = (brussels(2024, 6, 6, 9), datetime(2024, 6, 5, 7, tzinfo=UTC))
    instances = [RecurrenceSet(start, dates=way, excluded=way) for way in (others, others[::-1])]

    assert {*instances} == {instances[0]}
    assert (instances[0].dates, instances[1].excluded) == (others[::-1], others[::-1])
    assert str(instances[0]) == str(instances[1])


def test_dates_in_a_zone_without_a_name_are_kept_in_utc() -> None:
    start, plus_two = brussels(2024, 6, 4, 9), timezone(timedelta(hours=2))
    day = datetime(2024, 6, 5, 9, tzinfo=plus_two)
    period = Period(datetime(2024, 6, 6, 9, tzinfo=plus_two), duration=timedelta(days=1))

    instances = RecurrenceSet(start, dates=(day, period), excluded=(day,))

    assert str(instances) == (
        "DTSTART;TZID=Europe/Brussels:20240604T090000\n"
        "RDATE:20240605T070000Z\n"
        "RDATE;VALUE=PERIOD:20240606T070000Z/P1D\n"
        "EXDATE:20240605T070000Z"
    )
    assert RecurrenceSet.parse(str(instances)) == instances


IN_GAP, TWICE = brussels(2026, 3, 29, 2, 30), brussels(2026, 10, 25, 2, 30)


@pytest.mark.parametrize("rules", [(), (Rule.parse("FREQ=HOURLY;COUNT=2"),)])
@pytest.mark.parametrize("start", [IN_GAP, TWICE, brussels(2026, 6, 1, 9)])
def test_start_is_the_first_of_two_equal_times(start: datetime, rules: tuple[Rule, ...]) -> None:
    first, second = (RecurrenceSet(start.replace(fold=fold), rules) for fold in (0, 1))

    assert second == first == RecurrenceSet.parse(str(second))
    assert second.start.fold == 0
    assert second.start in second
    assert second.first == (brussels(2026, 3, 29, 3, 30) if start is IN_GAP else start)


def test_elapsed_set_keeps_a_second_start_that_no_text_can_say() -> None:
    start, hours = TWICE.replace(fold=1), (Rule.parse("FREQ=HOURLY;COUNT=2"),)

    for rules in (hours, ()):
        instances = RecurrenceSet(start, rules, elapsed=True)
        assert instances.start.fold == 1
        assert instances.start in instances
        assert instances.first is not None
        assert instances.first.isoformat() == "2026-10-25T02:30:00+01:00"
        with pytest.raises(InvalidValue) as refusal:
            str(instances)
        assert str(refusal.value) == (
            "the start '2026-10-25T02:30:00+01:00' cannot be used: "
            "expected a start that clocks show for the first time, or one in UTC"
        )


@pytest.mark.parametrize("start", [IN_GAP, brussels(2026, 6, 1, 9)])
def test_elapsed_set_has_any_other_start_as_it_is_shown(start: datetime) -> None:
    rules = (Rule.parse("FREQ=HOURLY;COUNT=2"),)
    instances = RecurrenceSet(start.replace(fold=1), rules, elapsed=True)

    assert instances.start in instances
    assert RecurrenceSet.parse(str(instances), elapsed=True) == instances
    assert instances.first == (brussels(2026, 3, 29, 1, 30) if start is IN_GAP else start)
