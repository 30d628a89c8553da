"""The wall-clock times of a rule as a sequence without end: days and times together.

A wall time is an integer: the seconds since the day before year 1 began, so that day n begins
at n * 86,400. Zones, COUNT, UNTIL and the start stand outside.
"""

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from scheduler.recurrence.clock.times import SECONDS_PER_DAY
from scheduler.recurrence.dates.days import Days
from scheduler.recurrence.dates.gregorian import DAYS_PER_CYCLE, LAST_DAY
from scheduler.recurrence.once import once

# A day, a second of it, and distances from that moment; then times to add to each, if any.
WallRun = tuple[int, int, Sequence[timedelta], Sequence[timedelta]]


CALENDAR_END = (LAST_DAY + 1) * SECONDS_PER_DAY
_LONGEST_BLOCK = 366
_LONGEST_STEP = 10 * 366 * SECONDS_PER_DAY
_NOTHING = timedelta()


class DayGap(NamedTuple):
    """A stretch that clocks skip: the second of a day it starts at, and its length in seconds."""

    second: int
    length: int


class Walls(ABC):
    """A sorted sequence of wall times that answers each question at the same cost near and far."""

    is_empty: bool
    most_a_day: int
    repeats = False  # true where every time comes again after 400 years
    # The days and their times, where each day has the same ones.
    days: Days | None = None
    times: Sequence[int] = ()

    @abstractmethod
    def rank(self, wall: int) -> int:
        """How many times of the sequence are earlier than this one."""

    @abstractmethod
    def select(self, index: int) -> int:
        """The time of this rank, whatever its year; the sequence must not be empty."""

    @abstractmethod
    def runs(self, low: int, high: int, *, reverse: bool = False) -> Iterator[WallRun]:
        """The times from `low` to before `high` in runs, up to year 9999; lazy.

        No run is empty. Where `reverse`, the last run first, each run still in order.
        """

    @abstractmethod
    def holds(self, wall: int) -> bool:
        """True if the time is in the sequence."""

    def may_double(self, gap: DayGap) -> bool:
        """False if no time in such a gap of a day ever lands on another."""
        return gap.length > 0  # where nothing better is known: perhaps

    def doubled(self, low: int, high: int, length: int) -> int:
        """How many times from `low` to before `high` have another that many seconds later."""
        return sum(
            self.holds(
                (day + delta.days) * SECONDS_PER_DAY
                + second
                + delta.seconds
                + extra.seconds
                + length
            )
            for day, second, deltas, times in self.runs(low, high)
            for delta in deltas
            for extra in times or (_NOTHING,)
        )


