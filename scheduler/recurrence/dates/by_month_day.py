"""BYMONTHDAY: expands MONTHLY and YEARLY, limits SECONDLY to DAILY (RFC 5545 3.3.10)."""

from collections.abc import Iterable

from scheduler.recurrence.dates.by_month import ALL_MONTHS
from scheduler.recurrence.dates.gregorian import MARGIN, YearKind, span
from scheduler.recurrence.dates.skip import counted
from scheduler.recurrence.parts import Skip

_LONGEST = 31


def by_month_day(
    kind: YearKind, numbers: Iterable[int], months: Iterable[int], skip: Skip, *, wide: bool
) -> int:
    """The days with these numbers in each of these months (all if none is named).

    -1 is a month's last day. A day that a month lacks goes where SKIP says. Where `wide`, such
    days of December before and January after stand in the margins.
    """
    months = months or ALL_MONTHS
    mask = 0
    for month in months:
        first, end = kind.month(month)
        for number in numbers:
            day = counted(number, first, end, skip)
            if day is not None:
                mask |= span(day, day + 1)
    return mask | _beyond(kind, numbers, months) if wide else mask


def _beyond(kind: YearKind, numbers: Iterable[int], months: Iterable[int]) -> int:
    """Such days in the margins; both months there have 31 days."""
    mask = 0
    for month, first in ((12, -_LONGEST), (1, kind.days)):
        for number in numbers if month in months else ():
            day = counted(number, first, first + _LONGEST, Skip.OMIT)
            if day is not None and -MARGIN <= day < kind.days + MARGIN:
                mask |= span(day, day + 1)
    return mask
