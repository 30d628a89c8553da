"""INTERVAL where it does not divide the day, on limited days: two ways to count.

Where the residues turn quickly, a year depends on its kind and on where in a turn it begins, and
years are counted. Where they turn slowly, each line of days (every `turn`th one) meets the 400
years of the calendar in an order of its own, which is laid out once.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from math import gcd

from scheduler.recurrence.days import Days
from scheduler.recurrence.gregorian import (
    DAYS_PER_CYCLE,
    FIRST_DAY,
    YEARS_PER_CYCLE,
    YearKind,
    kind_of,
    new_year,
    year_of,
)
from scheduler.recurrence.stepped_times import EveryDay, EveryUnit, Slots, SteppedTimes, line_days

_MOST_TURNS = 128


def stepped_times(days: Days, slots: Slots, *, limited: bool) -> SteppedTimes:
    """The times of some days, by the way of counting that suits them."""
    if limited:
        return (QuickTurns if slots.turn <= _MOST_TURNS else SlowTurns)(days, slots)
    return (EveryUnit if slots.units.are_all else EveryDay)(days, slots)


class QuickTurns(SteppedTimes):
    """Counted by years: so many in a round that kind and residue repeat."""

    def __init__(self, days: Days, slots: Slots) -> None:
        super().__init__(days, slots)
        self._round = YEARS_PER_CYCLE * slots.turn // gcd(slots.turn, DAYS_PER_CYCLE)
        self._known: dict[tuple[YearKind, int], int] = {}

    def _before(self, day: int) -> int:
        year = year_of(day)
        rounds, rest = divmod(year, self._round)
        years = rounds * self._counts[-1] + self._counts[rest]
        return years + self._between(new_year(year), day)

    def _day_of(self, index: int) -> int:
        rounds, rest = divmod(index, self._counts[-1])
        year = bisect_right(self._counts, rest) - 1
        rest -= self._counts[year]
        year += rounds * self._round
        for day in self._days_in(new_year(year), new_year(year + 1)):
            rest -= len(self._slots.on(day).seconds)
            if rest < 0:
                return day
        raise AssertionError(index)  # the counts of years are those of their days

    def _candidates(self, first: int, end: int, *, reverse: bool) -> Iterator[int]:
        return days_one_by_one(self._days, first, end, reverse=reverse)

    @cached_property
    def _counts(self) -> list[int]:
        return list(accumulate(map(self._in_year, range(self._round)), initial=0))

    def _in_year(self, year: int) -> int:
        first = new_year(year)
        key = kind_of(year), first % self._slots.turn
        if key not in self._known:
            self._known[key] = self._between(first, new_year(year + 1))
        return self._known[key]

    def _between(self, first: int, end: int) -> int:
        return sum(len(self._slots.on(day).seconds) for day in self._days_in(first, end))

    def _days_in(self, first: int, end: int) -> Iterator[int]:
        """The days of a stretch of any year, read off the same stretch of the calendar's cycle."""
        cycles = (first - FIRST_DAY) // DAYS_PER_CYCLE
        moved = cycles * DAYS_PER_CYCLE
        return (day + moved for day in self._days.ascending(first - moved, end - moved))


class SlowTurns(SteppedTimes):
    """Counted by lines: where each line's days stand among those of 400 years."""

    def __init__(self, days: Days, slots: Slots) -> None:
        super().__init__(days, slots)
        self._shared = gcd(slots.turn, DAYS_PER_CYCLE)
        self._length = DAYS_PER_CYCLE // self._shared
        self._inverse = pow(slots.turn // self._shared, -1, self._length)
        self._hits_of: dict[int, list[int]] = {}

    def _before(self, day: int) -> int:
        return self._within * sum(
            self._hits_before(residue, -(-(day - residue) // self._slots.turn))
            for residue, _ in self._slots.lines
        )

    def _day_of(self, index: int) -> int:
        """The last day before which not more than `index` times lie, found by halving."""
        span = self._slots.turn * self._length
        spans, rest = divmod(index, self._before(span))
        day = bisect_right(range(span), rest, key=self._before) - 1
        return spans * span + day

    def _candidates(self, first: int, end: int, *, reverse: bool) -> Iterator[int]:
        lines = {residue for residue, _ in self._slots.lines}
        if len(lines) * DAYS_PER_CYCLE > len(self._cycle) * self._slots.turn:
            return days_one_by_one(self._days, first, end, reverse=reverse)
        days = line_days(self._slots, first, end, reverse=reverse)
        return (day for day in days if self._days.holds(day))

    @cached_property
    def _cycle(self) -> list[int]:
        """The days of 400 years, modulo their number."""
        cycle = self._days.ascending(FIRST_DAY, FIRST_DAY + DAYS_PER_CYCLE)
        return [day % DAYS_PER_CYCLE for day in cycle]

    def _hits_before(self, residue: int, turns: int) -> int:
        """How many of a line's first days are days of the rule."""
        coset = residue % self._shared
        hits = self._hits(coset)
        first = (residue - coset) // self._shared * self._inverse % self._length
        return self._rank(hits, first + turns) - self._rank(hits, first)

    def _rank(self, hits: list[int], place: int) -> int:
        rounds, rest = divmod(place, self._length)
        return rounds * len(hits) + bisect_left(hits, rest)

    def _hits(self, coset: int) -> list[int]:
        """The places of the rule's days, in the order in which a line meets the cycle."""
        if coset not in self._hits_of:
            self._hits_of[coset] = sorted(
                (day - coset) // self._shared * self._inverse % self._length
                for day in self._cycle
                if day % self._shared == coset
            )
        return self._hits_of[coset]


def days_one_by_one(days: Days, first: int, end: int, *, reverse: bool) -> Iterator[int]:
    """The days from `first` to before `end`, or back."""
    for base, deltas in days.runs(first, end, reverse=reverse):
        for delta in reversed(deltas) if reverse else deltas:
            yield base + delta.days
