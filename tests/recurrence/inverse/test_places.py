"""The places of days, against counting them one by one."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.recurrence import Weekday, WeekdayNum
from scheduler.recurrence.inverse.places import (
    month_day,
    nth_of_year,
    nth_weekday,
    position,
    week,
    year_day,
)

DAYS = st.dates(date(1996, 1, 1), date(2030, 12, 31))


def around(day: date, same: Callable[[date], object]) -> list[date]:
    """The days near one that share something with it."""
    near = (day + timedelta(days=n) for n in range(-400, 401))
    return [each for each in near if same(each) == same(day)]


def counted(day: date, days: Sequence[date]) -> tuple[int, int]:
    at = days.index(day)
    return at + 1, at - len(days)


@given(DAYS)
def test_place_in_the_month_and_the_year(day: date) -> None:
    assert month_day(day) == counted(day, around(day, lambda each: (each.year, each.month)))
    assert year_day(day) == counted(day, around(day, lambda each: each.year))


@given(DAYS)
def test_place_among_its_weekdays(day: date) -> None:
    weekday = Weekday(day.weekday())
    month = around(day, lambda each: (each.year, each.month, each.weekday()))
    year = around(day, lambda each: (each.year, each.weekday()))

    assert nth_weekday(day) == tuple(WeekdayNum(weekday, n) for n in counted(day, month))
    assert nth_of_year(day) == tuple(WeekdayNum(weekday, n) for n in counted(day, year))


@given(DAYS)
def test_place_of_its_week_in_the_year_of_weeks(day: date) -> None:
    mondays = around(
        day - timedelta(days=day.weekday()),
        lambda each: (each.isocalendar().year, each.weekday()),
    )

    assert week(day) == counted(day - timedelta(days=day.weekday()), mondays)


@given(DAYS, st.sets(st.sampled_from(Weekday)))
def test_place_in_a_group_of_weekdays(day: date, others: set[Weekday]) -> None:
    group = {*others, Weekday(day.weekday())}
    month = around(day, lambda each: (each.year, each.month))

    assert position(day, group) == counted(day, [one for one in month if one.weekday() in group])
