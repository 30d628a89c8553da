"""Two passes over the slots: what the slots to come cost at least, then what those gone by cost."""

from array import array
from dataclasses import replace

from scheduler.planning.horizon.frontier import MOST_SUMS, steps
from scheduler.planning.horizon.pinning import narrowed
from scheduler.planning.horizon.problem import Problem, Solution
from scheduler.planning.horizon.reach import BEYOND
from scheduler.planning.horizon.stage import Stage, Table


def solve(problem: Problem, *, most_sums: int = MOST_SUMS) -> Solution:
    """The least cost, the days that have it, and the least cost with each day of each slot.

    Of several choices of days the earliest is taken: that whose first slot is the earliest, then
    the second, and so on.
    """
    narrow, pinned = narrowed(problem, most_sums)
    stages = [Stage(step, narrow) for step in steps(narrow)]
    to_come: list[Table] = [array("q", [0])]
    for stage in reversed(stages):
        to_come.append(array("q", stage.back(to_come[-1])))
    to_come.reverse()
    days: list[int] = []
    marginals = []
    gone: Table = [0]
    for stage, later in zip(stages, to_come[1:], strict=True):
        days.append(stage.earliest(days, later))
        gone, marginal = stage.on(gone, later)
        marginals.append(tuple(marginal))
    solution = Solution(to_come[0][0], tuple(days), tuple(marginals), tuple(pinned))
    return _widened(solution, problem, pinned) if pinned else solution


def _widened(solution: Solution, problem: Problem, pinned: dict[int, int]) -> Solution:
    """The solution in the days of the problem as it was before slots were pinned."""
    days, marginals = list(solution.days), list(solution.marginals)
    for slot, day in pinned.items():
        beyond = [BEYOND] * len(problem.costs[slot])
        beyond[day] = solution.total
        days[slot], marginals[slot] = day, tuple(beyond)
    return replace(solution, days=tuple(days), marginals=tuple(marginals))
