"""One step of the solver: the coming of one slot, seen from either end of the horizon."""

from collections.abc import Iterator, Sequence
from math import prod
from operator import add

from scheduler.planning.horizon.floors import Floor
from scheduler.planning.horizon.frontier import Step, places, strides
from scheduler.planning.horizon.problem import Problem
from scheduler.planning.horizon.reach import BEYOND, Reach, lower

Table = Sequence[int]
# What a choice of slots adds to each day of another: a row for each slot that adds anything.
Added = tuple[list[int], ...]


class Stage:
    """A step with the numbers of its problem.

    A table before it holds numbers for the slots remembered before, one after it for those after.
    """

    def __init__(self, step: Step, problem: Problem) -> None:
        self._step, self._penalties = step, problem.penalties
        self._costs = problem.costs[step.slot]
        self._sizes = [len(each) for each in problem.costs]
        self._before = strides(step.before, self._sizes)
        self._after = strides(step.after, self._sizes)
        # The new slot stands last in the table after; where it is not remembered it has no days.
        self._width = len(self._costs) if step.stays else 0

    def back(self, later: Table, floor: Floor, most: int) -> list[int]:
        """From what the slots after this one cost at least to the same with this one.

        Choices that cost more than `most` in all, the slots before counted by the floor, are left
        out: they stand as BEYOND.
        """
        found = [BEYOND] * self._size(self._step.before)
        if self._step.folded is None:
            for before, row in self._rows_back(later, floor, most):
                found[before] = min(row)
            return found
        reach = Reach(self._step.links[self._step.folded].levels, self._penalties)
        for before, row in self._rows_back(later, floor, most):
            found[self._folded_from(before)] = reach.lowest(row)
        return found

    def on(
        self, gone: Table, to_come: Table, later: Table, most: int
    ) -> tuple[list[int], list[int]]:
        """The least costs of the slots up to this one, and of all slots with each day of this.

        `to_come` and `later` are the tables before and after it. What costs more than `most` in all
        is left out: it stands as BEYOND.
        """
        table = [BEYOND] * self._size(self._step.after)
        marginal = [BEYOND] * len(self._costs)
        is_alone = len(self._step.looped) == sum(slot in self._after for slot in self._step.looped)
        for after, row in self._rows_on(gone, to_come, most):
            if not self._width:
                table[after] = min(table[after], *row)
                marginal = lower(marginal, [each + later[after] for each in row])
            elif is_alone:
                table[after : after + self._width] = row
            else:
                held = table[after : after + self._width]
                table[after : after + self._width] = lower(held, row)
        if self._width:
            whole = list(map(add, table, later))
            marginal = [min(whole[day :: self._width]) for day in range(self._width)]
        return table, marginal

    def earliest(self, days: Sequence[int], later: Table) -> int:
        """The first day of least cost, the earlier slots being on these days."""
        costs = list(self._costs)
        for slot, link in self._step.links.items():
            costs = list(map(add, costs, self._weighed(link.levels[days[slot]])))
        at = sum(days[slot] * stride for slot, stride in self._after.items() if slot < len(days))
        row = self._with_later(costs, later, at)
        return row.index(min(row))

    def _rows_back(self, later: Table, floor: Floor, most: int) -> Iterator[tuple[int, list[int]]]:
        """For each choice of the looped slots its place before, and what the days cost."""
        most_below = most - min(self._costs) - min(later)
        least = floor.of_choices(self._step)
        for below, (before, after, added) in zip(least, self._choices(), strict=True):
            if below <= most_below:
                row = self._with_later(self._costs_with(added), later, after)
                if below + min(row) <= most:
                    yield before, row

    def _rows_on(self, gone: Table, to_come: Table, most: int) -> Iterator[tuple[int, list[int]]]:
        """For each choice of the looped slots its place after, and what the days cost."""
        whole = list(map(add, gone, to_come))
        if self._step.folded is None:
            for before, after, added in self._choices():
                if whole[before] <= most:
                    yield after, [each + gone[before] for each in self._costs_with(added)]
            return
        reach = Reach(self._step.links[self._step.folded].columns, self._penalties)
        for before, after, added in self._choices():
            days = self._folded_from(before)
            if min(whole[days]) <= most:
                yield after, list(map(add, self._costs_with(added), reach.lowest(gone[days])))

    def _choices(self) -> Iterator[tuple[int, int, Added]]:
        """Each choice of the looped slots: its places before and after, and what it adds."""
        looped = self._step.looped
        added: list[Added] = [()]
        for slot in looped:
            if slot in self._step.links:
                rows = [self._weighed(row) for row in self._step.links[slot].levels]
                added = [(*each, row) if any(row) else each for each in added for row in rows]
            else:
                added = [each for each in added for _ in range(self._sizes[slot])]
        return zip(
            places(looped, self._before, self._sizes),
            places(looped, self._after, self._sizes),
            added,
            strict=True,
        )

    def _costs_with(self, added: Added) -> list[int]:
        """What the days of the new slot cost beside a choice of the looped ones."""
        costs = list(self._costs)
        for row in added:
            costs = list(map(add, costs, row))
        return costs

    def _weighed(self, levels: bytes) -> list[int]:
        return [self._penalties[level] for level in levels]

    def _with_later(self, costs: list[int], later: Table, at: int) -> list[int]:
        if self._width:
            return list(map(add, costs, later[at : at + self._width]))
        return [each + later[at] for each in costs]

    def _folded_from(self, place: int) -> slice:
        """Where the days of the folded slot stand in the table before, from a place on."""
        folded = self._step.folded
        assert folded is not None  # noqa: S101 -- asked only where a slot is folded
        stride = self._before[folded]
        return slice(place, place + stride * self._sizes[folded], stride)

    def _size(self, scope: Sequence[int]) -> int:
        return prod(self._sizes[slot] for slot in scope)
