"""INTERVAL where it does not divide the day: every nth hour, minute, second or limited day.

Units of time are numbered from year 1 on; a rule takes those that are congruent to its start's,
so the ones of a day depend on the day's number modulo `turn`, after which the days repeat. Days
and residues together are solved as congruences; no unit is ever walked through (4.4).
"""

from abc import abstractmethod
from bisect import bisect_left
from collections.abc import Iterator
from math import gcd

from scheduler.recurrence.clock.times import SECONDS_PER_DAY, Units
from scheduler.recurrence.clock.walls import DayGap, DayTimes, WallRun, Walls
from scheduler.recurrence.dates.date_parts import DateParts
from scheduler.recurrence.dates.days import Days
from scheduler.recurrence.dates.gregorian import LAST_DAY
from scheduler.recurrence.once import once

_MOST_KNOWN = 512


class Slots:
    """Which units of each day a rule takes: those congruent to `first` modulo `step`."""

    def __init__(self, units: Units, first: int, step: int) -> None:
        self.units, self.first, self.step = units, first, step
        self.shared = gcd(step, units.per_day)
        self.turn = step // self.shared
        self._inverse = pow(units.per_day // self.shared, -1, self.turn)
        self._known: dict[int, DayTimes] = {}

    @once
    def lines(self) -> list[tuple[int, int]]:
        """Each unit of a day that is ever taken, behind the residue of the days that have it."""
        return sorted(
            (self.residue_of(unit), unit)
            for unit in self.units.chosen
            if (self.first - unit) % self.shared == 0
        )

    def residue_of(self, unit: int) -> int:
        """The residue, modulo `turn`, of the days that have a unit of the day."""
        return (self.first - unit) // self.shared * self._inverse % self.turn

    @once
    def residues(self) -> list[int]:
        """The residues of the days on which a unit is taken, sorted."""
        return sorted({residue for residue, _ in self.lines})

    def count(self, day: int) -> int:
        """How many times a day has."""
        units, residue = self.units, (self.first - day * self.units.per_day) % self.step
        if units.are_all:
            taken = len(range(residue, units.per_day, self.step))
            return taken * len(units.within)
        return len(self.on(day).seconds)

    def on(self, day: int) -> DayTimes:
        """The times of a day."""
        residue = (self.first - day * self.units.per_day) % self.step
        times = self._known.get(residue)
        if times is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            times = self._known[residue] = DayTimes(self.units.times(residue, self.step))
        return times


class SteppedTimes(Walls):
    """The times of some days, changing with the day; the ways to count them are the subclasses'."""

    def __init__(self, parts: DateParts, days: Days, slots: Slots) -> None:
        self._parts, self._days, self._slots = parts, days, slots
        self._within = len(slots.units.within)
        self.most_a_day = (slots.units.per_day // slots.step + 1) * self._within

    @property
    def is_empty(self) -> bool:  # type: ignore[override]
        return not self._within or self._days.is_empty

    def rank(self, wall: int) -> int:
        day, second = divmod(wall, SECONDS_PER_DAY)
        before = self._before(day)
        if not second or not self._days.holds(day):
            return before
        return before + bisect_left(self._slots.on(day).seconds, second)

    def select(self, index: int) -> int:
        day = self._day_of(index)
        return day * SECONDS_PER_DAY + self._slots.on(day).seconds[index - self._before(day)]

    def holds(self, wall: int) -> bool:
        day, second = divmod(wall, SECONDS_PER_DAY)
        return self._slots.on(day).holds(second) and self._days.holds(day)

    def runs(self, low: int, high: int, *, reverse: bool = False) -> Iterator[WallRun]:
        first, end = low // SECONDS_PER_DAY, min((high - 1) // SECONDS_PER_DAY, LAST_DAY) + 1
        for day in self._candidates(first, end, reverse=reverse):
            yield from self._slots.on(day).runs(day, low, high, reverse=reverse)

    def may_double(self, gap: DayGap) -> bool:
        units, rest = divmod(gap.length, self._slots.units.seconds)
        return bool(rest) or units % self._slots.step == 0

    def doubled(self, low: int, high: int, length: int) -> int:
        return super().doubled(low, high, length) if self.may_double(DayGap(low, length)) else 0

    @abstractmethod
    def _before(self, day: int) -> int:
        """How many times lie before a day, from day 0 on."""

    @abstractmethod
    def _day_of(self, index: int) -> int:
        """The day of the time of this rank."""

    @abstractmethod
    def _candidates(self, first: int, end: int, *, reverse: bool) -> Iterator[int]:
        """Every day from `first` to before `end` that may have times, and few others; lazy."""


class EveryUnit(SteppedTimes):
    """Every nth unit, no day and no unit left out: counted by division."""

    def _before(self, day: int) -> int:
        slots = self._slots
        units = day * slots.units.per_day - slots.first % slots.step
        return -(-units // slots.step) * self._within

    def _day_of(self, index: int) -> int:
        slots = self._slots
        unit = slots.first % slots.step + index // self._within * slots.step
        return unit // slots.units.per_day

    def _candidates(self, first: int, end: int, *, reverse: bool) -> Iterator[int]:
        slots = self._slots
        if slots.step <= slots.units.per_day:
            days = range(first, end)
            return iter(reversed(days) if reverse else days)
        low, high = (-(-self._before(day) // self._within) for day in (first, end))
        nths = range(low, high)
        return (self._day_of(nth * self._within) for nth in (reversed(nths) if reverse else nths))


class EveryDay(SteppedTimes):
    """Some units of every day: the days repeat after each turn."""

    @property
    def is_empty(self) -> bool:  # type: ignore[override]
        return not self._within or not self._slots.lines

    @once
    def _residues(self) -> list[int]:
        return [residue for residue, _ in self._slots.lines]

    def _before(self, day: int) -> int:
        turns, rest = divmod(day, self._slots.turn)
        lines = turns * len(self._residues) + bisect_left(self._residues, rest)
        return lines * self._within

    def _day_of(self, index: int) -> int:
        turns, line = divmod(index // self._within, len(self._residues))
        return turns * self._slots.turn + self._residues[line]

    def _candidates(self, first: int, end: int, *, reverse: bool) -> Iterator[int]:
        return line_days(self._slots, first, end, reverse=reverse)


def line_days(slots: Slots, first: int, end: int, *, reverse: bool) -> Iterator[int]:
    """The days from `first` to before `end` on which a rule takes a unit; lazy."""
    residues = slots.residues
    if not residues:
        return
    turns = range(first // slots.turn, (end - 1) // slots.turn + 1)
    for turn in reversed(turns) if reverse else turns:
        base = turn * slots.turn
        low, high = bisect_left(residues, first - base), bisect_left(residues, end - base)
        for place in reversed(range(low, high)) if reverse else range(low, high):
            yield base + residues[place]


def days_one_by_one(days: Days, first: int, end: int, *, reverse: bool) -> Iterator[int]:
    """The days from `first` to before `end`, or back."""
    for base, deltas in days.runs(first, end, reverse=reverse):
        for delta in reversed(deltas) if reverse else deltas:
            yield base + delta.days
