"""One step of the solver: the coming of one slot, seen from either end of the horizon."""

from collections.abc import Iterator, Sequence
from math import prod
from operator import add

from scheduler.planning.horizon.frontier import Step, places, strides
from scheduler.planning.horizon.problem import Problem
from scheduler.planning.horizon.reach import BEYOND, Reach, lower

Table = Sequence[int]


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

    def back(self, later: Table) -> list[int]:
        """From what the slots after this one cost at least to the same with this one."""
        found = [0] * self._size(self._step.before)
        if self._step.folded is None:
            for before, row in self._rows_back(later):
                found[before] = min(row)
            return found
        reach = Reach(self._step.links[self._step.folded].levels, self._penalties)
        for before, row in self._rows_back(later):
            found[self._folded_from(before)] = reach.lowest(row)
        return found

    def on(self, gone: Table, later: Table) -> tuple[list[int], list[int]]:
        """The least costs of the slots up to this one, and of all slots with each day of this."""
        table = [BEYOND] * self._size(self._step.after)
        marginal = [BEYOND] * len(self._costs)
        for after, row in self._rows_on(gone):
            if self._width:
                held = table[after : after + self._width]
                table[after : after + self._width] = lower(held, row)
            else:
                table[after] = min(table[after], *row)
                marginal = lower(marginal, [each + later[after] for each in row])
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

    def _rows_back(self, later: Table) -> Iterator[tuple[int, list[int]]]:
        """For each choice of the looped slots its place before, and what the days cost."""
        for before, after, costs in self._choices():
            yield before, self._with_later(costs, later, after)

    def _rows_on(self, gone: Table) -> Iterator[tuple[int, list[int]]]:
        """For each choice of the looped slots its place after, and what the days cost."""
        if self._step.folded is None:
            for before, after, costs in self._choices():
                yield after, [each + gone[before] for each in costs]
            return
        reach = Reach(self._step.links[self._step.folded].columns, self._penalties)
        for before, after, costs in self._choices():
            yield after, list(map(add, costs, reach.lowest(gone[self._folded_from(before)])))

    def _choices(self) -> Iterator[tuple[int, int, list[int]]]:
        """Each choice of the looped slots: its places before and after, and what days cost then."""
        looped = self._step.looped
        costs = [list(self._costs)]
        for slot in looped:
            rows = self._added_by(slot)
            costs = [
                list(map(add, each, row)) if any(row) else each for each in costs for row in rows
            ]
        return zip(
            places(looped, self._before, self._sizes),
            places(looped, self._after, self._sizes),
            costs,
            strict=True,
        )

    def _added_by(self, slot: int) -> list[list[int]]:
        """What each day of a looped slot adds to the days of the new one."""
        if slot not in self._step.links:
            return [[]] * self._sizes[slot]
        return [self._weighed(row) for row in self._step.links[slot].levels]

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
