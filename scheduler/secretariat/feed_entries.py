"""Meetings as entries of calendars: what anybody may know, and what both parties may.

Reasons, notes and people stay inside; the link of a video conference goes to the parties alone.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import Certainty, ChangeKind, MeetingState, Mode
from scheduler.papers.audience import Reach
from scheduler.papers.calendar import CalendarEntry, EntryStatus
from scheduler.papers.clean import is_followable
from scheduler.papers.words import day_in_words
from scheduler.secretariat.dates import announced_title
from scheduler.secretariat.feed_relations import ALONE, Relations
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


def entry_of(
    meeting: Meeting, *, reach: Reach = Reach.PUBLIC, relations: Relations = ALONE
) -> CalendarEntry:
    """A meeting with a day as one entry; whole-day where its hours are not known."""
    start, end = _span(meeting)
    may_join = reach is not Reach.PUBLIC and is_followable(meeting.link)
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
        conference=meeting.link if may_join else "",
        related=(meeting.parent.uid,) if meeting.parent else (),
        next_uid=relations.next_uid,
        depends_on=relations.depends_on,
    )


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
    for day in days_moved_from(meeting):
        if day != meeting.day:
            yield f"Moved from {day_in_words(day)}."
    if host := host_of(meeting):
        yield f"Hosted by {host}."


def days_moved_from(meeting: Meeting) -> Iterable[date]:
    """The days from which it was moved to another, oldest move first."""
    for change in meeting.changes:
        if change.kind is ChangeKind.MOVED and change.old_day and change.old_day != change.new_day:
            yield change.old_day


def location_of(meeting: Meeting) -> str:
    """Venue and city, or that it is a video conference; empty where nothing is known."""
    parts = (meeting.venue, meeting.place, _PLACES.get(meeting.mode, ""))
    return ", ".join(part for part in parts if part)
