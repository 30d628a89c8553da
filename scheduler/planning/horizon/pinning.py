"""The way out where more slots bind one another at once than can be weighed together."""

from scheduler.planning.horizon.frontier import Step, steps
from scheduler.planning.horizon.problem import Problem


def narrowed(problem: Problem, most_sums: int) -> tuple[Problem, dict[int, int]]:
    """The problem with slots pinned to a day each, the earliest first, until every step is small.

    A slot is pinned to its cheapest day beside those pinned before it.
    """
    pinned: dict[int, int] = {}
    while (wide := _first_wide(problem, most_sums)) is not None:
        sizes = [len(each) for each in problem.costs]
        slot = next((one for one in (*wide.before, wide.slot) if sizes[one] > 1), None)
        if slot is None:
            break
        pinned[slot] = _cheapest(problem, slot, pinned)
        problem = problem.narrowed({slot: [pinned[slot]]})
    return problem, pinned


def _first_wide(problem: Problem, most_sums: int) -> Step | None:
    sizes = [len(each) for each in problem.costs]
    return next((step for step in steps(problem) if step.sums(sizes) > most_sums), None)


def _cheapest(problem: Problem, slot: int, pinned: dict[int, int]) -> int:
    costs = list(problem.costs[slot])
    for link in problem.links:
        if link.earlier in pinned and link.later == slot:
            for day, level in enumerate(link.levels[0]):
                costs[day] += problem.penalties[level]
        elif link.later in pinned and link.earlier == slot:
            for day, levels in enumerate(link.levels):
                costs[day] += problem.penalties[levels[0]]
    return costs.index(min(costs))
