"""Two passes over the slots: what the slots to come cost at least, then what those gone by cost."""

from array import array
from collections.abc import Sequence

from scheduler.planning.horizon.floors import floors
from scheduler.planning.horizon.frontier import MOST_SUMS, steps
from scheduler.planning.horizon.problem import Problem, Solution
from scheduler.planning.horizon.reach import BEYOND, FORBIDDEN
from scheduler.planning.horizon.stage import Stage, Table
from scheduler.planning.horizon.wide import MOST_MOVES, Wanted, solve_wide

# Below so many sums bounds cost more than they spare.
_FEW_SUMS = 50_000
_FEW_DAYS = 6


def solve(
    problem: Problem,
    *,
    slacks: Sequence[int] = (),
    enough: int = 0,
    most_sums: int = MOST_SUMS,
    most_moves: int = MOST_MOVES,
) -> Solution:
    """The least cost, the days that have it, and the least cost with each day of each slot.

    Of several choices of days the earliest is taken: that whose first slot is the earliest, then
    the second, and so on.

    With `slacks`, not every day's least cost is sought, but those up to so much more than the least
    of all; where these are not `enough` of a slot's days, those up to the next slack, and at last
    all. The other days may have more than their least cost, or BEYOND.

    Where a step takes more sums than `most_sums`, plans are searched by moves instead, and days
    past those asked for stand as BEYOND; where moves are used up, the solution is not proved best.
    """
    sizes = [len(costs) for costs in problem.costs]
    if any(step.sums(sizes) > most_sums for step in steps(problem)):
        wanted = Wanted(more=slacks[0]) if slacks and not enough else Wanted(enough or max(sizes))
        return solve_wide(problem, wanted, most_moves)
    return Passes(problem).bounded(slacks, enough)


class Passes:
    """The two passes over the slots of one problem."""

    def __init__(self, problem: Problem) -> None:
        self._problem, self._steps = problem, steps(problem)
        self._stages = [Stage(step, problem) for step in self._steps]
        self._floors = floors(self._steps, problem)

    def bounded(self, slacks: Sequence[int], enough: int) -> Solution:
        """The solution by the choices that cost little more than a plan known; else by all."""
        sizes = [len(each) for each in self._problem.costs]
        if slacks and sum(step.sums(sizes) for step in self._steps) > _FEW_SUMS:
            known = self._known_plan()
            for slack in slacks:
                found = self.solution(known + slack)
                if all(_has_enough(each, known + slack, enough) for each in found.marginals):
                    return found
            if known < FORBIDDEN:
                return self.solution(FORBIDDEN - 1)
        return self.solution(2 * BEYOND)

    def solution(self, most: int) -> Solution:
        """The solution, choices that cost more than `most` left out."""
        to_come: list[Table] = [array("q", [0])]
        for stage, floor in zip(reversed(self._stages), reversed(self._floors), strict=True):
            to_come.append(array("q", stage.back(to_come[-1], floor, most)))
        to_come.reverse()
        days: list[int] = []
        marginals = []
        gone: Table = [0]
        for stage, before, later in zip(self._stages, to_come, to_come[1:], strict=False):
            days.append(stage.earliest(days, later))
            gone, marginal = stage.on(gone, before, later, most)
            marginals.append(tuple(marginal))
        total = to_come[0][0]
        return Solution(total, tuple(days), tuple(marginals), total)

    def _known_plan(self) -> int:
        """What the best plan of a few of each slot's cheapest days costs."""
        few = {
            at: sorted(sorted(range(len(costs)), key=costs.__getitem__)[:_FEW_DAYS])
            for at, costs in enumerate(self._problem.costs)
        }
        return solve(self._problem.narrowed(few)).total


def _has_enough(marginal: Sequence[int], most: int, enough: int) -> bool:
    return sum(each <= most for each in marginal) >= min(enough, len(marginal))
