"""What the days of one slot cost at least, as each day of a linked slot sees them.

The days that go together lie in few stretches, mostly the first or the last so many. The lowest
cost of such a stretch is read off the running lowest, so that no pair of days is looked at.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from scheduler.planning.horizon.problem import BROKEN, KEPT, LATE

# What a link adds that must be kept: more than any days cost; ten thousand of them fit 64 bits.
FORBIDDEN = 1 << 46
# More than anything costs: the lowest of nothing.
BEYOND = 1 << 60

# For each level a table that turns it and the better ones into 1.
_SEEN = [bytes(found <= level for found in range(256)) for level in (KEPT, LATE, BROKEN)]


def lower(some: Sequence[int], others: Sequence[int]) -> list[int]:
    """The lower of each two."""
    return [x if x < y else y for x, y in zip(some, others, strict=True)]  # noqa: FURB136 -- twice as fast as min


class Reach:
    """A link in one direction: for each target the levels at which it sees the source's days."""

    __slots__ = ("_steps", "_targets", "_worst")

    def __init__(self, seen: Sequence[bytes], penalties: Sequence[int]) -> None:
        levels = sorted(set(b"".join(seen)))
        self._targets, self._worst = len(seen), penalties[levels[-1]]
        self._steps = [
            _Step(seen, level, penalties[level])
            for level in levels[:-1]
            if penalties[level] < FORBIDDEN
        ]

    def lowest(self, row: Sequence[int]) -> list[int]:
        """For each target the least sum of a cost of the row and what the link adds to it."""
        ahead = list(accumulate(row, min, initial=BEYOND))
        least = None
        for step in self._steps:
            found = step.lowest(row, ahead)
            least = found if least is None else lower(least, found)
        if self._worst >= FORBIDDEN and least is not None:
            return least
        worst = ahead[-1] + self._worst
        return lower(least or [worst] * self._targets, [worst] * self._targets)


class _Step:
    """The stretches of days that each target sees at a level or better: ends, and what is between.

    `heads` and `tails` count days from the first and from the last on.
    """

    __slots__ = ("_has_tails", "_heads", "_middles", "_penalty", "_tails")

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
        self._has_tails = any(self._tails)

    def lowest(self, row: Sequence[int], ahead: Sequence[int]) -> list[int]:
        """The lowest cost of the row that each target sees; `ahead` are its running lowest."""
        found = [ahead[count] for count in self._heads]
        if self._has_tails:
            behind = list(accumulate(row[::-1], min, initial=BEYOND))
            found = lower(found, [behind[count] for count in self._tails])
        for target, start, stop in self._middles:
            found[target] = min(found[target], *row[start:stop])
        return [each + self._penalty for each in found] if self._penalty else found


def _stretches(row: bytes, level: int) -> Iterator[tuple[int, int]]:
    """The half-open stretches of days at the level or a better one."""
    seen = row.translate(_SEEN[level])
    stop = 0
    while (start := seen.find(1, stop)) >= 0:
        stop = seen.find(0, start)
        if stop < 0:
            stop = len(row)
        yield start, stop
