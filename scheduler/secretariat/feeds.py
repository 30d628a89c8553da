"""The record as published calendars: of the partnership, of each series, of each body.

A feed's slug is its address for life: of two that would be alike, the one made first keeps it.
A feed shows what anybody may know: that, when and where a meeting is, its number, its host and its
state. Reasons, notes, people and links of video conferences stay inside.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import CompoundSelect, select, union
from sqlalchemy.orm import Session, joinedload, selectinload

from scheduler.model.agenda import AgendaItem, Lead
from scheduler.model.body import Body
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.meeting import Chair, Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.series import Series
from scheduler.model.vocabulary import Certainty, ChangeKind, MeetingState, Mode
from scheduler.papers.audience import Reach
from scheduler.papers.calendar import CalendarEntry, CalendarFeed, EntryStatus
from scheduler.papers.words import day_in_words
from scheduler.secretariat.dates import announced_title
from scheduler.secretariat.identity import file_stem, free_stem
from scheduler.secretariat.meetings import host_of

_STATUS = {
    MeetingState.PLANNED: EntryStatus.TENTATIVE,
    MeetingState.PROPOSED: EntryStatus.TENTATIVE,
    MeetingState.CONFIRMED: EntryStatus.CONFIRMED,
    MeetingState.HELD: EntryStatus.CONFIRMED,
    MeetingState.CANCELLED: EntryStatus.CANCELLED,
    MeetingState.POSTPONED: EntryStatus.CANCELLED,
}
_STATE_LINES = {
    MeetingState.PLANNED: "The date is planned and not yet confirmed.",
    MeetingState.PROPOSED: "The date is proposed to the delegations and not yet confirmed.",
    MeetingState.POSTPONED: "Postponed; a new date will follow.",
    MeetingState.CANCELLED: "Cancelled.",
}
_PLACES = {Mode.VIRTUAL: "Video conference", Mode.HYBRID: "also by video conference"}


def feeds_of(session: Session, partnership: Partnership) -> list[CalendarFeed]:
    """Every feed of a partnership, empty ones too: itself, its series and its bodies, by slug."""
    meetings = _dated_meetings(session, partnership)
    entries = {meeting.id: entry_of(meeting) for meeting in meetings}
    base = file_stem(partnership.code)
    whole = CalendarFeed(
        slug=base,
        name=partnership.name,
        description=f"The meetings of the {partnership.name}.",
        entries=tuple(entries.values()),
    )
    taken = {base}
    of_series, of_bodies = [], []
    for series in _series(session, partnership):
        chosen = tuple(entries[m.id] for m in meetings if m.series_id == series.id)
        slug = free_stem(file_stem(base, series.code), taken)
        of_series.append(_feed_of_series(partnership, series, slug, chosen))
    for body, ids in _bodies(session, partnership):
        slug = free_stem(file_stem(base, "body", body.code), taken)
        chosen = tuple(entries[m.id] for m in meetings if m.id in ids)
        of_bodies.append(_feed_of_body(partnership, body, slug, chosen))
    return [whole, *sorted(of_series, key=_slug), *sorted(of_bodies, key=_slug)]


def entry_of(meeting: Meeting) -> CalendarEntry:
    """A meeting with a day as one entry; whole-day where its hours are not known."""
    start, end = _span(meeting)
    return CalendarEntry(
        uid=meeting.uid,
        sequence=meeting.sequence,
        stamp=meeting.changed_at,
        created=meeting.created_at,
        changed=meeting.changed_at,
        status=_STATUS[meeting.state],
        summary=f"{announced_title(meeting)}, {meeting.partnership.name}",
        start=start,
        end=end,
        tzid=meeting.zone if isinstance(start, datetime) else None,
        description="\n".join(_lines(meeting)),
        location=location_of(meeting),
        categories=(meeting.series.name,) if meeting.series else (),
        related=(meeting.parent.uid,) if meeting.parent else (),
    )


def _feed_of_series(
    partnership: Partnership, series: Series, slug: str, entries: tuple[CalendarEntry, ...]
) -> CalendarFeed:
    return CalendarFeed(
        slug=slug,
        name=f"{partnership.name}: {series.name}",
        description=f"The meetings of the series {series.name} of the {partnership.name}.",
        entries=entries,
    )


def _feed_of_body(
    partnership: Partnership, body: Body, slug: str, entries: tuple[CalendarEntry, ...]
) -> CalendarFeed:
    name = body.names[-1].short if body.names else body.code
    return CalendarFeed(
        slug=slug,
        name=f"{partnership.name}: {name}",
        description=f"The meetings of the {partnership.name} in which {name} takes part.",
        entries=entries,
    )


def _slug(feed: CalendarFeed) -> str:
    return feed.slug


def _dated_meetings(session: Session, partnership: Partnership) -> Sequence[Meeting]:
    """The meetings that a calendar may show."""
    return session.scalars(
        select(Meeting)
        .where(
            Meeting.partnership_id == partnership.id,
            Meeting.day.is_not(None),
            Meeting.is_published,
        )
        .options(
            joinedload(Meeting.series),
            joinedload(Meeting.parent),
            joinedload(Meeting.host).selectinload(Body.names),
            selectinload(Meeting.changes),
        )
        .order_by(Meeting.day, Meeting.start_time, Meeting.code)
    ).all()


def _series(session: Session, partnership: Partnership) -> Sequence[Series]:
    chosen = select(Series).where(Series.partnership_id == partnership.id)
    return session.scalars(chosen.order_by(Series.id)).all()


def _bodies(session: Session, partnership: Partnership) -> list[tuple[Body, set[int]]]:
    """Every body, first made first, with the meetings of which anybody may know it takes part.

    Those it hosts or chairs, to which somebody of it is announced, where it leads a public item.
    """
    attended = (
        select(Attendance.body_id, Delegation.meeting_id)
        .join(Delegation, Attendance.delegation_id == Delegation.id)
        .where(Attendance.body_id.is_not(None), Attendance.is_announced)
    )
    led = (
        select(Lead.body_id, AgendaItem.meeting_id)
        .join(AgendaItem, Lead.item_id == AgendaItem.id)
        .where(AgendaItem.reach == Reach.PUBLIC)
    )
    parts: CompoundSelect[Any] = union(
        select(Meeting.host_id, Meeting.id).where(Meeting.host_id.is_not(None)),
        select(Chair.body_id, Chair.meeting_id).where(Chair.body_id.is_not(None)),
        led,
        attended,
    )
    meetings: dict[int, set[int]] = {}
    for body_id, meeting_id in session.execute(parts):
        meetings.setdefault(body_id, set()).add(meeting_id)
    party_ids = [party.id for party in partnership.parties]
    bodies = session.scalars(
        select(Body)
        .where(Body.party_id.in_(party_ids))
        .options(selectinload(Body.names))
        .order_by(Body.id)
    )
    return [(body, meetings.get(body.id, set())) for body in bodies]


def _span(meeting: Meeting) -> tuple[date | datetime, date | datetime]:
    assert meeting.day is not None  # noqa: S101 -- a meeting without a day is in no feed
    last = meeting.last_day or meeting.day
    if meeting.start_time is None or meeting.end_time is None:
        return meeting.day, last + timedelta(days=1)
    return (
        datetime.combine(meeting.day, meeting.start_time),
        datetime.combine(last, meeting.end_time),
    )


def _lines(meeting: Meeting) -> Iterable[str]:
    if line := _STATE_LINES.get(meeting.state):
        yield line
    if meeting.date_certainty is not Certainty.EXACT:
        yield f"The date is not certain: {meeting.date_words or meeting.date_certainty}."
    for change in meeting.changes:
        if change.kind is ChangeKind.MOVED and change.old_day not in (None, meeting.day):
            yield f"Moved from {day_in_words(change.old_day)}."
    if host := host_of(meeting):
        yield f"Hosted by {host}."


def location_of(meeting: Meeting) -> str:
    """Venue and city, or that it is a video conference; empty where nothing is known."""
    parts = (meeting.venue, meeting.place, _PLACES.get(meeting.mode, ""))
    return ", ".join(part for part in parts if part)
