"""A person's calendar from its files: one `.ics` file, or a folder of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from scheduler.errors import Finding, InvalidValue
from scheduler.imports.busy.components import MOST_EVENTS, CalendarFile, Component
from scheduler.imports.busy.events import EventReader
from scheduler.imports.busy.findings import Findings
from scheduler.imports.busy.lines import LARGEST, CalendarText
from scheduler.imports.busy.zones import zone_called
from scheduler.planning.busy_calendar import BusyCalendar

# Some rules take milliseconds to ask: that many answer in seconds.
MOST_RECURRING = 2_000


@dataclass(frozen=True, slots=True)
class ReadCalendar:
    """The times of a calendar, how many components it had, and how many could not be read."""

    calendar: BusyCalendar
    components: int
    left_out: int
    findings: tuple[Finding, ...]


def read_calendar(
    files: Iterable[tuple[str, bytes]],
    *,
    zone: ZoneInfo | None,
    usual_zone: ZoneInfo,
    keep_titles: bool = False,
) -> ReadCalendar:
    """The busy times of files, given by name and content, that make one calendar together.

    `zone` is the person's; where it is not said, the one that the first file names for itself, else
    the usual one. An event that cannot be read is left out, and said. Raises InvalidFile for a file
    that is no calendar, InvalidValue for too many events.
    """
    read = [CalendarFile(CalendarText(name, content)) for name, content in files]
    components = [component for file in read for component in file.components]
    _require_bearable(components)
    findings = Findings()
    chosen = zone or _own_zone(read) or usual_zone
    reader = EventReader(chosen, findings, keep_titles=keep_titles)
    events = [event for group in _by_uid(components) for event in reader.read(group)]
    free_busy = (each for each in components if each.kind == "VFREEBUSY")
    spans = [span for component in free_busy for span in reader.spans(component)]
    calendar = BusyCalendar(chosen, tuple(events), tuple(spans))
    return ReadCalendar(calendar, len(components), findings.left_out, findings.all())


def _own_zone(files: Iterable[CalendarFile]) -> ZoneInfo | None:
    named = (zone_called(file.zone, file.locations) for file in files if file.zone)
    return next((zone for zone in named if zone), None)


def _by_uid(components: Iterable[Component]) -> Iterable[list[Component]]:
    """The events of each UID; one without any stands alone."""
    groups: dict[object, list[Component]] = defaultdict(list)
    for component in components:
        if component.kind == "VEVENT":
            line = component.first("UID")
            groups[line.value if line and line.value else id(component)].append(component)
    return groups.values()


def _require_bearable(components: list[Component]) -> None:
    if len(components) > MOST_EVENTS:
        given = f"{len(components):,} events"
        raise InvalidValue("a calendar", given, f"at most {MOST_EVENTS:,}; export a shorter time")
    recurring = sum(1 for component in components if component.first("RRULE"))
    if recurring > MOST_RECURRING:
        given = f"{recurring:,} recurring events"
        raise InvalidValue("a calendar", given, f"at most {MOST_RECURRING:,}")


__all__ = ["LARGEST", "ReadCalendar", "read_calendar"]
