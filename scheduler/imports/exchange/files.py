"""The meetings of a calendar file, from its octets; what cannot be read is said and left out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from scheduler.errors import Finding, InvalidFile, InvalidValue, Problem, Severity
from scheduler.imports.busy.zones import zone_called
from scheduler.imports.calendar_check.components import Component, read_components
from scheduler.imports.calendar_check.defects import Defect
from scheduler.imports.calendar_check.findings import CalendarFinding, Findings
from scheduler.imports.calendar_check.lines import read_lines
from scheduler.imports.exchange.events import EventReader
from scheduler.papers.exchange import ExchangedMeeting
from scheduler.papers.words import counted, listed

LARGEST = 3_000_000
MOST_EVENTS = 2_000
_SHOWN = 20
_EVENT = re.compile(rb"^BEGIN:VEVENT", re.IGNORECASE | re.MULTILINE)
# With one of these nobody can tell what the rest of the file means.
_BROKEN = {
    *(Defect.NOT_UTF8, Defect.UNCLOSED, Defect.STRAY_END, Defect.OUTSIDE, Defect.MISPLACED),
    Defect.TOO_DEEP,
}
_HARMFUL = {Defect.NO_CONTENT_LINE, Defect.CONTROL_CHARACTER, Defect.OTHER_LINE_BREAK}
_NOT_TAKEN = {"ATTENDEE": "attendee", "ATTACH": "attachment", "VALARM": "alarm"}


@dataclass(frozen=True, slots=True)
class ReadMeetings:
    """The meetings of a file in its order, how many events were left out, and what to look at."""

    meetings: tuple[ExchangedMeeting, ...]
    left_out: int
    findings: tuple[Finding, ...]


def read_meetings(name: str, content: bytes, *, usual_zone: ZoneInfo) -> ReadMeetings:
    """The events of a file, each of which must stand for itself.

    `usual_zone` is that of times in UTC, or without a zone, unless the file names its own. Raises
    InvalidValue for what is no calendar or too large, InvalidFile for one that is broken.
    """
    _require_bearable(name, content)
    judged = Findings()
    calendars = read_components(read_lines(name, content, judged), judged)
    defects = judged.report().findings
    _require_whole(name, calendars, defects)
    events = [event for calendar in calendars for event in calendar.of_kind("VEVENT")]
    told = [_as_finding(name, one) for one in defects if one.defect in _HARMFUL]
    reader = EventReader(*_zones(calendars, usual_zone))
    meetings, refused = _read(reader, name, events)
    found = [*told, *refused, *_not_taken(name, events)]
    return ReadMeetings(meetings, len(refused), _shortened(found))


def _require_bearable(name: str, content: bytes) -> None:
    events = len(_EVENT.findall(content))
    for many, most, noun in (
        (len(content), LARGEST, "bytes"),
        (events, MOST_EVENTS, "events"),
    ):
        if many > most:
            expected = f"at most {most:,} {noun}, not {many:,}; export a shorter time"
            raise InvalidValue("the file", name, expected)


def _require_whole(
    name: str, calendars: Sequence[Component], defects: Sequence[CalendarFinding]
) -> None:
    problems = [
        Problem(one.line, f"{one.came}: {one.defect.value.rule}; {one.defect.value.remedy}")
        for one in defects
        if one.defect in _BROKEN
    ]
    for calendar in calendars:
        version = calendar.first("VERSION")
        if version and version.value.strip() != "2.0":
            sentence = f"it is of version {version.value[:20]}: expected 2.0, export it again"
            problems.append(Problem(version.number, sentence))
    if problems:
        raise InvalidFile(name, problems[:_SHOWN])


def _zones(calendars: Sequence[Component], usual: ZoneInfo) -> tuple[dict[str, str], ZoneInfo]:
    """Where the file says that its zones lie; and the zone of times that name none."""
    locations = {}
    for zone in (zone for calendar in calendars for zone in calendar.of_kind("VTIMEZONE")):
        tzid, location = zone.first("TZID"), zone.first("X-LIC-LOCATION")
        if tzid and location:
            locations[tzid.value] = location.value
    own = (calendar.first("X-WR-TIMEZONE") for calendar in calendars)
    named = (zone_called(line.value, locations) for line in own if line)
    return locations, next((zone for zone in named if zone), usual)


def _read(
    reader: EventReader, name: str, events: Sequence[Component]
) -> tuple[tuple[ExchangedMeeting, ...], list[Finding]]:
    """The meetings, of two with one UID the newer; and a finding for each event left out."""
    meetings: dict[str, ExchangedMeeting] = {}
    refused = []
    for event in events:
        try:
            read = reader.read(event)
        except InvalidValue as error:
            refused.append(_left_out(name, event.number, str(error)))
            continue
        other = meetings.setdefault(read.entry.uid, read)
        if other is not read:
            older, newer = sorted((other, read), key=_precedence)
            reason = f"the event of line {newer.line} has the same UID and is not older"
            refused.append(_left_out(name, older.line, reason))
            meetings[read.entry.uid] = newer
    return tuple(meetings.values()), refused


def _precedence(meeting: ExchangedMeeting) -> tuple[int, str, int]:
    entry = meeting.entry
    return entry.sequence, entry.changed.isoformat(), meeting.line


def _left_out(name: str, line: int, reason: str) -> Finding:
    message = f"the event was left out: {reason}"
    return Finding(Severity.WARNING, message, f"{name}, line {line}")


def _as_finding(name: str, found: CalendarFinding) -> Finding:
    judged = found.defect.value
    return Finding(
        Severity.WARNING, f"{found.came}: {judged.rule}", f"{name}, line {found.line or 1}"
    )


def _not_taken(name: str, events: Sequence[Component]) -> Iterator[Finding]:
    """A note of what events hold beside what a meeting is made of."""
    held: Counter[str] = Counter()
    for event in events:
        held.update(line.name for line in event.lines)
        held.update(part.kind for part in event.parts)
    counts = [counted(held[one], noun) for one, noun in _NOT_TAKEN.items() if held[one]]
    if counts:
        yield Finding(Severity.NOTE, f"{listed(counts)} of its events: not imported", name)


def _shortened(found: Sequence[Finding]) -> tuple[Finding, ...]:
    if len(found) <= _SHOWN:
        return tuple(found)
    more = Finding(Severity.WARNING, f"and {len(found) - _SHOWN} more like these")
    return (*found[:_SHOWN], more)
