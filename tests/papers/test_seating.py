from itertools import pairwise

import pytest

from scheduler.papers.seating import Layout, Place, seated


def _party(party: str, count: int) -> list[Place]:
    return [
        Place(f"{party}{rank}", "", "", party, is_head=rank == 1) for rank in range(1, count + 1)
    ]


def _names(side: tuple[Place, ...]) -> str:
    return " ".join(place.name for place in side)


@pytest.mark.parametrize(
    ("layout", "counts", "far", "near"),
    [
        (Layout.FACING, (5, 4), "a4 a2 a1 a3 a5", "b3 b1 b2 b4"),
        (Layout.FACING, (1, 0), "a1", ""),
        (Layout.ALTERNATING, (3, 3), "b2 a1 b3", "a3 b1 a2"),
        (Layout.ALTERNATING, (5, 5), "a4 b2 a1 b3 a5", "b5 a3 b1 a2 b4"),
        (Layout.ALTERNATING, (4, 1), "a2 a1 a4", "b1 a3"),
    ],
    ids=["facing", "one alone", "three and three", "five and five", "few of the other"],
)
def test_sides_run_from_the_heads_outward(
    layout: Layout, counts: tuple[int, int], far: str, near: str
) -> None:
    sides = seated(layout, _party("a", counts[0]), _party("b", counts[1]))

    assert tuple(map(_names, sides)) == (far, near)


@pytest.mark.parametrize("count", range(1, 13))
def test_alternating_neighbours_are_of_different_parties(count: int) -> None:
    one, other = _party("a", count), _party("b", count)

    sides = seated(Layout.ALTERNATING, one, other)

    assert sorted(place.name for side in sides for place in side) == sorted(
        place.name for place in (*one, *other)
    )
    assert [
        (left.name, right.name)
        for side in sides
        for left, right in pairwise(side)
        if left.party == right.party
    ] == []
