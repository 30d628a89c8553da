"""The times of an event's lines, read in the zones that the file means."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.errors import InvalidValue
from scheduler.imports.busy.components import Component
from scheduler.imports.busy.findings import Findings
from scheduler.imports.busy.lines import Line
from scheduler.imports.busy.zones import zone_called
from scheduler.planning.clock_seconds import second_of
from scheduler.recurrence.moment_text import read_moment
from scheduler.recurrence.set_text.periods import read_duration, read_period

_LONGEST = timedelta(days=3653)
_BEARABLE = "an event of at most ten years"
_MILLIONS = re.compile(r"\+?P[0-9WDTHMS]*[0-9]{7}[0-9WDTHMS]*")
_SET = ("RRULE", "RDATE", "EXRULE", "EXDATE")


class Moments:
    """Reads times; a zone that nobody knows is said once, and read as the calendar's own."""

    def __init__(self, zone: ZoneInfo, findings: Findings) -> None:
        self.zone = zone
        self._findings = findings
        self._known: dict[tuple[str, str], ZoneInfo] = {}

    def moment(self, component: Component, line: Line) -> date:
        """The date or time of a line. Raises InvalidValue where it says none."""
        try:
            value = read_moment(line.value.upper())
        except ValueError:
            expected = f"a time such as {line.name}:20270601T090000Z"
            raise InvalidValue(line.name, line.value[:40], expected) from None
        if isinstance(value, datetime) and value.tzinfo is None:
            return value.replace(tzinfo=self._zone(component, line))
        return value

    def set_lines(self, component: Component, start: Line) -> list[str]:
        """The lines of the event's recurrence set, their zones under the names that are known."""
        lines = (start, *(line for line in component.lines if line.name in _SET))
        return [self._said(component, line) for line in lines]

    def length(self, component: Component, start: date) -> tuple[timedelta, bool] | None:
        """How long an event takes, and whether that counts days on the calendar.

        None where neither DTEND nor DURATION says it. Raises InvalidValue for what is no length.
        """
        if line := component.first("DTEND"):
            return self._until(self.moment(component, line), start)
        if line := component.first("DURATION"):
            # PT48H are hours that pass; P2D are days of the calendar (RFC 5545 3.3.6).
            return _duration(line), not line.value.upper().lstrip("+").startswith("PT")
        return None

    def periods(self, component: Component) -> Iterator[tuple[int, int]]:
        """The busy periods of a component of free/busy times (RFC 5545 3.8.2.6)."""
        for line in component.lines:
            if line.name == "FREEBUSY" and (line.parameter("FBTYPE") or "").upper() != "FREE":
                for text in filter(None, line.value.upper().split(",")):
                    yield self._period(line, text)

    def _period(self, line: Line, text: str) -> tuple[int, int]:
        try:
            period = read_period(text, UTC)
        except ValueError:
            expected = "a period such as 20270601T090000Z/PT1H"
            raise InvalidValue(line.name, text[:40], expected) from None
        return second_of(period.start, self.zone), second_of(period.ends, self.zone)

    def _until(self, end: date, start: date) -> tuple[timedelta, bool]:
        if isinstance(end, datetime) is not isinstance(start, datetime):
            raise InvalidValue("DTEND", end.isoformat(), "a date or a time as DTSTART is")
        length = timedelta(seconds=second_of(end, self.zone) - second_of(start, self.zone))
        if not isinstance(start, datetime):
            # Some programs end a day on itself, and mean all of it.
            length = max(timedelta(days=(end - start).days), timedelta(days=end == start))
        if length < timedelta():
            raise InvalidValue("DTEND", end.isoformat(), f"a time after {start.isoformat()}")
        return _bearable("DTEND", length), not isinstance(start, datetime)

    def _zone(self, component: Component, line: Line) -> ZoneInfo | None:
        """The zone of a line's TZID; None where it has none."""
        tzid = line.parameter("TZID")
        if tzid is None:
            return None
        key = component.file.name, tzid
        if key not in self._known:
            found = zone_called(tzid, component.file.locations)
            if found is None:
                said = f"the time zone {tzid[:60]!r} is not known; read as {self.zone.key}"
                self._findings.say(component, said, line)
            self._known[key] = found or self.zone
        return self._known[key]

    def _said(self, component: Component, line: Line) -> str:
        zone, kind = self._zone(component, line), line.parameter("VALUE")
        parameters = f";VALUE={kind}" * bool(kind) + (f";TZID={zone.key}" if zone else "")
        return f"{line.name}{parameters}:{line.value}"


def _duration(line: Line) -> timedelta:
    try:
        length = read_duration(line.value.upper())
    except ValueError:
        is_long = _MILLIONS.fullmatch(line.value.upper())
        expected = _BEARABLE if is_long else "a duration of zero or more, such as PT1H30M"
        raise InvalidValue(line.name, line.value[:40], expected) from None
    return _bearable(line.name, length)


def _bearable(what: str, length: timedelta) -> timedelta:
    if length > _LONGEST:
        raise InvalidValue(what, f"{length.days} days later", _BEARABLE)
    return length
