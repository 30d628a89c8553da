from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scheduler.errors import InvalidValue
from scheduler.recurrence import Frequency, RecurrenceSet, Rule, Weekday, WeekdayNum
from scheduler.recurrence.suggestion import MOST_DATES, Suggestion

BRUSSELS = ZoneInfo("Europe/Brussels")


def days(text: str) -> list[date]:
    return [date.fromisoformat(each) for each in text.split()]


def times(text: str) -> list[datetime]:
    return [datetime.fromisoformat(each) for each in text.split()]


def rules(suggestions: Sequence[Suggestion[Rule, date]]) -> list[str]:
    return [str(each.rule) for each in suggestions]


def exactly(suggestion: Suggestion[Rule, date]) -> RecurrenceSet[date]:
    """The rule with its exceptions."""
    return RecurrenceSet(
        suggestion.start, (suggestion.rule,), suggestion.dates, suggestion.excluded
    )


@pytest.mark.parametrize(
    ("dates", "rule"),
    [
        pytest.param("2024-02-27 2024-02-28 2024-02-29 2024-03-01", "FREQ=DAILY", id="each day"),
        pytest.param("2024-01-01 2024-01-11 2024-01-21", "FREQ=DAILY;INTERVAL=10", id="10 days"),
        pytest.param("2024-01-02 2024-01-09 2024-01-16", "FREQ=WEEKLY;BYDAY=TU", id="weekly"),
        pytest.param(
            "2024-01-02 2024-01-04 2024-01-16 2024-01-18 2024-01-30",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH",
            id="two days of every other week",
        ),
        pytest.param(
            "2024-01-07 2024-01-08 2024-01-21 2024-01-22 2024-02-04 2024-02-05",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU",
            id="weeks from Sunday",
        ),
        pytest.param(
            "2024-04-25 2024-04-26 2024-04-29 2024-04-30 2024-05-01 2024-05-02 2024-05-03",
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
            id="workdays",
        ),
        pytest.param(
            "2023-06-06 2023-06-13 2023-06-20 2023-06-27 2024-06-04 2024-06-11",
            "FREQ=WEEKLY;BYMONTH=6;BYDAY=TU",
            id="in one month of the year",
        ),
        pytest.param("2024-01-15 2024-02-15 2024-03-15", "FREQ=MONTHLY;BYMONTHDAY=15", id="15th"),
        pytest.param(
            "2024-01-31 2024-02-29 2024-03-31 2024-04-30", "FREQ=MONTHLY;BYMONTHDAY=-1", id="last"
        ),
        pytest.param(
            "2024-01-01 2024-01-31 2024-02-01 2024-02-29 2024-03-01 2024-03-31",
            "FREQ=MONTHLY;BYMONTHDAY=1,-1",
            id="first and last",
        ),
        pytest.param(
            "2024-01-30 2024-02-29 2024-03-30 2024-04-30",
            "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1",
            id="the 30th or what is left",
        ),
        pytest.param(
            "2024-01-25 2024-02-29 2024-03-28 2024-04-25",
            "FREQ=MONTHLY;BYDAY=-1TH",
            id="last Thursday",
        ),
        pytest.param(
            "2024-01-31 2024-02-29 2024-03-29 2024-04-30 2024-05-31 2024-06-28",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            id="last workday",
        ),
        pytest.param(
            "2023-01-31 2023-03-31 2023-04-28 2024-01-31 2024-03-29 2024-04-30",
            "FREQ=MONTHLY;BYMONTH=1,3,4;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            id="last workday of some months",
        ),
        pytest.param(
            "2024-09-13 2024-12-13 2025-06-13 2026-02-13 2026-03-13 2026-11-13",
            "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
            id="Friday 13th",
        ),
        pytest.param(
            "2024-01-08 2024-04-08 2024-07-08 2024-10-14",
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=2MO",
            id="quarterly",
        ),
        pytest.param("2013-05-03 2014-05-02", "FREQ=YEARLY;BYMONTH=5;BYDAY=1FR", id="yearly"),
        pytest.param(
            "2024-03-12 2024-10-08 2025-03-11 2025-10-14",
            "FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TU",
            id="heads of unit",
        ),
        pytest.param(
            "2020-02-29 2024-02-29 2028-02-29",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
            id="leap days",
        ),
        pytest.param(
            "2020-01-07 2022-01-07 2024-01-07",
            "FREQ=YEARLY;INTERVAL=2;BYMONTH=1;BYMONTHDAY=7",
            id="every other year",
        ),
        pytest.param(
            "2006-11-07 2008-11-04 2010-11-02 2012-11-06 2014-11-04 2016-11-08 2018-11-06",
            "FREQ=YEARLY;INTERVAL=2;BYMONTH=11;BYMONTHDAY=2,3,4,5,6,7,8;BYDAY=TU",
            id="election day",
        ),
        pytest.param(
            "2019-05-13 2020-05-11 2021-05-17 2022-05-16",
            "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
            id="week 20",
        ),
        pytest.param(
            "2022-04-10 2023-04-10 2024-04-09 2025-04-10",
            "FREQ=YEARLY;BYYEARDAY=100",
            id="day 100",
        ),
    ],
)
def test_simplest_rule_of_dates(dates: str, rule: str) -> None:
    first = Rule.suggest(days(dates))[0]

    assert (str(first.rule), first.is_exact, first.start) == (rule, True, days(dates)[0])


