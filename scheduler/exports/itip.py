"""Scheduling messages (RFC 5546): one meeting, one person, and what is asked of them.

Only whom the message is for is an ATTENDEE: nobody's address is told to anybody. So SEQUENCE and
DTSTAMP count for this person's copy alone.
"""

from datetime import datetime

from scheduler.exports.content_lines import folded, parameter, uri
from scheduler.exports.ical import event_block
from scheduler.exports.timezones import vtimezone
from scheduler.papers.calendar import CalendarEntry
from scheduler.papers.mail import Invitation, Mailbox, Method

PRODID = "-//partnership-scheduler//Invitation//EN"
_END = b"END:VEVENT\r\n"


def scheduling_object(invitation: Invitation) -> bytes:
    """The whole iCalendar object, with METHOD and the VTIMEZONE of its times."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODID}", "CALSCALE:GREGORIAN")
    method = f"METHOD:{invitation.method}"
    event = _plain(invitation).removesuffix(_END) + _lines(*_people(invitation)) + _END
    zone = _zone(invitation.entry)
    return _lines(*head, method) + zone + event + _lines("END:VCALENDAR")


def with_answers_to(content: bytes, address: str, *, instead_of: str) -> bytes:
    """The same object, whose answers go to that address instead of the one that stands there."""
    lines = content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    return _lines(*[line.replace(instead_of, address) for line in lines])


def _plain(invitation: Invitation) -> bytes:
    """The event as a feed has it.

    Without STATUS where one person's part ends: that of the meeting does not (RFC 5546 3.2.5).
    """
    block = event_block(invitation.entry)
    if invitation.method is Method.CANCEL and not invitation.is_whole:
        return block.replace(f"\r\nSTATUS:{invitation.entry.status}\r\n".encode(), b"\r\n")
    return block


def _people(invitation: Invitation) -> tuple[str, str]:
    facts = ["CUTYPE=INDIVIDUAL", f"ROLE={invitation.role}"]
    if invitation.method is Method.REQUEST:
        facts += [f"PARTSTAT={invitation.partstat}", "RSVP=TRUE"]
    answers = f"EMAIL={parameter(invitation.answers_to)};" if invitation.answers_to else ""
    return (
        f"ORGANIZER;{answers}{_person(invitation.organizer)}",
        f"ATTENDEE;{';'.join(facts)};{_person(invitation.attendee)}",
    )


def _person(mailbox: Mailbox) -> str:
    return f"CN={parameter(mailbox.name)}:{uri(f'mailto:{mailbox.address}')}"


def _zone(entry: CalendarEntry) -> bytes:
    if entry.tzid is None or not isinstance(entry.start, datetime):
        return b""
    return vtimezone(entry.tzid, entry.start, entry.end).encode()


def _lines(*lines: str) -> bytes:
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()
