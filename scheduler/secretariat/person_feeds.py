"""The meetings of one person: whatever they are invited to, their part in it, what they answered.

Such a feed is for that person alone; it says nothing of anybody else.
"""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from scheduler.model.body import Body, Person
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import Reply
from scheduler.papers.audience import Reach
from scheduler.papers.calendar import CalendarEntry, CalendarFeed
from scheduler.secretariat.feed_entries import entry_of


def person_feed_of(
    session: Session, partnership: Partnership, person: Person, slug: str
) -> CalendarFeed:
    """The feed of a person's meetings in one partnership, by their day."""
    places = session.scalars(
        select(Attendance)
        .join(Attendance.delegation)
        .join(Delegation.meeting)
        .where(
            Attendance.person_id == person.id,
            Meeting.partnership_id == partnership.id,
            Meeting.day.is_not(None),
        )
        .options(
            joinedload(Attendance.body).selectinload(Body.names),
            contains_eager(Attendance.delegation).joinedload(Delegation.party),
            contains_eager(Attendance.delegation, Delegation.meeting).options(
                joinedload(Meeting.series),
                joinedload(Meeting.parent),
                joinedload(Meeting.host).selectinload(Body.names),
                selectinload(Meeting.changes),
            ),
        )
        .order_by(Meeting.day, Meeting.start_time, Meeting.code, Attendance.id)
    )
    return CalendarFeed(
        slug=slug,
        name=f"{partnership.name}: meetings of {person.full_name}",
        description=f"The meetings of the {partnership.name} in which you have a part. Not public.",
        entries=tuple(_entry(place) for place in places),
    )


def _entry(place: Attendance) -> CalendarEntry:
    """The meeting, with what it asks of this person; a later answer makes it newer."""
    entry = entry_of(place.delegation.meeting, reach=Reach.JOINT)
    lines = "\n".join(line for line in (entry.description, *_part(place)) if line)
    changed = max(entry.changed, place.replied_at or entry.changed)
    return replace(entry, description=lines, changed=changed, stamp=changed)


def _part(place: Attendance) -> Iterator[str]:
    party, meeting = place.delegation.party.code, place.delegation.meeting
    role = "head of the delegation" if place.is_head else "member of the delegation"
    body = place.body.short_name_on(meeting.day or meeting.created_at.date()) if place.body else ""
    told = ", ".join(part for part in (place.post_title, body) if part)
    yield f"Your part: {role} of {party}" + (f" ({told})" if told else "") + "."
    if place.reply is not Reply.NONE:
        yield f"Your answer: {place.reply}."
    elif place.invited_on is not None:
        yield "Your answer: none yet."
