"""The minutes of one meeting: who was there, what was said, what was concluded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.papers.audience import Audience, Piece, Reader
from scheduler.papers.blocks import RichText
from scheduler.papers.parts import (
    AgendaLine,
    CommitmentLine,
    DelegationList,
    MeetingFacts,
    SourceLine,
)


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


@dataclass(frozen=True, slots=True)
class Minutes:
    """What was said, rendered from items, notes, attendance and outcomes."""

    meeting: MeetingFacts
    reader: Reader
    reader_name: str
    prepared_on: date
    marking: str
    delegations: tuple[DelegationList, ...]
    items: tuple[MinutedItem, ...]
    sources: tuple[SourceLine, ...]

    def pieces(self) -> Iterator[Piece]:
        """Every piece with its audience, in the order of the paper."""
        for delegation in self.delegations:
            yield Piece(f"delegation list {delegation.party}", delegation.audience)
        for item in self.items:
            yield from item.line.pieces()
            if item.record:
                yield Piece(f"record of item {item.line.number}", item.record_audience)
            for outcome in item.outcomes:
                yield Piece(f"{outcome.kind} {outcome.reference}", outcome.audience)
            for commitment in item.commitments:
                yield from commitment.pieces()
