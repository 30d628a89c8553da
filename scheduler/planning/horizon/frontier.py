"""Which slots must be remembered, step by step: those that a later slot is still linked to.

A table holds a number for every choice of days of the remembered slots, in one flat list: the last
slot's days stand side by side.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from scheduler.planning.horizon.problem import Link, Problem

# How many sums one step may take: about 60 days of each of three slots.
MOST_SUMS = 250_000


@dataclass(frozen=True, slots=True)
class Step:
    """The coming of one slot.

    `before` and `after` are the slots remembered. `looped` are those before whose every choice is
    looked at; `folded` is the one forgotten now through its link alone, if any. `links` are those
    from the looped slots and the folded one.
    """

    slot: int
    before: tuple[int, ...]
    after: tuple[int, ...]
    looped: tuple[int, ...]
    folded: int | None
    links: dict[int, Link]

    @property
    def stays(self) -> bool:
        """Whether the slot itself is remembered."""
        return self.after[-1:] == (self.slot,)

    def sums(self, sizes: Sequence[int]) -> int:
        """How many sums the step takes."""
        inner = sizes[self.slot] + (0 if self.folded is None else sizes[self.folded])
        return prod(sizes[slot] for slot in self.looped) * inner


def steps(problem: Problem) -> list[Step]:
    """The steps through the slots in their order."""
    sizes = [len(each) for each in problem.costs]
    last = list(range(len(sizes)))
    arriving: list[dict[int, Link]] = [{} for _ in sizes]
    for link in problem.links:
        last[link.earlier] = max(last[link.earlier], link.later)
        arriving[link.later][link.earlier] = link
    found: list[Step] = []
    before: tuple[int, ...] = ()
    for slot in range(len(sizes)):
        kept = [one for one in before if last[one] > slot]
        leaving = sorted((one for one in before if last[one] == slot), key=lambda one: sizes[one])
        folded = leaving.pop() if leaving else None
        after = (*kept, slot) if last[slot] > slot else tuple(kept)
        looped = (*kept, *leaving)
        found.append(Step(slot, before, after, looped, folded, arriving[slot]))
        before = after
    return found


def strides(scope: Sequence[int], sizes: Sequence[int]) -> dict[int, int]:
    """How far apart two neighbouring days of a slot stand in the table of these slots."""
    found, stride = {}, 1
    for slot in reversed(scope):
        found[slot] = stride
        stride *= sizes[slot]
    return found


def places(looped: Sequence[int], apart: dict[int, int], sizes: Sequence[int]) -> list[int]:
    """Where the choices of the looped slots begin in a table; a slot not in it moves nothing."""
    found = [0]
    for slot in looped:
        stride = apart.get(slot, 0)
        found = [at + stride * day for at in found for day in range(sizes[slot])]
    return found
