"""Days that depend on the calendar: one cell for each interval a rule visits, in a round.

What a cell holds depends on the kind of its year alone, and the calendar repeats after 400 years;
so the visits repeat too. One round of them, counted once, answers for all: emptiness is proved,
and a rank or the nth day costs the same near and far. A cell does not know the start of a series,
so that all rules with the same parts share their cells.
"""

from abc import abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import gcd

from scheduler.recurrence.dates.date_parts import DateParts
from scheduler.recurrence.dates.days import Days, Offsets, Run, clipped
from scheduler.recurrence.dates.gregorian import FIRST_DAY, LAST_DAY
from scheduler.recurrence.once import once
from scheduler.recurrence.parts import Skip

# A window of more is worth asking first whether there is anything at all.
_MANY_VISITS = 400
Cell = tuple[int, Offsets]


class Cells(Days):
    """Every `step`th period from `origin` on, each with the days chosen in it.

    A period is a number: of a year, of a month since year 0, or of a week. `per_cycle` of them
    make 400 years. SKIP may move a day to just outside its period; yet the days of one cell all
    come before those of the next.
    """

    per_cycle: int
    first, end = FIRST_DAY, LAST_DAY + 1  # of the calendar

    def __init__(
        self, parts: DateParts, positions: tuple[int, ...], origin: int, step: int
    ) -> None:
        self._parts, self._positions = parts, positions
        self.origin, self.step = origin, step
        self.moves = parts.skip is not Skip.OMIT
        self.length = self.per_cycle // gcd(self.per_cycle, step)
        self.repeats = self.per_cycle % step == 0

    @abstractmethod
    def period_of(self, day: int) -> int:
        """The period that holds a day of any year."""

    @abstractmethod
    def cell(self, period: int) -> Cell:
        """The day that a period's days are counted from, and those chosen in it."""

    @once
    def is_empty(self) -> bool:
        return not any(map(self._count, range(self.length)))

    def rank(self, day: int) -> int:
        visit = self._visit_of(day)
        if visit < 0:
            return 0
        base, offsets = self._visit(visit)
        before = self._before(visit) + bisect_left(offsets.days, day - base)
        return before + self._strays_before(visit, day) if self.moves else before

    def select(self, index: int) -> int:
        rounds, rest = divmod(index, self._counts[-1])
        visit = bisect_right(self._counts, rest) - 1
        base, offsets = self._visit(rounds * self.length + visit)
        return base + offsets.days[rest - self._counts[visit]]

    def holds(self, day: int) -> bool:
        if self.moves:
            return any(True for _ in self.runs(day, day + 1))
        visit, beside = divmod(self.period_of(day) - self.origin, self.step)
        if beside or visit < 0 or day >= self.end:
            return False
        base, offsets = self._visit(visit)
        place = bisect_left(offsets.days, day - base)
        return place < len(offsets.days) and offsets.days[place] == day - base

    def runs(self, first: int, end: int, *, reverse: bool = False) -> Iterator[Run]:
        end = min(end, self.end)
        if first >= end:
            return
        beyond = 1 if self.moves else 0
        visits = range(max(0, self._visit_of(first) - beyond), self._visit_of(end - 1) + beyond + 1)
        if len(visits) > _MANY_VISITS and self.is_empty:
            return
        for visit in reversed(visits) if reverse else visits:
            base, offsets = self._visit(visit)
            days = offsets.days
            if not days:
                continue
            if base + days[0] < first or base + days[-1] >= end or base < self.first:
                low, high = bisect_left(days, first - base), bisect_left(days, end - base)
                if low < high:
                    yield clipped(base, days, offsets.deltas, low, high)
            else:
                yield base, offsets.deltas

    def _visit(self, visit: int) -> Cell:
        return self.cell(self.origin + visit * self.step)

    def _visit_of(self, day: int) -> int:
        """The last visit to a period at or before the one that holds this day."""
        return (self.period_of(day) - self.origin) // self.step

    def _strays_before(self, visit: int, day: int) -> int:
        """What the days that SKIP moved out of the periods beside this one add to a rank."""
        base, offsets = self._visit(visit + 1)
        strays = bisect_left(offsets.days, day - base)
        if visit:
            base, offsets = self._visit(visit - 1)
            strays -= len(offsets.days) - bisect_left(offsets.days, day - base)
        return strays

    def _count(self, visit: int) -> int:
        return len(self._visit(visit)[1].days)

    def _before(self, visit: int) -> int:
        rounds, rest = divmod(visit, self.length)
        return rounds * self._counts[-1] + self._counts[rest]

    @once
    def _counts(self) -> Sequence[int]:
        """How many days lie before each visit of one round, and in all of them."""
        return list(accumulate(map(self._count, range(self.length)), initial=0))
