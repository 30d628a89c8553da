"""The simplest rules that give some dates."""

from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

import pytest

from scheduler.errors import InvalidValue
from scheduler.recurrence import Rule
from scheduler.recurrence.suggestion import MOST_DATES
from tests.recurrence.suggested import days, exactly, rules


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
