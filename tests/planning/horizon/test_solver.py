"""The solver against every choice of days tried in turn."""

from itertools import pairwise, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.planning.horizon.bounds import Bounds, Remaining
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
    assert (found.least, found.unsure) == (found.total, ())


@given(problems(), st.integers(0, 12))
def test_bounds_change_no_cost_that_they_promise(problem: Problem, slack: int) -> None:
    passes = Passes(problem)
    whole, bounded = passes.solution(2 * BEYOND), passes.solution(solve(problem).total + slack)

    assert (bounded.total, bounded.days) == (whole.total, whole.days)
    for exact, found in zip(whole.marginals, bounded.marginals, strict=True):
        for cost, shown in zip(exact, found, strict=True):
            assert shown == cost if cost <= whole.total + slack else shown >= cost


@given(problems(), st.integers(1, 6))
@settings(max_examples=times(60, 2_000))
def test_a_wide_problem_is_solved_as_exactly_without_tables(problem: Problem, enough: int) -> None:
    exact, found = solve(problem), solve(problem, most_sums=0, enough=enough)

    assert (found.total, found.days, found.least) == (exact.total, exact.days, exact.total)
    assert found.unsure == ()
    for shown, costs in zip(found.marginals, exact.marginals, strict=True):
        known = sorted(cost for cost in shown if cost < BEYOND)
        assert len(known) >= min(enough, len(costs))
        assert known == sorted(costs)[: len(known)]
        assert [cost for cost, each in zip(costs, shown, strict=True) if each < BEYOND] == [
            each for each in shown if each < BEYOND
        ]


@given(problems(), st.integers(1, 2_000))
@settings(max_examples=times(60, 2_000))
def test_a_wide_problem_has_each_day_that_costs_little_more(problem: Problem, slack: int) -> None:
    exact, found = solve(problem), solve(problem, most_sums=0, slacks=(slack,))

    assert (found.total, found.days, found.unsure) == (exact.total, exact.days, ())
    for shown, costs in zip(found.marginals, exact.marginals, strict=True):
        near = [cost if cost < exact.total + slack else BEYOND for cost in costs]
        assert [cost if cost < exact.total + slack else BEYOND for cost in shown] == near


@given(problems())
@settings(max_examples=times(60, 2_000))
def test_bounds_lie_below_every_choice_and_so_do_stretches(problem: Problem) -> None:
    bounds = Bounds(problem)
    remaining = bounds.remaining()
    gain = sum(
        solve_stretch(remaining, first, stop)
        for first, stop in pairwise((0, len(problem.costs) // 2, len(problem.costs)))
        if first < stop
    )

    assert gain >= 0
    assert bounds.least + gain <= solve(problem).total


def solve_stretch(remaining: Remaining, first: int, stop: int) -> int:
    """What a stretch costs at least beyond the bound, every choice of its days tried."""
    part = remaining.stretch(first, stop)
    costs = part.problem.costs
    return min(
        sum(each[day] for each, day in zip(costs, days, strict=True))
        + sum(left.beside(days[one])[days[other]] for (one, other), left in part.left.items())
        for days in product(*(range(len(each)) for each in costs))
    )


@given(st.integers(0, 10_000), st.integers(1, 300))
@settings(max_examples=times(10, 200))
def test_a_search_that_ends_early_says_what_is_not_proved(seed: int, most_moves: int) -> None:
    problem = crossed(seed)
    exact = solve(problem)
    found = solve(problem, most_sums=0, most_moves=most_moves, enough=3)

    assert found.total == cost(problem, found.days)
    assert found.least <= exact.total <= found.total
    for slot, (shown, costs) in enumerate(zip(found.marginals, exact.marginals, strict=True)):
        known = [(each, least) for each, least in zip(shown, costs, strict=True) if each < BEYOND]
        assert all(each >= least for each, least in known)
        if slot not in found.unsure:
            assert sorted(costs)[: len(known)] == sorted(each for each, _ in known)


def test_a_search_without_moves_has_a_plan_and_the_gap_that_is_left() -> None:
    problem = crossed(1)
    exact, found = solve(problem), solve(problem, most_sums=0, most_moves=0)

    assert found.least < exact.total <= found.total
    assert found.unsure == tuple(range(len(problem.costs)))


def crossed(seed: int) -> Problem:
    """Six slots of six days; any two break a rule on two pairs of days in three."""
    chance = Random(seed)  # noqa: S311 -- the same numbers each time
    sizes = range(6)
    links = [
        Link(one, other, tuple(bytes(chance.choices((0, 1, 2), k=6)) for _ in sizes))
        for other in sizes
        for one in range(other)
    ]
    return Problem([chance.choices(range(10), k=6) for _ in sizes], links, PENALTIES)


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
    wide = solve(problem, most_sums=0, enough=5)

    assert (wide.total, wide.days, wide.least) == (exact.total, exact.days, exact.total)
    assert (found.total, found.days) == (exact.total, exact.days)
    cheapest = [sorted(each)[:5] for each in exact.marginals]
    assert [sorted(each)[:5] for each in found.marginals] == cheapest
    assert [sorted(each)[:5] for each in wide.marginals] == cheapest


@pytest.mark.parametrize("forbidden", [FORBIDDEN, 100_000])
@pytest.mark.parametrize("most_moves", [50, 200])
def test_other_days_that_one_search_lacks_are_sought_slot_by_slot(
    most_moves: int, forbidden: int
) -> None:
    problem = interwoven(10, 18, 9, forbidden)
    exact, found = solve(problem), solve(problem, most_sums=0, most_moves=most_moves, enough=5)

    assert (found.total, found.days, found.unsure) == (exact.total, exact.days, ())
    cheapest = [sorted(each)[:5] for each in exact.marginals]
    assert [sorted(each)[:5] for each in found.marginals] == cheapest
