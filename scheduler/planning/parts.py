"""The parts of a plan that do not touch one another, each solved by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scheduler.planning.candidates import Candidate
from scheduler.planning.horizon.problem import (
    BROKEN,
    CLASH,
    Link,
    Problem,
    Solution,
    is_late,
    rules_in,
)
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
    too high. `is_unsure` where these costs are not proved the least; `gap` says for the first slot
    of a part how much better a plan may be, where the best is not proved.
    """

    free: Free
    at: int
    costs: tuple[int | None, ...]
    is_unsure: bool = False
    gap: "Gap | None" = None

    @property
    def chosen(self) -> Candidate:
        """The candidate of the best plan."""
        return self.free.candidates[self.at]

    @property
    def ranked(self) -> list[tuple[int, date]]:
        """What the best plan with each day costs more, the best first, then the earliest."""
        least: dict[date, int] = {}
        for one, cost in zip(self.free.candidates, self.costs, strict=True):
            if cost is not None:
                least[one.day] = min(cost, least.get(one.day, cost))
        return sorted((cost, day) for day, cost in least.items())


@dataclass(frozen=True, slots=True)
class Gap:
    """By how much the best plan may be better at most: rules fewer, else points fewer.

    A gap between meetings that is too great counts as a rule.
    """

    rules: int
    points: int


@dataclass(frozen=True, slots=True)
class Part:
    """Slots linked to one another, by their places in the plan, with their best days.

    `excess` is how many rules the best plan breaks beyond those that single slots must break; None
    where it breaks no more, nor leaves more slots late. `broken` is how many it breaks in all, each
    counted once for a slot or a pair of slots, and `late` how many gaps are too great.
    """

    places: tuple[int, ...]
    placed: tuple[Placed, ...]
    excess: int | None
    broken: int
    late: int

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
    if all(len({one.level for one in free.candidates}) == 1 for free in chosen):
        points = [[one.points for one in free.candidates] for free in chosen]
        twice = max(len(free.candidates) - len({*free.days}) for free in chosen)
        solution = solve(
            Problem(points, inner, (0, *[FORBIDDEN] * CLASH)), slacks=SLACKS, enough=enough + twice
        )
        if solution.total < FORBIDDEN:
            return Part(
                places,
                _placed(chosen, solution, (FORBIDDEN, FORBIDDEN)),
                None,
                *_kept(chosen, inner, solution),
            )
    return _broken(places, chosen, inner)


def _broken(places: tuple[int, ...], frees: Sequence[Free], links: Sequence[Link]) -> Part:
    """The plan that breaks the fewest rules, leaves the fewest late, and then costs the least."""
    late = 1 + sum(max(one.points for one in free.candidates) for free in frees)
    broken = late * (len(frees) + len(links) + 1)
    penalties = [
        level // BROKEN * broken + level % BROKEN * late for level in range(CLASH + BROKEN)
    ]
    costs = [[penalties[one.level] + one.points for one in free.candidates] for free in frees]
    solution = solve(Problem(costs, links, penalties), slacks=(late,))
    alone = sum(min(one.level for one in free.candidates) // BROKEN for free in frees)
    excess = solution.total // broken - alone
    return Part(
        places, _placed(frees, solution, (broken, late)), excess, *_kept(frees, links, solution)
    )


def _kept(frees: Sequence[Free], links: Sequence[Link], solution: Solution) -> tuple[int, int]:
    """How many rules the plan breaks, and how many of its gaps are too great."""
    chosen = [free.candidates[at] for free, at in zip(frees, solution.days, strict=True)]
    levels = [link.levels[solution.days[link.earlier]][solution.days[link.later]] for link in links]
    broken = sum(len(one.broken) for one in chosen) + sum(map(rules_in, levels))
    return broken, sum(one.late for one in chosen) + sum(map(is_late, levels))


def _placed(
    frees: Sequence[Free], solution: Solution, weights: tuple[int, int]
) -> tuple[Placed, ...]:
    """The slots on their days; the weights are the costs of a broken rule and of a late slot."""
    gap = _gap(solution, weights)
    return tuple(
        Placed(
            free,
            at,
            tuple(
                cost - solution.total
                if cost // weights[1] == solution.total // weights[1]
                else None
                for cost in marginal
            ),
            place in solution.unsure,
            None if place else gap,
        )
        for place, (free, at, marginal) in enumerate(
            zip(frees, solution.days, solution.marginals, strict=True)
        )
    )


def _gap(solution: Solution, weights: tuple[int, int]) -> Gap | None:
    """How much better than the solution another may be; None where it is proved best."""
    if solution.least == solution.total:
        return None
    rules = (solution.total // weight - solution.least // weight for weight in weights)
    return Gap(next(filter(None, rules), 0), solution.total - solution.least)
