"""The desk: what the officer who runs a meeting sees, and keeps from one pause to the next."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotAllowed
from scheduler.model.agenda import AgendaItem
from scheduler.model.desk import DeskDraft
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Outcome
from scheduler.model.vocabulary import ItemState, MeetingState, OutcomeKind, Presence
from scheduler.papers.merged import merged
from scheduler.secretariat.agenda_clock import lengths, running_clock
from scheduler.secretariat.agenda_items import ItemEdit
from scheduler.secretariat.agenda_sheets import whole_agenda
from scheduler.secretariat.agendas import edit_item
from scheduler.secretariat.attendance import listed_as, members_of
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.edits import require_day_has_come
from scheduler.secretariat.item_labels import labels
from scheduler.secretariat.outcomes import NewOutcome, OutcomeRow, add_outcome, list_outcomes
from scheduler.secretariat.sittings import out_for, running, taken_so_far
from scheduler.secretariat.texts import prose
from scheduler.secretariat.typed_lines import read_line


@dataclass(frozen=True, slots=True)
class DeskItem:
    """An item at the desk; `key` is its own for good, `taken` how long it was taken until now.

    `start` is wall time, where the clock of the agenda knows it; `out` are the keys of members.
    """

    key: int
    number: str
    title: str
    start: time | None
    minutes: int | None
    taken: timedelta
    is_taken: bool
    state: ItemState
    record: str
    outcomes: tuple[OutcomeRow, ...]
    out: frozenset[int]


@dataclass(frozen=True, slots=True)
class DeskMember:
    """A member of a delegation at the desk."""

    key: int
    party: str
    name: str
    presence: Presence
    replaced_by: str


@dataclass(frozen=True, slots=True)
class DeskSheet:
    """The whole meeting as the desk shows it; outcomes of no item stand beside."""

    meeting: str
    title: str
    items: tuple[DeskItem, ...]
    members: tuple[DeskMember, ...]
    outcomes: tuple[OutcomeRow, ...]


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """The text of an item as it is kept; `is_ours` if it holds the writer's words alone."""

    text: str
    is_ours: bool


def require_desk(meeting: Meeting, *, today: date) -> None:
    """Raise TooEarly before the meeting's day, NotAllowed for one without a name that lasts."""
    act = f"running {meeting.name} at the desk"
    require_day_has_come(meeting, act, today=today)
    if meeting.state not in (MeetingState.CONFIRMED, MeetingState.HELD):
        remedy = f"confirm it first: scheduler meeting confirm {meeting.code}"
        raise NotAllowed(act, f"it is {meeting.state}", remedy)


def desk_sheet(session: Session, meeting: Meeting, *, now: datetime, today: date) -> DeskSheet:
    """The agenda with its clock, what was said and concluded, and who is there."""
    items = whole_agenda(session, meeting)
    sitting = running(session, meeting)
    taken, out = taken_so_far(session, items, now=now), out_for(session, meeting)
    rows = list_outcomes(session, meeting=meeting, today=today)
    under = _under(session, meeting, rows)
    clock = zip(items, labels(items), running_clock(meeting, items), lengths(items), strict=True)
    return DeskSheet(
        meeting=meeting.name,
        title=named_with_date(meeting),
        items=tuple(
            DeskItem(
                key=item.id,
                number=number,
                title=item.title,
                start=start,
                minutes=minutes,
                taken=taken.get(item.id, timedelta()),
                is_taken=sitting is not None and sitting.item_id == item.id,
                state=item.state,
                record=item.record,
                outcomes=under.get(item.id, ()),
                out=out.get(item.id, frozenset()),
            )
            for item, number, start, minutes in clock
        ),
        members=tuple(
            DeskMember(
                key=member.id,
                party=member.delegation.party.code,
                name=listed_as(member),
                presence=member.presence,
                replaced_by=listed_as(member.replaced_by) if member.replaced_by else "",
            )
            for member in members_of(session, meeting)
        ),
        outcomes=under.get(None, ()),
    )


def keep_record(
    session: Session, meeting: Meeting, key: int, *, base: str, ours: str, today: date
) -> KeptRecord:
    """Keep what was written of an item, with what others wrote meanwhile.

    `base` is the kept text that the writing began from. Raises InvalidValue where somebody has
    taken the item off the agenda.
    """
    item = session.get(AgendaItem, key)
    if item is None or item.meeting_id != meeting.id:
        raise InvalidValue("the item", str(key), "one that is still on the agenda")
    written = prose("the record", ours)
    text = prose("the record", merged(base, item.record, written))
    if text != item.record:
        edit_item(session, item, ItemEdit(record=text), today=today)
    return KeptRecord(text, is_ours=text == written)


def enter_line(
    session: Session,
    meeting: Meeting,
    item: AgendaItem | None,
    line: str,
    *,
    today: date,
    now: datetime,
    officer: str,
) -> Outcome:
    """Record what a typed line says; raises InvalidValue for half a line, and keeps nothing."""
    said = read_line(session, meeting, line, today=today)
    if not said.text:
        raise InvalidValue("the line", line, "some words")
    new = NewOutcome(said.text, said.kind or OutcomeKind.NOTE, item=item, promise=said.promise)
    return add_outcome(session, meeting, new, today=today, now=now, officer=officer)


def draft_of(session: Session, meeting: Meeting, officer: str) -> str:
    """The line that the officer has half typed."""
    there = _draft(session, meeting, officer)
    return there.line if there else ""


def keep_draft(session: Session, meeting: Meeting, officer: str, line: str) -> None:
    """Keep the line that the officer is typing; an empty one is forgotten."""
    there = _draft(session, meeting, officer)
    if there is None and line:
        session.add(DeskDraft(meeting=meeting, officer=officer, line=line))
    elif there is not None and line:
        there.line = line
    elif there is not None:
        session.delete(there)
    session.flush()


def _draft(session: Session, meeting: Meeting, officer: str) -> DeskDraft | None:
    of_both = DeskDraft.meeting_id == meeting.id, DeskDraft.officer == officer
    return session.scalar(select(DeskDraft).where(*of_both))


def _under(
    session: Session, meeting: Meeting, rows: list[OutcomeRow]
) -> dict[int | None, tuple[OutcomeRow, ...]]:
    """The outcomes by the key of their item."""
    chosen = select(Outcome).where(Outcome.meeting_id == meeting.id)
    items = {outcome.reference: outcome.item_id for outcome in session.scalars(chosen)}
    found: dict[int | None, tuple[OutcomeRow, ...]] = {}
    for row in rows:
        key = items[row.reference]
        found[key] = (*found.get(key, ()), row)
    return found