@pytest.mark.parametrize(
    ("moments", "rule"),
    [
        pytest.param(
            "2024-01-02T09:30 2024-02-06T09:30 2024-03-05T09:30",
            "FREQ=MONTHLY;BYDAY=1TU",
            id="always at one time",
        ),
        pytest.param(
            "2024-01-01T17:00 2024-01-02T09:00 2024-01-02T17:00 2024-01-03T09:00",
            "FREQ=DAILY;BYHOUR=9,17",
            id="two hours a day",
        ),
        pytest.param(
            "2024-01-02T09:15 2024-01-02T09:45 2024-01-09T09:15 2024-01-09T09:45",
            "FREQ=WEEKLY;BYDAY=TU;BYHOUR=9;BYMINUTE=15,45",
            id="two minutes an hour",
        ),
        pytest.param(
            "2024-01-01T22:00 2024-01-01T23:00 2024-01-02T00:00 2024-01-02T01:00",
            "FREQ=HOURLY",
            id="hourly",
        ),
        pytest.param(
            "2024-01-01T09:00 2024-01-01T10:30 2024-01-01T12:00 2024-01-01T13:30",
            "FREQ=MINUTELY;INTERVAL=90",
            id="every hour and a half",
        ),
        pytest.param(
            "2024-01-01T09:00:00 2024-01-01T09:00:07 2024-01-01T09:00:14",
            "FREQ=SECONDLY;INTERVAL=7",
            id="every seven seconds",
        ),
    ],
)
def test_simplest_rule_of_times(moments: str, rule: str) -> None:
    assert rules(Rule.suggest(times(moments)))[0] == rule


def test_one_date_gives_the_common_rhythms_with_what_they_predict() -> None:
    found = Rule.suggest([date(2025, 4, 4)])

    assert [(str(each.rule), each.predicted[0].isoformat()) for each in found] == [
        ("FREQ=DAILY", "2025-04-05"),
        ("FREQ=WEEKLY;BYDAY=FR", "2025-04-11"),
        ("FREQ=MONTHLY;BYDAY=1FR", "2025-05-02"),
        ("FREQ=MONTHLY;BYMONTHDAY=4", "2025-05-04"),
        ("FREQ=YEARLY;BYMONTH=4;BYDAY=1FR", "2026-04-03"),
    ]
    assert {each.reason for each in found} == {"gives the date"}


def test_two_dates_give_rules_that_differ_in_what_follows() -> None:
    found = Rule.suggest(days("2024-03-12 2024-10-08"))

    assert [(str(each.rule), each.predicted[0].isoformat()) for each in found] == [
        ("FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TU", "2025-03-11"),
        ("FREQ=MONTHLY;INTERVAL=7;BYDAY=2TU", "2025-05-13"),
        ("FREQ=WEEKLY;INTERVAL=30;BYDAY=TU", "2025-05-06"),
        ("FREQ=YEARLY;BYMONTH=3,10;BYMONTHDAY=8,12", "2024-10-12"),
        ("FREQ=YEARLY;BYWEEKNO=11,41;BYDAY=TU", "2025-03-11"),
    ]


def test_dates_that_allow_it_are_read_in_several_ways_the_plainest_first() -> None:
    fridays = "2000-03-31 2000-06-30 2000-09-29 2000-12-29 2001-03-30 2001-06-29"

    assert rules(Rule.suggest(days(fridays))) == [
        "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR",
        "FREQ=MONTHLY;BYDAY=5FR",
        "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=WEEKLY;INTERVAL=13;BYDAY=FR",
        "FREQ=MONTHLY;INTERVAL=3;BYDAY=5FR",
    ]


