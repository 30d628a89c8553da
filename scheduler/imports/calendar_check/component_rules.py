"""What is wrong with a component: properties that lack or repeat, and times that contradict."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.imports.busy.zones import zone_called
from scheduler.imports.calendar_check.components import SHAPES, Component
from scheduler.imports.calendar_check.defects import Defect
from scheduler.imports.calendar_check.findings import Findings
from scheduler.imports.calendar_check.lines import ContentLine
from scheduler.imports.calendar_check.value_types import is_day_duration, moment

_NO_LOCATIONS: Mapping[str, str] = {}
# An alarm's own requirements follow from what it does (RFC 5545 3.6.6).
_OF_ACTION = {"DISPLAY": ("DESCRIPTION",), "EMAIL": ("DESCRIPTION", "SUMMARY", "ATTENDEE")}


def judge_component(component: Component, findings: Findings, *, has_method: bool) -> None:
    """Judge which properties stand in a component, and what its times say together."""
    shape = SHAPES.get(component.kind)
    if shape is None:
        return
    counts = Counter(line.name for line in component.lines)
    required = (*shape.required, *_required_by_others(component, has_method=has_method))
    for name in required:
        if not counts[name]:
            came = f"{component.kind} without {name}"
            findings.add(component.number, Defect.MISSING, came)
    for name, count in counts.items():
        if count > 1 and name in shape.once:
            again = component.all(name)[1]
            findings.add(again.number, Defect.REPEATED, f"{count} times {name}")
    if component.kind not in {"VALARM", "VTIMEZONE"}:
        _judge_end(component, findings)


def _required_by_others(component: Component, *, has_method: bool) -> tuple[str, ...]:
    if component.kind == "VEVENT" and not has_method:
        return ("DTSTART",)
    if component.kind == "VALARM" and (action := component.first("ACTION")):
        return _OF_ACTION.get(action.value.upper(), ())
    return ()


def _judge_end(component: Component, findings: Findings) -> None:
    start, end = component.first("DTSTART"), component.first("DTEND") or component.first("DUE")
    duration = component.first("DURATION")
    if end and duration:
        findings.add(duration.number, Defect.END_AND_DURATION, f"{end.name} and {duration}")
    begins = start and moment(start.value)
    if start is None or begins is None:
        return
    if duration and not isinstance(begins, datetime) and not is_day_duration(duration.value):
        findings.add(duration.number, Defect.MIXED_KINDS, f"{start} with {duration}")
    ends = end and moment(end.value)
    if end and ends is not None:
        if _kind(start, begins) != _kind(end, ends):
            findings.add(end.number, Defect.MIXED_KINDS, f"{start} with {end}")
        elif _is_later_or_same(start, begins, end, ends):
            findings.add(end.number, Defect.END_BEFORE_START, f"{start} with {end}")


def _kind(line: ContentLine, value: date) -> str:
    """A date, a floating time, or a time whose instant is known."""
    if not isinstance(value, datetime):
        return "date"
    return "floating" if value.tzinfo is None and line.tzid is None else "instant"


def _is_later_or_same(start: ContentLine, begins: date, end: ContentLine, ends: date) -> bool:
    """True where the start is not before the end; False too where nobody can tell."""
    if not isinstance(begins, datetime) or not isinstance(ends, datetime):
        return begins >= ends
    if start.tzid == end.tzid and begins.tzinfo is ends.tzinfo:
        return begins >= ends
    one, other = in_its_zone(start, begins), in_its_zone(end, ends)
    # A difference, which Python tells of all times, even where one in UTC is none.
    return bool(one and other and one - other >= timedelta())


def in_its_zone(line: ContentLine, value: datetime) -> datetime | None:
    """The time in the zone of its line, if that is known by name; a file's own are never run."""
    if value.tzinfo is not None:
        return value.astimezone(UTC)
    zone: ZoneInfo | None = zone_called(line.tzid or "", _NO_LOCATIONS)
    return value.replace(tzinfo=zone) if zone else None
