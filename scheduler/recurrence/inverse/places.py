"""The place of a day in its month, year or year of weeks: from the front, and from the end."""

from calendar import monthrange
from collections.abc import Collection
from datetime import date

from scheduler.recurrence.parts import Weekday, WeekdayNum

_WEEK = 7


def month_day(day: date) -> tuple[int, int]:
    """BYMONTHDAY, as in 30 and -2."""
    return day.day, day.day - month_length(day) - 1


def year_day(day: date) -> tuple[int, int]:
    """BYYEARDAY."""
    number = day.timetuple().tm_yday
    return number, number - date(day.year, 12, 31).timetuple().tm_yday - 1


def week(day: date) -> tuple[int, int]:
    """BYWEEKNO, with weeks from Monday."""
    year, number, _ = day.isocalendar()
    return number, number - date(year, 12, 28).isocalendar().week - 1


def nth_weekday(day: date) -> tuple[WeekdayNum, WeekdayNum]:
    """BYDAY with its ordinal in the month."""
    return _nth(day, *month_day(day))


def nth_of_year(day: date) -> tuple[WeekdayNum, WeekdayNum]:
    """BYDAY with its ordinal in the year."""
    return _nth(day, *year_day(day))


def _nth(day: date, front: int, back: int) -> tuple[WeekdayNum, WeekdayNum]:
    weekday = Weekday(day.weekday())
    return WeekdayNum(weekday, (front - 1) // _WEEK + 1), WeekdayNum(weekday, back // _WEEK)


def position(day: date, group: Collection[Weekday]) -> tuple[int, int]:
    """BYSETPOS: which it is of the days of its month that fall on weekdays of the group."""
    so_far, every = _count(group, day, day.day), _count(group, day, month_length(day))
    return so_far, so_far - every - 1


def _count(group: Collection[Weekday], month: date, until: int) -> int:
    """How many days of the group a month has up to one of its days."""
    first = month.replace(day=1).weekday()
    return sum((until - 1 - (weekday - first) % _WEEK) // _WEEK + 1 for weekday in group)


def month_length(day: date) -> int:
    """How many days the month of a day has."""
    return monthrange(day.year, day.month)[1]
