"""The days of a rule that have certain residues: years that depend on their kind and residue."""

from collections.abc import Iterable
from math import gcd

from scheduler.recurrence.dates.cells import Cell, Cells
from scheduler.recurrence.dates.date_parts import DateParts, mask_of_year
from scheduler.recurrence.dates.days import NONE, Offsets
from scheduler.recurrence.dates.gregorian import (
    DAYS_OF_LEAP_YEAR,
    DAYS_PER_CYCLE,
    MARGIN,
    YEARS_PER_CYCLE,
    YearKind,
    days_of,
    kind_of,
    new_year,
    year_of,
)
from scheduler.recurrence.once import once


class TurnCells(Cells):
    """Years, of whose chosen days those stay that have one of some residues modulo `turn`.

    A year depends on its kind and on the residue of its 1 January; both come round together.
    """

    per_cycle = YEARS_PER_CYCLE

    def __init__(self, parts: DateParts, turn: int, residues: Iterable[int]) -> None:
        super().__init__(parts, (), 0, 1)
        residues = tuple(residues)
        self._turn, self._pattern = turn, pattern(turn, residues)
        self._shared = gcd(turn, DAYS_PER_CYCLE)
        self._reachable = pattern(self._shared, {each % self._shared for each in residues})
        self.length = YEARS_PER_CYCLE * turn // self._shared
        self.repeats = DAYS_PER_CYCLE % turn == 0
        self._known: dict[tuple[YearKind, int], Offsets] = {}

    @once
    def is_empty(self) -> bool:
        """Proved: days and turns meet in every way that their shared divisor allows."""
        return not any(
            mask_of_year(self._parts, kind_of(year))
            & self._reachable >> new_year(year) % self._shared
            for year in range(YEARS_PER_CYCLE)
        )

    def period_of(self, day: int) -> int:
        return year_of(day)

    def cell(self, period: int) -> Cell:
        first = new_year(period)
        key = kind_of(period), first % self._turn
        known = self._known.get(key)
        if known is None:
            mask = self._mask(*key)
            known = Offsets(tuple(days_of(mask << MARGIN))) if mask else NONE
            self._known[key] = known
        return first, known

    def _count(self, visit: int) -> int:
        return self._mask(kind_of(visit), new_year(visit) % self._turn).bit_count()

    def _mask(self, kind: YearKind, residue: int) -> int:
        return mask_of_year(self._parts, kind) & (self._pattern >> residue)


def pattern(turn: int, residues: Iterable[int]) -> int:
    """A mask of the days that have one of these residues, from a day of residue 0 on.

    Long enough for a year that begins at any residue.
    """
    first = sum(1 << residue for residue in residues)
    times = DAYS_OF_LEAP_YEAR // turn + 2
    return sum(first << turn * time for time in range(times))
