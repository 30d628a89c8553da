"""What is to be solved: a cost for each day of each slot, and the links between slots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

KEPT, LATE, BROKEN = range(3)
# Two meetings of one series at once: worse than any rules that two slots break between them.
CLASH = 127 * BROKEN
MOST_BROKEN = 100 * BROKEN


def rules_in(level: int) -> int:
    """How many rules a level breaks; a clash is one."""
    return 1 if level >= CLASH else level // BROKEN


def is_late(level: int) -> bool:
    """Whether days of that level are too far apart."""
    return bool(level % BROKEN)


@dataclass(frozen=True, slots=True)
class Link:
    """How the days of two slots go together: `levels[p][q]` of day p of one and q of the later.

    A level is BROKEN for each rule that the two days break between them, at most MOST_BROKEN, and
    LATE more where they are too far apart; CLASH where they may not be together at all.
    """

    earlier: int
    later: int
    levels: tuple[bytes, ...]

    @property
    def binds(self) -> bool:
        """Whether any two days do not go together."""
        return any(any(row) for row in self.levels)

    @property
    def columns(self) -> tuple[bytes, ...]:
        """The same levels seen from the later slot."""
        return tuple(map(bytes, zip(*self.levels, strict=True)))


@dataclass(frozen=True, slots=True)
class Problem:
    """The costs of each slot's days, the links, and what a link costs at each level.

    The penalties rise with the levels.
    """

    costs: Sequence[Sequence[int]]
    links: Sequence[Link]
    penalties: Sequence[int]

    def narrowed(self, days: Mapping[int, Sequence[int]]) -> "Problem":
        """The same problem with some slots left these days alone."""
        costs = [
            [each[day] for day in days[at]] if at in days else each
            for at, each in enumerate(self.costs)
        ]
        links = [
            _narrowed(link, days) if link.earlier in days or link.later in days else link
            for link in self.links
        ]
        return Problem(costs, links, self.penalties)


@dataclass(frozen=True, slots=True)
class Solution:
    """The least cost, the earliest days that have it, and the least cost with each day of each.

    Days are places in the lists of costs. No choice of days costs less than `least`: where that is
    less than the total, the solution is not proved best. `unsure` are the slots whose cheapest days
    are not proved, beside that of the solution.
    """

    total: int
    days: tuple[int, ...]
    marginals: tuple[tuple[int, ...], ...]
    least: int
    unsure: tuple[int, ...] = ()


def _narrowed(link: Link, days: Mapping[int, Sequence[int]]) -> Link:
    rows = [link.levels[day] for day in days.get(link.earlier, range(len(link.levels)))]
    if link.later in days:
        rows = [bytes(row[day] for day in days[link.later]) for row in rows]
    return Link(link.earlier, link.later, tuple(rows))
