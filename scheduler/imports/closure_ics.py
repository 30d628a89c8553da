"""Closed days from an iCalendar file: whole-day events, expanded by our own engine.

Of each event only days, title and categories are read. Zones, alarms and attachments are not, and
no address is followed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from icalendar import Calendar, Component

from scheduler.errors import InvalidFile, Problem, SchedulerError
from scheduler.imports.closure_days import UNNAMED, ListedDay, plain_name
from scheduler.recurrence import RecurrenceSet, Rule

MOST_EVENTS = 2000
MOST_DAYS = 20_000
_MOST_LINES = 40_000
_BEGIN_EVENT = re.compile(r"^BEGIN:VEVENT[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_READ = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
_ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class _WholeDays:
    """An event of whole days: where it lies, how long it is, and its instances if it recurs."""

    start: date
    length: timedelta
    name: str
    kinds: tuple[str, ...]
    uid: str
    replaces: date | None
    instances: RecurrenceSet[date] | None
    replaced: set[date] = field(default_factory=set)

    def days_of(self, year: int) -> Iterator[date]:
        """Its days in a year, also where it began before."""
        first, after = date(year, 1, 1), date(year + 1, 1, 1)
        for start in self._starts(_before(first, self.length), after):
            since = max(start, first)
            days = min((self.length - (since - start)).days, (after - since).days)
            yield from (since + timedelta(days=count) for count in range(days))

    def _starts(self, since: date, until: date) -> Iterable[date]:
        if self.instances is None:
            return (self.start,) if since <= self.start < until else ()
        return (day for day in self.instances.between(since, until) if day not in self.replaced)


class ClosureEvents:
    """The whole-day events of a file; `with_hours` counts the others, which close no day."""

    def __init__(self, events: list[_WholeDays], with_hours: int, name: str) -> None:
        self._events, self.with_hours, self._name = events, with_hours, name

    @property
    def is_empty(self) -> bool:
        """Whether the file has no whole-day event at all."""
        return not self._events

    @property
    def years(self) -> set[int]:
        """The years in which events lie that do not recur."""
        return {one.start.year for one in self._events if one.instances is None}

    def days_of(self, year: int) -> tuple[ListedDay, ...]:
        """The closed days of a year; raises InvalidFile where events give more than a year has."""
        found: list[ListedDay] = []
        for event in self._events:
            for day in event.days_of(year):
                found += [ListedDay(day, event.name, kind) for kind in event.kinds]
                if len(found) > MOST_DAYS:
                    sentence = f"its events give more than {MOST_DAYS:,} days in {year}"
                    raise InvalidFile(self._name, [Problem(None, sentence)])
        return tuple(sorted(found))


def _before(first: date, length: timedelta) -> date:
    return first - min(length - _ONE_DAY, first - date.min)


def read_closure_ics(text: str, name: str) -> ClosureEvents:
    """The events of a file; raises InvalidFile with its problems.

    What says CANCELLED closes no day; an event that stands for one instance of another replaces it.
    """
    _require_bearable(text, name)
    try:
        calendar = Calendar.from_ical(text)
    except ValueError as error:
        reason = " ".join(str(error).split())[:200]
        sentence = f"it is not an iCalendar file: {reason}"
        raise InvalidFile(name, [Problem(None, sentence)]) from None
    problems: list[Problem] = []
    events: list[_WholeDays] = []
    with_hours = 0
    cancelled: list[tuple[str, date]] = []
    for component in calendar.walk("VEVENT"):
        try:
            event = _event(component)
        except (SchedulerError, ValueError) as error:
            problems.append(Problem(None, f"event {_titled(component)!r}: {error}"))
            continue
        if event is None:
            with_hours += 1
        elif str(component.get("STATUS", "")).upper() != "CANCELLED":
            events.append(event)
        elif event.replaces:
            cancelled.append((event.uid, event.replaces))
    if problems:
        raise InvalidFile(name, problems[:20])
    _replace(events, cancelled)
    return ClosureEvents(events, with_hours, name)


def _require_bearable(text: str, name: str) -> None:
    events = len(_BEGIN_EVENT.findall(text))
    if events > MOST_EVENTS:
        sentence = f"it has {events:,} events: expected a list of closed days, at most "
        raise InvalidFile(name, [Problem(None, f"{sentence}{MOST_EVENTS:,}")])
    if (lines := text.count("\n")) > _MOST_LINES:
        sentence = f"it has {lines:,} lines: expected at most {_MOST_LINES:,}"
        raise InvalidFile(name, [Problem(None, sentence)])


def _event(component: Component) -> _WholeDays | None:
    """The event if it takes whole days; raises ValueError where it cannot be read."""
    for prop, reason in component.errors:
        if prop in _READ:
            message = f"{prop} cannot be read ({reason})"
            raise ValueError(message)
    if "DTSTART" not in component:
        message = "it has no DTSTART"
        raise ValueError(message)
    start = _whole_day(_held(component, "DTSTART").dt)
    length = _length(component)
    if start is None or length is None:
        return None
    recurrence_id = _held(component, "RECURRENCE-ID")
    return _WholeDays(
        start=start,
        length=length,
        name=plain_name(_titled(component)) or UNNAMED,
        kinds=tuple(_kinds(component)) or ("",),
        uid=str(component.get("UID", "")),
        replaces=_as_day(recurrence_id.dt) if recurrence_id else None,
        instances=None if recurrence_id else _instances(component, start),
    )


def _whole_day(moment: date) -> date | None:
    """The day that begins then; None for an hour of the day."""
    if not isinstance(moment, datetime):
        return moment
    return moment.date() if moment.time() == time.min else None


def _as_day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _length(component: Component) -> timedelta | None:
    """How many whole days the event lasts; None if its end is an hour of a day."""
    start = _held(component, "DTSTART").dt
    if "DURATION" in component:
        length: timedelta = _held(component, "DURATION").dt
    elif "DTEND" not in component:
        return None if isinstance(start, datetime) else _ONE_DAY
    else:
        end = _whole_day(_held(component, "DTEND").dt)
        if end is None:
            return None
        length = end - _as_day(start)
    if length % _ONE_DAY:
        return None
    # Some programs end a day on itself.
    return max(length, _ONE_DAY)


def _instances(component: Component, start: date) -> RecurrenceSet[date] | None:
    """The recurrence set of the event; None if it does not recur."""
    rules = [
        Rule.parse(rule.to_ical().decode(), tolerant=True, start=start).value
        for rule in _all(component, "RRULE")
    ]
    dates = list(_days(component, "RDATE"))
    if not rules and not dates:
        return None
    excluded = list(_days(component, "EXDATE"))
    return RecurrenceSet(start, rules, dates, excluded, unmatched_start="include")


def _days(component: Component, prop: str) -> Iterator[date]:
    for listed in _all(component, prop):
        for one in listed.dts:
            moment = one.dt[0] if isinstance(one.dt, tuple) else one.dt
            yield _as_day(moment)


def _kinds(component: Component) -> Iterator[str]:
    for listed in _all(component, "CATEGORIES"):
        yield from (plain_name(str(kind)) for kind in listed.cats)


def _titled(component: Component) -> str:
    return str(component.get("SUMMARY", ""))[:300]


def _all(component: Component, prop: str) -> list[Any]:
    """The values of a property that may stand once, several times, or not at all."""
    held = _held(component, prop)
    return held if isinstance(held, list) else [] if held is None else [held]


def _held(component: Component, prop: str) -> Any:  # noqa: ANN401 -- each property has its type
    """What the library read of a property; None where there is none."""
    return component.get(prop)


def _replace(events: list[_WholeDays], cancelled: Iterable[tuple[str, date]]) -> None:
    """Take out of recurring events the instances for which another event stands, or none."""
    masters = {one.uid: one for one in events if one.instances is not None}
    moved = [(one.uid, one.replaces) for one in events if one.replaces]
    for uid, day in (*moved, *cancelled):
        if uid in masters:
            masters[uid].replaced.add(day)
