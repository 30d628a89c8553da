"""Busy times of people and bodies: stored by name, replaced whole, shown, discarded."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import AmbiguousName, Finding, InvalidValue, NotFound, Severity
from scheduler.imports.busy.calendars import ReadCalendar, read_calendar
from scheduler.model.body import Body, Person
from scheduler.model.busy import KeptCalendar
from scheduler.model.series import Series
from scheduler.planning.busy import BusySpans, instant
from scheduler.planning.busy_calendar import MOST_A_DAY, BusyCalendar, Window, busy_in
from scheduler.secretariat.busy_names import calendars_named
from scheduler.secretariat.kept_times import busy_spans, keep_times, kept_calendar, known_names
from scheduler.secretariat.naming import find_body, find_person
from scheduler.secretariat.texts import one_line

_HOUR = 3600
_COMPARED = timedelta(days=365)
_LONGEST_SHOWN = timedelta(days=3653)


@dataclass(frozen=True, slots=True)
class CalendarSource:
    """The files of a calendar by name and content, and how they are read.

    Without a zone, dates and floating times are read in the one that the files name, else in that
    of the first series.
    """

    name: str
    files: Sequence[tuple[str, bytes]]
    zone: ZoneInfo | None = None
    keep_titles: bool = False


@dataclass(frozen=True, slots=True)
class BusyImport:
    """What an import stored, and what it changed; `before` is None for a name that is new.

    Hours are those of the year from the import on.
    """

    name: str
    whose: str
    zone: str
    events: int
    before: int | None
    left_out: int
    hours: float
    hours_more: float
    hours_fewer: float
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class BusyRow:
    """A name whose busy times are known."""

    name: str
    whose: str
    events: int
    zone: str
    file_name: str
    has_titles: bool
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class ShownSpan:
    """A time that is taken, as the clocks of the calendar's zone show it."""

    start: datetime
    end: datetime
    title: str


def import_busy(
    session: Session, name: str, source: CalendarSource, *, now: datetime
) -> BusyImport:
    """Store somebody's busy times, in place of those known under this name.

    Raises InvalidValue where nothing is left of files of which something could not be read.
    """
    name = one_line("the name", name)
    read = _read(session, source)
    known = _known(session, name)
    events = len(read.calendar.events) + len(read.calendar.spans)
    if read.left_out and not events:
        raise _nothing_left(source, read)
    old = _next_year(session, known, now) if known else BusySpans()
    kept, before = known or KeptCalendar(name=name), known.events if known else None
    kept.person, kept.body = _bearer(session, name)
    kept.zone, kept.file_name = read.calendar.zone.key, source.name
    kept.content_hash, kept.has_titles = _hash(source), source.keep_titles
    kept.events, kept.imported_at = events, now
    session.add(kept)
    session.flush()
    keep_times(session, kept, read.calendar, now=now)
    new = _next_year(session, kept, now)
    both = BusySpans((*old, *new)).total
    return BusyImport(
        name=kept.name,
        whose=_whose(kept),
        zone=kept.zone,
        events=events,
        before=before,
        left_out=read.left_out,
        hours=_hours(new.total),
        hours_more=_hours(both - old.total),
        hours_fewer=_hours(both - new.total),
        findings=(*read.findings, *_unceasing(read.calendar, now)),
    )


def list_busy(session: Session) -> list[BusyRow]:
    """Everybody whose busy times are known, by name."""
    return [
        BusyRow(
            name=each.name,
            whose=_whose(each),
            events=each.events,
            zone=each.zone,
            file_name=each.file_name,
            has_titles=each.has_titles,
            imported_at=each.imported_at,
        )
        for each in session.scalars(select(KeptCalendar).order_by(KeptCalendar.name))
    ]


