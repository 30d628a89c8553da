"""Plans built slot by slot, where tables of every choice would be too wide.

A layer has the choices of the slots remembered that some plan comes by, each with the least that
any plan by it can cost: what its slots cost, and the bound of the others. What costs more than is
allowed is left out; and of too many choices those that cost the most, whose least cost is noted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import add

from scheduler.planning.horizon.bounds import Left, Remaining
from scheduler.planning.horizon.frontier import Step, steps
from scheduler.planning.horizon.problem import Problem
from scheduler.planning.horizon.reach import BEYOND

# A day of each slot remembered; of days that go alike with every slot to come the first.
Choice = tuple[int, ...]
Layer = dict[Choice, int]
# From a choice to the next by a day of the new slot, and what that adds.
Move = tuple[Choice, int, Choice, int]

# How many choices of a layer go on at least.
_FEW = 32


@dataclass(frozen=True, slots=True)
class Found:
    """The least cost of the plans looked at, and the earliest days that have it.

    `marginals` has the least cost for each day of each slot, BEYOND where no plan had it. Every
    plan that costs less than `unseen` was looked at. Without any plan there are no days.
    """

    total: int
    days: tuple[int, ...]
    marginals: tuple[tuple[int, ...], ...]
    unseen: int

    @property
    def least(self) -> int:
        """What any plan costs at least."""
        return min(self.total, self.unseen)

    @property
    def is_best(self) -> bool:
        """Whether no plan that was not looked at can cost as little."""
        return self.total < self.unseen

    def sure(self, slot: int) -> list[int]:
        """The least cost of all plans with each day of a slot; BEYOND where it is not known."""
        return [cost if cost < self.unseen else BEYOND for cost in self.marginals[slot]]

    def raised(self, least: int) -> "Found":
        """The same with all costs as much higher."""
        marginals = tuple(
            tuple(cost + least if cost < BEYOND else BEYOND for cost in costs)
            for costs in self.marginals
        )
        return Found(self.total + least, self.days, marginals, self.unseen + least)


class Search:
    """The search through the choices of one problem.

    `rest` says what the slots after each cost at least, whatever the slots up to it do.
    """

    def __init__(self, remaining: Remaining, rest: Sequence[int]) -> None:
        self._sizes = [len(costs) for costs in remaining.problem.costs]
        self._rest = rest
        self._stages = [_Stage(step, remaining) for step in steps(remaining.problem)]

    def plans(self, most: int, most_moves: int) -> Found:
        """The plans that cost no more; once so many moves are made, few of each layer go on."""
        layer: Layer = {(): 0}
        layers: list[tuple[Layer, list[Move]]] = []
        unseen, left = most + 1, most_moves
        for stage, rest in zip(self._stages, self._rest, strict=True):
            moves = list(stage.moves(layer, most - rest))
            layers.append((layer, moves))
            left -= len(moves)
            widest = max(left * len(layer) // (2 * len(moves) + 1), _FEW)
            layer = _after(layer, moves)
            if len(layer) > widest:
                ranked = sorted(layer.items(), key=lambda each: each[1])
                unseen = min(unseen, ranked[widest][1] + rest)
                layer = dict(ranked[:widest])
        return self._followed_back(layers, unseen)

    def _followed_back(self, layers: Sequence[tuple[Layer, list[Move]]], unseen: int) -> Found:
        """The plans that reach the end, by what the slots to come cost."""
        to_come: Layer = {(): 0}
        nexts: list[dict[Choice, tuple[int, Choice]]] = []
        marginals = [[BEYOND] * size for size in self._sizes]
        for (layer, moves), marginal in zip(reversed(layers), reversed(marginals), strict=True):
            later, to_come = to_come, {}
            nexts.append({})
            for since, day, until, more in moves:
                if until in later:
                    cost = more + later[until]
                    if cost < to_come.get(since, BEYOND):
                        to_come[since] = cost
                        nexts[-1][since] = (day, until)
                    marginal[day] = min(marginal[day], layer[since] + cost)
        days = tuple(_followed(nexts)) if to_come else ()
        return Found(to_come.get((), BEYOND), days, tuple(map(tuple, marginals)), unseen)


class _Stage:
    """The coming of one slot: what its days add beside each choice, and the choice that is next."""

    def __init__(self, step: Step, remaining: Remaining) -> None:
        problem = remaining.problem
        self._costs = problem.costs[step.slot]
        self._left: list[tuple[int, Left]] = []
        self._kept: list[tuple[int, list[int]]] = []
        for place, slot in enumerate(step.before):
            if (slot, step.slot) in remaining.left:
                self._left.append((place, remaining.left[slot, step.slot]))
            if slot in step.after:
                self._kept.append((place, _alike(slot, step.slot, problem)))
        alike = _alike(step.slot, step.slot, problem)
        self._own = [(day,) if step.stays else () for day in alike]

    def moves(self, layer: Layer, most: int) -> Iterator[Move]:
        """The days that keep the cost low enough, choice by choice in the order of days."""
        for choice, cost in layer.items():
            row = self._costs
            for place, left in self._left:
                row = list(map(add, row, left.beside(choice[place])))
            allowed = most - cost
            if min(row) <= allowed:
                kept = tuple([alike[choice[place]] for place, alike in self._kept])
                for day, more in enumerate(row):
                    if more <= allowed:
                        yield choice, day, kept + self._own[day], more


def _after(layer: Layer, moves: Sequence[Move]) -> Layer:
    """The layer that the moves lead to."""
    found: Layer = {}
    for since, _, until, more in moves:
        cost = layer[since] + more
        if cost < found.get(until, BEYOND):
            found[until] = cost
    return found


def _alike(slot: int, since: int, problem: Problem) -> list[int]:
    """For each day of a slot the first that goes alike with every slot after `since`."""
    links = [one for one in problem.links if one.earlier == slot and one.later > since]
    first: dict[tuple[bytes, ...], int] = {}
    days = range(len(problem.costs[slot]))
    return [first.setdefault(tuple(one.levels[day] for one in links), day) for day in days]


def _followed(nexts: list[dict[Choice, tuple[int, Choice]]]) -> Iterator[int]:
    choice: Choice = ()
    while nexts:
        day, choice = nexts.pop()[choice]
        yield day
