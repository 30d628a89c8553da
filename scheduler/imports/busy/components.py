"""The components of a calendar file, as the lines that are kept of each (RFC 5545 3.4, 3.6)."""

from dataclasses import dataclass, field

from scheduler.imports.busy.lines import CalendarText, Line

MOST_EVENTS = 50_000
DEEPEST = 10
_EVENTS = ("VEVENT", "VFREEBUSY")
_OF_CALENDAR = "VCALENDAR"


@dataclass(slots=True)
class Component:
    """An event or a component of free/busy times, with its lines in the order of the file."""

    file: "CalendarFile"
    begin: Line
    lines: list[Line] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """VEVENT or VFREEBUSY."""
        return self.begin.value.upper()

    def first(self, name: str) -> Line | None:
        """The first line of that name; None where there is none."""
        return next((line for line in self.lines if line.name == name), None)

    def value(self, name: str) -> str:
        """The value of the first line of that name, in upper case; empty where there is none."""
        line = self.first(name)
        return line.value.upper() if line else ""


class CalendarFile:
    """One file: its components, the zone that it names for itself, and where its zones lie.

    Raises InvalidFile for what is no iCalendar of version 2.0, is cut off, or has too many events.
    """

    def __init__(self, text: CalendarText) -> None:
        self.text = text
        self.zone: str | None = None
        self.locations: dict[str, str] = {}
        self.components: list[Component] = []
        self._open: list[str] = []
        self._tzid, self._has_calendar = "", False
        if (many := text.count_events()) > MOST_EVENTS:
            expected = f"expected at most {MOST_EVENTS:,}; export a shorter time"
            text.refuse(f"it has {many:,} events: {expected}")
        for line in text:
            self._take(line)
        if not self._has_calendar:
            text.refuse(f"it holds no calendar: expected BEGIN:{_OF_CALENDAR}")
        if self._open:
            text.refuse(f"it ends within {self._open[-1]}: expected END:{self._open[-1]}")

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.text.name

    def _take(self, line: Line) -> None:
        if line.name == "BEGIN":
            self._begin(line)
        elif line.name == "END":
            self._end(line)
        elif not self._open:
            self.text.refuse("a line stands outside of any calendar", line)
        elif self._open[-1] in _EVENTS:
            self.components[-1].lines.append(line)
        elif self._open[-1] == _OF_CALENDAR:
            self._describe(line)
        elif self._open[-1] == "VTIMEZONE":
            self._locate(line)

    def _begin(self, line: Line) -> None:
        kind = line.value.upper()
        if not self._open and kind != _OF_CALENDAR:
            self.text.refuse(f"it begins with {kind[:40]}: expected BEGIN:{_OF_CALENDAR}", line)
        if len(self._open) == DEEPEST:
            self.text.refuse(f"components stand {DEEPEST} deep in each other", line)
        if kind in _EVENTS and self._open[-1] != _OF_CALENDAR:
            self.text.refuse(f"{kind} stands within {self._open[-1]}: expected its end first", line)
        self._open.append(kind)
        self._has_calendar = True
        if kind in _EVENTS:
            self.components.append(Component(self, line))

    def _end(self, line: Line) -> None:
        kind = line.value.upper()
        if not self._open or self._open[-1] != kind:
            expected = f"END:{self._open[-1]}" if self._open else "nothing to end"
            self.text.refuse(
                f"END:{kind[:40]} stands where it ends nothing: expected {expected}", line
            )
        self._open.pop()

    def _describe(self, line: Line) -> None:
        if line.name == "VERSION" and line.value != "2.0":
            expected = "expected VERSION:2.0; export it again as iCalendar (.ics)"
            self.text.refuse(f"it is of version {line.value[:20]}: {expected}", line)
        if line.name == "X-WR-TIMEZONE":
            self.zone = line.value

    def _locate(self, line: Line) -> None:
        if line.name == "TZID":
            self._tzid = line.value
        elif line.name == "X-LIC-LOCATION":
            self.locations[self._tzid] = line.value
