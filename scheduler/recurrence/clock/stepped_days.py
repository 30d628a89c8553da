"""INTERVAL where it does not divide the day, on limited days: three ways to count.

Where the residues turn quickly, a year depends on its kind and on where in a turn it begins, and
years are counted. Where they turn slowly, each line of days (every `turn`th one) meets the 400
years of the calendar in an order of its own, which is laid out once. Where a day has more lines
than can be laid out, stretches of days are counted by division (see `many_lines`).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from math import gcd

from scheduler.recurrence.clock.many_lines import ManyLines
from scheduler.recurrence.clock.stepped_times import (
    EveryDay,
    EveryUnit,
    Slots,
    SteppedTimes,
    days_one_by_one,
    line_days,
)
from scheduler.recurrence.dates.date_parts import DateParts, mask_of_year
from scheduler.recurrence.dates.gregorian import (
    DAYS_OF_LEAP_YEAR,
    DAYS_PER_CYCLE,
    DAYS_PER_WEEK,
    FIRST_DAY,
    KINDS,
    YearKind,
    kind_of,
    new_year,
    year_of,
)
from scheduler.recurrence.dates.intervals import limited_days
from scheduler.recurrence.dates.turn_cells import TurnCells, pattern
from scheduler.recurrence.once import once

MOST_TURNS = 128
_MOST_LINES = 4_000
_NEAR = 256


def stepped_times(parts: DateParts, slots: Slots) -> SteppedTimes:
    """The times of a rule whose units change with the day, counted in the way that suits it."""
    if parts.choose_every_day:
        every = EveryUnit if slots.units.are_all else EveryDay
        return every(parts, limited_days(parts), slots)
    if slots.turn <= MOST_TURNS:
        return QuickTurns(parts, slots)
    many = slots.units.are_all and slots.units.per_day // slots.shared > _MOST_LINES
    return (ManyLines if many else SlowTurns)(parts, slots)


class QuickTurns(SteppedTimes):
    """Counted by years: so many in a round that kind and residue repeat."""

    def __init__(self, parts: DateParts, slots: Slots) -> None:
        turn = slots.turn
        counts = [slots.count(residue) for residue in range(turn)]
        taken = [residue for residue in range(turn) if counts[residue]]
        days = TurnCells(parts, turn, taken)
        super().__init__(parts, days, slots)
        # The residues of days with the same number of times, as one pattern.
        self._patterns = {
            count: pattern(turn, (residue for residue in taken if counts[residue] == count))
            for count in {*counts} - {0}
        }
        self._round = days.length
        self._known: dict[tuple[YearKind, int], int] = {}

    @property
    def is_empty(self) -> bool:  # type: ignore[override]
        return self._days.is_empty

    def _before(self, day: int) -> int:
        year = year_of(day)
        rounds, rest = divmod(year, self._round)
        years = rounds * self._counts[-1] + self._counts[rest]
        first = new_year(year)
        return years + self._in(kind_of(year), first % self._slots.turn, day - first)

    def _day_of(self, index: int) -> int:
        rounds, rest = divmod(index, self._counts[-1])
        year = bisect_right(self._counts, rest) - 1
        year += rounds * self._round
        first, length = new_year(year), kind_of(year).days
        return (
            first
            + bisect_right(range(length), index, key=lambda day: self._before(first + day))
            - 1
        )

    def _candidates(self, first: int, end: int, *, reverse: bool) -> Iterator[int]:
        return days_one_by_one(self._days, first, end, reverse=reverse)

    @once
    def _counts(self) -> list[int]:
        return list(accumulate(map(self._in_year, range(self._round)), initial=0))

    def _in_year(self, year: int) -> int:
        key = kind_of(year), new_year(year) % self._slots.turn
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._in(*key, DAYS_OF_LEAP_YEAR)
        return known

    def _in(self, kind: YearKind, residue: int, days: int) -> int:
        """How many times the first days of such a year have."""
        mask = mask_of_year(self._parts, kind) & ((1 << days) - 1)
        return sum(
            count * (mask & pattern >> residue).bit_count()
            for count, pattern in self._patterns.items()
        )


class SlowTurns(SteppedTimes):
    """Counted by lines: where each line's days stand among those of the cycle."""

    def __init__(self, parts: DateParts, slots: Slots) -> None:
        super().__init__(parts, limited_days(parts), slots)
        # Days chosen by their weekday alone repeat after a week.
        self._cycle = DAYS_PER_CYCLE if parts.weekdays is None else DAYS_PER_WEEK
        self._shared = gcd(slots.turn, self._cycle)
        self._length = self._cycle // self._shared
        self._inverse = pow(slots.turn // self._shared, -1, self._length)

    @once
    def is_empty(self) -> bool:
        """Proved: no line meets a day of the cycle."""
        cosets = {residue % self._shared for residue, _ in self._slots.lines}
        return not any(self._hits[coset] for coset in cosets)

    def _before(self, day: int) -> int:
        turn, length, found = self._slots.turn, self._length, 0
        for residue, first, hits, passed in self._starts:
            rounds, rest = divmod(first - (residue - day) // turn, length)
            found += rounds * len(hits) + bisect_left(hits, rest) - passed
        return self._within * found

    @once
    def _starts(self) -> list[tuple[int, int, list[int], int]]:
        """For each line its residue, its first place, the hits there are, and those before it."""
        starts = []
        for residue, _ in self._slots.lines:
            coset = residue % self._shared
            hits = self._hits[coset]
            first = (residue - coset) // self._shared * self._inverse % self._length
            starts.append((residue, first, hits, bisect_left(hits, first)))
        return starts

    def _day_of(self, index: int) -> int:
        """The last day before which not more than `index` times lie."""
        if len(self._slots.lines) == 1:
            return self._day_of_line(index // self._within)
        end = self._slots.turn * self._length
        spans, rest = divmod(index, self._before(end))
        low, high = self._around(rest, end)
        left = rest - self._before(low)
        for day in filter(self._meets, line_days(self._slots, low, high, reverse=False)):
            left -= len(self._slots.on(day).seconds)
            if left < 0:
                return spans * end + day
        raise AssertionError(index)  # the times between are those counted

    def _around(self, index: int, end: int) -> tuple[int, int]:
        """Two days before `end`, a few hundred apart, with the time of this rank between them.

        Times lie almost evenly, so each guess in proportion is a good one.
        """
        low, high, before, after = 0, end, 0, self._before(end)
        reach = end // 1_000
        while high - low > _NEAR:
            guess = low + (index - before) * (high - low) // (after - before)
            around = {max(low + 1, guess - reach), min(high - 1, guess + reach)}
            found = {day: self._before(day) for day in around if low < day < high}
            below = [day for day, count in found.items() if count <= index]
            if below:
                low, before = max(below), found[max(below)]
            if len(below) < len(found):
                high = min(found.keys() - below)
                after = found[high]
            # Too narrow a guess leaves both days on one side.
            reach = reach // 50 + _NEAR // 4 if 0 < len(below) < len(found) else reach * 8
        return low, high

    def _meets(self, day: int) -> bool:
        """True if a day, of any year, is one of the rule's."""
        coset = day % self._shared
        place = (day - coset) // self._shared * self._inverse % self._length
        hits = self._hits[coset]
        at = bisect_left(hits, place)
        return at < len(hits) and hits[at] == place

    def _day_of_line(self, nth: int) -> int:
        """The nth day of the only line there is."""
        residue, first, hits, passed = self._starts[0]
        rounds, rest = divmod(nth + passed, len(hits))
        return residue + (rounds * self._length + hits[rest] - first) * self._slots.turn

    def _candidates(self, first: int, end: int, *, reverse: bool) -> Iterator[int]:
        lines, days = len(self._slots.lines), sum(map(len, self._hits))
        if lines * self._cycle > days * self._slots.turn:
            return days_one_by_one(self._days, first, end, reverse=reverse)
        candidates = line_days(self._slots, first, end, reverse=reverse)
        return filter(self._meets, candidates)

    @once
    def _hits(self) -> list[list[int]]:
        """For each coset, the places of the rule's days in the order in which lines meet them."""
        return _hits_of(self._parts, self._cycle, self._shared, self._inverse)


# Each may hold a hundred thousand numbers, so few are kept.
@lru_cache(4)
def _hits_of(parts: DateParts, cycle: int, shared: int, inverse: int) -> list[list[int]]:
    days, length = _days_of_cycle(parts, cycle), cycle // shared
    if shared == 1:
        return [sorted([day * inverse % length for day in days])]
    hits: list[list[int]] = [[] for _ in range(shared)]
    for day in days:
        steps, coset = divmod(day, shared)
        hits[coset].append(steps * inverse % length)
    for places in hits:
        places.sort()
    return hits


def _days_of_cycle(parts: DateParts, cycle: int) -> list[int]:
    """The days of one cycle, modulo its length."""
    if cycle == DAYS_PER_WEEK:
        weekdays = parts.weekdays or ()
        return [(day + FIRST_DAY + parts.wkst) % DAYS_PER_WEEK for day in weekdays]
    years = "".join(f"{mask_of_year(parts, kind):0{kind.days}b}"[::-1] for kind in KINDS)
    origin = new_year(0)
    return [(origin + day) % DAYS_PER_CYCLE for day, bit in enumerate(years) if bit == "1"]
