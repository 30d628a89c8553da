"""What is to be solved: a cost for each day of each slot, and the links between slots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

KEPT, LATE, BROKEN = range(3)


@dataclass(frozen=True, slots=True)
class Link:
    """How the days of two slots go together: `levels[p][q]` of day p of one and q of the later.

    A level is KEPT, LATE (only too far apart) or BROKEN.
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
    """The costs of each slot's days, the links, and what a link costs at each level."""

    costs: Sequence[Sequence[int]]
    links: Sequence[Link]
    penalties: tuple[int, int, int]

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

    Days are places in the lists of costs. `pinned` are the slots that were set beforehand, because
    more of them bind one another at once than can be weighed together: then it is not proved best.
    """

    total: int
    days: tuple[int, ...]
    marginals: tuple[tuple[int, ...], ...]
    pinned: tuple[int, ...] = ()


def _narrowed(link: Link, days: Mapping[int, Sequence[int]]) -> Link:
    rows = [link.levels[day] for day in days.get(link.earlier, range(len(link.levels)))]
    if link.later in days:
        rows = [bytes(row[day] for day in days[link.later]) for row in rows]
    return Link(link.earlier, link.later, tuple(rows))
