"""The solver against every choice of days tried in turn."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.planning.horizon.problem import Link, Problem
from scheduler.planning.horizon.solver import solve

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
@settings(max_examples=300)
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
