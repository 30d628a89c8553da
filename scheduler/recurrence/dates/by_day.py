"""BYDAY: expands WEEKLY, MONTHLY and YEARLY, limits the others (RFC 5545 3.3.10, notes 1 and 2).

A limiting BYDAY keeps its ordinal: counted on the calendar, not on the days left (L17).
"""

from collections.abc import Iterable

from scheduler.recurrence.dates.by_month import ALL_MONTHS
from scheduler.recurrence.dates.gregorian import MARGIN, YearKind
from scheduler.recurrence.parts import WeekdayNum


def by_day(
    kind: YearKind, chosen: Iterable[WeekdayNum], months: Iterable[int], *, in_months: bool
) -> int:
    """The weekdays, numbered ones counted in each of these months or else in the year."""
    mask = 0
    for weekday, ordinal in chosen:
        if not ordinal:
            mask |= kind.weekdays(weekday)
        elif in_months:
            for month in months or ALL_MONTHS:
                mask |= kind.nth_weekday(weekday, ordinal, *kind.month(month))
        else:
            mask |= kind.nth_weekday(weekday, ordinal, 0, kind.days)
    return mask


def by_day_beyond(kind: YearKind, chosen: Iterable[WeekdayNum], *, in_months: bool) -> int:
    """The numbered weekdays in the margins, as the years before and after count them."""
    before, after = (31, 31) if in_months else (kind.days_before, kind.days_after)
    mask = 0
    for weekday, ordinal in chosen:
        if ordinal:
            mask |= kind.nth_weekday(weekday, ordinal, -before, 0)
            mask |= kind.nth_weekday(weekday, ordinal, kind.days, kind.days + after)
    return mask & ((1 << (kind.days + 2 * MARGIN)) - 1)