def test_the_last_day_is_plainer_than_the_31st() -> None:
    long_months = "2000-07-17 2000-07-31 2000-10-17 2000-10-31 2001-01-17 2001-01-31"

    assert rules(Rule.suggest(days(long_months), most=2)) == [
        "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=17,-1",
        "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=17,31",
    ]


def test_rules_that_are_far_less_likely_than_the_first_are_left_out() -> None:
    units = "2024-03-12 2024-10-08 2025-03-11 2025-10-14"

    assert rules(Rule.suggest(days(units), most=50)) == ["FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TU"]


def test_two_dates_far_apart_are_at_least_a_distance() -> None:
    assert rules(Rule.suggest(days("2001-02-03 2019-11-28"), most=1)) == [
        "FREQ=DAILY;INTERVAL=6872"
    ]


def test_a_date_left_out_is_told() -> None:
    found = Rule.suggest(days("2022-05-06 2023-05-05 2025-05-02"), most=50)

    assert rules(found) == [
        "FREQ=YEARLY;BYMONTH=5;BYDAY=1FR",
        "FREQ=YEARLY;BYWEEKNO=18;BYDAY=FR",
        "FREQ=YEARLY;BYDAY=18FR",
        "FREQ=WEEKLY;INTERVAL=52;BYDAY=FR",
    ]
    assert [each.is_exact for each in found] == [False] * 4
    assert (found[0].excluded, found[0].dates) == ((date(2024, 5, 3),), ())
    assert found[0].reason == "gives all 3 dates; it also gives Friday 3 May 2024"


def test_a_distance_with_one_date_that_was_moved() -> None:
    first = Rule.suggest(days("2024-01-01 2024-01-11 2024-01-21 2024-02-01 2024-02-10"))[0]

    assert str(first.rule) == "FREQ=DAILY;INTERVAL=10"
    assert first.reason == (
        "gives 4 of 5 dates, not Thursday 1 February 2024; it also gives Wednesday 31 January 2024"
    )


def test_a_date_that_was_moved_is_told() -> None:
    first = Rule.suggest(days("2022-05-06 2023-05-05 2024-05-10 2025-05-02"))[0]

    assert str(first.rule) == "FREQ=YEARLY;BYMONTH=5;BYDAY=1FR"
    assert not first.is_exact
    assert first.reason == (
        "gives 3 of 4 dates, not Friday 10 May 2024; it also gives Friday 3 May 2024"
    )


def test_a_first_date_that_was_moved_is_told() -> None:
    first = Rule.suggest(days("2022-05-09 2023-05-05 2024-05-03 2025-05-02 2026-05-01"))[0]

    assert (str(first.rule), first.start) == ("FREQ=YEARLY;BYMONTH=5;BYDAY=1FR", date(2023, 5, 5))
    assert first.reason == "gives 4 of 5 dates, not Monday 9 May 2022"


def test_many_dates_with_a_few_that_were_moved() -> None:
    weekly = [date(2020, 1, 1) + timedelta(weeks=n) for n in range(100)]
    moved = [each + timedelta(days=n % 25 == 7) for n, each in enumerate(weekly)]

    first = Rule.suggest(moved)[0]

    assert (str(first.rule), len(first.dates), len(first.excluded)) == (
        "FREQ=WEEKLY;BYDAY=WE",
        4,
        4,
    )


def test_dates_of_no_rule_have_no_suggestion() -> None:
    held = "2013-05-03 2014-10-01 2018-04-04 2020-10-13 2022-10-07 2025-04-04"
    assert Rule.suggest(days(held)) == []


@pytest.mark.parametrize("weeks", range(0, 400, 9))
def test_weekly_days_are_read_in_no_other_way(weeks: int) -> None:
    first = date(2020, 1, 3) + timedelta(weeks=weeks)

    fridays = [first + timedelta(weeks=n) for n in range(40)]

    assert rules(Rule.suggest(fridays, most=50)) == ["FREQ=WEEKLY;BYDAY=FR"]


def test_leap_days_are_counted_in_no_way_that_only_they_have_in_common() -> None:
    leap_days = days("2016-02-29 2020-02-29 2024-02-29")

    assert rules(Rule.suggest(leap_days, most=50)) == [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=-1",
        "FREQ=YEARLY;INTERVAL=4;BYYEARDAY=60",
    ]


