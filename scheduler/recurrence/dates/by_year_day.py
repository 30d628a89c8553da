"""BYYEARDAY: expands YEARLY, limits SECONDLY to HOURLY (RFC 5545 3.3.10)."""

from collections.abc import Iterable

from scheduler.recurrence.dates.gregorian import MARGIN, YearKind, span
from scheduler.recurrence.dates.skip import counted
from scheduler.recurrence.parts import Skip


def by_year_day(kind: YearKind, numbers: Iterable[int], skip: Skip, *, wide: bool) -> int:
    """The days with these numbers, -1 being the last; where `wide`, in the margins too."""
    mask = 0
    for number in numbers:
        day = counted(number, 0, kind.days, skip)
        if day is not None:
            mask |= span(day, day + 1)
    return mask | _beyond(kind, numbers) if wide else mask


def _beyond(kind: YearKind, numbers: Iterable[int]) -> int:
    """Such days in the margins, which belong to the years before and after."""
    mask = 0
    for first, days in ((-kind.days_before, kind.days_before), (kind.days, kind.days_after)):
        for number in numbers:
            day = counted(number, first, first + days, Skip.OMIT)
            if day is not None and -MARGIN <= day < kind.days + MARGIN:
                mask |= span(day, day + 1)
    return mask
