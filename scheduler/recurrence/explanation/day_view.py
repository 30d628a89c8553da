"""A day as one period of a rule sees it: where a SKIP may have moved it from (RFC 7529 4)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from scheduler.recurrence.dates.by_month import ALL_MONTHS
from scheduler.recurrence.dates.by_week_no import week_year
from scheduler.recurrence.dates.date_parts import DateParts
from scheduler.recurrence.dates.gregorian import DAYS_PER_WEEK, MONTHS_PER_YEAR, kind_of, new_year
from scheduler.recurrence.dates.skip import counted
from scheduler.recurrence.parts import Frequency, Skip


class Missing(NamedTuple):
    """A day that SKIP moved, as a part numbers it; the year or month has no such day."""

    number: int
    month: int | None = None


class DayView(NamedTuple):
    """A day seen from a year, or from a month of it; `by` is the date parts of a rule.

    A day that is not in its own view is one that SKIP moved out of there.
    """

    by: DateParts
    day: date
    year: int
    month: int | None = None

    @property
    def offset(self) -> int:
        """The day's distance from 1 January of the year."""
        return self.day.toordinal() - new_year(self.year)

    @property
    def is_own(self) -> bool:
        """True if the day lies there: in no other year (or week-year) or month."""
        if self.month is not None:
            return (self.year, self.month) == (self.day.year, self.day.month)
        start, end = week_year(kind_of(self.year), self.by.wkst)
        return start <= self.offset < end if self.by.by_week_no else self.year == self.day.year

    @property
    def week(self) -> tuple[int, int]:
        """The number of the week in which the day lies, and how many the year has."""
        start, end = week_year(kind_of(self.year), self.by.wkst)
        return (self.offset - start) // DAYS_PER_WEEK + 1, (end - start) // DAYS_PER_WEEK

    @property
    def missing_year_day(self) -> Missing | None:
        """The day of the year for which this one stands by SKIP, if it does."""
        for number in self.by.by_year_day:
            if self._is_moved(number, 0, kind_of(self.year).days):
                return Missing(number)
        return None

    @property
    def missing_month_day(self) -> Missing | None:
        """The day of a month for which this one stands by SKIP, if it does."""
        for month in self._months:
            for number in self.by.by_month_day:
                if self._is_moved(number, *kind_of(self.year).month(month)):
                    return Missing(number, month)
        return None

    @property
    def _months(self) -> Iterable[int]:
        if self.month is not None:
            return (self.month,)
        return self.by.by_month or ALL_MONTHS

    def _is_moved(self, number: int, first: int, end: int) -> bool:
        if counted(number, first, end, Skip.OMIT) is not None:
            return False
        return counted(number, first, end, self.by.skip) == self.offset


def views(by: DateParts, day: date, own: int) -> list[DayView]:
    """The day as each year or month sees it that may have it, that of its own period first.

    `own` is the number of that period: of a year (with BYWEEKNO a week-year), or of a month since
    year 0.
    """
    steps = (0,) if by.skip is Skip.OMIT or by.by_week_no else (0, -1, 1)
    found = [_view(by, day, own + step) for step in steps]
    return [
        each for each in found if each.is_own or each.missing_year_day or each.missing_month_day
    ]


def _view(by: DateParts, day: date, period: int) -> DayView:
    if by.freq is not Frequency.MONTHLY:
        return DayView(by, day, period)
    year, month = divmod(period, MONTHS_PER_YEAR)
    return DayView(by, day, year, month + 1)
