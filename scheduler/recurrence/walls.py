"""The wall-clock times of a rule as a sequence without end: days and times together.

A wall time is an integer: the seconds since the day before year 1 began, so that day n begins
at n * 86,400. Zones, COUNT, UNTIL and the start stand outside.
"""

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cached_property

from scheduler.recurrence.days import Days
from scheduler.recurrence.times import SECONDS_PER_DAY

# A day, a second of it, and distances from that moment; then times to add to each, if any.
WallRun = tuple[int, int, Sequence[timedelta], Sequence[timedelta]]


_NOTHING = timedelta()


class Walls(ABC):
    """A sorted sequence of wall times that answers each question at the same cost near and far."""

    is_empty: bool
    most_a_day: int

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

    def doubled(self, low: int, high: int, length: int) -> int:
        """How many times from `low` to before `high` have another that many seconds later."""
        return sum(
            self.holds(
                (day + delta.days) * SECONDS_PER_DAY + second + delta.seconds + extra.seconds + length
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


class TimesADay(Walls):
    """Each day of a sequence at the same times."""

    def __init__(self, days: Days, times: Sequence[int]) -> None:
        self._days, self._times = days, DayTimes(times)
        self.most_a_day = len(times)
        self._doubled: dict[tuple[int, int, int], int] = {}

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

    def doubled(self, low: int, high: int, length: int) -> int:
        day, second = divmod(low, SECONDS_PER_DAY)
        end = high - day * SECONDS_PER_DAY
        if end + length > SECONDS_PER_DAY:
            return super().doubled(low, high, length)
        key = second, end, length
        if key not in self._doubled:
            seconds = self._times.seconds
            within = seconds[bisect_left(seconds, second) : bisect_left(seconds, end)]
            self._doubled[key] = sum(self._times.holds(each + length) for each in within)
        return self._doubled[key] if self._days.holds(day) else 0


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

    @cached_property
    def deltas(self) -> Sequence[timedelta]:
        """The times as distances from midnight."""
        return [timedelta(0, second) for second in self.seconds]

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
