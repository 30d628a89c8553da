"""Lists meetings, and shows one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import Finding, Severity
from scheduler.model.agenda import AgendaItem
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.series import Series
from scheduler.model.vocabulary import Certainty, MeetingKind, MeetingState, Mode
from scheduler.secretariat.dates import announced_title, hours, local_day, named_with_date, when


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
    kind: MeetingKind
    uid: str
    title: str
    beside: str
    side_meetings: tuple[str, ...]
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
    is_published: bool
    remarks: str
    source: str
    items: int
    changes: tuple[str, ...]
    sequence: int
    version: int


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


def unrecorded(session: Session, rows: Sequence[MeetingRow], *, today: date) -> list[Finding]:
    """A warning for each of the meetings that is confirmed though its last day has passed."""
    passed = session.scalars(
        select(Meeting)
        .where(
            Meeting.state == MeetingState.CONFIRMED,
            func.coalesce(Meeting.last_day, Meeting.day) < today,
        )
        .options(joinedload(Meeting.series))
        .order_by(Meeting.day, Meeting.code)
    )
    listed = {row.code for row in rows}
    return [
        Finding(
            Severity.WARNING,
            f"{meeting.name} was on {when(meeting)}: "
            f"record it with: scheduler meeting held {meeting.name}",
        )
        for meeting in passed
        if meeting.code in listed
    ]


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
        kind=meeting.kind,
        uid=meeting.uid,
        title=announced_title(meeting),
        beside=named_with_date(meeting.parent) if meeting.parent else "",
        side_meetings=tuple(named_with_date(one) for one in _beside(session, meeting)),
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
        is_published=meeting.is_published,
        remarks=meeting.remarks,
        source=meeting.source.title if meeting.source else "",
        items=items,
        changes=changes_of(meeting),
        sequence=meeting.sequence,
        version=meeting.version,
    )


def _beside(session: Session, meeting: Meeting) -> Sequence[Meeting]:
    beside = select(Meeting).where(Meeting.parent_id == meeting.id)
    return session.scalars(beside.order_by(Meeting.day, Meeting.start_time, Meeting.code)).all()


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
        day = local_day(change.at, meeting)
        lines.append(f"{day} {change.kind}{moved}{reason} ({change.officer})")
    return tuple(lines)
