"""What each slot adds at least to any plan: the bound by which the wide problems are searched.

A link costs two slots together. Its cost is handed over between them, back and forth along the
horizon, so that the least costs of single slots rise and the links are left with little. Whatever
is handed over, what single slots cost at least is together no more than any plan does.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from operator import add

from scheduler.planning.horizon.problem import Link, Problem
from scheduler.planning.horizon.reach import BEYOND, FORBIDDEN, Reach

# After so many rounds of handing over the bound hardly rises.
_ROUNDS = 8
# Nothing handed over is more than this, so that sums stay below the lowest of nothing.
_MOST_HANDED = 2 * FORBIDDEN


class _Hand:
    """What a link hands to the days of either slot."""

    __slots__ = ("_columns", "_rows", "link", "to_earlier", "to_later")

    def __init__(self, link: Link, problem: Problem) -> None:
        self.link = link
        self._rows = Reach(link.levels, problem.penalties)
        self._columns = Reach(link.columns, problem.penalties)
        self.to_earlier = [0] * len(problem.costs[link.earlier])
        self.to_later = [0] * len(problem.costs[link.later])

    def give_on(self, share: Sequence[int]) -> None:
        """Hand the later slot what its days cost beside a share of the earlier one's costs."""
        self.to_later = _capped(self._columns.lowest(_less(share, self.to_earlier)))

    def give_back(self, share: Sequence[int]) -> None:
        """Hand the earlier slot what its days cost beside a share of the later one's costs."""
        self.to_earlier = _capped(self._rows.lowest(_less(share, self.to_later)))

    def least_left(self) -> list[int]:
        """What is left of the link at least beside each day of the later slot."""
        return self._columns.lowest(_less([0] * len(self.to_earlier), self.to_earlier))


class Bounds:
    """The least costs of slots, what their links hand to them counted.

    `of_slots` add up to the `least` cost of any plan.
    """

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._ahead: list[list[_Hand]] = [[] for _ in problem.costs]
        self._behind: list[list[_Hand]] = [[] for _ in problem.costs]
        for link in problem.links:
            hand = _Hand(link, problem)
            self._ahead[link.earlier].append(hand)
            self._behind[link.later].append(hand)
        self.of_slots = [min(costs) for costs in problem.costs]
        for _ in range(_ROUNDS):
            before = self.least
            self._hand_on()
            self._hand_back()
            if self.least == before:
                break

    @property
    def least(self) -> int:
        """What any plan costs at least."""
        return sum(self.of_slots)

    def remaining(self) -> "Remaining":
        """What slots and links cost beyond the bounds, links handed back to their earlier slots."""
        costs = []
        for slot, least in enumerate(self.of_slots):
            row = [cost - least for cost in self._problem.costs[slot]]
            for hand in self._ahead[slot]:
                row = list(map(add, row, hand.to_earlier))
            costs.append(row)
        left = {
            (hand.link.earlier, hand.link.later): Left(hand, self._problem.penalties)
            for hands in self._ahead
            for hand in hands
        }
        return Remaining(Problem(costs, self._problem.links, self._problem.penalties), left)

    def _hand_on(self) -> None:
        """Each slot in the order of time hands its costs on, in equal shares."""
        for slot, hands in enumerate(self._ahead):
            share = self._share(slot, self._handed(slot))
            for hand in hands:
                hand.give_on(share)

    def _hand_back(self) -> None:
        """Each slot in the order of time reversed hands its costs back, in equal shares."""
        for slot in reversed(range(len(self._behind))):
            share = self._share(slot, self._handed(slot))
            for hand in self._behind[slot]:
                hand.give_back(share)

    def _handed(self, slot: int) -> list[int]:
        """What the days of a slot cost with all that is handed to it."""
        costs = list(self._problem.costs[slot])
        for hand in self._ahead[slot]:
            costs = list(map(add, costs, hand.to_earlier))
        for hand in self._behind[slot]:
            costs = list(map(add, costs, hand.to_later))
        return costs

    def _share(self, slot: int, costs: Sequence[int]) -> list[int]:
        """One of the equal shares in what the days cost beyond the least, which the slot keeps."""
        self.of_slots[slot] = least = min(costs)
        shares = max(1, len(self._ahead[slot]), len(self._behind[slot]))
        return [(cost - least) // shares for cost in costs]


class Left:
    """What is left of a link when its cost is handed back: a row for each day of the earlier."""

    __slots__ = ("_hand", "_penalties", "_rows")

    def __init__(self, hand: _Hand, penalties: Sequence[int]) -> None:
        self._hand, self._penalties = hand, penalties
        self._rows: dict[int, list[int]] = {}

    def beside(self, day: int) -> list[int]:
        """What each day of the later slot costs beside a day of the earlier one."""
        found = self._rows.get(day)
        if found is None:
            given = self._hand.to_earlier[day]
            found = [self._penalties[level] - given for level in self._hand.link.levels[day]]
            self._rows[day] = found
        return found

    def least(self) -> list[int]:
        """What each day of the later slot costs beside any day of the earlier one."""
        return self._hand.least_left()


@dataclass(frozen=True, slots=True)
class Remaining:
    """A problem whose costs are those beyond the bounds; `left` has those of its links.

    No slot costs less than nothing beside any choice of those before it.
    """

    problem: Problem
    left: Mapping[tuple[int, int], Left]

    def only(self, slot: int, days: AbstractSet[int]) -> "Remaining":
        """The same with a slot left these days alone; the others cost more than anything."""
        costs = [*self.problem.costs]
        costs[slot] = [
            cost if day in days else BEYOND for day, cost in enumerate(self.problem.costs[slot])
        ]
        return replace(self, problem=replace(self.problem, costs=costs))

    def stretch(self, first: int, stop: int) -> "Remaining":
        """The slots from one to before another, the earlier ones doing whatever suits these."""
        costs = [*self.problem.costs[first:stop]]
        links, left = [], {}
        for link in self.problem.links:
            if first <= link.later < stop:
                earlier, later = link.earlier - first, link.later - first
                one = self.left[link.earlier, link.later]
                if earlier < 0:
                    costs[later] = list(map(add, costs[later], one.least()))
                else:
                    links.append(Link(earlier, later, link.levels))
                    left[earlier, later] = one
        return Remaining(Problem(costs, links, self.problem.penalties), left)


def _less(costs: Sequence[int], given: Sequence[int]) -> list[int]:
    """The costs less what was given for them; a day that goes with none stays beyond all."""
    return [
        BEYOND if less >= FORBIDDEN else cost - less
        for cost, less in zip(costs, given, strict=True)
    ]


def _capped(costs: Sequence[int]) -> list[int]:
    return [min(cost, _MOST_HANDED) for cost in costs]
