"""The solution where more slots bind one another at once than tables can hold.

Plans are sought that cost no more than the bound, then a little more, and so on: the first found is
the best. Before that the same is done for stretches of the horizon, the short ones first: what a
stretch costs beyond the bound is known then to the searches that begin before it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.planning.horizon.bounds import Bounds, Remaining
from scheduler.planning.horizon.problem import Problem, Solution
from scheduler.planning.horizon.reach import BEYOND, FORBIDDEN
from scheduler.planning.horizon.search import Found, Search

# About how many moves one search may make: part of a second's work.
MOST_MOVES = 80_000
# How many for each slot where the best plan is known already.
_MOVES_A_SLOT = 3_000
# How many times fewer where they were used up for a stretch already.
_HARDER = 16
# How many slots the shortest stretches have.
_SHORTEST = 8
# How much more than the bound plans may cost at first; twice as much more each time.
_STEP = 8
# How many times the other days of single slots are sought, where one search does not find enough.
_MOST_AGAIN = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many of each slot's days, the cheapest, and up to how much more than the best plan."""

    enough: int = 6
    more: int = FORBIDDEN

    def is_met(self, costs: Sequence[int], found: Found) -> bool:
        """Whether the costs that are known of a slot's days are all that is wanted."""
        known = sum(cost < BEYOND for cost in costs)
        return known >= min(self.enough, len(costs)) or found.unseen >= found.total + self.more


def solve_wide(problem: Problem, wanted: Wanted, most_moves: int = MOST_MOVES) -> Solution:
    """The best plan, and the least cost with each of the days wanted of each slot.

    Other days stand as BEYOND, but for a slot that is unsure: its costs may be too high.
    """
    first, found = _best(problem, wanted, most_moves)
    again = _Again(problem, wanted, found, most_moves if first.is_best else 0)
    costs = [again.costs(slot) for slot in range(len(problem.costs))]
    pairs = zip(costs, found.marginals, strict=True)
    marginals = tuple(seen if known is None else tuple(known) for known, seen in pairs)
    unsure = tuple(slot for slot, known in enumerate(costs) if known is None)
    return Solution(found.total, found.days, marginals, first.least, unsure)


def _best(problem: Problem, wanted: Wanted, most_moves: int) -> tuple[Found, Found]:
    """The best plan as it was found first, and with the other days of each slot."""
    bounds = Bounds(problem)
    is_hopeless = bounds.least >= FORBIDDEN
    wide = _Wide(bounds.remaining(), 0 if is_hopeless else most_moves)
    first = wide.best()
    found = wide.with_others(first, wanted) if first.is_best and not is_hopeless else first
    return first.raised(bounds.least), found.raised(bounds.least)


class _Again:
    """The search for the other days of single slots, with the days known left out."""

    def __init__(self, problem: Problem, wanted: Wanted, found: Found, most_moves: int) -> None:
        self._problem, self._wanted = problem, wanted
        self._found, self._most_moves = found, most_moves
        self._tries = _MOST_AGAIN if most_moves and found.total < FORBIDDEN else 0

    def costs(self, slot: int) -> list[int] | None:
        """What the days wanted of a slot cost at least; None where that is not proved."""
        costs = self._found.sure(slot)
        while not self._wanted.is_met(costs, self._found):
            others = [day for day, cost in enumerate(costs) if cost >= BEYOND]
            best = self._best_of(slot, others)
            if best and best.least >= min(self._found.total + self._wanted.more, FORBIDDEN):
                break
            if not (best and best.is_best):
                return None
            for day, cost in zip(others, best.sure(slot), strict=True):
                costs[day] = cost
        return costs

    def _best_of(self, slot: int, days: Sequence[int]) -> Found | None:
        """The best plan with one of a slot's days; None where that was asked too often."""
        if not self._tries:
            return None
        self._tries -= 1
        narrow = self._problem.narrowed({slot: days})
        return _best(narrow, Wanted(0), self._most_moves)[0]


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
        if gains.is_open(0, count):
            self._most_moves //= _HARDER
        self._least, *rest = gains.after(0, count)
        self._search = Search(remaining, rest)

    def best(self) -> Found:
        """The best plan, or the best of a few where the moves are used up first."""
        found = _first_found(self._search, self._least, self._most_moves)
        if found.days:
            return found
        return replace(self._search.plans(BEYOND >> 1, 0), unseen=found.unseen)

    def with_others(self, first: Found, wanted: Wanted) -> Found:
        """The best plan with plans that cost more, until they have the days wanted of each slot."""
        best, step = first, _STEP
        slots = range(len(first.days))
        moves = min(self._most_moves, _MOVES_A_SLOT) * len(slots)
        while not all(wanted.is_met(best.sure(slot), best) for slot in slots):
            found = self._search.plans(first.total + step, moves)
            if found.unseen > best.unseen:
                best = found
            if found.unseen <= first.total + step:
                break
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
