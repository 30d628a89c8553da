"""The Gregorian calendar as integers, for years without end.

A day is its ordinal as in `date.toordinal`. A set of days of one year is a mask: an int whose bit
n stands for day n of the year, 1 January being day 0. The calendar repeats after 400 years.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate

YEARS_PER_CYCLE = 400
MONTHS_PER_YEAR = 12
DAYS_PER_WEEK = 7
FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()

_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LEAP_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Bit 0 and every seventh after it, for more days than a year has.
_EVERY_WEEK = sum(1 << day for day in range(0, 371, DAYS_PER_WEEK))


def new_year(year: int) -> int:
    """The ordinal of 1 January."""
    before = year - 1
    return before * 365 + before // 4 - before // 100 + before // 400 + 1


def is_leap(year: int) -> bool:
    """True if the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def span(first: int, end: int) -> int:
    """The mask of the days from `first` to before `end`."""
    return (1 << end) - (1 << first) if end > first else 0


def days_of(mask: int) -> Iterator[int]:
    """The days of a mask, in order."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


@dataclass(frozen=True, slots=True, eq=False)
class YearKind:
    """One of the 14 kinds of year: the weekday of its 1 January, and where its months start.

    `month_starts` holds the first day of each month and, last, the length of the year. Compared by
    identity, since `kind_of` gives one object per kind.
    """

    first_weekday: int
    month_starts: tuple[int, ...]

    def month(self, number: int) -> tuple[int, int]:
        """Where a month starts and ends, half-open; 1 is January."""
        return self.month_starts[number - 1], self.month_starts[number]

    def weekdays(self, weekday: int) -> int:
        """The mask of every such weekday of the year; 0 is Monday."""
        shifted = _EVERY_WEEK << ((weekday - self.first_weekday) % DAYS_PER_WEEK)
        return shifted & span(0, self.month_starts[-1])

    def nth_weekday(self, weekday: int, ordinal: int, first: int, end: int) -> int:
        """The mask of the nth such weekday from `first` to before `end`; -1 is the last.

        Empty if there are not so many.
        """
        if ordinal > 0:
            ahead = (weekday - self.first_weekday - first) % DAYS_PER_WEEK
            day = first + ahead + DAYS_PER_WEEK * (ordinal - 1)
        else:
            back = (self.first_weekday + end - 1 - weekday) % DAYS_PER_WEEK
            day = end - 1 - back + DAYS_PER_WEEK * (ordinal + 1)
        return 1 << day if first <= day < end else 0


def kind_of(year: int) -> YearKind:
    """The kind of a year; one object per kind."""
    return _year_kind((new_year(year) - 1) % DAYS_PER_WEEK, leap=is_leap(year))


@cache
def _year_kind(first_weekday: int, *, leap: bool) -> YearKind:
    lengths = _LEAP_MONTH_LENGTHS if leap else _MONTH_LENGTHS
    return YearKind(first_weekday, tuple(accumulate(lengths, initial=0)))
