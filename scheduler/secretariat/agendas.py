"""The agenda of a meeting: shown with its running clock, built, put in order, recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from scheduler.errors import Finding, InvalidValue, NotAllowed, Severity
from scheduler.model.agenda import AgendaItem, Document, Lead
from scheduler.model.body import Body
from scheduler.model.briefing import BriefingSection
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Outcome
from scheduler.model.vocabulary import ItemKind, MeetingState
from scheduler.papers.audience import Audience, Reach, own
from scheduler.papers.words import counted, hour, listed
from scheduler.secretariat.agenda_items import ItemEdit, apply_edit, said, standing
from scheduler.secretariat.dates import hours, named_with_date, when
from scheduler.secretariat.edits import require_day_has_come, require_version
from scheduler.secretariat.item_labels import labels
from scheduler.secretariat.meetings import short_name
from scheduler.secretariat.naming import agenda_of
from scheduler.secretariat.notes import in_words


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An agenda item as a list shows it; `number` is its label, `start` wall time where known."""

    number: str
    title: str
    kind: ItemKind
    start: time | None
    minutes: int | None
    minutes_used: int | None
    leads: tuple[str, ...]
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
    """The items in order with their times; an agenda longer than the meeting is a finding."""
    items = session.scalars(
        select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting.id)
        .options(
            joinedload(AgendaItem.thread),
            joinedload(AgendaItem.party),
            selectinload(AgendaItem.documents),
            selectinload(AgendaItem.leads).joinedload(Lead.party),
            selectinload(AgendaItem.leads).joinedload(Lead.body).selectinload(Body.names),
        )
        .order_by(AgendaItem.position, AgendaItem.id)
    ).all()
    rows = zip(labels(items), items, running_clock(meeting, items), strict=True)
    return AgendaSheet(
        meeting=meeting.name,
        when=when(meeting),
        hours=hours(meeting),
        items=tuple(_row(number, item, start) for number, item, start in rows),
        findings=tuple(_overrun(meeting, items)),
    )


def item_row(session: Session, item: AgendaItem) -> ItemRow:
    """The item as the agenda of its meeting shows it."""
    place = agenda_of(session, item.meeting).index(item)
    return show_agenda(session, item.meeting).items[place]


def running_clock(meeting: Meeting, items: Sequence[AgendaItem]) -> list[time | None]:
    """When each item begins, in wall time; None once the minutes of one before it are not known.

    What is one party's own takes no time of the meeting. A meeting of several days has no clock:
    nobody said on which day an item falls.
    """
    clock = _begin(meeting)
    starts: list[time | None] = []
    for item in items:
        if item.reach is Reach.PARTY:
            starts.append(None)
            continue
        starts.append(clock.time() if clock else None)
        known = clock is not None and item.minutes_planned is not None
        clock = clock + timedelta(minutes=item.minutes_planned or 0) if clock and known else None
    return starts


def add_item(
    session: Session,
    meeting: Meeting,
    title: str,
    edit: ItemEdit,
    *,
    at: AgendaItem | None = None,
) -> AgendaItem:
    """Put an item on the agenda, in the place of another, which comes after it, or at the end."""
    _require_open(meeting, f"adding an item to the agenda of {meeting.name}")
    items = list(agenda_of(session, meeting))
    place = items.index(at) if at else len(items)
    item = AgendaItem(meeting=meeting)
    apply_edit(session, item, replace(edit, title=title))
    session.add(item)
    items.insert(place, item)
    _put_in_order(items)
    session.flush()
    return item


def edit_item(
    session: Session,
    item: AgendaItem,
    edit: ItemEdit,
    *,
    version: int | None = None,
    today: date,
) -> AgendaItem:
    """Change what an item says; of a held meeting only what was said and the minutes it took.

    Raises TooEarly for these two before the meeting's day.
    """
    words = said(edit)
    if not words:
        raise InvalidValue("the edit of", item.title, "at least one thing to change")
    require_version(
        f"the agenda item {item.title!r}",
        item,
        version,
        theirs=_in_words(standing(item, list(words))),
        yours=_in_words(words),
    )
    if edit.record is not None or edit.minutes_used is not None:
        act = f"recording what was said at {item.meeting.name}"
        require_day_has_come(item.meeting, act, today=today)
    if not edit.is_of_the_record:
        _require_open(item.meeting, f"changing the agenda of {item.meeting.name}")
    apply_edit(session, item, edit)
    # Leads and documents are rows of their own: without this, two edits of one version would win.
    item.version += 1
    session.flush()
    return item


