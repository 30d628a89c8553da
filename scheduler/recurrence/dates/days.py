"""The days of a rule as a sequence without end, and its simplest kind: the same in every period.

Days are ordinals as in `date.toordinal`, from year 1 on and beyond year 9999. COUNT, UNTIL and the
start stand outside: each rank counts from the first period there is.
"""

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import lru_cache

from scheduler.recurrence.dates.gregorian import DAYS_PER_CYCLE, FIRST_DAY, LAST_DAY

Run = tuple[int, Sequence[timedelta]]

# The timedelta of n days stands at place n, also for a few negative n, as places count.
_DAY_DELTAS = [timedelta(days) for days in (*range(401), *range(-8, 0))]


class Offsets:
    """Sorted distances in days from some day, from -8 to 400, also as timedeltas."""

    __slots__ = ("_deltas", "days")

    def __init__(self, days: tuple[int, ...]) -> None:
        self.days = days
        self._deltas: tuple[timedelta, ...] | None = None

    @property
    def deltas(self) -> tuple[timedelta, ...]:
        """The distances as timedeltas."""
        if self._deltas is None:
            self._deltas = tuple(map(_DAY_DELTAS.__getitem__, self.days))
        return self._deltas


NONE = Offsets(())


class Days(ABC):
    """A sorted sequence of days that answers each question at the same cost near and far."""

    is_empty: bool
    repeats: bool  # true if every day comes again after 400 years

    @abstractmethod
    def rank(self, day: int) -> int:
        """How many days of the sequence lie before this one."""

    @abstractmethod
    def select(self, index: int) -> int:
        """The day of this rank, whatever its year; the sequence must not be empty."""

    @abstractmethod
    def runs(self, first: int, end: int, *, reverse: bool = False) -> Iterator[Run]:
        """The days from `first` to before `end` in runs: a day, and distances from it; lazy.

        No run is empty, and none reaches past the calendar. Where `reverse`, the last run first,
        each run still in order.
        """

    @abstractmethod
    def holds(self, day: int) -> bool:
        """True if the day is in the sequence."""

    def ascending(self, first: int, end: int) -> Iterator[int]:
        """The days from `first` to before `end`, in order; lazy."""
        for base, deltas in self.runs(first, end):
            for delta in deltas:
                yield base + delta.days


class EvenDays(Days):
    """The same days in every period of one length: DAILY and WEEKLY without BYMONTH, every day."""

    def __init__(self, origin: int, step: int, offsets: tuple[int, ...]) -> None:
        self.origin, self.step, self.offsets = origin, step, offsets
        self.is_empty = not offsets
        self.repeats = DAYS_PER_CYCLE % step == 0

    def rank(self, day: int) -> int:
        periods, rest = divmod(day - self.origin, self.step)
        return periods * len(self.offsets) + bisect_left(self.offsets, rest)

    def select(self, index: int) -> int:
        periods, place = divmod(index, len(self.offsets))
        return self.origin + periods * self.step + self.offsets[place]

    def holds(self, day: int) -> bool:
        return (day - self.origin) % self.step in self.offsets

    def runs(self, first: int, end: int, *, reverse: bool = False) -> Iterator[Run]:
        end = min(end, LAST_DAY + 1)
        if first >= end or self.is_empty:
            return
        deltas, offsets, length = _block(self.step, self.offsets)
        lowest = (first - self.origin) // length
        blocks = range(lowest, (end - 1 - self.origin) // length + 1)
        for block in reversed(blocks) if reverse else blocks:
            base = self.origin + block * length
            low = bisect_left(offsets, first - base) if base < first else 0
            high = bisect_left(offsets, end - base) if base + length > end else len(offsets)
            if low or high < len(offsets) or base < FIRST_DAY:
                if low < high:
                    yield clipped(base, offsets, deltas, low, high)
            else:
                yield base, deltas


def clipped(
    base: int, offsets: Sequence[int], deltas: Sequence[timedelta], low: int, high: int
) -> Run:
    """A part of a run; from its own first day where the run's base is no day of the calendar."""
    if FIRST_DAY <= base <= LAST_DAY:
        return base, deltas[low:high]
    first = deltas[low]
    return base + offsets[low], [delta - first for delta in deltas[low:high]]


_BLOCK = 364


@lru_cache(1_000)
def _block(
    step: int, offsets: tuple[int, ...]
) -> tuple[tuple[timedelta, ...], tuple[int, ...], int]:
    """As many periods as go into a year, or one: the days in them, and their length."""
    periods = max(1, _BLOCK // step)
    days = tuple(period * step + offset for period in range(periods) for offset in offsets)
    deltas = tuple(map(timedelta, days)) if days and days[-1] > _BLOCK else Offsets(days).deltas
    return deltas, days, periods * step
