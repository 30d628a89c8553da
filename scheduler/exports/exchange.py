"""Meetings for another record, or for anybody's calendar: a file to import, not to subscribe to.

iCalendar (RFC 5545), with properties of our own for what it has none for, and jCal (RFC 7265).
"""

import json
from collections.abc import Iterator, Sequence

from scheduler.exports.content_lines import folded, text
from scheduler.exports.ical import event_block, zones_used
from scheduler.exports.timezones import vtimezone
from scheduler.papers.exchange import FACT_PROPERTIES, ExchangedMeeting, MeetingFacts

PRODID = "-//partnership-scheduler//Meetings//EN"
_END = b"END:VEVENT\r\n"


def exchange_file(meetings: Sequence[ExchangedMeeting]) -> bytes:
    """The whole file, the meetings by their start; the same meetings give the same bytes."""
    in_order = sorted(meetings, key=lambda one: (one.entry.start.isoformat(), one.entry.uid))
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODID}", "CALSCALE:GREGORIAN")
    used = zones_used(tuple(one.entry for one in in_order))
    zones = "".join(vtimezone(*zone) for zone in used).encode()
    events = [_event(meeting) for meeting in in_order]
    return b"".join([_lines(*head), zones, *events, _lines("END:VCALENDAR")])


def as_jcal(calendar: bytes) -> bytes:
    """An iCalendar file as jCal, which says the same in JSON."""
    from icalendar import Calendar  # noqa: PLC0415 -- slow import, for those who want jCal

    read = Calendar.from_ical(calendar).to_jcal()
    return f"{json.dumps(read, ensure_ascii=False, indent=1)}\n".encode()


def _event(meeting: ExchangedMeeting) -> bytes:
    own = _lines(*_facts(meeting.facts))
    return event_block(meeting.entry).removesuffix(_END) + own + _END


def _facts(facts: MeetingFacts) -> Iterator[str]:
    for name, field in FACT_PROPERTIES.items():
        if said := getattr(facts, field):
            yield f"{name}:{text(said)}"


def _lines(*lines: str) -> bytes:
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()
