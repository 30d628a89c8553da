"""BYMONTH: limits every frequency but YEARLY, which it expands (RFC 5545 3.3.10)."""

from collections.abc import Iterable

from scheduler.recurrence.dates.gregorian import MARGIN, MONTHS_PER_YEAR, YearKind, span

ALL_MONTHS = tuple(range(1, MONTHS_PER_YEAR + 1))


def by_month(kind: YearKind, months: Iterable[int]) -> int:
    """The days of these months, and what the margins hold of December and January."""
    mask = 0
    for month in months:
        mask |= span(*kind.month(month))
        if month == 1:
            mask |= span(kind.days, kind.days + MARGIN)
        elif month == MONTHS_PER_YEAR:
            mask |= span(-MARGIN, 0)
    return mask
