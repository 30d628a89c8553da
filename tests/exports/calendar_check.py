"""A judge of iCalendar files for what no validator at hand catches, written for tests alone.

It reads octets, shares no code with the writer nor with `scheduler feed check`, asks dateutil for
occurrences, and returns one sentence for each problem.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from dateutil.rrule import rrulestr

METHODS = {
    "PUBLISH",
    "REQUEST",
    "REPLY",
    "ADD",
    "CANCEL",
    "REFRESH",
    "COUNTER",
    "DECLINECOUNTER",
}
PARTSTATS = {"NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"}
VALUE_NEEDED = {
    "REFRESH-INTERVAL": "DURATION",
    "SOURCE": "URI",
    "CONFERENCE": "URI",
    "IMAGE": "URI",
}
LINE = re.compile(r'(?P<name>[A-Z0-9-]+)(?P<parameters>(?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:])*)*):(.*)')
PARAMETER = re.compile(r';([A-Z0-9-]+)=("[^"]*"|[^";:]*)')
UTC_TIME = re.compile(r"\d{8}T\d{6}Z")
MAILBOX = re.compile(r"mailto:[^@\s]+@[^@\s]+", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A content line, unfolded, with the number of its first physical line."""

    number: int
    name: str
    parameters: dict[str, str]
    value: str


@dataclass
class Component:
    name: str
    number: int
    lines: list[Line] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[Line]:
        return [line for line in self.lines if line.name == name]

    def first(self, name: str) -> Line | None:
        return next(iter(self.all(name)), None)

    def everything(self) -> Iterator[Line]:
        yield from self.lines
        for part in self.parts:
            yield from part.everything()


def problems_of(octets: bytes) -> list[str]:
    """Every problem of a file; the empty list for a good one."""
    found = list(_octet_problems(octets))
    lines, unreadable = _unfolded(octets)
    found += unreadable
    calendars, misnested = _tree(lines)
    found += misnested
    for calendar in calendars:
        found += _calendar_problems(calendar)
        for line in calendar.everything():
            found += _line_problems(line)
        found += _zone_problems(calendar)
        found += _event_problems(calendar)
    return found


def _octet_problems(octets: bytes) -> Iterator[str]:
    if octets.startswith(b"\xef\xbb\xbf"):
        yield "the file begins with a byte order mark"
    if not octets.endswith(b"\r\n"):
        yield "the file does not end in CRLF"
    bare = octets.replace(b"\r\n", b"")
    if b"\n" in bare or b"\r" in bare:
        yield "a line ends in CR or LF alone"
    for number, line in enumerate(octets.split(b"\r\n"), start=1):
        if len(line) > 75:
            yield f"line {number}: {len(line)} octets"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield f"line {number}: a character is split or not UTF-8"
        if re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", line):
            yield f"line {number}: a control character"


def _unfolded(octets: bytes) -> tuple[list[Line], list[str]]:
    whole: list[tuple[int, str]] = []
    text = octets.decode(errors="replace").replace("\r\n", "\n").removesuffix("\n")
    for number, physical in enumerate(text.split("\n"), start=1):
        if physical[:1] in {" ", "\t"} and whole:
            whole[-1] = (whole[-1][0], whole[-1][1] + physical[1:])
        else:
            whole.append((number, physical))
    lines, problems = [], []
    for number, content in whole:
        if match := LINE.fullmatch(content):
            parameters = dict(PARAMETER.findall(match["parameters"]))
            lines.append(Line(number, match["name"], parameters, match[3]))
        else:
            problems.append(f"line {number}: not a content line")
    return lines, problems


def _tree(lines: list[Line]) -> tuple[list[Component], list[str]]:
    root = Component("", 0)
    path, problems = [root], []
    for line in lines:
        if line.name == "BEGIN":
            part = Component(line.value, line.number)
            path[-1].parts.append(part)
            path.append(part)
        elif line.name == "END" and path[-1].name == line.value:
            path.pop()
        elif line.name == "END" or len(path) == 1:
            problems.append(f"line {line.number}: {line.name} outside its component")
        else:
            path[-1].lines.append(line)
    problems += [f"line {part.number}: {part.name} has no end" for part in path[1:]]
    return root.parts, problems


