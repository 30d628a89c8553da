"""BYWEEKNO: expands YEARLY (RFC 5545 3.3.10).

Weeks start on WKST; week 1 is the first with at least four days in the year. Its days may lie in
December before, those of the last week in January after: the interval is the week-year (L20).
"""

from collections.abc import Iterable

from scheduler.recurrence.dates.gregorian import DAYS_PER_WEEK, YearKind, span
from scheduler.recurrence.parts import Weekday

_DAYS_OF_A_FIRST_WEEK = 4


def first_week(first_weekday: int, wkst: Weekday) -> int:
    """The first day of week 1, counted from 1 January: -3 to 3."""
    into = (first_weekday - wkst) % DAYS_PER_WEEK
    return -into if DAYS_PER_WEEK - into >= _DAYS_OF_A_FIRST_WEEK else DAYS_PER_WEEK - into


def week_year(kind: YearKind, wkst: Weekday) -> tuple[int, int]:
    """Where the week-year starts and ends, half-open, counted from 1 January."""
    following = first_week((kind.first_weekday + kind.days) % DAYS_PER_WEEK, wkst)
    return first_week(kind.first_weekday, wkst), kind.days + following


def by_week_no(kind: YearKind, numbers: Iterable[int], wkst: Weekday) -> int:
    """The days of these weeks, -1 being the last; none for a week that the year lacks."""
    start, end = week_year(kind, wkst)
    mask = 0
    for number in numbers:
        first = start + DAYS_PER_WEEK * (number - 1) if number > 0 else end + DAYS_PER_WEEK * number
        if start <= first < end:
            mask |= span(first, first + DAYS_PER_WEEK)
    return mask
