"""BYSETPOS where an interval has several days and several times of day (RFC 5545 3.3.10; L22)."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from scheduler.recurrence.clock.times import SECONDS_PER_DAY
from scheduler.recurrence.clock.walls import CALENDAR_END, DayGap, DayTimes, WallRun, Walls
from scheduler.recurrence.dates.by_set_pos import places
from scheduler.recurrence.dates.cells import Cell, Cells
from scheduler.recurrence.dates.days import Offsets


class PickedTimes(Walls):
    """The times at these positions of each interval's set of days and times."""

    def __init__(self, sets: Cells, times: Sequence[int], positions: tuple[int, ...]) -> None:
        self.most_a_day = len(times)
        self._day = DayTimes(times)
        self._cells = _PickedCells(sets, times, positions)

    @property
    def is_empty(self) -> bool:  # type: ignore[override]
        return self._cells.is_empty

    def rank(self, wall: int) -> int:
        return self._cells.rank(wall)

    def select(self, index: int) -> int:
        return self._cells.select(index)

    def holds(self, wall: int) -> bool:
        return self._cells.holds(wall)

    def may_double(self, gap: DayGap) -> bool:
        return self._day.may_double(gap)

    def runs(self, low: int, high: int, *, reverse: bool = False) -> Iterator[WallRun]:
        for wall, deltas in self._cells.runs(low, high, reverse=reverse):
            yield *divmod(wall, SECONDS_PER_DAY), deltas, ()


class SecondOffsets(Offsets):
    """Distances in seconds."""

    __slots__ = ()

    @property
    def deltas(self) -> tuple[timedelta, ...]:
        """The distances as timedeltas."""
        return tuple(timedelta(0, second) for second in self.days)


class _PickedCells(Cells):
    """The cells of a rule counted in seconds, each with the times picked in it.

    Nothing is expanded: position p of m days with t times is a division by t.
    """

    first = SECONDS_PER_DAY
    end = CALENDAR_END

    def __init__(self, sets: Cells, times: Sequence[int], positions: tuple[int, ...]) -> None:
        self._sets, self._times, self._positions = sets, times, positions
        self.origin, self.step, self.moves = sets.origin, sets.step, sets.moves
        self.length = sets.length
        self._known: dict[tuple[int, ...], Offsets] = {}

    def period_of(self, day: int) -> int:
        return self._sets.period_of(day // SECONDS_PER_DAY)

    def cell(self, period: int) -> Cell:
        base, offsets = self._picked(period)
        if self.moves and self.step == 1 and offsets.days:
            after, following = self._picked(period + 1)
            if following.days and base + offsets.days[-1] == after + following.days[0]:
                return base, SecondOffsets(offsets.days[:-1])
        return base, offsets

    def _picked(self, period: int) -> tuple[int, Offsets]:
        base, offsets = self._sets.cell(period)
        known = self._known.get(offsets.days)
        if known is None:
            known = self._known[offsets.days] = SecondOffsets(self._chosen(offsets.days))
        return base * SECONDS_PER_DAY, known

    def _chosen(self, days: tuple[int, ...]) -> tuple[int, ...]:
        found = []
        for place in places(self._positions, len(days) * len(self._times)):
            day, time = divmod(place, len(self._times))
            found.append(days[day] * SECONDS_PER_DAY + self._times[time])
        return tuple(found)
