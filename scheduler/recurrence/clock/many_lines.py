"""Every nth second of limited days, where n shares little with the day: counted by division.

The rule's days are stretches of neighbours that come again after a cycle of 400 years, or of a
week. The units in a stretch are a division; those in the same stretch of many cycles are a sum of
divisions, which Euclid's way gives without walking through them.
"""

from bisect import bisect_right
from collections.abc import Iterator
from math import gcd

from scheduler.recurrence.clock.stepped_times import Slots, SteppedTimes, days_one_by_one
from scheduler.recurrence.dates.date_parts import DateParts, mask_of_year
from scheduler.recurrence.dates.gregorian import (
    DAYS_PER_CYCLE,
    DAYS_PER_WEEK,
    FIRST_DAY,
    YEARS_PER_CYCLE,
    kind_of,
    new_year,
    year_of,
)
from scheduler.recurrence.dates.intervals import limited_days
from scheduler.recurrence.once import once

Stretch = tuple[int, int]
# As many as the calendar has are counted one by one.
_FEW_CYCLES = 26


class ManyLines(SteppedTimes):
    """The times of limited days on which every unit may be taken."""

    def __init__(self, parts: DateParts, slots: Slots) -> None:
        super().__init__(parts, limited_days(parts), slots)
        start = slots.first // slots.units.per_day
        weekly = parts.weekdays is not None
        self._cycle = DAYS_PER_WEEK if weekly else DAYS_PER_CYCLE
        self._year = year_of(start)
        self._origin = (
            start - (start - FIRST_DAY) % DAYS_PER_WEEK if weekly else new_year(self._year)
        )

    @once
    def is_empty(self) -> bool:
        """Proved: each day is met as far as turns and cycle share a divisor."""
        if not self._within or self._days.is_empty:
            return True
        slots = self._slots
        shared, many = gcd(slots.turn, self._cycle), slots.units.per_day // slots.shared
        if many >= shared:
            return False
        met = slots.residue_of(slots.first % slots.shared)
        return not any(
            (met - self._origin - day) * many % shared < many
            for first, end in self._stretches
            for day in range(first, end)
        )

    def _before(self, day: int) -> int:
        cycles, rest = divmod(day - self._origin, self._cycle)
        if cycles < 0:
            return 0
        begun = self._origin + cycles * self._cycle
        within = sum(
            self._units_in(begun + first, begun + min(end, rest))
            for first, end in self._stretches
            if first < rest
        )
        return (self._in_cycles(cycles) + within) * self._within

    def _day_of(self, index: int) -> int:
        units = index // self._within
        cycles = self._cycles_before(units)
        units -= self._in_cycles(cycles)
        begun = self._origin + cycles * self._cycle
        for first, end in self._stretches:
            held = self._units_in(begun + first, begun + end)
            if units < held:
                unit = self._units_before(begun + first) + units
                return (self._first_unit + unit * self._slots.step) // self._slots.units.per_day
            units -= held
        raise AssertionError(index)  # the units of a cycle are those of its stretches

    def _cycles_before(self, units: int) -> int:
        """The most cycles that do not hold more than so many units."""
        days = sum(end - first for first, end in self._stretches)
        even, step = days * self._slots.units.per_day, self._slots.step
        guess = units * step // even
        if even < step:
            return self._halved(units, guess)
        found = self._in_cycles(guess)
        while found > units:
            guess -= 1
            found -= self._in_cycle(guess)
        while found + self._in_cycle(guess) <= units:
            found += self._in_cycle(guess)
            guess += 1
        return guess

    def _halved(self, units: int, guess: int) -> int:
        """The same where most cycles hold no unit."""
        reach = 1
        while self._in_cycles(max(0, guess - reach)) > units:
            reach *= 4
        low = max(0, guess - reach)
        while self._in_cycles(guess + reach) <= units:
            reach *= 4
        near = range(low, guess + reach + 1)
        return near[bisect_right(near, units, key=self._in_cycles) - 1]

    def _candidates(self, first: int, end: int, *, reverse: bool) -> Iterator[int]:
        return days_one_by_one(self._days, first, end, reverse=reverse)

    @once
    def _stretches(self) -> tuple[Stretch, ...]:
        """The days of one cycle from the origin on, as half-open stretches of neighbours."""
        if self._cycle == DAYS_PER_WEEK:
            chosen = {
                (day + self._parts.wkst) % DAYS_PER_WEEK for day in self._parts.weekdays or ()
            }
            return tuple(stretches(sum(1 << day for day in chosen)))
        return tuple(
            (new_year(year) - self._origin + first, new_year(year) - self._origin + end)
            for year in range(self._year, self._year + YEARS_PER_CYCLE)
            for first, end in stretches(mask_of_year(self._parts, kind_of(year)))
        )

    @property
    def _first_unit(self) -> int:
        return self._slots.first % self._slots.step

    def _units_before(self, day: int) -> int:
        """How many units that the rule's steps meet lie before a day, limited or not."""
        slots = self._slots
        return -((self._first_unit - day * slots.units.per_day) // slots.step)

    def _units_in(self, first: int, end: int) -> int:
        return self._units_before(end) - self._units_before(first)

    def _in_cycle(self, cycle: int) -> int:
        """How many units lie in the stretches of one cycle."""
        slots, (whole, begins, ends) = self._slots, self._edges
        begun = (self._origin + cycle * self._cycle) * slots.units.per_day
        first = (self._first_unit - begun) % slots.step
        return whole + bisect_right(begins, first) - bisect_right(ends, first)

    @once
    def _edges(self) -> tuple[int, list[int], list[int]]:
        """The whole steps in all stretches of a cycle, and what is over where each begins and ends.

        A cycle's first unit meets one step more or less in a stretch as it lies before its edges.
        """
        per_day, step = self._slots.units.per_day, self._slots.step
        begins, ends = (
            [divmod(stretch[at] * per_day, step) for stretch in self._stretches] for at in (0, 1)
        )
        whole = sum(steps for steps, _ in ends) - sum(steps for steps, _ in begins)
        return whole, sorted(over for _, over in begins), sorted(over for _, over in ends)

    def _in_cycles(self, cycles: int) -> int:
        """How many units lie in the stretches of the first cycles."""
        if cycles < _FEW_CYCLES:
            return sum(map(self._in_cycle, range(cycles)))
        per_day, step = self._slots.units.per_day, self._slots.step

        def before(day: int) -> int:
            first = (self._origin + day) * per_day - self._first_unit + step - 1
            return floor_sum(cycles, step, self._cycle * per_day, first)

        return sum(before(end) - before(first) for first, end in self._stretches)


def stretches(mask: int) -> Iterator[Stretch]:
    """The bits of a mask as half-open stretches of neighbours."""
    start = 0
    while mask:
        zeros = (mask & -mask).bit_length() - 1
        mask >>= zeros
        ones = (~mask & -~mask).bit_length() - 1
        mask >>= ones
        yield start + zeros, start + zeros + ones
        start += zeros + ones


def floor_sum(count: int, divisor: int, factor: int, first: int) -> int:
    """The sum of (first + factor * i) // divisor for i from 0 to before `count`.

    As Euclid finds a divisor: the points under a line, counted along the shorter side in turn.
    """
    total = 0
    while True:
        total += (count - 1) * count // 2 * (factor // divisor) + count * (first // divisor)
        factor, first = factor % divisor, first % divisor
        highest = factor * count + first
        if highest < divisor:
            return total
        count, first = divmod(highest, divisor)
        factor, divisor = divisor, factor
