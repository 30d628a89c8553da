"""The way out where more slots bind one another at once than can be weighed together."""

from collections.abc import Sequence

from scheduler.planning.horizon.frontier import steps
from scheduler.planning.horizon.problem import Link, Problem


def narrowed(problem: Problem, most_sums: int) -> tuple[Problem, dict[int, int]]:
    """The problem with slots pinned to a day each, the earliest first, until every step is small.

    A slot is pinned to its cheapest day beside those pinned before it.
    """
    sizes = [len(each) for each in problem.costs]
    links = _by_slot(problem)
    pinned: dict[int, int] = {}
    for step in steps(problem):
        wide = iter((*step.before, step.slot))
        while step.sums(sizes) > most_sums and (slot := next(wide, None)) is not None:
            if sizes[slot] > 1:
                pinned[slot] = _cheapest(problem, slot, links[slot], pinned)
                sizes[slot] = 1
    if not pinned:
        return problem, pinned
    return problem.narrowed({slot: [day] for slot, day in pinned.items()}), pinned


def _by_slot(problem: Problem) -> list[list[Link]]:
    found: list[list[Link]] = [[] for _ in problem.costs]
    for link in problem.links:
        found[link.earlier].append(link)
        found[link.later].append(link)
    return found


def _cheapest(problem: Problem, slot: int, links: Sequence[Link], pinned: dict[int, int]) -> int:
    costs = list(problem.costs[slot])
    for link in links:
        levels: Sequence[int] = ()
        if link.later == slot and link.earlier in pinned:
            levels = link.levels[pinned[link.earlier]]
        elif link.earlier == slot and link.later in pinned:
            levels = [row[pinned[link.later]] for row in link.levels]
        for day, level in enumerate(levels):
            costs[day] += problem.penalties[level]
    return costs.index(min(costs))
