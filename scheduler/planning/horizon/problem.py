"""What is to be solved: a cost for each day of each slot, and the links between slots."""

from collections.abc import Sequence
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

    def fixed(self, slot: int, day: int) -> "Problem":
        """The same problem with one slot left a single day."""
        costs = [[each[day]] if at == slot else each for at, each in enumerate(self.costs)]
        return Problem(costs, [_fixed(link, slot, day) for link in self.links], self.penalties)


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


def _fixed(link: Link, slot: int, day: int) -> Link:
    if link.earlier == slot:
        return Link(link.earlier, link.later, (link.levels[day],))
    if link.later == slot:
        return Link(link.earlier, link.later, tuple(row[day : day + 1] for row in link.levels))
    return link
