"""The solver against every choice of days tried in turn."""

from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.planning.horizon.problem import BROKEN, KEPT, Link, Problem
from scheduler.planning.horizon.reach import BEYOND, FORBIDDEN
from scheduler.planning.horizon.solver import Passes, solve
from tests.counts import times

PENALTIES = (0, 1_000, 100_000)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Two to five slots of one to six days; any two may be linked, in any pattern of levels."""
    sizes = draw(st.lists(st.integers(1, 6), min_size=2, max_size=5))
    costs = [draw(st.lists(st.integers(0, 9), min_size=n, max_size=n)) for n in sizes]
    pairs = [(one, other) for other in range(len(sizes)) for one in range(other)]
    links = [
        Link(
            earlier,
            later,
            tuple(
                bytes(
                    draw(st.lists(st.integers(0, 2), min_size=sizes[later], max_size=sizes[later]))
                )
                for _ in range(sizes[earlier])
            ),
        )
        for earlier, later in draw(st.lists(st.sampled_from(pairs), unique=True))
    ]
    return Problem(costs, links, PENALTIES)


def cost(problem: Problem, days: tuple[int, ...]) -> int:
    alone = sum(costs[day] for costs, day in zip(problem.costs, days, strict=True))
    return alone + sum(
        PENALTIES[link.levels[days[link.earlier]][days[link.later]]] for link in problem.links
    )


@given(problems())
@settings(max_examples=times(100, 2_000))
def test_the_solution_is_the_best_of_all_choices(problem: Problem) -> None:
    every = list(product(*(range(len(costs)) for costs in problem.costs)))
    found = solve(problem)

    assert found.total == min(cost(problem, days) for days in every)
    assert found.days == min(every, key=lambda days: (cost(problem, days), days))
    assert found.marginals == tuple(
        tuple(
            min(cost(problem, days) for days in every if days[slot] == day)
            for day in range(len(costs))
        )
        for slot, costs in enumerate(problem.costs)
    )
    assert found.pinned == ()


@given(problems(), st.integers(0, 12))
def test_bounds_change_no_cost_that_they_promise(problem: Problem, slack: int) -> None:
    passes = Passes(problem)
    whole, bounded = passes.solution(2 * BEYOND), passes.solution(solve(problem).total + slack)

    assert (bounded.total, bounded.days) == (whole.total, whole.days)
    for exact, found in zip(whole.marginals, bounded.marginals, strict=True):
        for cost, shown in zip(exact, found, strict=True):
            assert shown == cost if cost <= whole.total + slack else shown >= cost


@given(problems())
def test_a_problem_too_wide_is_solved_by_pinning_and_says_so(problem: Problem) -> None:
    found = solve(problem, most_sums=1)

    assert found.total == cost(problem, found.days)
    assert found.total >= solve(problem).total
    assert found.pinned or all(len(costs) == 1 for costs in problem.costs)


def interwoven(slots: int, days: int, allowed: int, forbidden: int) -> Problem:
    """Each slot linked to the next three, as three series are that keep their distance."""
    chance = Random(slots * days)  # noqa: S311 -- the same numbers each time
    costs = [
        [abs(day - days // 2) + chance.choice((0, 50, 50)) for day in range(days)]
        for _ in range(slots)
    ]
    links = [
        Link(
            at,
            at + ahead,
            tuple(
                bytes(
                    KEPT if -allowed * ahead <= other - day <= allowed else BROKEN
                    for other in range(days)
                )
                for day in range(days)
            ),
        )
        for at in range(slots)
        for ahead in (1, 2, 3)
        if at + ahead < slots
    ]
    return Problem(costs, links, (0, forbidden, forbidden))


@pytest.mark.parametrize("forbidden", [FORBIDDEN, 100_000])
@pytest.mark.parametrize("allowed", [1, 3, 9])
def test_the_cheapest_days_are_those_that_all_days_give(allowed: int, forbidden: int) -> None:
    problem = interwoven(10, 18, allowed, forbidden)
    exact, found = solve(problem), solve(problem, slacks=(5, 60), enough=5)

    assert (found.total, found.days) == (exact.total, exact.days)
    cheapest = [sorted(each)[:5] for each in exact.marginals]
    assert [sorted(each)[:5] for each in found.marginals] == cheapest
