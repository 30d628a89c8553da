"""Who sits where at a table with two long sides: by precedence from the middle outward."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduler.papers.audience import Audience, Piece, Reader


class Layout(StrEnum):
    """Each party on a side of its own, or both mixed so that neighbours differ."""

    FACING = "facing"
    ALTERNATING = "alternating"


@dataclass(frozen=True, slots=True)
class Place:
    """Whom a place is for; without a name, for whoever holds the post."""

    name: str
    post: str
    body: str
    party: str
    is_head: bool


@dataclass(frozen=True, slots=True)
class SeatingPlan:
    """The two sides of a table, each from left to right as the picture shows them.

    `title` and `when` name the meeting; `standing_by` are alternates, who have no place of their
    own. `audiences` say for each party who may know of its people.
    """

    title: str
    when: str
    marking: str
    reader: Reader
    layout: Layout
    far: tuple[Place, ...]
    near: tuple[Place, ...]
    standing_by: tuple[str, ...]
    audiences: tuple[tuple[str, Audience], ...]
    prepared_on: date

    def pieces(self) -> Iterator[Piece]:
        """The people of each party, with who may know of them."""
        for party, audience in self.audiences:
            yield Piece(f"places of {party}", audience)


def places_of(plan: SeatingPlan, party: str) -> tuple[tuple[str, int, Place], ...]:
    """The places of a party, each by its side and its number from the left."""
    sides = (("far", plan.far), ("near", plan.near))
    return tuple(
        (side, number, place)
        for side, places in sides
        for number, place in enumerate(places, 1)
        if place.party == party
    )


def seated(
    layout: Layout, one: Sequence[Place], other: Sequence[Place]
) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """The far and the near side, from two parties in order of precedence.

    The first of each sits in the middle, facing the other; the next at their right hand, then at
    their left. In alternation, neighbours are of different parties as long as both have people.
    """
    if layout is Layout.FACING:
        sides = list(one), list(other)
    else:
        sides = _alternating(deque(one), deque(other))
    # Who sits at the far side looks towards us: their right hand is on our left.
    return tuple(reversed(_from_middle(sides[0]))), tuple(_from_middle(sides[1]))


def _from_middle(ranked: Sequence[Place]) -> list[Place]:
    """The first in the middle, the others to the right and to the left of it in turn."""
    return [*reversed(ranked[2::2]), *ranked[:1], *ranked[1::2]]


def _alternating(one: deque[Place], other: deque[Place]) -> tuple[list[Place], list[Place]]:
    """Both sides by rank: the middle, then two at a time, of the party that is due there."""
    sides: tuple[list[Place], list[Place]] = ([], [])
    due, ring = (one, other), 1
    while one or other:
        for side, queue in zip(sides * ring, due * ring, strict=True):
            _take(side, queue, one, other)
        due, ring = (due[1], due[0]), 2
    return sides


def _take(side: list[Place], due: deque[Place], *queues: deque[Place]) -> None:
    """The next of the queue that is due; of the other where that one is empty."""
    for queue in (due, *queues):
        if queue:
            side.append(queue.popleft())
            return
