"""The components of a calendar file, and which properties each must and may have (RFC 5545 3.6)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from scheduler.imports.calendar_check.defects import Defect
from scheduler.imports.calendar_check.findings import Findings
from scheduler.imports.calendar_check.lines import ContentLine

CALENDAR = "VCALENDAR"
DEEPEST = 8  # the RFC has three; components that others define may stand deeper


@dataclass(slots=True)
class Component:
    """A component with its lines and its parts, in the order of the file."""

    kind: str
    number: int
    within: str
    lines: list[ContentLine] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[ContentLine]:
        """The lines of that name."""
        return [line for line in self.lines if line.name == name]

    def first(self, name: str) -> ContentLine | None:
        """The first line of that name; None where there is none."""
        return next((line for line in self.lines if line.name == name), None)

    def of_kind(self, *kinds: str) -> list["Component"]:
        """The parts of these kinds."""
        return [part for part in self.parts if part.kind in kinds]

    def everything(self) -> Iterator["Component"]:
        """The component, and whatever stands in it."""
        waiting = [self]
        while waiting:
            component = waiting.pop()
            yield component
            waiting += component.parts


class Shape(NamedTuple):
    """Where a component stands, what it must have, and what it may have once at most."""

    within: tuple[str, ...]
    required: tuple[str, ...]
    once: tuple[str, ...]


_OF_ENTRIES = (
    *("UID", "DTSTAMP", "DTSTART", "CLASS", "CREATED", "LAST-MODIFIED", "ORGANIZER", "SEQUENCE"),
    *("STATUS", "SUMMARY", "URL", "RECURRENCE-ID", "COLOR"),
)
_OF_TASKS = (*_OF_ENTRIES, "DESCRIPTION", "DURATION", "GEO", "LOCATION", "PRIORITY")
_ONSET = Shape(("VTIMEZONE",), (onset := ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO")), onset)
_ENTRY = ("UID", "DTSTAMP")
SHAPES = {
    CALENDAR: Shape(
        ("",),
        ("VERSION", "PRODID"),
        (
            *("VERSION", "PRODID", "CALSCALE", "METHOD", "UID", "LAST-MODIFIED", "URL"),
            *("REFRESH-INTERVAL", "SOURCE", "COLOR"),
        ),
    ),
    "VEVENT": Shape((CALENDAR,), _ENTRY, (*_OF_TASKS, "TRANSP", "DTEND")),
    "VTODO": Shape((CALENDAR,), _ENTRY, (*_OF_TASKS, "DUE", "COMPLETED", "PERCENT-COMPLETE")),
    "VJOURNAL": Shape((CALENDAR,), _ENTRY, _OF_ENTRIES),
    "VFREEBUSY": Shape(
        (CALENDAR,), _ENTRY, (*_ENTRY, "CONTACT", "DTSTART", "DTEND", "ORGANIZER", "URL")
    ),
    "VTIMEZONE": Shape((CALENDAR,), ("TZID",), ("TZID", "LAST-MODIFIED", "TZURL")),
    "STANDARD": _ONSET,
    "DAYLIGHT": _ONSET,
    "VALARM": Shape(
        ("VEVENT", "VTODO"),
        ("ACTION", "TRIGGER"),
        ("ACTION", "TRIGGER", "DURATION", "REPEAT"),
    ),
}


def read_components(lines: Iterable[ContentLine], findings: Findings) -> list[Component]:
    """The calendars of a file; what begins and ends wrongly goes to the findings."""
    root = Component("", 0, "")
    path, too_deep = [root], 0
    for line in lines:
        kind = line.value.strip().upper()
        if too_deep:
            too_deep += (line.name == "BEGIN") - (line.name == "END")
        elif line.name == "BEGIN" and len(path) > DEEPEST:
            too_deep = 1
            findings.add(line.number, Defect.TOO_DEEP, str(line))
        elif line.name == "BEGIN":
            _begin(path, Component(kind, line.number, path[-1].kind), findings)
        elif line.name == "END":
            _end(path, kind, line, findings)
        elif len(path) == 1:
            findings.add(line.number, Defect.OUTSIDE, str(line))
        else:
            path[-1].lines.append(line)
    _close(path, 1, findings)
    return root.of_kind(CALENDAR)


def _begin(path: list[Component], part: Component, findings: Findings) -> None:
    shape = SHAPES.get(part.kind)
    if shape and part.within not in shape.within:
        within = part.within or "no component"
        findings.add(part.number, Defect.MISPLACED, f"{part.kind} within {within}")
    elif not shape and not part.within:
        findings.add(part.number, Defect.OUTSIDE, f"BEGIN:{part.kind}")
    path[-1].parts.append(part)
    path.append(part)


def _end(path: list[Component], kind: str, line: ContentLine, findings: Findings) -> None:
    depth = next((at for at in range(len(path) - 1, 0, -1) if path[at].kind == kind), None)
    if depth is None:
        findings.add(line.number, Defect.STRAY_END, str(line))
        return
    _close(path, depth + 1, findings)
    path.pop()


def _close(path: list[Component], depth: int, findings: Findings) -> None:
    """Take off what is deeper, and say that it has no end."""
    for part in path[depth:]:
        findings.add(part.number, Defect.UNCLOSED, f"BEGIN:{part.kind}")
    del path[depth:]
