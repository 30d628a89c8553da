"""The agenda of a meeting as a list shows it, with its running clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from scheduler.errors import Finding
from scheduler.model.agenda import AgendaItem, Document, Lead, Speaker
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import ItemKind, ItemState
from scheduler.secretariat.agenda_clock import clock_findings, lengths, running_clock
from scheduler.secretariat.dates import hours, when
from scheduler.secretariat.item_labels import labels
from scheduler.secretariat.meetings import short_name
from scheduler.secretariat.naming import agenda_of


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An agenda item as a list shows it; `number` is its label, `start` wall time where known.

    `minutes` are its own or those of its sub-items together. A sub-item is of its parent's section.
    """

    number: str
    section: str
    title: str
    kind: ItemKind
    state: ItemState
    start: time | None
    minutes: int | None
    minutes_used: int | None
    leads: tuple[str, ...]
    speakers: tuple[str, ...]
    documents: tuple[str, ...]
    thread: str
    audience: str
    record: str
    version: int


@dataclass(frozen=True, slots=True)
class AgendaSheet:
    """The agenda of a meeting, and what deserves a look."""

    meeting: str
    when: str
    hours: str
    items: tuple[ItemRow, ...]
    findings: tuple[Finding, ...]


def show_agenda(session: Session, meeting: Meeting) -> AgendaSheet:
    """The items in order with their times; what is longer than its time is a finding."""
    items = whole_agenda(session, meeting)
    return AgendaSheet(
        meeting=meeting.name,
        when=when(meeting),
        hours=hours(meeting),
        items=tuple(
            _row(item, number, start, minutes)
            for item, number, start, minutes in zip(
                items, labels(items), running_clock(meeting, items), lengths(items), strict=True
            )
        ),
        findings=tuple(clock_findings(meeting, items)),
    )


def item_row(session: Session, item: AgendaItem) -> ItemRow:
    """The item as the agenda of its meeting shows it."""
    place = agenda_of(session, item.meeting).index(item)
    return show_agenda(session, item.meeting).items[place]


def whole_agenda(session: Session, meeting: Meeting) -> Sequence[AgendaItem]:
    """The items of a meeting in the order of the agenda, with all that belongs to them."""
    names = selectinload(Body.names)
    return session.scalars(
        select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting.id)
        .options(
            joinedload(AgendaItem.thread),
            joinedload(AgendaItem.party),
            selectinload(AgendaItem.documents).joinedload(Document.party),
            selectinload(AgendaItem.documents).joinedload(Document.file),
            selectinload(AgendaItem.leads).joinedload(Lead.party),
            selectinload(AgendaItem.leads).joinedload(Lead.body).options(names),
            selectinload(AgendaItem.speakers).joinedload(Speaker.party),
            selectinload(AgendaItem.speakers).joinedload(Speaker.person),
            selectinload(AgendaItem.speakers).joinedload(Speaker.body).options(names),
        )
        .order_by(AgendaItem.position, AgendaItem.id)
    ).all()


def section_of(item: AgendaItem) -> str:
    """The heading that the item stands under; empty if it stands under none."""
    return (item.parent or item).section


def speaker_name(speaker: Speaker) -> str:
    """The person with the honorific, or the body by the name it bore on the day of the meeting."""
    if speaker.person is not None:
        return speaker.person.full_name
    return short_name(speaker.body, speaker.item.meeting) if speaker.body else ""


def _row(item: AgendaItem, number: str, start: time | None, minutes: int | None) -> ItemRow:
    return ItemRow(
        number=number,
        section=section_of(item),
        title=item.title,
        kind=item.kind,
        state=item.state,
        start=start,
        minutes=minutes,
        minutes_used=item.minutes_used,
        leads=tuple(
            f"{lead.party.code}: {short_name(lead.body, item.meeting)}" for lead in item.leads
        ),
        speakers=tuple(f"{one.party.code}: {speaker_name(one)}" for one in item.speakers),
        documents=tuple(_document_in_words(document) for document in item.documents),
        thread=item.thread.key if item.thread else "",
        audience=str(item.audience),
        record=item.record,
        version=item.version,
    )


def _document_in_words(document: Document) -> str:
    """The title, and beside it the address or what the file is, and an audience of its own."""
    file = f"{document.file.kind} file" if document.file else ""
    own = str(document.audience) if document.audience != document.item.audience else ""
    beside = ", ".join(part for part in (document.address or file, own) if part)
    return f"{document.title} ({beside})" if beside else document.title
