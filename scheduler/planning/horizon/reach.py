"""What the days of one slot cost at least, as each day of a linked slot sees them.

The days that go together lie in few stretches, mostly the first or the last so many. The lowest
cost of such a stretch is read off the running lowest, so that no pair of days is looked at.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

# What a link adds that must be kept: more than any days cost; ten thousand of them fit 64 bits.
FORBIDDEN = 1 << 46
# More than anything costs: the lowest of nothing.
BEYOND = 1 << 60


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
        worst = ahead[-1] + self._worst
        # Counted from the end of the list, the lowest of the last days stand at -1 - days.
        ahead += reversed(list(accumulate(row[::-1], min)))
        ahead.append(BEYOND)
        least = None
        for step in self._steps:
            found = step.lowest(row, ahead)
            least = found if least is None else lower(least, found)
        if self._worst >= FORBIDDEN and least is not None:
            return least
        return lower(least or [worst] * self._targets, [worst] * self._targets)


class _Step:
    """The stretches of days that each target sees at a level or better.

    A stretch at either end is a place in the running lowest of a row, ahead or (from the end on)
    behind; `_first` has one for each target. A target that sees both ends, or days between, has
    the rest in `_others`.
    """

    __slots__ = ("_first", "_others", "_penalty")

    def __init__(self, seen: Sequence[bytes], level: int, penalty: int) -> None:
        self._penalty = penalty
        self._first = [0] * len(seen)
        self._others: list[tuple[int, int, int]] = []
        for target, row in enumerate(seen):
            for start, stop in _stretches(row, level):
                if start == 0:
                    self._first[target] = stop
                elif stop == len(row) and not self._first[target]:
                    self._first[target] = -1 - (stop - start)
                else:
                    self._others.append((target, start, stop))

    def lowest(self, row: Sequence[int], ends: Sequence[int]) -> list[int]:
        """The lowest cost of the row that each target sees; `ends` are its running lowest."""
        found = [ends[place] for place in self._first]
        for target, start, stop in self._others:
            found[target] = min(found[target], *row[start:stop])
        return [each + self._penalty for each in found] if self._penalty else found


def _stretches(row: bytes, level: int) -> Iterator[tuple[int, int]]:
    """The half-open stretches of days at the level or a better one."""
    seen = row.translate(_seen(level))
    stop = 0
    while (start := seen.find(1, stop)) >= 0:
        stop = seen.find(0, start)
        if stop < 0:
            stop = len(row)
        yield start, stop


@cache
def _seen(level: int) -> bytes:
    """A table that turns the level and the better ones into 1, and the others into 0."""
    return bytes(found <= level for found in range(256))