def show_busy(session: Session, name: str, *, first: date, last: date) -> list[ShownSpan]:
    """The times taken from one day to another, both included, in the calendar's zone.

    Where titles were kept each event has its own; else times that meet are one.
    """
    kept = find_busy(session, name)
    zone = ZoneInfo(kept.zone)
    since = datetime.combine(first, time(), zone)
    until = datetime.combine(last + timedelta(days=1), time(), zone)
    if not timedelta() < until - since <= _LONGEST_SHOWN:
        expected = f"a day from {first} on, and not more than ten years later"
        raise InvalidValue("the last day", last.isoformat(), expected)
    titled = _by_title(session, kept, since, until)
    return sorted(
        (
            ShownSpan(instant(start).astimezone(zone), instant(end).astimezone(zone), title)
            for title, spans in titled
            for start, end in spans
        ),
        key=lambda shown: (shown.start, shown.end, shown.title),
    )


def discard_busy(session: Session, name: str) -> str:
    """Forget somebody's busy times for good; the name under which they were known."""
    kept = find_busy(session, name)
    session.delete(kept)
    session.flush()
    return kept.name


def find_busy(session: Session, name: str) -> KeptCalendar:
    """The calendar that a name means; raises NotFound, or AmbiguousName with the candidates."""
    found = calendars_named(session, [name])[name]
    if not found:
        raise NotFound("busy calendar", name, known_names(session))
    if len(found) > 1:
        raise AmbiguousName("busy calendar", name, [one.name for one in found])
    return found[0]


def _read(session: Session, source: CalendarSource) -> ReadCalendar:
    first = session.scalar(select(Series.zone).order_by(Series.id).limit(1))
    return read_calendar(
        source.files,
        zone=source.zone,
        usual_zone=ZoneInfo(first or "UTC"),
        keep_titles=source.keep_titles,
    )


def _nothing_left(source: CalendarSource, read: ReadCalendar) -> InvalidValue:
    problems = "".join(f"\n  {one.where}: {one.message}" for one in read.findings)
    expected = f"an event that can be read; nothing was stored:{problems}"
    return InvalidValue("the calendar", source.name, expected)


def _known(session: Session, name: str) -> KeptCalendar | None:
    """The calendar that an import replaces: no other name is near enough to lose its times."""
    # SQLite lowers ASCII alone, so names are compared here.
    every = session.scalars(select(KeptCalendar)).all()
    return next((each for each in every if each.name.casefold() == name.casefold()), None)


def _bearer(session: Session, name: str) -> tuple[Person | None, Body | None]:
    """The person or body that bears the name, if the record has one."""
    try:
        return find_person(session, name), None
    except NotFound:
        pass
    try:
        return None, find_body(session, name)
    except NotFound:
        return None, None


def _whose(kept: KeptCalendar) -> str:
    if kept.person:
        return f"{kept.person.name} of {kept.person.party.code}"
    return f"{kept.body.code} of {kept.body.party.code}" if kept.body else ""


def _hash(source: CalendarSource) -> str:
    hashes = [hashlib.sha256(content).hexdigest() for _, content in source.files]
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()


def _next_year(session: Session, kept: KeptCalendar, now: datetime) -> BusySpans:
    return busy_spans(session, kept, now, now + _COMPARED)


def _hours(seconds: int) -> float:
    return round(seconds / _HOUR, 1)


def _unceasing(calendar: BusyCalendar, now: datetime) -> list[Finding]:
    """Events that come so often that they were taken to go on all the time."""
    window = Window(calendar.zone, now, now + _COMPARED)
    return [
        Finding(
            Severity.WARNING,
            f"an event that started on {event.times.start:%Y-%m-%d} comes more than {MOST_A_DAY} "
            "times a day: it is taken to go on all the time",
        )
        for event in calendar.events
        if window.is_unceasing(event)
    ]


def _by_title(
    session: Session, kept: KeptCalendar, since: datetime, until: datetime
) -> list[tuple[str, BusySpans]]:
    if not kept.has_titles:
        return [("", busy_spans(session, kept, since, until))]
    calendar = kept_calendar(session, kept)
    events = [
        (event.title, busy_in(BusyCalendar(calendar.zone, (event,)), since, until))
        for event in calendar.events
    ]
    return [*events, ("", busy_in(BusyCalendar(calendar.zone, (), calendar.spans), since, until))]
