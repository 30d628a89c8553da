"""Closure calendars from the files that describe them: adding a calendar is adding a file."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from scheduler.errors import InvalidFile, NotFound, Problem
from scheduler.files import read_text
from scheduler.imports.closure_tables import ClosureCalendarFile, EditionTable
from scheduler.imports.file_faults import faults_of
from scheduler.imports.public_holidays import EDITION, HolidayList, holiday_days
from scheduler.imports.toml_lines import TomlLines
from scheduler.planning.closure_rules.easter import FeastDay, easter_days
from scheduler.planning.closure_rules.recurring import RecurringEvent, recurring_days
from scheduler.planning.closure_rules.spans import YearlySpan, span_days
from scheduler.planning.closures import ClosureCalendar
from scheduler.planning.eu_institutions import eu_institution_days
from scheduler.planning.windows import SeriesWindow
from scheduler.recurrence import Rule
from scheduler.resources import resource


@cache
def known_calendars() -> tuple[str, ...]:
    """The keys of all calendars that a file describes, in the order of the alphabet."""
    folder = resource("calendars") / "closures"
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def calendar_file(key: str) -> ClosureCalendarFile:
    """What the file of a calendar says; raises NotFound with the known ones."""
    if key not in known_calendars():
        raise NotFound("closure calendar", key, known_calendars())
    return _read(resource("calendars") / "closures" / f"{key}.toml")


def closure_calendars(keys: Iterable[str], years: Iterable[int]) -> tuple[ClosureCalendar, ...]:
    """The editions of these calendars for these years: what is computed, then what is listed.

    One edition for each year that a rule computes: each can be replaced alone.
    """
    wanted = tuple(years)
    return tuple(edition for key in keys for edition in editions_of(calendar_file(key), wanted))


def editions_of(file: ClosureCalendarFile, years: tuple[int, ...]) -> Iterator[ClosureCalendar]:
    """The editions of one calendar that have to do with these years; lists come last."""
    frame = frame_of(file)
    if file.holidays:
        wanted = HolidayList(**file.holidays.model_dump())
        known, days = holiday_days(wanted, years)
        yield replace(frame, edition=EDITION, years=known, closures=days)
    for year in years:
        if (computed := _computed(file, year)) is not None:
            yield replace(frame, edition=f"rule {year}", years=(year,), closures=computed)
    for listed in file.editions:
        edition = _listed(frame, listed)
        if {*edition.years, *(day.year for day in edition.closures)} & set(years):
            yield edition


def frame_of(file: ClosureCalendarFile) -> ClosureCalendar:
    """What the calendar is, without a year and without a day."""
    return ClosureCalendar(
        key=file.key,
        name=file.name,
        edition="",
        provisional=file.provisional,
        source=file.source,
        years=(),
        closures={},
        kind=file.kind,
        place=file.place,
        binds=file.binds,
        hardness=file.hardness,
    )


def read_calendar_file(text: str, name: str) -> ClosureCalendarFile:
    """The calendar that a TOML text describes; raises InvalidFile with every problem, by line."""
    try:
        data, lines = tomllib.loads(text), TomlLines(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidFile(name, [Problem(None, f"it is not TOML: {error}")]) from None
    try:
        return ClosureCalendarFile.model_validate(data)
    except ValidationError as error:
        faults = faults_of(error, ClosureCalendarFile)
        found = {(lines.line_of(fault.path), fault.sentence) for fault in faults}
        raise InvalidFile(name, [Problem(*one) for one in sorted(found)]) from None


@cache
def _read(path: Path) -> ClosureCalendarFile:
    return read_calendar_file(read_text(path), path.name)


def _computed(file: ClosureCalendarFile, year: int) -> dict[date, str] | None:
    """The days of a year by the calendar's rule; None where it has none."""
    if file.institutions:
        return eu_institution_days(year, file.institutions.seat)
    if file.easter:
        feasts = [FeastDay(after, name) for name, after in file.easter.days.items()]
        return easter_days(file.easter.church, feasts, year)
    if file.spans:
        spans = [YearlySpan(SeriesWindow.parse(one.span), one.name) for one in file.spans]
        return span_days(spans, year)
    if file.events:
        events = [
            RecurringEvent(Rule.parse(one.rule), one.starts, one.days, one.name)
            for one in file.events
        ]
        return recurring_days(events, year)
    return None


def _listed(frame: ClosureCalendar, listed: EditionTable) -> ClosureCalendar:
    named = {day: name for name, days in listed.days.items() for day in days}
    return replace(
        frame,
        edition=listed.edition,
        provisional=listed.provisional,
        source=listed.source or frame.source,
        years=listed.years,
        closures=dict(sorted(named.items())),
    )
