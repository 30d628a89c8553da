"""Suggestions for dates that a common rule gives, by laws."""

from datetime import date, timedelta
from itertools import islice

from hypothesis import assume, given
from hypothesis import strategies as st

from scheduler.recurrence import Frequency, RecurrenceSet, Rule, Weekday, WeekdayNum
from tests.recurrence.suggested import exactly, rules

WEEKDAYS = st.sampled_from(Weekday)
WORKDAYS = tuple(map(WeekdayNum, Weekday))[:5]


@st.composite
def _common_rules(draw: st.DrawFn) -> Rule:
    """The rules that calendars hold nearly always."""
    interval = draw(st.sampled_from((1, 1, 1, 2, 3, 4)))
    freq = draw(st.sampled_from(list(Frequency)[3:]))
    if freq is Frequency.DAILY:
        return Rule(freq, interval=interval)
    if freq is Frequency.WEEKLY:
        chosen = draw(st.sets(WEEKDAYS, min_size=1, max_size=3))
        return Rule(freq, interval=interval, by_day=tuple(map(WeekdayNum, chosen)))
    if freq is Frequency.YEARLY:
        months = tuple(draw(st.sets(st.integers(1, 12), min_size=1, max_size=2)))
        rule = Rule(freq, interval=interval, by_month=months)
        return draw(_of_month(rule) | _of_year(Rule(freq, interval=interval)))
    rule = Rule(freq, interval=interval)
    positions = st.sampled_from((1, 2, -1, -2))
    workday = st.builds(lambda n: rule.with_parts(by_day=WORKDAYS, by_set_pos=(n,)), positions)
    return draw(_of_month(rule) | workday)


def _of_month(rule: Rule) -> st.SearchStrategy[Rule]:
    nth = st.builds(WeekdayNum, WEEKDAYS, st.sampled_from((1, 2, 3, 4, -1, -2)))
    number = st.integers(1, 31) | st.just(-1)
    numbers = st.sets(number, min_size=1, max_size=2).map(tuple)
    return st.builds(lambda day: rule.with_parts(by_day=(day,)), nth) | st.builds(
        lambda days: rule.with_parts(by_month_day=days), numbers
    )


def _of_year(rule: Rule) -> st.SearchStrategy[Rule]:
    weeks, days = st.integers(1, 52), st.integers(1, 365) | st.just(-1)
    return st.builds(
        lambda week, day: rule.with_parts(by_week_no=(week,), by_day=(WeekdayNum(day),)),
        weeks,
        WEEKDAYS,
    ) | st.builds(lambda day: rule.with_parts(by_year_day=(day,)), days)


@given(_common_rules(), st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_a_common_rule_is_among_the_first_three_of_its_dates(rule: Rule, start: date) -> None:
    first = RecurrenceSet(start, (rule,)).first
    assume(first is not None)
    assert first is not None
    original = list(islice(RecurrenceSet(first, (rule,)), 40))

    found = Rule.suggest(original[:6], most=3)

    follows = [list(islice(exactly(each), 40)) for each in found]
    assert original in follows, rules(found)


@given(st.sets(st.dates(date(2020, 1, 1), date(2024, 12, 31)), min_size=1, max_size=12))
def test_a_suggestion_with_its_exceptions_gives_exactly_the_dates(dates: set[date]) -> None:
    last = max(dates)
    for each in Rule.suggest(dates):
        series = exactly(each)
        assert list(series.between(min(dates), last + timedelta(days=1))) == sorted(dates)
        assert series.after(last) == each.predicted[0]


def test_most_bounds_the_list() -> None:
    assert len(Rule.suggest([date(2025, 4, 4)], most=2)) == 2