@pytest.mark.parametrize("late", range(5))
def test_near_miss_is_told_whatever_else_fits(late: int) -> None:
    held = days("2026-01-14 2026-02-11 2026-03-11 2026-04-08 2026-05-13")
    held[late] += timedelta(weeks=1)

    found = Rule.suggest(held, most=50)

    assert "FREQ=MONTHLY;BYDAY=2WE" in rules(found)
    assert [rule for rule in rules(found) if "BYMONTHDAY" in rule] == []


def test_no_suggestion_costs_nearly_as_much_as_a_list_of_the_dates() -> None:
    held = days("2022-05-06 2023-05-05 2025-05-02")

    found = Rule.suggest(held, most=50)

    assert [each.bits for each in found if each.bits > 0.75 * 12 * len(held)] == []


@pytest.mark.parametrize("most", [0, -3, "3", None])
def test_number_of_suggestions_is_at_least_one(most: Any) -> None:  # noqa: ANN401 -- a wrong type
    with pytest.raises(InvalidValue, match=r"most .* expected a whole number of at least 1"):
        Rule.suggest([date(2020, 1, 1)], most)


@pytest.mark.parametrize("dates", [None, date(2020, 1, 1), "2020-01-01"])
def test_dates_are_a_list(dates: Any) -> None:  # noqa: ANN401 -- a wrong type
    with pytest.raises(InvalidValue, match="expected a list of dates"):
        Rule.suggest(dates)


def test_order_and_repeats_do_not_matter() -> None:
    dates = days("2024-01-02 2024-01-09 2024-01-16")

    assert Rule.suggest([*reversed(dates), dates[1]]) == Rule.suggest(dates)


def test_no_two_suggestions_go_on_alike() -> None:
    found = Rule.suggest(days("2024-03-12 2024-10-08"), most=50)

    follows = [tuple(islice(exactly(each), 2, 12)) for each in found]
    assert len(set(follows)) == len(found) > 3


def test_times_in_a_zone_follow_the_clock_over_its_changes() -> None:
    morning = datetime(2026, 3, 2, 9, 30, tzinfo=BRUSSELS)
    weekly = [morning + timedelta(weeks=n) for n in range(8)]

    first = Rule.suggest([each.astimezone(UTC) if each.day == 30 else each for each in weekly])[0]

    assert (str(first.rule), first.is_exact) == ("FREQ=WEEKLY;BYDAY=MO", True)
    assert first.predicted[0] == datetime(2026, 4, 27, 9, 30, tzinfo=BRUSSELS)
    assert str(first.predicted[0].tzinfo) == "Europe/Brussels"


def test_a_time_that_clocks_skipped_fits() -> None:
    skipped = datetime(2026, 3, 29, 3, 30, tzinfo=BRUSSELS)
    nights = [
        skipped.replace(day=28, hour=2),
        skipped,
        *(datetime(2026, 3, day, 2, 30, tzinfo=BRUSSELS) for day in (30, 31)),
    ]

    first = Rule.suggest(nights)[0]

    assert (str(first.rule), first.is_exact) == ("FREQ=DAILY", True)


def test_an_hour_that_comes_twice_is_two_times() -> None:
    night = [datetime(2026, 10, 25, hour, 30, tzinfo=BRUSSELS) for hour in range(1, 6)]
    again = night[1].replace(fold=1)

    first = Rule.suggest([*night, again])[0]

    assert (str(first.rule), first.dates) == ("FREQ=HOURLY", (again,))
    assert first.dates[0].fold == 1


@pytest.mark.parametrize(
    ("moments", "message"),
    [
        ([], "the dates given, 'none' cannot be used: expected 1 to 1000 of them"),
        (
            [date(2020, 1, 1) + timedelta(days=n) for n in range(MOST_DATES + 1)],
            "the dates given, 'more than 1000' cannot be used: expected 1 to 1000 of them",
        ),
        (
            [date(2020, 1, 1), datetime(2020, 1, 1, 9, 0)],  # noqa: DTZ001 -- floating
            (
                "a date '2020-01-01T09:00:00' cannot be used: expected a date, because the start "
                "2020-01-01 is one, and not a time without a zone"
            ),
        ),
        (
            [datetime(2020, 1, 1, 9, 0, 0, 5)],  # noqa: DTZ001 -- floating
            (
                "a date '2020-01-01T09:00:00.000005' cannot be used: expected a time of whole "
                "seconds, such as it is with .replace(microsecond=0)"
            ),
        ),
    ],
)
def test_refused(moments: list[date], message: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        Rule.suggest(moments)
    assert str(refused.value) == message


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
