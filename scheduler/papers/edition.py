"""Editions of a pack: what kind it is, its annexes, its pieces by hash, and what changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scheduler.papers.audience import Audience


class PackKind(StrEnum):
    """For whom a pack is bound, which settles what goes in."""

    CHAIR = "chair"
    DELEGATION = "delegation"
    PARTNER = "partner"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Annex:
    """A PDF that goes with the pack; `item` is the heading of the item it belongs to, or empty.

    `fault` says why it cannot be bound in, in which case its pages are not counted.
    """

    title: str
    item: str
    sha256: str
    size: int
    pages: int
    audience: Audience
    fault: str = ""


@dataclass(frozen=True, slots=True)
class HeldPiece:
    """A piece of an edition: the part it stands in, its name, who may read it, and its hash."""

    part: str
    name: str
    audience: str
    sha256: str


class ChangeOfPiece(StrEnum):
    """What became of a piece from one edition to another."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class PieceChange:
    """One difference between two editions."""

    part: str
    name: str
    what: ChangeOfPiece


@dataclass(frozen=True, slots=True)
class Edition:
    """Which edition a pack is, and what changed since the one before; the first has no before."""

    number: int
    changes: tuple[PieceChange, ...] = ()


def changes_between(
    before: Sequence[HeldPiece], after: Sequence[HeldPiece]
) -> tuple[PieceChange, ...]:
    """What was added and changed, in the order of the later edition; then what was removed."""
    return tuple(_changes(before, after))


def _changes(before: Sequence[HeldPiece], after: Sequence[HeldPiece]) -> Iterator[PieceChange]:
    old = {piece.name: piece for piece in before}
    for piece in after:
        was = old.pop(piece.name, None)
        if was is None:
            yield PieceChange(piece.part, piece.name, ChangeOfPiece.ADDED)
        elif (was.sha256, was.audience) != (piece.sha256, piece.audience):
            yield PieceChange(piece.part, piece.name, ChangeOfPiece.CHANGED)
    for piece in old.values():
        yield PieceChange(piece.part, piece.name, ChangeOfPiece.REMOVED)
