"""The solution where more slots bind one another at once than tables can hold.

Plans are sought that cost no more than the bound, then a little more, and so on: the first found is
the best. Before that the same is done for stretches of the horizon, the short ones first: what a
stretch costs beyond the bound is known then to the searches that begin before it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.planning.horizon.bounds import Bounds, Remaining
from scheduler.planning.horizon.problem import Problem, Solution
from scheduler.planning.horizon.reach import BEYOND, FORBIDDEN
from scheduler.planning.horizon.search import Found, Search

# About how many moves one search may make: part of a second's work.
MOST_MOVES = 80_000
# How many times more where the best plan is known already.
_MORE = 3
# How many slots the shortest stretches have.
_SHORTEST = 8
# How much more than the bound plans may cost at first; twice as much more each time.
_STEP = 8
_ENOUGH = 5
# Of how many slots the other days are sought slot by slot, where one search does not find enough.
_MOST_AGAIN = 20


def solve_wide(problem: Problem, enough: int, most_moves: int = MOST_MOVES) -> Solution:
    """The best plan, and the least cost with each of `enough` of a slot's days, the cheapest.

    Without `enough`, some are looked for. The others stand as BEYOND, but for a slot that is
    unsure: its costs may be too high.
    """
    enough = enough or _ENOUGH
    best, found = _best(problem, most_moves, enough)
    lacking = [slot for slot in range(len(problem.costs)) if not found.has(slot, enough)]
    marginals = [list(each) for each in found.marginals]
    unsure = []
    for place, slot in enumerate(lacking):
        proved = best.is_best and place < _MOST_AGAIN
        costs = _slot_costs(problem, slot, found, enough, most_moves) if proved else None
        if costs is None:
            unsure.append(slot)
        else:
            marginals[slot] = costs
    for slot in range(len(problem.costs)):
        if slot not in lacking:
            marginals[slot] = found.sure(slot)
    least = min(best.unseen, best.total)
    return Solution(found.total, found.days, tuple(map(tuple, marginals)), least, tuple(unsure))


def _best(problem: Problem, most_moves: int, enough: int = 0) -> tuple[Found, Found]:
    """The best plan as it was found first, and with other days of each slot."""
    bounds = Bounds(problem)
    wide = _Wide(bounds.remaining(), most_moves)
    best = wide.best()
    found = wide.with_others(best, enough) if best.is_best else best
    return best.raised(bounds.least), found.raised(bounds.least)


def _slot_costs(
    problem: Problem, slot: int, found: Found, enough: int, most_moves: int
) -> list[int] | None:
    """What enough of a slot's days cost at least, the days known left out time and again."""
    costs = found.sure(slot)
    while sum(cost < BEYOND for cost in costs) < min(enough, len(costs)):
        others = [day for day, cost in enumerate(costs) if cost >= BEYOND]
        best, _ = _best(problem.narrowed({slot: others}), most_moves)
        if best.least >= FORBIDDEN:
            break
        if not best.is_best:
            return None
        for day, cost in zip(others, best.sure(slot), strict=True):
            costs[day] = cost
    return costs


class _Wide:
    """The search through a whole horizon, its stretches searched before."""

    def __init__(self, remaining: Remaining, most_moves: int) -> None:
        count = len(remaining.problem.costs)
        self._most_moves = most_moves
        gains = _Gains(count)
        for first, stop in _stretches(count):
            if not gains.is_open(first, stop):
                least, *rest = gains.after(first, stop)
                search = Search(remaining.stretch(first, stop), rest)
                moves = most_moves * (stop - first) // count
                gains.add(first, stop, _first_found(search, least, moves))
        self._least, *rest = gains.after(0, count)
        self._search = Search(remaining, rest)

    def best(self) -> Found:
        """The best plan, or the best of a few where the moves are used up first."""
        found = _first_found(self._search, self._least, self._most_moves)
        if found.days:
            return found
        return replace(self._search.plans(BEYOND >> 1, 0), unseen=found.unseen)

    def with_others(self, best: Found, enough: int) -> Found:
        """The best plan with the plans that cost more, until each slot has enough days."""
        step = _STEP
        while not all(best.has(slot, enough) for slot in range(len(best.days))):
            found = self._search.plans(best.total + step, _MORE * self._most_moves)
            if found.unseen <= best.unseen:
                break
            best = found
            step *= 2
        return best


def _first_found(search: Search, least: int, most_moves: int) -> Found:
    """The plans up to the first cost that has any; without any where the moves are used up."""
    step, most = _STEP, least
    while True:
        found = search.plans(most, most_moves)
        if found.days or found.unseen <= most or most >= FORBIDDEN:
            return found
        most += step
        step *= 2


def _stretches(count: int) -> Iterator[tuple[int, int]]:
    """The stretches of a horizon, half-open: the short ones first, then twice as long each time."""
    size = _SHORTEST
    while size < count:
        for first in range(0, count, size):
            yield first, min(first + size, count)
        size *= 2


class _Gains:
    """What stretches cost beyond the bound, whatever the slots before them do."""

    def __init__(self, count: int) -> None:
        self._from: list[list[tuple[int, int]]] = [[] for _ in range(count)]
        self._open: set[int] = set()

    def add(self, first: int, stop: int, found: Found) -> None:
        """Note what a stretch costs at least."""
        self._from[first].append((stop, found.least))
        if not found.is_best:
            self._open.update(range(first, stop))

    def is_open(self, first: int, stop: int) -> bool:
        """Whether moves were used up for a part of a stretch: then they are for all of it."""
        return not self._open.isdisjoint(range(first, stop))

    def after(self, first: int, stop: int) -> Sequence[int]:
        """For each slot of a stretch, and its end, what the slots from there on cost at least."""
        found = [0]
        for slot in reversed(range(first, stop)):
            # The end of the stretch stands last, so from the back it is at 0.
            gains = [gain + found[stop - end] for end, gain in self._from[slot] if end <= stop]
            found.append(max(found[-1], *gains) if gains else found[-1])
        found.reverse()
        return found
