"""The parts of a plan that do not touch one another, each solved by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scheduler.planning.candidates import Candidate
from scheduler.planning.horizon.problem import Link, Problem, Solution
from scheduler.planning.horizon.reach import FORBIDDEN
from scheduler.planning.horizon.solver import solve
from scheduler.planning.pairs import Free

# How many points beyond the best plan the other days of each slot are looked for, at first.
SLACKS = (64, 512)


@dataclass(frozen=True, slots=True)
class Placed:
    """A slot with the candidate chosen for it, and what the best plan costs with each.

    `costs` are points beyond the best plan's; None where the plan breaks more rules with that
    candidate than the best one does. Where only a few were asked for, the costs of others may be
    too high. `is_pinned` where the slot was set before others were weighed.
    """

    free: Free
    at: int
    costs: tuple[int | None, ...]
    is_pinned: bool

    @property
    def chosen(self) -> Candidate:
        """The candidate of the best plan."""
        return self.free.candidates[self.at]


@dataclass(frozen=True, slots=True)
class Part:
    """Slots linked to one another, by their places in the plan, with their best days.

    `excess` is how many rules the best plan breaks beyond those that single slots must break; None
    where it breaks no more, nor leaves more slots late.
    """

    places: tuple[int, ...]
    placed: tuple[Placed, ...]
    excess: int | None

    def is_of(self, frees: Sequence[Free]) -> bool:
        """Whether its slots are still these very ones."""
        pairs = zip(self.places, self.placed, strict=True)
        return all(frees[at] is one.free for at, one in pairs)


def parts(
    frees: Sequence[Free], links: Sequence[Link], before: Sequence[Part], enough: int
) -> list[Part]:
    """Every part solved, in the order of their first slots; those as they were before are kept."""
    solved = {part.places: part for part in before}
    groups = _groups(len(frees), links)
    inside: dict[int, list[Link]] = {group[0]: [] for group in groups}
    first = {at: group[0] for group in groups for at in group}
    for link in links:
        inside[first[link.earlier]].append(link)
    return [
        old
        if (old := solved.get(group)) and old.is_of(frees)
        else _solved(group, frees, inside[group[0]], enough)
        for group in groups
    ]


def _groups(count: int, links: Iterable[Link]) -> list[tuple[int, ...]]:
    """The places that links hold together, directly or not."""
    leader = list(range(count))

    def led(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for link in links:
        one, other = sorted((led(link.earlier), led(link.later)))
        leader[other] = one
    groups: dict[int, list[int]] = {}
    for at in range(count):
        groups.setdefault(led(at), []).append(at)
    return [tuple(group) for group in groups.values()]


def _solved(
    places: tuple[int, ...], frees: Sequence[Free], links: Sequence[Link], enough: int
) -> Part:
    """First as if no rule could be broken between slots; where that cannot be, breaking the fewest.

    The first is the quicker, and what it finds breaks the fewest rules of all: no slot can break
    fewer than its candidates of the first choice do.
    """
    chosen = [frees[at] for at in places]
    index = {at: place for place, at in enumerate(places)}
    inner = [replace(one, earlier=index[one.earlier], later=index[one.later]) for one in links]
    if all(len({_level(one) for one in free.candidates}) == 1 for free in chosen):
        points = [[one.points for one in free.candidates] for free in chosen]
        solution = solve(
            Problem(points, inner, (0, FORBIDDEN, FORBIDDEN)), slacks=SLACKS, enough=enough
        )
        if solution.total < FORBIDDEN:
            return Part(places, _placed(chosen, solution, FORBIDDEN), None)
    return _broken(places, chosen, inner)


def _broken(places: tuple[int, ...], frees: Sequence[Free], links: Sequence[Link]) -> Part:
    """The plan that breaks the fewest rules, leaves the fewest late, and then costs the least."""
    late = 1 + sum(max(one.points for one in free.candidates) for free in frees)
    broken = late * (len(frees) + len(links) + 1)
    costs = [
        [len(one.broken) * broken + one.late * late + one.points for one in free.candidates]
        for free in frees
    ]
    solution = solve(Problem(costs, links, (0, late, broken)), slacks=(late,))
    alone = sum(min(len(one.broken) for one in free.candidates) for free in frees)
    return Part(places, _placed(frees, solution, late), solution.total // broken - alone)


def _placed(frees: Sequence[Free], solution: Solution, level: int) -> tuple[Placed, ...]:
    """The slots on their days; `level` is the cost that separates rules broken from points."""
    return tuple(
        Placed(
            free,
            at,
            tuple(
                cost - solution.total if cost // level == solution.total // level else None
                for cost in marginal
            ),
            place in solution.pinned,
        )
        for place, (free, at, marginal) in enumerate(
            zip(frees, solution.days, solution.marginals, strict=True)
        )
    )


def _level(candidate: Candidate) -> tuple[int, bool]:
    return len(candidate.broken), candidate.late
