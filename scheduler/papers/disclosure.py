"""What an institution holds on a subject, for a request for access to documents.

Regulation (EC) No 1049/2001. Nothing here is disclosed: these are working papers of the home party,
on which it is decided what may be.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from scheduler.errors import InvalidValue, NotFound
from scheduler.papers.audience import Audience, Piece, Reader
from scheduler.papers.blocks import RichText
from scheduler.papers.redaction import Redaction, articles_in, cover, cover_text, lines_of

# Article 4 of the Regulation, and what each exception protects.
EXCEPTIONS = {
    "4(1)(a)": "the public interest",
    "4(1)(b)": "privacy and the integrity of the individual",
    "4(2)": (
        "commercial interests; court proceedings and legal advice; inspections, investigations "
        "and audits"
    ),
    "4(3)": "the decision-making process",
}


class PieceKind(StrEnum):
    """What a piece is, in the order in which those of one item are listed."""

    DOCUMENT = "document"
    NOTE = "note"
    CONTRIBUTION = "contribution"
    RECORD = "record"
    OUTCOME = "outcome"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class DisclosurePiece:
    """One text of the record; `key` names it for good, as note-12.

    `author` is the service that wrote it or owes it, by its name of the day, empty if none is
    known. `thread` is the topic it belongs to.
    """

    key: str
    kind: PieceKind
    title: str
    meeting: str
    when: str
    day: date | None
    thread: str
    author: str
    state: str
    marking: str
    audience: Audience
    source: str
    text: RichText

    @property
    def lines(self) -> list[str]:
        """Its text, in the lines that a redaction counts."""
        return lines_of(self.text)

    @property
    def texts(self) -> list[str]:
        """All that is printed of it and can be covered."""
        return [self.title, self.thread, self.author, self.source, *self.lines]

    @property
    def bars(self) -> Counter[str]:
        """How often each article covers something in it."""
        return articles_in(self.texts)


@dataclass(frozen=True, slots=True)
class DisclosureBundle:
    """The pieces with what is covered in them; `asked` says in words what they were chosen by."""

    partnership: str
    reader: Reader
    reader_name: str
    prepared_on: date
    marking: str
    asked: tuple[tuple[str, str], ...]
    pieces_found: tuple[DisclosurePiece, ...]

    def pieces(self) -> Iterator[Piece]:
        """Every piece with its audience."""
        for piece in self.pieces_found:
            yield Piece(piece.key, piece.audience)

    @property
    def bars(self) -> Counter[str]:
        """How often each article covers something."""
        return sum((piece.bars for piece in self.pieces_found), start=Counter())


def bars_in_words(bars: Counter[str]) -> str:
    """For example "4(1)(b), 2 times"; empty where nothing is covered."""
    return "; ".join(
        article if count == 1 else f"{article}, {count} times"
        for article, count in sorted(bars.items())
    )


def redacted(bundle: DisclosureBundle, redactions: Sequence[Redaction]) -> DisclosureBundle:
    """The bundle without what is to be covered.

    Raises NotFound for a piece that is not in it, InvalidValue for a redaction that finds nothing,
    or that leaves its text standing because a line ends in it.
    """
    for one in redactions:
        _require_something(bundle, one)
    # The longest first: what is within a longer text goes with it.
    ordered = sorted(redactions, key=lambda one: (one.lines is None, -len(one.text)))
    everywhere = [one for one in ordered if not one.piece]
    covered = replace(
        bundle,
        asked=tuple((label, cover_text(value, everywhere)) for label, value in bundle.asked),
        pieces_found=tuple(_covered(piece, ordered) for piece in bundle.pieces_found),
    )
    for one in redactions:
        _require_nothing_left(covered, one)
    return covered


def _covered(piece: DisclosurePiece, redactions: Sequence[Redaction]) -> DisclosurePiece:
    mine = [one for one in redactions if one.piece in ("", piece.key)]
    return replace(
        piece,
        title=cover_text(piece.title, mine),
        thread=cover_text(piece.thread, mine),
        author=cover_text(piece.author, mine),
        source=cover_text(piece.source, mine),
        text=cover(piece.text, mine),
    )


def _meant(bundle: DisclosureBundle, one: Redaction) -> list[DisclosurePiece]:
    return [piece for piece in bundle.pieces_found if one.piece in ("", piece.key)]


def _require_something(bundle: DisclosureBundle, one: Redaction) -> None:
    pieces = _meant(bundle, one)
    if one.piece and not pieces:
        raise NotFound("piece", one.piece, [piece.key for piece in bundle.pieces_found])
    if one.lines is not None:
        count = len(pieces[0].lines)
        if one.lines[1] > count:
            expected = f"lines from 1 to {count} of {one.piece}"
            raise InvalidValue("the redaction of lines", list(one.lines), expected)
    elif not any(one.pattern.search(_run_on(piece)) for piece in pieces):
        raise InvalidValue("the redaction", one.text, "words that stand in a piece of the bundle")


def _require_nothing_left(bundle: DisclosureBundle, one: Redaction) -> None:
    for piece in _meant(bundle, one):
        if one.text and one.pattern.search(_run_on(piece)):
            expected = (
                f"words within one line of {piece.key}; cover the lines in which they stand, with "
                "lines in a file of redactions"
            )
            raise InvalidValue("the redaction", one.text, expected)


def _run_on(piece: DisclosurePiece) -> str:
    return " ".join(piece.texts)
