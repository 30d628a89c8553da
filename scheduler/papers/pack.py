"""A briefing pack, and the briefing note that can be printed alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.errors import Finding, Severity
from scheduler.papers.audience import Audience, Piece, Reader
from scheduler.papers.edition import Annex, Edition, PackKind
from scheduler.papers.parts import (
    AgendaLine,
    CommitmentLine,
    DelegationList,
    ItemNote,
    MeetingFacts,
    SourceLine,
)
from scheduler.papers.people import BiographyText
from scheduler.papers.seating import SeatingPlan

_EMPTY = (
    "the pack has neither agenda, people nor notes, so that its pages are nearly empty; fill it "
    "with: scheduler agenda add, attendee add, note set"
)


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """What the briefing on an item still lacks."""

    item: str
    message: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class BriefingPack:
    """The papers of one meeting for one reader, bound in agenda order.

    `prepared_on` is the day the paper says it was made; `marking` is printed on every page;
    `agenda_version` says how far both parties are with the agenda, such as "agreed, version 3".
    """

    meeting: MeetingFacts
    reader: Reader
    reader_name: str
    prepared_on: date
    marking: str
    delegations: tuple[DelegationList, ...]
    agenda: tuple[AgendaLine, ...]
    notes: tuple[ItemNote, ...]
    commitments: tuple[CommitmentLine, ...]
    sources: tuple[SourceLine, ...]
    biographies: tuple[BiographyText, ...] = ()
    kind: PackKind = PackKind.CHAIR
    seating: SeatingPlan | None = None
    annexes: tuple[Annex, ...] = ()
    edition: Edition | None = None
    agenda_version: str = ""
    open_points: tuple[OpenPoint, ...] = ()

    def pieces(self) -> Iterator[Piece]:
        """Every piece with its audience, in the order of the pack."""
        for delegation in self.delegations:
            yield Piece(f"delegation list {delegation.party}", delegation.audience)
        for one in self.biographies:
            yield Piece(f"biography of {one.name}", one.audience)
        for line in self.agenda:
            yield from line.pieces()
        yield from _note_pieces(self.notes)
        for commitment in self.commitments:
            yield from commitment.pieces()
        for point in self.open_points:
            yield Piece(f"open point on item {point.item}", point.audience)
        if self.seating:
            yield from self.seating.pieces()
        for annex in self.annexes:
            yield Piece(f"annex {annex.title}", annex.audience)

    def gaps(self) -> tuple[Finding, ...]:
        """A warning for a pack that has nothing to read in it."""
        people = (person for one in self.delegations for person in one.participants)
        if self.agenda or self.notes or any(people):
            return ()
        return (Finding(Severity.WARNING, _EMPTY, self.meeting.name),)


@dataclass(frozen=True, slots=True)
class BriefingNote:
    """One or more item notes printed alone."""

    meeting: MeetingFacts
    reader: Reader
    reader_name: str
    prepared_on: date
    marking: str
    notes: tuple[ItemNote, ...]

    def pieces(self) -> Iterator[Piece]:
        """Every piece with its audience, in order."""
        yield from _note_pieces(self.notes)


def _note_pieces(notes: tuple[ItemNote, ...]) -> Iterator[Piece]:
    for note in notes:
        for section in note.sections:
            name = f"{section.section.heading.lower()} on item {note.number or note.title}"
            yield Piece(name, section.audience)