class OneTimeADay(Walls):
    """Each day of a sequence at one time."""

    most_a_day = 1

    def __init__(self, days: Days, time: int) -> None:
        self._days, self._time = days, time
        self.days, self.times = days, (time,)

    @property
    def is_empty(self) -> bool:  # type: ignore[override]
        return self._days.is_empty

    def rank(self, wall: int) -> int:
        return self._days.rank(self._day_from(wall))

    def select(self, index: int) -> int:
        return self._days.select(index) * SECONDS_PER_DAY + self._time

    def holds(self, wall: int) -> bool:
        day, second = divmod(wall, SECONDS_PER_DAY)
        return second == self._time and self._days.holds(day)

    def runs(self, low: int, high: int, *, reverse: bool = False) -> Iterator[WallRun]:
        time = self._time
        first, end = self._day_from(low), self._day_from(high)
        for day, deltas in self._days.runs(first, end, reverse=reverse):
            yield day, time, deltas, ()

    def _day_from(self, wall: int) -> int:
        """The first day whose time is at or after a wall time."""
        return -((self._time - wall) // SECONDS_PER_DAY)


class EvenTimes(Walls):
    """The same times in every period of so many days: offsets are seconds of the period."""

    def __init__(self, origin: int, step: int, offsets: tuple[int, ...]) -> None:
        self._origin, self._step = origin * SECONDS_PER_DAY, step * SECONDS_PER_DAY
        self._offsets = offsets
        self.is_empty = not offsets
        self.most_a_day = min(len(offsets), SECONDS_PER_DAY)
        self.repeats = DAYS_PER_CYCLE % step == 0

    def rank(self, wall: int) -> int:
        periods, rest = divmod(wall - self._origin, self._step)
        return periods * len(self._offsets) + bisect_left(self._offsets, rest)

    def select(self, index: int) -> int:
        periods, place = divmod(index, len(self._offsets))
        return self._origin + periods * self._step + self._offsets[place]

    @once
    def _members(self) -> frozenset[int]:
        return frozenset(self._offsets)

    def holds(self, wall: int) -> bool:
        return (wall - self._origin) % self._step in self._members

    def may_double(self, gap: DayGap) -> bool:
        return any(
            (offset + gap.length) % self._step in self._members
            for offset in self._offsets
            if 0 <= offset % SECONDS_PER_DAY - gap.second < gap.length
        )

    def runs(self, low: int, high: int, *, reverse: bool = False) -> Iterator[WallRun]:
        high = min(high, CALENDAR_END)
        if low >= high or self.is_empty:
            return
        deltas, offsets, length = _block(self._step, self._offsets)
        blocks = range((low - self._origin) // length, (high - 1 - self._origin) // length + 1)
        for block in reversed(blocks) if reverse else blocks:
            base = self._origin + block * length
            first = bisect_left(offsets, low - base) if base < low else 0
            end = bisect_left(offsets, high - base) if base + length > high else len(offsets)
            if first == end:
                continue
            part = deltas if end - first == len(offsets) else deltas[first:end]
            if base < SECONDS_PER_DAY:  # the day before year 1
                part = [delta - part[0] for delta in part]
                base += offsets[first]
            yield *divmod(base, SECONDS_PER_DAY), part, ()


@lru_cache(1_000)
def _block(step: int, offsets: tuple[int, ...]) -> tuple[Sequence[timedelta], tuple[int, ...], int]:
    """As many periods as make a list of some hundred times: the times in them, their length."""
    periods = max(1, _LONGEST_BLOCK // len(offsets)) if step < _LONGEST_STEP else 1
    seconds = tuple(period * step + offset for period in range(periods) for offset in offsets)
    return tuple(timedelta(0, second) for second in seconds), seconds, periods * step


class TimesADay(Walls):
    """Each day of a sequence at the same times."""

    def __init__(self, days: Days, times: Sequence[int]) -> None:
        self._days, self._times = days, DayTimes(times)
        self.days, self.times = days, times
        self.most_a_day = len(times)
        self.repeats = days.repeats

    @property
    def is_empty(self) -> bool:  # type: ignore[override]
        return not self._times.seconds or self._days.is_empty

    def rank(self, wall: int) -> int:
        day, second = divmod(wall, SECONDS_PER_DAY)
        before = self._days.rank(day) * len(self._times.seconds)
        place = bisect_left(self._times.seconds, second)
        return before + place if place and self._days.holds(day) else before

    def select(self, index: int) -> int:
        nth, place = divmod(index, len(self._times.seconds))
        return self._days.select(nth) * SECONDS_PER_DAY + self._times.seconds[place]

    def holds(self, wall: int) -> bool:
        day, second = divmod(wall, SECONDS_PER_DAY)
        return self._times.holds(second) and self._days.holds(day)

    def runs(self, low: int, high: int, *, reverse: bool = False) -> Iterator[WallRun]:
        times = self._times
        if not times.seconds:
            return
        first, end = low // SECONDS_PER_DAY, (high - 1) // SECONDS_PER_DAY + 1
        for base, deltas in self._days.runs(first, end, reverse=reverse):
            for part in _parts(base, deltas, first, end, reverse=reverse):
                if len(part) == 1 or len(times.seconds) > times.longest // 2:
                    for delta in reversed(part) if reverse else part:
                        yield from times.runs(base + delta.days, low, high, reverse=reverse)
                else:
                    yield from _by_days(base, part, times, reverse=reverse)

    def may_double(self, gap: DayGap) -> bool:
        return self._times.may_double(gap)

    def doubled(self, low: int, high: int, length: int) -> int:
        found = 0
        for day in range(low // SECONDS_PER_DAY, (high - 1) // SECONDS_PER_DAY + 1):
            midnight = day * SECONDS_PER_DAY
            first, end = max(low - midnight, 0), min(high - midnight, SECONDS_PER_DAY)
            for later in range((first + length) // SECONDS_PER_DAY, 2):
                shift = length - later * SECONDS_PER_DAY
                stretch = max(first, -shift), min(end, SECONDS_PER_DAY - shift)
                if self._days.holds(day) and self._days.holds(day + later):
                    found += self._times.pairs(*stretch, shift)
        return found


def _parts(
    base: int, deltas: Sequence[timedelta], first: int, end: int, *, reverse: bool
) -> Iterator[Sequence[timedelta]]:
    """The days of a run: the first and the last of a window apart, which may not be whole."""
    low = 1 if base + deltas[0].days == first else 0
    high = len(deltas) - 1 if base + deltas[-1].days == end - 1 else len(deltas)
    parts = (deltas[:low], deltas[low:high], deltas[max(low, high) :])
    return (part for part in (reversed(parts) if reverse else parts) if part)


def _by_days(
    base: int, deltas: Sequence[timedelta], times: "DayTimes", *, reverse: bool
) -> Iterator[WallRun]:
    """Whole days in runs of several."""
    length = times.longest // len(times.seconds)
    starts = range(0, len(deltas), length)
    for start in reversed(starts) if reverse else starts:
        yield base, 0, deltas[start : start + length], times.deltas


class DayTimes:
    """The times of one day, and the runs they make."""

    longest = 256

    def __init__(self, seconds: Sequence[int]) -> None:
        self.seconds = seconds
        self._pairs: dict[tuple[int, int, int], int] = {}  # as few as a zone has kinds of gaps

    @once
    def deltas(self) -> Sequence[timedelta]:
        """The times as distances from midnight."""
        return [timedelta(0, second) for second in self.seconds]

    def pairs(self, low: int, high: int, shift: int) -> int:
        """How many times from `low` to before `high` have another so many seconds later."""
        key = low, high, shift
        if key not in self._pairs:
            within = self.seconds[bisect_left(self.seconds, low) : bisect_left(self.seconds, high)]
            self._pairs[key] = sum(self.holds(each + shift) for each in within)
        return self._pairs[key]

    def may_double(self, gap: DayGap) -> bool:
        """False if no time in such a gap ever lands on another, of this day or the next."""
        second, length = gap
        end = second + length
        return end + length > SECONDS_PER_DAY or self.pairs(second, end, length) > 0

    def holds(self, second: int) -> bool:
        """True if it is one of the times."""
        place = bisect_left(self.seconds, second)
        return place < len(self.seconds) and self.seconds[place] == second

    def runs(self, day: int, low: int, high: int, *, reverse: bool) -> Iterator[WallRun]:
        """The times of a day from the wall `low` to before `high`, in runs that are not long."""
        midnight = day * SECONDS_PER_DAY
        first = bisect_left(self.seconds, low - midnight) if low > midnight else 0
        end = len(self.seconds)
        if high < midnight + SECONDS_PER_DAY:
            end = bisect_left(self.seconds, high - midnight)
        starts = range(first, end, self.longest)
        for start in reversed(starts) if reverse else starts:
            stop = min(end, start + self.longest)
            if len(self.seconds) <= self.longest:
                yield day, 0, self.deltas[start:stop], ()
            else:
                yield day, 0, [timedelta(0, second) for second in self.seconds[start:stop]], ()
