"""The BYxxx parts of a rule as masks over the days of a year, and their intersection.

Each part widens or narrows as table 1 of RFC 5545 3.3.10 says. Over a whole year both come to the
same: a day must satisfy every part that is there.
"""

from collections.abc import Iterable

from scheduler.recurrence.gregorian import MONTHS_PER_YEAR, YearKind, span
from scheduler.recurrence.parts import Frequency, WeekdayNum
from scheduler.recurrence.rule import Rule

_ALL_MONTHS = tuple(range(1, MONTHS_PER_YEAR + 1))


def day_mask(rule: Rule, kind: YearKind) -> int:
    """The days of such a year that every date part of a completed rule lets in."""
    mask = span(0, kind.month_starts[-1])
    if rule.by_month:
        mask &= _months(kind, rule.by_month)
    if rule.by_month_day:
        mask &= _month_days(kind, rule.by_month_day)
    if rule.by_day:
        mask &= _weekdays(kind, rule.by_day, _counted_in(rule, kind))
    return mask


def _months(kind: YearKind, months: Iterable[int]) -> int:
    mask = 0
    for month in months:
        mask |= span(*kind.month(month))
    return mask


def _month_days(kind: YearKind, numbers: Iterable[int]) -> int:
    """The days with these numbers in every month, -1 being the last (RFC 5545 3.3.10)."""
    mask = 0
    for month in _ALL_MONTHS:
        first, end = kind.month(month)
        for number in numbers:
            day = first + number - 1 if number > 0 else end + number
            if first <= day < end:
                mask |= span(day, day + 1)
    return mask


def _counted_in(rule: Rule, kind: YearKind) -> list[tuple[int, int]]:
    """The stretches in which BYDAY counts: the months, or the year (RFC 5545 3.3.10, note 2)."""
    if rule.freq is Frequency.MONTHLY or rule.by_month:
        return [kind.month(month) for month in rule.by_month or _ALL_MONTHS]
    return [(0, kind.month_starts[-1])]


def _weekdays(
    kind: YearKind, chosen: Iterable[WeekdayNum], stretches: Iterable[tuple[int, int]]
) -> int:
    mask = 0
    for day in chosen:
        if day.ordinal:
            for first, end in stretches:
                mask |= kind.nth_weekday(day.weekday, day.ordinal, first, end)
        else:
            mask |= kind.weekdays(day.weekday)
    return mask
