"""The minutes of one meeting: who was there, what was said, what was concluded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduler.papers.audience import Audience, Piece, Reader
from scheduler.papers.blocks import RichText
from scheduler.papers.parts import (
    AgendaLine,
    CommitmentLine,
    DelegationList,
    MeetingFacts,
    SourceLine,
)


class TextKind(StrEnum):
    """Which of the texts that are made of the record of a meeting."""

    MINUTES = "minutes"
    CONCLUSIONS = "conclusions"
    FLASH_NOTE = "flash-note"


class PieceKind(StrEnum):
    """What one piece of a text is."""

    LINE = "line"
    PARTICIPANT = "participant"
    ITEM = "item"
    LEAD = "lead"
    SPEAKER = "speaker"
    DOCUMENT = "document"
    ABSENCE = "absence"
    RECORD = "record"
    OUTCOME = "outcome"
    COMMITMENT = "commitment"


@dataclass(frozen=True, slots=True)
class Formula:
    """A sentence that the record makes by itself, such as when the meeting opened."""

    text: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class RecordedOutcome:
    """A conclusion or a decision with its permanent reference."""

    reference: str
    kind: str
    text: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class MinutedItem:
    """An agenda item with what was said under it and what came of it."""

    line: AgendaLine
    record: RichText
    record_audience: Audience
    outcomes: tuple[RecordedOutcome, ...]
    commitments: tuple[CommitmentLine, ...]
    absences: tuple[Formula, ...] = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """What was said, rendered from items, notes, attendance and outcomes; or a part of it.

    `status` says how far the text has come, such as "Draft"; `opening` is what stands before the
    items.
    """

    meeting: MeetingFacts
    reader: Reader
    reader_name: str
    prepared_on: date
    marking: str
    delegations: tuple[DelegationList, ...]
    items: tuple[MinutedItem, ...]
    sources: tuple[SourceLine, ...]
    kind: TextKind = TextKind.MINUTES
    status: str = ""
    opening: tuple[Formula, ...] = ()

    def pieces(self) -> Iterator[Piece]:
        """Every piece with its audience, in the order of the paper."""
        for place, line in enumerate(self.opening, 1):
            yield Piece(f"opening line {place}", line.audience)
        for delegation in self.delegations:
            yield Piece(f"delegation list {delegation.party}", delegation.audience)
        for item in self.items:
            yield from item.line.pieces()
            for absence in item.absences:
                yield Piece(f"absence from item {item.line.number}", absence.audience)
            if item.record:
                yield Piece(f"record of item {item.line.number}", item.record_audience)
            for outcome in item.outcomes:
                yield Piece(f"{outcome.kind} {outcome.reference}", outcome.audience)
            for commitment in item.commitments:
                yield from commitment.pieces()
