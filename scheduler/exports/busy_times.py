"""A calendar's times as iCalendar text, in which nothing else stands: so they are stored."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from scheduler.exports.content_lines import title
from scheduler.planning.busy import instant
from scheduler.planning.busy_calendar import BusyCalendar, BusyEvent
from scheduler.recurrence import Override, RecurrenceSet
from scheduler.recurrence.moment_text import write_moment
from scheduler.recurrence.set_text.periods import write_duration

_SECOND, _DAY = timedelta(seconds=1), timedelta(days=1)


def busy_text(calendar: BusyCalendar) -> str:
    """The calendar as `imports.busy` reads it again; the zone is not in it.

    Events are numbered instead of bearing their UIDs, which may be addresses.
    """
    events = enumerate(calendar.events, start=1)
    lines = [line for number, event in events for line in _event(number, event)]
    return "\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", *lines, *_free_busy(calendar.spans), "END:VCALENDAR", ""]
    )


def _event(number: int, event: BusyEvent) -> Iterator[str]:
    head = ["BEGIN:VEVENT", f"UID:{number}"]
    yield from head
    if event.title:
        yield f"SUMMARY:{title(event.title)}"
    yield str(event.times)
    yield f"DURATION:{_length(event.length, is_nominal=event.is_nominal)}"
    yield "END:VEVENT"
    for override in event.times.overrides:
        yield from head
        yield _moment("RECURRENCE-ID;RANGE=THISANDFUTURE", override.recurrence_id)
        yield from _override(override)
        yield "END:VEVENT"


def _override(override: Override[date]) -> Iterator[str]:
    yield _moment("DTSTART", override.start)
    yield f"DURATION:{write_duration(override.duration or timedelta())}"


def _moment(name: str, moment: date) -> str:
    """A line with one date or time, in the words that a set has for its start."""
    if isinstance(moment, datetime) and moment.fold:
        moment = moment.astimezone(UTC)  # a wall time means the first of two
    return str(RecurrenceSet(moment)).replace("DTSTART", name, 1)


def _length(length: timedelta, *, is_nominal: bool) -> str:
    if is_nominal or length < _DAY:
        return write_duration(length)
    hours, seconds = divmod(length // _SECOND, 3600)
    return f"PT{hours}H{seconds // 60}M{seconds % 60}S"


def _free_busy(spans: Iterable[tuple[int, int]]) -> Iterator[str]:
    periods = [f"{_utc(start)}/{_utc(end)}" for start, end in spans]
    if periods:
        yield from ("BEGIN:VFREEBUSY", *(f"FREEBUSY:{each}" for each in periods), "END:VFREEBUSY")


def _utc(second: int) -> str:
    return write_moment(instant(second))