def _calendar_problems(calendar: Component) -> Iterator[str]:
    for name in ("VERSION", "PRODID"):
        if len(calendar.all(name)) != 1:
            yield f"{len(calendar.all(name))} times {name}"
    method = calendar.first("METHOD")
    if method and method.value not in METHODS:
        yield f"line {method.number}: unknown METHOD {method.value}"
    kinds = [part.name for part in calendar.parts]
    if kinds != sorted(kinds, key=lambda kind: kind != "VTIMEZONE"):
        yield "a VTIMEZONE stands after another component"
    if method and method.value == "PUBLISH":
        for line in calendar.everything():
            if line.name == "ATTENDEE":
                yield f"line {line.number}: an ATTENDEE in a published calendar"


def _line_problems(line: Line) -> Iterator[str]:
    needed = VALUE_NEEDED.get(line.name)
    if needed and line.parameters.get("VALUE") not in {needed, "BINARY"}:
        yield f"line {line.number}: {line.name} without VALUE={needed}"
    if line.name in {"DTSTAMP", "CREATED", "LAST-MODIFIED"} and not UTC_TIME.fullmatch(line.value):
        yield f"line {line.number}: {line.name} is not in UTC"
    if line.name in {"ORGANIZER", "ATTENDEE"} and not MAILBOX.fullmatch(line.value):
        yield f"line {line.number}: {line.name} is not a mailbox"
    if line.parameters.get("PARTSTAT", "ACCEPTED") not in PARTSTATS:
        yield f"line {line.number}: unknown PARTSTAT {line.parameters['PARTSTAT']}"
    if line.name == "COLOR" and not line.value.isalpha():
        yield f"line {line.number}: COLOR is not a name"


def _zone_problems(calendar: Component) -> Iterator[str]:
    zones = [part for part in calendar.parts if part.name == "VTIMEZONE"]
    declared = [line.value for zone in zones for line in zone.all("TZID")]
    for tzid in sorted({tzid for tzid in declared if declared.count(tzid) > 1}):
        yield f"TZID {tzid} is declared twice"
    used = [line for line in calendar.everything() if "TZID" in line.parameters]
    for line in used:
        if line.parameters["TZID"].strip('"') not in declared:
            yield f"line {line.number}: undeclared TZID {line.parameters['TZID']}"
    for tzid in declared:
        if tzid not in {line.parameters["TZID"].strip('"') for line in used}:
            yield f"TZID {tzid} is declared and not used"


def _event_problems(calendar: Component) -> Iterator[str]:
    events = [part for part in calendar.parts if part.name == "VEVENT"]
    masters: dict[str, Component] = {}
    for event in events:
        yield from _once(event)
        uid = event.first("UID")
        if uid and not event.all("RECURRENCE-ID"):
            if uid.value in masters:
                yield f"line {event.number}: a second event with UID {uid.value}"
            masters[uid.value] = event
    for event in events:
        yield from _until_problems(event)
        yield from _override_problems(event, masters)


def _once(event: Component) -> Iterator[str]:
    for name in ("UID", "DTSTAMP", "DTSTART"):
        if len(event.all(name)) != 1:
            yield f"line {event.number}: {len(event.all(name))} times {name}"


def _until_problems(event: Component) -> Iterator[str]:
    start = event.first("DTSTART")
    for rule in event.all("RRULE"):
        until = re.search(r"UNTIL=([^;]*)", rule.value)
        if start and "TZID" in start.parameters and until and not UTC_TIME.fullmatch(until[1]):
            yield f"line {rule.number}: UNTIL is not in UTC"


def _override_problems(event: Component, masters: dict[str, Component]) -> Iterator[str]:
    identity, uid = event.first("RECURRENCE-ID"), event.first("UID")
    if identity is None or uid is None:
        return
    master = masters.get(uid.value)
    start = master.first("DTSTART") if master else None
    if master is None or start is None:
        yield f"line {event.number}: an override without its master"
    elif identity.parameters != start.parameters:
        yield f"line {identity.number}: RECURRENCE-ID is not of the master's kind"
    elif not _is_occurrence(master, start, identity):
        yield f"line {identity.number}: RECURRENCE-ID is no occurrence"


def _is_occurrence(master: Component, start: Line, identity: Line) -> bool:
    rules = [re.sub(r";?UNTIL=[^;]*", "", line.value) for line in master.all("RRULE")]
    first, wanted = _moment(start.value), _moment(identity.value)
    return wanted == first or any(
        rrulestr(rule, dtstart=first).between(wanted, wanted, inc=True) for rule in rules
    )


def _moment(value: str) -> datetime:
    layout = "%Y%m%dT%H%M%S" if "T" in value else "%Y%m%d"
    return datetime.strptime(value.rstrip("Z"), layout).replace(tzinfo=UTC)
