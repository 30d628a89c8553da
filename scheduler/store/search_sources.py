"""Which texts of the record can be found: the columns of each kind of entry, and what marks them.

The database itself marks each row that changes, whoever changes it; the index takes the marked rows
in before the change is committed, or with the next one where it was made behind the program's back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, cast, inspect, select
from sqlalchemy.orm import InstrumentedAttribute

from scheduler.model.agenda import AgendaItem, Document
from scheduler.model.base import Base
from scheduler.model.briefing import BriefingSection
from scheduler.model.contribution import Contribution
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment, CommitmentLink, Outcome
from scheduler.model.partnership import Instrument
from scheduler.papers.index_words import index_words


class EntryKind(StrEnum):
    """What an entry of the index is; the order numbers them in the database, so only add."""

    MEETING = "meeting"
    REMARKS = "remarks"
    ITEM = "item"
    MINUTES = "minutes"
    DOCUMENT = "document"
    NOTE = "note"
    CONTRIBUTION = "contribution"
    OUTCOME = "outcome"
    COMMITMENT = "commitment"
    REPORT = "report"
    INSTRUMENT = "instrument"


_BITS = 40
_Columns = tuple[InstrumentedAttribute[Any], ...]


@dataclass(frozen=True)
class Source:
    """Where the texts of one kind of entry stand: those that count as its title, and the others."""

    kind: EntryKind
    row: type[Base]
    title: _Columns
    text: _Columns

    @property
    def first(self) -> int:
        """The number of the entry that a row numbered 0 would have."""
        return (list(EntryKind).index(self.kind) + 1) << _BITS

    @property
    def last(self) -> int:
        """The highest number that an entry of this kind can have."""
        return self.first + (1 << _BITS) - 1

    @property
    def id(self) -> ColumnElement[int]:
        """The key of the row, as SQL."""
        return inspect(self.row).primary_key[0]

    @property
    def entry(self) -> ColumnElement[int]:
        """The number of the entry, as SQL."""
        return cast(self.id, BigInteger) + self.first

    def rows(self) -> Select[Any]:
        """The rows with their entry's number, then the columns of title and text."""
        columns: list[Any] = [self.entry, *self.title, *self.text]
        return select(*columns)

    def words(self, row: Any) -> tuple[str, str]:  # noqa: ANN401 -- a row of `rows`
        """What the index holds of such a row: the words of its title, and of its text."""
        _, *said = row
        parts = said[: len(self.title)], said[len(self.title) :]
        title, text = (" ".join(index_words("\n".join(_said(part)))) for part in parts)
        return title, text

    def texts_of(self, row: Base) -> list[str]:
        """The texts of the row itself, each as it stands there; those of the title first."""
        return list(_said([getattr(row, one.key) for one in (*self.title, *self.text)]))


def _said(values: list[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict | list):
            yield from _said([*value.values()] if isinstance(value, dict) else value)
        elif value:
            yield value


SOURCES = (
    Source(
        EntryKind.MEETING,
        Meeting,
        (Meeting.code, Meeting.title),
        (Meeting.place, Meeting.venue, Meeting.date_words),
    ),
    Source(EntryKind.REMARKS, Meeting, (), (Meeting.remarks,)),
    Source(EntryKind.ITEM, AgendaItem, (AgendaItem.title,), (AgendaItem.section,)),
    Source(EntryKind.MINUTES, AgendaItem, (), (AgendaItem.record,)),
    Source(EntryKind.DOCUMENT, Document, (Document.title,), ()),
    Source(EntryKind.NOTE, BriefingSection, (), (BriefingSection.text,)),
    Source(EntryKind.CONTRIBUTION, Contribution, (), (Contribution.remarks, Contribution.texts)),
    Source(EntryKind.OUTCOME, Outcome, (Outcome.reference,), (Outcome.text,)),
    Source(EntryKind.COMMITMENT, Commitment, (), (Commitment.text,)),
    Source(EntryKind.REPORT, CommitmentLink, (), (CommitmentLink.text,)),
    Source(EntryKind.INSTRUMENT, Instrument, (Instrument.title,), (Instrument.remarks,)),
)
OF_KIND = {source.kind: source for source in SOURCES}


def of_entry(entry: int) -> tuple[Source, int]:
    """The source of an entry and the key of its row, by the entry's number."""
    return SOURCES[(entry >> _BITS) - 1], entry & ((1 << _BITS) - 1)
