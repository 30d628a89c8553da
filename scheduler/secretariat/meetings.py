"""Lists meetings, shows one, and adds those that no rule makes: extraordinary and side meetings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import AlreadyExists, InvalidValue
from scheduler.model.agenda import AgendaItem
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.series import Series
from scheduler.model.vocabulary import Certainty, MeetingKind, MeetingState, Mode
from scheduler.secretariat.dates import announced_title, hours, when
from scheduler.secretariat.identity import meeting_uid
from scheduler.secretariat.naming import require_new_name
from scheduler.secretariat.texts import link, one_line
from scheduler.tzdb import known_zone


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as a list shows it; every text is ready to print."""

    name: str
    code: str
    title: str
    when: str
    hours: str
    day: date | None
    state: MeetingState
    place: str
    host: str
    number: int | None


@dataclass(frozen=True, slots=True)
class MeetingSheet:
    """Everything a meeting's page shows. `changes` are lines in the order they happened."""

    name: str
    code: str
    uid: str
    title: str
    partnership: str
    series: str | None
    number: int | None
    number_certainty: str
    state: MeetingState
    when: str
    hours: str
    day: date | None
    date_certainty: Certainty
    starts_at: datetime | None
    slot: datetime | None
    rule: str | None
    mode: Mode
    place: str
    venue: str
    link: str
    host: str
    chairs: tuple[str, ...]
    remarks: str
    source: str
    items: int
    changes: tuple[str, ...]
    sequence: int
    version: int


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """What an officer says of a meeting that no rule makes; hours are wall time in `zone`."""

    code: str
    kind: MeetingKind
    day: date
    zone: str
    title: str = ""
    last_day: date | None = None
    hours: tuple[time, time] | None = None
    mode: Mode = Mode.UNKNOWN
    place: str = ""
    venue: str = ""
    link: str = ""


def list_meetings(
    session: Session,
    *,
    series: Series | None = None,
    since: date | None = None,
    until: date | None = None,
    state: MeetingState | None = None,
) -> list[MeetingRow]:
    """The meetings by day, without a known day last; `since` and `until` are both included."""
    chosen = select(Meeting).options(joinedload(Meeting.series), joinedload(Meeting.host))
    if series:
        chosen = chosen.where(Meeting.series_id == series.id)
    if since:
        chosen = chosen.where(Meeting.day >= since)
    if until:
        chosen = chosen.where(Meeting.day <= until)
    if state:
        chosen = chosen.where(Meeting.state == state)
    ordered = chosen.order_by(Meeting.day.is_(None), Meeting.day, Meeting.start_time, Meeting.code)
    meetings: Sequence[Meeting] = session.scalars(ordered).all()
    return [row_of(meeting) for meeting in meetings]


def row_of(meeting: Meeting) -> MeetingRow:
    """The meeting as a list shows it."""
    return MeetingRow(
        name=meeting.name,
        code=meeting.code,
        title=announced_title(meeting),
        when=when(meeting),
        hours=hours(meeting),
        day=meeting.day,
        state=meeting.state,
        place=meeting.place,
        host=host_of(meeting),
        number=meeting.number,
    )


def show_meeting(session: Session, meeting: Meeting) -> MeetingSheet:
    """Everything known of a meeting."""
    items = session.scalar(select(func.count()).where(AgendaItem.meeting_id == meeting.id)) or 0
    rule = meeting.rule_version
    return MeetingSheet(
        name=meeting.name,
        code=meeting.code,
        uid=meeting.uid,
        title=announced_title(meeting),
        partnership=meeting.partnership.name,
        series=meeting.series.code if meeting.series else None,
        number=meeting.number,
        number_certainty=meeting.number_certainty,
        state=meeting.state,
        when=when(meeting),
        hours=hours(meeting),
        day=meeting.day,
        date_certainty=meeting.date_certainty,
        starts_at=meeting.starts_at,
        slot=meeting.slot,
        rule=f"version {rule.ordinal}: {rule.rule}" if rule else None,
        mode=meeting.mode,
        place=meeting.place,
        venue=meeting.venue,
        link=meeting.link,
        host=host_of(meeting),
        chairs=chairs_of(meeting),
        remarks=meeting.remarks,
        source=meeting.source.title if meeting.source else "",
        items=items,
        changes=changes_of(meeting),
        sequence=meeting.sequence,
        version=meeting.version,
    )


