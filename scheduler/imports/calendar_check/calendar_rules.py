"""What is wrong with a calendar as a whole: its method (RFC 5546), its zones (RFC 5545 3.6.5)."""

from scheduler.imports.calendar_check.components import Component
from scheduler.imports.calendar_check.defects import Defect
from scheduler.imports.calendar_check.findings import Findings
from scheduler.imports.calendar_check.lines import ContentLine

_METHODS = (
    *("PUBLISH", "REQUEST", "REPLY", "ADD", "CANCEL", "REFRESH", "COUNTER", "DECLINECOUNTER"),
)
_NEED_ATTENDEE = ("REQUEST", "REPLY", "REFRESH", "COUNTER")


def judge_calendar(calendar: Component, findings: Findings) -> None:
    """Judge the method and the zones of a calendar."""
    if not calendar.parts:
        findings.add(calendar.number, Defect.NO_COMPONENTS, "a calendar without components")
    if method := calendar.first("METHOD"):
        _judge_method(calendar, method, findings)
    _judge_zones(calendar, findings)


def _judge_method(calendar: Component, line: ContentLine, findings: Findings) -> None:
    method = line.value.upper()
    if method not in _METHODS:
        findings.add(line.number, Defect.UNKNOWN_METHOD, str(line))
        return
    for event in calendar.of_kind("VEVENT"):
        attendee = event.first("ATTENDEE")
        if method == "PUBLISH" and attendee:
            findings.add(attendee.number, Defect.PUBLISHED_ATTENDEE, str(attendee))
        if event.first("ORGANIZER") is None:
            is_public = method == "PUBLISH"
            defect = Defect.NO_ORGANIZER if is_public else Defect.MISSING_FOR_METHOD
            findings.add(event.number, defect, f"{method} without ORGANIZER")
        if method in _NEED_ATTENDEE and attendee is None:
            came = f"{method} without ATTENDEE"
            findings.add(event.number, Defect.MISSING_FOR_METHOD, came)


def _judge_zones(calendar: Component, findings: Findings) -> None:
    declared: dict[str, Component] = {}
    for zone in calendar.of_kind("VTIMEZONE"):
        tzid = zone.first("TZID")
        if not zone.of_kind("STANDARD", "DAYLIGHT"):
            came = f"VTIMEZONE {tzid.value if tzid else ''}".rstrip()
            findings.add(zone.number, Defect.ZONE_WITHOUT_OFFSET, came)
        if tzid and tzid.value in declared:
            findings.add(tzid.number, Defect.ZONE_TWICE, f"again {tzid}")
        elif tzid:
            declared[tzid.value] = zone
    used = _zones_used(calendar)
    for name, line in used.items():
        # One that begins with a slash is registered, and needs no declaration.
        if name not in declared and not name.startswith("/"):
            findings.add(line.number, Defect.UNDECLARED_ZONE, f"TZID={name}")
    for name, zone in declared.items():
        if name not in used:
            findings.add(zone.number, Defect.ZONE_UNUSED, f"VTIMEZONE {name}")
    _judge_order(calendar, findings)


def _zones_used(calendar: Component) -> dict[str, ContentLine]:
    """Each zone that is named, with the first line that names it."""
    used: dict[str, ContentLine] = {}
    for component in calendar.everything():
        for line in component.lines:
            if (tzid := line.tzid) and (tzid not in used or line.number < used[tzid].number):
                used[tzid] = line
    return used


def _judge_order(calendar: Component, findings: Findings) -> None:
    has_other = False
    for part in calendar.parts:
        if part.kind != "VTIMEZONE":
            has_other = True
        elif has_other:
            findings.add(part.number, Defect.ZONE_LATE, "a VTIMEZONE after another component")