def move_item(
    session: Session, item: AgendaItem, to: AgendaItem, *, version: int | None = None
) -> AgendaItem:
    """Give an item the place of another; those between close up."""
    _require_read(item, version, f"at the place of {to.title}")
    _require_open(item.meeting, f"changing the order of the agenda of {item.meeting.name}")
    items = list(agenda_of(session, item.meeting))
    place = items.index(to)
    items.remove(item)
    items.insert(place, item)
    _put_in_order(items)
    session.flush()
    return item


def remove_item(session: Session, item: AgendaItem, *, version: int | None = None) -> None:
    """Take an item off the agenda; NotAllowed while notes or outcomes hang on it, named."""
    _require_read(item, version, "removed")
    meeting, act = item.meeting, f"removing the agenda item {item.title!r}"
    _require_open(meeting, act)
    if hanging := list(_hanging_on(session, item)):
        remedy = "remove the notes first; an outcome keeps its item for good"
        raise NotAllowed(act, f"it has {listed(hanging)}", remedy)
    items = [one for one in agenda_of(session, meeting) if one is not item]
    session.delete(item)
    _put_in_order(items)
    session.flush()


def _require_read(item: AgendaItem, version: int | None, wanted: str) -> None:
    what = f"the agenda item {item.title!r}"
    theirs = f"{item.title}, at place {item.position}"
    require_version(what, item, version, theirs=theirs, yours=wanted)


def _row(number: str, item: AgendaItem, start: time | None) -> ItemRow:
    audience = own(item.party.code) if item.party else Audience(item.reach)
    return ItemRow(
        number=number,
        title=item.title,
        kind=item.kind,
        start=start,
        minutes=item.minutes_planned,
        minutes_used=item.minutes_used,
        leads=tuple(
            f"{lead.party.code}: {short_name(lead.body, item.meeting)}" for lead in item.leads
        ),
        documents=tuple(_document_in_words(document) for document in item.documents),
        thread=item.thread.key if item.thread else "",
        audience=str(audience),
        record=item.record,
        version=item.version,
    )


def _document_in_words(document: Document) -> str:
    return f"{document.title} ({document.address})" if document.address else document.title


def _begin(meeting: Meeting) -> datetime | None:
    is_of_one_day = meeting.last_day in (None, meeting.day)
    if meeting.day is None or meeting.start_time is None or not is_of_one_day:
        return None
    return datetime.combine(meeting.day, meeting.start_time)


def _overrun(meeting: Meeting, items: Sequence[AgendaItem]) -> Iterator[Finding]:
    """A warning if the minutes planned for both sides go beyond the end of the meeting."""
    begin = _begin(meeting)
    if begin is None or meeting.end_time is None:
        return
    shared = (item for item in items if item.reach is not Reach.PARTY)
    ends = begin + timedelta(minutes=sum(item.minutes_planned or 0 for item in shared))
    over = ends - datetime.combine(begin.date(), meeting.end_time)
    if over > timedelta():
        minutes = counted(over // timedelta(minutes=1), "minute")
        yield Finding(
            Severity.WARNING,
            f"the agenda runs to {hour(ends)}, {minutes} past the end at {hour(meeting.end_time)}",
            meeting.name,
        )


def _require_open(meeting: Meeting, act: str) -> None:
    if meeting.state is MeetingState.HELD:
        raise NotAllowed(
            act,
            f"{named_with_date(meeting)} was held",
            "only --record and --minutes-used of its items may still be given",
        )


def _put_in_order(items: Sequence[AgendaItem]) -> None:
    for place, item in enumerate(items, 1):
        item.position = place


def _in_words(parts: dict[str, str]) -> str:
    return "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in parts.items())


def _hanging_on(session: Session, item: AgendaItem) -> Iterator[str]:
    sections = select(BriefingSection).where(BriefingSection.item_id == item.id)
    for section in session.scalars(sections.order_by(BriefingSection.id)):
        yield f"the {in_words(section.section)} of the {section.party.code} note"
    outcomes = select(Outcome.reference).where(Outcome.item_id == item.id)
    yield from session.scalars(outcomes.order_by(Outcome.ordinal))
