"""Reading the files of 40 people, and expanding them over ten years, beside the peers."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.busy_people.files import EACH, PEOPLE, people
from benchmarks.engine.engines import installed
from benchmarks.engine.report import Figure, Part, duration, number
from benchmarks.engine.stopwatch import QUICK_ROUNDS, Timed, timed
from scheduler.imports.busy.calendars import read_calendar
from scheduler.planning.busy import BusySpans, instant, seconds
from scheduler.planning.busy_calendar import BusyCalendar, busy_in

EXPANSION_BAR = 20.0
LOW, HIGH = datetime(2026, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
_BRUSSELS = ZoneInfo("Europe/Brussels")
_COLUMNS = ("who", "events", "time", "µs an event")
_ALL = PEOPLE * EACH
_SHOWN = 3


def parts(*, quick: bool) -> list[Part]:
    """Two tables: reading, and expansion; of the peers only a sample is timed."""
    files = people(PEOPLE // 10 if quick else PEOPLE)
    sample = files[: 1 if quick else 2]
    return [_reading(files, sample), _expansion(files, sample)]


def _reading(files: list[bytes], sample: list[bytes]) -> Part:
    title = f"Reading {len(files)} files of {EACH} recurring events, {sum(map(len, files)):,} bytes"
    part = Part(title, _COLUMNS)
    ours = _row(part, "ours, what is kept", len(files), _best(partial(_read_all, files)))
    part.figures.append(Figure(f"busy times: reading {_ALL:,} events", ours * _ALL / 1e6, "s"))
    if icalendar := installed("icalendar"):
        read = icalendar.Calendar.from_ical
        run = timed(lambda: [read(each) for each in sample], first=True)[0]
        theirs = _row(part, "icalendar, everything, a sample", len(sample), run)
        part.figures.append(Figure("busy times: reading, icalendar", theirs / ours, "times"))
    return part


def _expansion(files: list[bytes], sample: list[bytes]) -> Part:
    title = f"Busy times of {len(files)} people from {LOW.year} to {HIGH.year}, the files read"
    part = Part(title, _COLUMNS)
    runs = [timed(partial(_expand, _read_all(files)), first=True)[0] for _ in range(QUICK_ROUNDS)]
    best = min(runs, key=lambda run: run.microseconds)
    ours = _row(part, "ours, to disjoint spans", len(files), best)
    name = f"busy times: ten years of {_ALL:,} events"
    part.figures.append(Figure(name, ours * _ALL / 1e6, "s"))
    reader, module = installed("icalendar"), installed("recurring_ical_events")
    if reader is None or module is None:
        return part
    read = [reader.Calendar.from_ical(each) for each in sample]
    run = timed(lambda: [module.of(each).between(LOW, HIGH) for each in read], first=True)[0]
    theirs = _row(part, "recurring-ical-events, a sample", len(sample), run)
    name = "busy times: expansion, recurring-ical-events"
    part.figures.append(Figure(name, theirs / ours, "times", "at least", EXPANSION_BAR))
    for person, (mine, events) in enumerate(zip(best.result, run.result, strict=False)):
        part.differences.extend(differences(f"person {person}", mine, spans_of(events)))
    return part


def _best(work: partial[list[BusyCalendar]]) -> Timed[list[BusyCalendar]]:
    return timed(work, rounds=QUICK_ROUNDS)[0]


def _read_all(files: Iterable[bytes]) -> list[BusyCalendar]:
    named = ([(f"{number}.ics", content)] for number, content in enumerate(files))
    return [read_calendar(each, zone=None, usual_zone=_BRUSSELS).calendar for each in named]


def _expand(calendars: list[BusyCalendar]) -> list[BusySpans]:
    return [busy_in(calendar, LOW, HIGH) for calendar in calendars]


def _row(part: Part, who: str, files: int, run: Timed[Any]) -> float:
    """Enter a run; its microseconds for one event."""
    each = run.microseconds / (files * EACH)
    part.rows.append([who, f"{files * EACH:,}", duration(run.microseconds), number(each)])
    return each


def spans_of(events: Iterable[Any]) -> BusySpans:
    """What the peer's events take of the window."""
    pairs = ((_second(each["DTSTART"].dt), _second(each["DTEND"].dt)) for each in events)
    return BusySpans(pairs).within(seconds(LOW), seconds(HIGH))


def _second(moment: date) -> int:
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return seconds(moment if moment.tzinfo else moment.replace(tzinfo=_BRUSSELS))


def differences(who: str, ours: BusySpans, theirs: BusySpans) -> list[str]:
    """The first few spans that one has and the other has not."""
    apart = sorted(set(ours) ^ set(theirs))
    shown = [f"{instant(start)} to {instant(end)}" for start, end in apart[:_SHOWN]]
    return [f"{who}: {len(apart)} spans, such as {', '.join(shown)}"] if apart else []
