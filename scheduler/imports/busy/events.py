"""The components of one UID, a master and its overrides, as the times that they take."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.errors import InvalidValue
from scheduler.imports.busy.components import Component
from scheduler.imports.busy.findings import Findings
from scheduler.imports.busy.lines import Line
from scheduler.imports.busy.moments import Moments
from scheduler.papers.clean import clean_text
from scheduler.planning.busy_calendar import BusyEvent
from scheduler.planning.clock_seconds import second_of
from scheduler.recurrence import Override, RecurrenceSet

_SET = ("RRULE", "RDATE", "EXRULE")
_FREE = ("FREE", "WORKINGELSEWHERE")
_LONGEST_TITLE = 200
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Departure:
    """An override: the instance it is of, and the event that takes place instead, if any does."""

    recurrence_id: date
    and_later: bool
    event: BusyEvent | None


class EventReader:
    """Reads events; what cannot be read is said and left out."""

    def __init__(self, zone: ZoneInfo, findings: Findings, *, keep_titles: bool) -> None:
        self._moments, self._findings = Moments(zone, findings), findings
        self._zone, self._keep_titles = zone, keep_titles

    def read(self, components: Sequence[Component]) -> list[BusyEvent]:
        """The events that the components of one UID make together."""
        latest = sorted(components, key=_precedence)
        masters = [each for each in latest if each.first("RECURRENCE-ID") is None]
        series = self._series(masters[-1]) if masters else None
        departures: dict[tuple[int, bool], _Departure] = {}
        for component in latest:
            if (line := component.first("RECURRENCE-ID")) and (
                found := self._departure(component, line, series)
            ):
                departures[second_of(found.recurrence_id, self._zone), found.and_later] = found
        if series is None:
            return [one.event for one in departures.values() if one.event]
        if not departures:
            return [series]
        return self._departed(masters[-1], series, list(departures.values()))

    def spans(self, component: Component) -> list[tuple[int, int]]:
        """The busy periods of a component of free/busy times."""
        try:
            return list(self._moments.periods(component))
        except InvalidValue as error:
            self._findings.leave_out(component, str(error))
            return []

    def _series(self, component: Component) -> BusyEvent | None:
        """A master with its recurrence set; None where it takes no time, or cannot be read."""
        if not _takes_time(component):
            return None
        try:
            event = self._event(component, timedelta())
        except InvalidValue as error:
            self._findings.leave_out(component, str(error))
            return None
        return event if event.length or event.times.dates else None

    def _departure(
        self, component: Component, line: Line, series: BusyEvent | None
    ) -> _Departure | None:
        """An override; None where it cannot be read."""
        try:
            recurrence_id = self._moments.moment(component, line)
            event = None
            if _takes_time(component):
                usual = series.length if series else timedelta()
                event = self._event(component, usual)
        except InvalidValue as error:
            self._findings.leave_out(component, str(error))
            return None
        if series:
            recurrence_id = self._alike(recurrence_id, series.times.start)
        is_later = (line.parameter("RANGE") or "").upper() == "THISANDFUTURE"
        return _Departure(recurrence_id, is_later, event if event and event.length else None)

    def _event(self, component: Component, usual: timedelta) -> BusyEvent:
        """What a component says of itself; `usual` is how long an override takes unless it says."""
        line = _require_start(component)
        start = self._moments.moment(component, line)
        is_day = not isinstance(start, datetime)
        said = self._moments.length(component, start)
        length, is_nominal = said or ((usual or _DAY if is_day else usual), is_day)
        times = self._times(component, line, start)
        return BusyEvent(times, length, is_nominal, self._title(component))

    def _times(self, component: Component, line: Line, start: date) -> RecurrenceSet[date]:
        """The recurrence set of a component; an override is one instance, whatever it says."""
        if component.first("RECURRENCE-ID") or not any(
            each.name in _SET for each in component.lines
        ):
            return RecurrenceSet(start)
        # A start that its rule does not give is undefined; calendars show it, so it takes time.
        lines = self._moments.set_lines(component, line)
        read = RecurrenceSet.parse(lines, tolerant=True, unmatched_start="include")
        for finding in read.findings:
            self._findings.say(component, finding.message)
        return read.value

    def _title(self, component: Component) -> str:
        line = component.first("SUMMARY") if self._keep_titles else None
        if line is None:
            return ""
        said = line.value.replace("\\n", " ").replace("\\N", " ").replace("\\", "")
        return " ".join(clean_text(said).split())[:_LONGEST_TITLE]

    def _departed(
        self, master: Component, series: BusyEvent, departures: Sequence[_Departure]
    ) -> list[BusyEvent]:
        """The series without the instances that depart from it, and what takes place instead.

        An override of one instance is an event of its own, unless EXDATE removed that; one of all
        later instances stays with the series, or ends it where it takes no time (RFC 5545 3.2.13).
        """
        removed = {second_of(each, self._zone) for each in series.times.excluded}
        single = [
            one
            for one in departures
            if not one.and_later and second_of(one.recurrence_id, self._zone) not in removed
        ]
        try:
            times = series.times
            for one in departures:
                if one.and_later and one.event is None:
                    times = times.split(one.recurrence_id)[0]
            times = times.with_fields(
                excluded=(*times.excluded, *(one.recurrence_id for one in single)),
                overrides=tuple(
                    self._later(one.recurrence_id, one.event, times.start)
                    for one in departures
                    if one.and_later and one.event
                ),
            )
        except InvalidValue as error:
            self._findings.leave_out(master, str(error))
            return [one.event for one in departures if one.event]
        return [replace(series, times=times), *(one.event for one in single if one.event)]

    def _later(self, recurrence_id: date, event: BusyEvent, start: date) -> Override[date]:
        begins = self._alike(event.times.start, start)
        return Override(recurrence_id, begins, duration=event.length, this_and_future=True)

    def _alike(self, moment: date, start: date) -> date:
        """The moment as the kind of time that a start is."""
        if not isinstance(start, datetime):
            return moment.date() if isinstance(moment, datetime) else moment
        if not isinstance(moment, datetime):
            return datetime.combine(moment, start.time(), start.tzinfo)
        if start.tzinfo is None:
            return moment.astimezone(self._zone).replace(tzinfo=None) if moment.tzinfo else moment
        return moment if moment.tzinfo else moment.replace(tzinfo=start.tzinfo)


def _takes_time(component: Component) -> bool:
    """False for what is cancelled or does not block time; Outlook's word counts before TRANSP."""
    if component.value("STATUS") == "CANCELLED":
        return False
    if outlook := component.value("X-MICROSOFT-CDO-BUSYSTATUS"):
        return outlook not in _FREE
    return component.value("TRANSP") != "TRANSPARENT"


def _require_start(component: Component) -> Line:
    line = component.first("DTSTART")
    if line is None:
        raise InvalidValue("an event", "without DTSTART", "the time at which it starts")
    return line


def _precedence(component: Component) -> tuple[int, str]:
    """Of two for one instance the higher SEQUENCE stands, then the later DTSTAMP."""
    sequence = component.value("SEQUENCE")
    is_number = sequence.isascii() and sequence.isdecimal() and len(sequence) < 10  # noqa: PLR2004 -- 3.3.8: 32 bits
    return int(sequence) if is_number else 0, component.value("DTSTAMP")
