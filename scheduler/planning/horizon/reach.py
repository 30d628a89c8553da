"""What the days of one slot cost at least, as each day of a linked slot sees them.

The days that go together lie in few stretches, mostly the first or the last so many. The lowest
cost of such a stretch is read off the running lowest, so that no pair of days is looked at.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

BEYOND = 1 << 62


def lower(some: Sequence[int], others: Sequence[int]) -> list[int]:
    """The lower of each two."""
    return [x if x < y else y for x, y in zip(some, others, strict=True)]  # noqa: FURB136 -- twice as fast as min


class Reach:
    """A link in one direction: for each target the levels at which it sees the source's days."""

    __slots__ = ("_steps", "_targets", "_worst")

    def __init__(self, seen: Sequence[bytes], penalties: Sequence[int]) -> None:
        levels = sorted({level for row in seen for level in row})
        self._targets, self._worst = len(seen), penalties[levels[-1]]
        self._steps = [_Step(seen, level, penalties[level]) for level in levels[:-1]]

    def lowest(self, row: Sequence[int]) -> list[int]:
        """For each target the least sum of a cost of the row and what the link adds to it."""
        ahead = [BEYOND, *accumulate(row, min)]
        behind = [BEYOND, *accumulate(row[::-1], min)]
        least = [ahead[-1] + self._worst] * self._targets
        for step in self._steps:
            least = step.lowered(least, row, ahead, behind)
        return least


class _Step:
    """The stretches of days that each target sees at a level or better: ends, and what is between.

    `heads` and `tails` count days from the first and from the last on.
    """

    __slots__ = ("_heads", "_middles", "_penalty", "_tails")

    def __init__(self, seen: Sequence[bytes], level: int, penalty: int) -> None:
        self._penalty = penalty
        self._heads, self._tails = [0] * len(seen), [0] * len(seen)
        self._middles: list[tuple[int, int, int]] = []
        for target, row in enumerate(seen):
            for start, stop in _stretches(row, level):
                if start == 0:
                    self._heads[target] = stop
                elif stop == len(row):
                    self._tails[target] = stop - start
                else:
                    self._middles.append((target, start, stop))

    def lowered(
        self, least: list[int], row: Sequence[int], ahead: list[int], behind: list[int]
    ) -> list[int]:
        """The least so far, lowered by what is seen at this level."""
        found = [ahead[count] for count in self._heads]
        if any(self._tails):
            tails = [behind[count] for count in self._tails]
            found = lower(found, tails)
        for target, start, stop in self._middles:
            found[target] = min(found[target], *row[start:stop])
        if self._penalty:
            found = [each + self._penalty for each in found]
        return lower(found, least)


def _stretches(row: bytes, level: int) -> Iterator[tuple[int, int]]:
    """The half-open stretches of days at the level or a better one."""
    start = None
    for at, found in enumerate(row):
        if found <= level:
            start = at if start is None else start
        elif start is not None:
            yield start, at
            start = None
    if start is not None:
        yield start, len(row)
