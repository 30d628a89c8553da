"""What is shown of an entry that was found: what it is, where it lies, which command shows it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session, joinedload

from scheduler.model.agenda import AgendaItem
from scheduler.model.base import Base
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment, CommitmentLink, Outcome
from scheduler.secretariat.dates import when
from scheduler.secretariat.item_labels import labels
from scheduler.secretariat.meetings import short_name
from scheduler.secretariat.readership import Readers, Readership
from scheduler.secretariat.search_snippets import snippet
from scheduler.secretariat.text_rules import readers_of
from scheduler.store.search_match import Phrase
from scheduler.store.search_sources import EntryKind, Source, of_entry

_WHAT = {
    EntryKind.MEETING: "meeting",
    EntryKind.REMARKS: "remarks",
    EntryKind.ITEM: "agenda item",
    EntryKind.MINUTES: "minutes",
    EntryKind.DOCUMENT: "document",
    EntryKind.COMMITMENT: "commitment as it is now",
    EntryKind.INSTRUMENT: "instrument",
}
_SHOWN_BY = {
    EntryKind.MEETING: "meeting show {meeting}",
    EntryKind.REMARKS: "meeting show {meeting}",
    EntryKind.ITEM: "agenda show {meeting}",
    EntryKind.MINUTES: "minutes build {meeting}",
    EntryKind.DOCUMENT: "document list {meeting} {item}",
    EntryKind.NOTE: "note show {meeting}",
    EntryKind.CONTRIBUTION: "contribution show {meeting} {item} {body}",
    EntryKind.OUTCOME: "outcome list {meeting}",
    EntryKind.COMMITMENT: "commitment show {reference}",
    EntryKind.REPORT: "commitment chain {reference}",
    EntryKind.INSTRUMENT: "partnership dump",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry that was found. What does not apply to it is empty."""

    kind: EntryKind
    what: str
    meeting: str
    when: str
    item: str
    reference: str
    text: str
    see: str


def hits_of(
    session: Session,
    among: Readership,
    reader: str | None,
    entries: Sequence[int],
    phrases: Sequence[Phrase],
) -> list[Hit]:
    """The entries in their order, but none that the reader may not read: the second wall."""
    rows = _rows(session, entries)
    shown = [
        (source, rows[entry])
        for entry in entries
        for source, _ in [of_entry(entry)]
        if entry in rows and reader in _readers(among, source, rows[entry])
    ]
    labelled = _labels(session, (row for _, row in shown))
    return [_hit(source, row, _Places(among, reader, labelled), phrases) for source, row in shown]


@dataclass(frozen=True, slots=True)
class _Places:
    """What says where an entry lies: labels of items, and which of them the reader knows of."""

    among: Readership
    reader: str | None
    labels: Mapping[int, str]

    def label(self, item: AgendaItem | None) -> str:
        """The item's label; empty for one that the reader may not know of."""
        if item is None or self.reader not in self.among.of_row(item):
            return ""
        return self.labels[item.id]


def _rows(session: Session, entries: Sequence[int]) -> dict[int, Any]:
    """The row of each entry; those of a kind are read together."""
    found: dict[int, Any] = {}
    for source in {of_entry(entry)[0].kind: of_entry(entry)[0] for entry in entries}.values():
        ids = [row_id for one, row_id in map(of_entry, entries) if one is source]
        chosen = select(source.row).where(source.id.in_(ids)).options(*_with(source))
        for row in session.scalars(chosen):
            found[source.first + row.id] = row  # type: ignore[attr-defined]
    return found


def _with(source: Source) -> Iterable[Any]:
    links = inspect(source.row).relationships.keys()
    names = [one for one in ("item", "meeting", "outcome", "commitment") if one in links]
    return [joinedload(getattr(source.row, one)) for one in names]


def _readers(among: Readership, source: Source, row: Base) -> Readers:
    """Who may read every text of the entry."""
    readers = among.everybody
    for column in (*source.title, *source.text):
        readers &= readers_of(among, row, f"{source.row.__tablename__}.{column.key}")
    return readers


def _labels(session: Session, rows: Iterable[Any]) -> dict[int, str]:
    meetings = {item.meeting_id for row in rows if (item := _item_of(row))}
    every = select(AgendaItem).where(AgendaItem.meeting_id.in_(meetings))
    ordered = session.scalars(every.order_by(AgendaItem.meeting_id, AgendaItem.position)).all()
    of_meeting: dict[int, list[AgendaItem]] = {}
    for item in ordered:
        of_meeting.setdefault(item.meeting_id, []).append(item)
    return {
        item.id: label
        for items in of_meeting.values()
        for item, label in zip(items, labels(items), strict=True)
    }


def _outcome_of(row: Any) -> Outcome | None:  # noqa: ANN401 -- a row of any source
    match row:
        case Outcome():
            return row
        case Commitment():
            return row.outcome
        case CommitmentLink():
            return row.commitment.outcome
        case _:
            return None


def _item_of(row: Any) -> AgendaItem | None:  # noqa: ANN401 -- a row of any source
    if isinstance(row, AgendaItem):
        return row
    item: AgendaItem | None = getattr(_outcome_of(row) or row, "item", None)
    return item


def _meeting_of(row: Any) -> Meeting | None:  # noqa: ANN401 -- a row of any source
    if isinstance(row, Meeting):
        return row
    meeting: Meeting | None = getattr(_outcome_of(row) or _item_of(row) or row, "meeting", None)
    return meeting


def _hit(source: Source, row: Any, places: _Places, phrases: Sequence[Phrase]) -> Hit:  # noqa: ANN401 -- a row of any source
    meeting, outcome = _meeting_of(row), _outcome_of(row)
    item, reference = places.label(_item_of(row)), outcome.reference if outcome else ""
    name = meeting.name if meeting else ""
    body = row.body.code if source.kind is EntryKind.CONTRIBUTION else ""
    command = _SHOWN_BY[source.kind].format(meeting=name, item=item, reference=reference, body=body)
    texts = [text for text in source.texts_of(row) if text != reference]
    return Hit(
        kind=source.kind,
        what=_what(source.kind, row, meeting),
        meeting=name,
        when=when(meeting) if meeting else "",
        item=item,
        reference=reference,
        text=snippet(" – ".join(texts), phrases),
        see=f"scheduler {command}".rstrip(),
    )


def _what(kind: EntryKind, row: Any, meeting: Meeting | None) -> str:  # noqa: ANN401 -- a row of any source
    match kind:
        case EntryKind.NOTE:
            return f"note: {row.section.heading}"
        case EntryKind.CONTRIBUTION if meeting:
            return f"contribution of {short_name(row.body, meeting)}"
        case EntryKind.OUTCOME | EntryKind.REPORT:
            return str(row.kind)
        case _:
            return _WHAT[kind]
