"""The Gregorian calendar as integers, for years without end.

A day is its ordinal as in `date.toordinal`. The days around one year are a mask: an int whose bit
MARGIN + n stands for day n of the year, 1 January being day 0; the bits below and above the year
are the last days of the year before and the first of the year after. The calendar repeats after
400 years, which are 146,097 days and 20,871 whole weeks; within them are 28 kinds of year.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import accumulate

YEARS_PER_CYCLE = 400
DAYS_PER_CYCLE = 146_097
WEEKS_PER_CYCLE = 20_871
MONTHS_PER_YEAR = 12
DAYS_PER_WEEK = 7
DAYS_OF_COMMON_YEAR, DAYS_OF_LEAP_YEAR = 365, 366
FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()

# A week, or a moved day, reaches no further than this beyond its year.
MARGIN = 7

_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LEAP_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Bit 0 and every seventh after it, for more days than a mask has.
_EVERY_WEEK = sum(1 << day for day in range(0, 390, DAYS_PER_WEEK))


def is_leap(year: int) -> bool:
    """True if the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _length(year: int) -> int:
    return DAYS_OF_LEAP_YEAR if is_leap(year) else DAYS_OF_COMMON_YEAR


# The 1 January of each year of the cycle that begins with year 0, which is a leap year.
_NEW_YEARS = tuple(accumulate(map(_length, range(YEARS_PER_CYCLE - 1)), initial=-365))


def new_year(year: int) -> int:
    """The ordinal of 1 January."""
    cycles, rest = divmod(year, YEARS_PER_CYCLE)
    return cycles * DAYS_PER_CYCLE + _NEW_YEARS[rest]


def year_of(day: int) -> int:
    """The year of a day, of any year."""
    if FIRST_DAY <= day <= LAST_DAY:
        return date.fromordinal(day).year
    cycles, rest = divmod(day - 1, DAYS_PER_CYCLE)
    return date.fromordinal(rest + 1).year + cycles * YEARS_PER_CYCLE


def span(first: int, end: int) -> int:
    """The mask of the days of a year from `first` to before `end`."""
    return (1 << (end + MARGIN)) - (1 << (first + MARGIN)) if end > first else 0


def days_of(mask: int) -> Iterator[int]:
    """The days of a mask, in order."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1 - MARGIN
        mask ^= lowest


class YearKind:
    """One of the 28 kinds of year: the weekday of 1 January, its length, and its neighbours'.

    `month_starts` holds the first day of each month and, last, the length of the year. Compared by
    identity, since `kind_of` gives one object per kind.
    """

    __slots__ = ("days", "days_after", "days_before", "first_weekday", "month_starts", "own_days")

    def __init__(self, first_weekday: int, days: int, before: int, after: int) -> None:
        lengths = _LEAP_MONTH_LENGTHS if days == DAYS_OF_LEAP_YEAR else _MONTH_LENGTHS
        self.first_weekday = first_weekday
        self.month_starts = tuple(accumulate(lengths, initial=0))
        self.days, self.days_before, self.days_after = days, before, after
        self.own_days = span(0, days)

    def month(self, number: int) -> tuple[int, int]:
        """Where a month starts and ends, half-open; 1 is January."""
        return self.month_starts[number - 1], self.month_starts[number]

    def weekdays(self, weekday: int) -> int:
        """The mask of every such weekday, in the margins too; 0 is Monday."""
        shifted = _EVERY_WEEK << ((weekday - self.first_weekday + MARGIN) % DAYS_PER_WEEK)
        return shifted & ((1 << (self.days + 2 * MARGIN)) - 1)

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
        return 1 << (day + MARGIN) if max(first, -MARGIN) <= day < end else 0

    @property
    def following(self) -> "YearKind":
        """The kind of the year after, but for the length of the year after that."""
        weekday = (self.first_weekday + self.days) % DAYS_PER_WEEK
        return _year_kind(weekday, self.days_after, self.days, DAYS_OF_COMMON_YEAR)


_year_kind = cache(YearKind)


def _kind_in_cycle(year: int) -> YearKind:
    before, days, after = map(_length, (year - 1, year, year + 1))
    return _year_kind((new_year(year) - 1) % DAYS_PER_WEEK, days, before, after)


KINDS = tuple(map(_kind_in_cycle, range(YEARS_PER_CYCLE)))


def kind_of(year: int) -> YearKind:
    """The kind of a year; one object per kind."""
    return KINDS[year % YEARS_PER_CYCLE]
