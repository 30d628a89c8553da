"""What an invitation says of a meeting: the event, and the facts by which two are compared."""

from dataclasses import replace

from scheduler.model.body import Person
from scheduler.model.meeting import Meeting
from scheduler.papers.calendar import CalendarEntry
from scheduler.papers.mail import Mailbox
from scheduler.secretariat.feed_entries import entry_of


def facts_of(meeting: Meeting, person: Person, convener: Mailbox | None) -> dict[str, str]:
    """All that a message to the person would say, apart from their own answer."""
    entry = invited_entry(meeting)
    return {
        "title": entry.summary,
        "when": f"{entry.start.isoformat()}/{entry.end.isoformat()} {entry.tzid or ''}".strip(),
        "status": str(entry.status),
        "place": entry.location,
        "link": entry.conference,
        "details": entry.description,
        "name": person.full_name,
        "role": role_of(meeting, person),
        "organiser": f"{convener.name} {convener.address}" if convener else "",
    }


def invited_entry(meeting: Meeting) -> CalendarEntry:
    """The meeting as its feed shows it, with the link that only who takes part may know."""
    return replace(entry_of(meeting), conference=meeting.link, categories=(), related=())


def role_of(meeting: Meeting, person: Person) -> str:
    """CHAIR or REQ-PARTICIPANT (RFC 5545 3.2.16)."""
    is_chair = any(chair.person_id == person.id for chair in meeting.chairs)
    return "CHAIR" if is_chair else "REQ-PARTICIPANT"
