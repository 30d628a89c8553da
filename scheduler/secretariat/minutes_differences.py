"""What the newer of two versions of a text has otherwise, word by word."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from scheduler.model.meeting import Meeting
from scheduler.papers.audience import Reader
from scheduler.papers.language import Language
from scheduler.papers.minutes import PieceKind, TextKind
from scheduler.papers.word_difference import word_difference
from scheduler.secretariat.minutes_pieces import FrozenPiece
from scheduler.secretariat.minutes_versions import DRAFT, draft_pieces, frozen, named, versions_of

_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class TextChange:
    """One piece that was added, taken out or changed, in words."""

    where: str
    change: str
    words: str


@dataclass(frozen=True, slots=True)
class TextDifference:
    """What is otherwise in the newer of two versions; a name is a number, or "draft"."""

    meeting: str
    older: str
    newer: str
    changes: tuple[TextChange, ...]


def difference(
    session: Session,
    meeting: Meeting,
    kind: TextKind,
    reader: Reader,
    *,
    older: str | None,
    newer: str | None,
    today: date,
    spoken: Language,
) -> TextDifference:
    """What is otherwise between two versions, each a number or "draft", as the reader reads them.

    Not said: the version that went round last, and the draft.
    """
    versions = versions_of(session, meeting, kind)
    names = older or (str(versions[-1].ordinal) if versions else DRAFT), newer or DRAFT
    pair = []
    for name in names:
        version = named(meeting, kind, versions, name)
        pieces = (
            frozen(version)
            if version
            else draft_pieces(session, meeting, kind, spoken, today=today)
        )
        pair.append([one for one in pieces if reader.may_read(one.audience)])
    return TextDifference(meeting.name, *names, tuple(_changes(*pair)))


def _changes(old: Sequence[FrozenPiece], new: Sequence[FrozenPiece]) -> Iterator[TextChange]:
    before, after = dict(_keyed(old)), dict(_keyed(new))
    places = _Places(old), _Places(new)
    for key, piece in after.items():
        if key not in before:
            yield TextChange(places[1].of(piece), "added", _told(piece))
        elif words := _otherwise(before[key], piece):
            yield TextChange(places[1].of(piece), "changed", words)
    for key, piece in before.items():
        if key not in after:
            yield TextChange(places[0].of(piece), "gone", _told(piece))


def _keyed(pieces: Sequence[FrozenPiece]) -> Iterator[tuple[_Key, FrozenPiece]]:
    """The pieces by what stays the same of them: a reference, an item, the place among others."""
    seen: Counter[_Key] = Counter()
    for piece in pieces:
        if reference := piece.facts.get("reference"):
            yield (reference,), piece
            continue
        named_by = piece.text if piece.kind in _BY_NAME else piece.facts.get("party", "")
        key = piece.item_key, piece.kind, named_by
        seen[key] += 1
        yield (*key, seen[key]), piece


_BY_NAME = (PieceKind.PARTICIPANT, PieceKind.DOCUMENT)


class _Places:
    """Where a piece stands, as an officer says it."""

    def __init__(self, pieces: Sequence[FrozenPiece]) -> None:
        self._numbers = {
            one.item_key: one.facts.get("number", "")
            for one in pieces
            if one.kind is PieceKind.ITEM
        }

    def of(self, piece: FrozenPiece) -> str:
        if reference := piece.facts.get("reference"):
            return reference
        number = self._numbers.get(piece.item_key, "")
        what = "the title" if piece.kind is PieceKind.ITEM else f"the {piece.kind}"
        return f"item {number}, {what}" if number else what


def _otherwise(old: FrozenPiece, new: FrozenPiece) -> str:
    """What was changed in a piece; empty where nothing was."""
    names = [name for name in {**old.facts, **new.facts} if _fact(old, name) != _fact(new, name)]
    told = [f"{name}: {_fact(old, name) or '-'} -> {_fact(new, name) or '-'}" for name in names]
    if old.text != new.text:
        told.insert(0, word_difference(old.text, new.text))
    if old.audience != new.audience:
        told.append(f"for: {old.audience} -> {new.audience}")
    return "; ".join(told)


def _fact(piece: FrozenPiece, name: str) -> str:
    return piece.facts.get(name, "").replace("\n", ", ")


def _told(piece: FrozenPiece) -> str:
    facts = (f"{name}: {_fact(piece, name)}" for name in ("owner", "due") if name in piece.facts)
    return "; ".join((piece.text, *facts))
