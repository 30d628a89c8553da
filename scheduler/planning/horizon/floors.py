"""What the slots gone by cost at least, told at once: the bound by which tables are kept small.

Only the links are kept by which a slot is folded into the next. These make chains, whose least
costs need no tables; and as links only add, no choice can cost less.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import add

from scheduler.planning.horizon.frontier import Step
from scheduler.planning.horizon.problem import Problem
from scheduler.planning.horizon.reach import Reach


@dataclass(frozen=True, slots=True)
class Floor:
    """Before a step: what the chains that have ended cost at least, and those still remembered.

    `chains` has for each remembered slot the least cost of its chain with each of its days.
    """

    ended: int
    chains: dict[int, list[int]]

    def of_choices(self, step: Step) -> list[int]:
        """The least cost with each choice of the step's looped slots, in their order."""
        folded = min(self.chains[step.folded]) if step.folded is not None else 0
        found = [self.ended + folded]
        for slot in step.looped:
            chain = self.chains[slot]
            found = [each + cost for each in found for cost in chain]
        return found


def floors(steps: Sequence[Step], problem: Problem) -> list[Floor]:
    """The floor before each step."""
    found = []
    ended, chains = 0, dict[int, list[int]]()
    for step in steps:
        found.append(Floor(ended, chains))
        costs = list(problem.costs[step.slot])
        if step.folded is not None:
            reach = Reach(step.links[step.folded].columns, problem.penalties)
            costs = list(map(add, costs, reach.lowest(chains[step.folded])))
        gone = {step.slot: costs, **chains}
        if step.folded is not None:
            del gone[step.folded]
        ended += sum(min(chain) for slot, chain in gone.items() if slot not in step.after)
        chains = {slot: gone[slot] for slot in step.after}
    return found