def host_of(meeting: Meeting) -> str:
    """The hosting body by the name it bore then; empty where it is not known."""
    return short_name(meeting.host, meeting) if meeting.host else ""


def short_name(body: Body, meeting: Meeting) -> str:
    """The body by the name it bore on the day of the meeting."""
    return body.short_name_on(meeting.day or meeting.created_at.date())


def chairs_of(meeting: Meeting) -> tuple[str, ...]:
    """Each chair as "Name, post (party)", or the body where no person is known."""
    lines = []
    for chair in meeting.chairs:
        who = chair.person.full_name if chair.person else ""
        body = short_name(chair.body, meeting) if chair.body else ""
        named = ", ".join(part for part in (who, chair.post_title, body) if part)
        lines.append(f"{named} ({chair.party.code})")
    return tuple(lines)


def changes_of(meeting: Meeting) -> tuple[str, ...]:
    """What happened to the date and state, oldest first, a line each with reason and officer."""
    lines = []
    for change in meeting.changes:
        moved = (
            f" from {change.old_day} to {change.new_day}"
            if change.old_day != change.new_day
            else ""
        )
        reason = f": {change.reason}" if change.reason else ""
        lines.append(f"{change.at:%Y-%m-%d} {change.kind}{moved}{reason} ({change.officer})")
    return tuple(lines)


def add_meeting(
    session: Session,
    partnership: Partnership,
    new: NewMeeting,
    *,
    series: Series | None = None,
    parent: Meeting | None = None,
    host: Body | None = None,
    now: datetime,
) -> Meeting:
    """A meeting outside the rhythm: extraordinary, or beside another one.

    Raises AlreadyExists if the name is taken; InvalidValue for a name that would mean something
    else, a side meeting without its parent, a last day before the first.
    """
    _require_free(session, partnership, new.code)
    if (new.kind is MeetingKind.SIDE) is (parent is None):
        expected = "the meeting it stands beside for a side meeting, and none for another kind"
        raise InvalidValue("--beside", parent.name if parent else "nothing", expected)
    if new.last_day and new.last_day < new.day:
        raise InvalidValue("the last day", new.last_day.isoformat(), f"a day from {new.day} on")
    start, end = new.hours or (None, None)
    meeting = Meeting(
        partnership=partnership,
        series=series,
        parent=parent,
        uid=meeting_uid(partnership.code, new.code),
        code=new.code,
        kind=new.kind,
        title=_line("the title", new.title),
        state=MeetingState.PLANNED,
        day=new.day,
        last_day=new.last_day,
        start_time=start,
        end_time=end,
        zone=known_zone(new.zone),
        mode=new.mode,
        place=_line("the place", new.place),
        venue=_line("the venue", new.venue),
        link=link("the link", new.link) if new.link else "",
        host=host,
        created_at=now,
        changed_at=now,
    )
    meeting.derive_instants()
    session.add(meeting)
    session.flush()
    return meeting


def _require_free(session: Session, partnership: Partnership, code: str) -> None:
    taken = session.scalar(
        select(Meeting).where(
            Meeting.partnership_id == partnership.id, func.lower(Meeting.code) == code.lower()
        )
    )
    if taken:
        raise AlreadyExists("meeting", taken.code, f"it is on {when(taken)}; give another name")
    require_new_name(session, code)


def _line(what: str, text: str) -> str:
    return one_line(what, text) if text else ""
