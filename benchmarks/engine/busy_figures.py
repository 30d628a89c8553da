"""The busy calendar expanded over one year, in memory: ours whole, the peers on a sample."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from types import ModuleType
from typing import Any, TypeVar

from benchmarks.engine.busy_calendar import EVENTS, WINDOW, Event, events
from benchmarks.engine.engines import installed
from benchmarks.engine.equality import compare
from benchmarks.engine.report import Figure, Part, duration, number
from benchmarks.engine.stopwatch import QUICK_ROUNDS, ROUNDS, Timed, timed
from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.recurrence.overrides import Override

SECONDS_BAR = 0.25
SAMPLE, CALENDAR_SAMPLE = 1_000, 200
LOW, HIGH = WINDOW
_LAST = HIGH - timedelta(seconds=1)

Lists = list[list[datetime]]
Material = TypeVar("Material")


def parts(*, quick: bool) -> list[Part]:
    """One table: a row for each way to expand the calendar."""
    calendar = events(EVENTS // 10 if quick else EVENTS)
    scale = EVENTS / len(calendar)
    columns = ["who", "events", "instances", "time", "time for 20,000 events"]
    part = Part(f"Busy calendar of {EVENTS:,} recurring events, the year {LOW.year}", columns)
    rounds = QUICK_ROUNDS if quick else ROUNDS
    sets = _best(lambda: _sets(calendar), _expand, rounds)
    whole = _best(lambda: calendar, lambda read: _expand(_sets(read)), rounds)
    _row(part, "ours, sets in hand and never asked", calendar, sets)
    _row(part, "ours, from the texts of the rules", calendar, whole)
    part.figures.append(
        Figure("busy calendar: expansion", sets.microseconds * scale / 1e6, "s", bar=SECONDS_BAR)
    )
    _beside_dateutil(part, calendar, sets)
    _beside_calendar(part, calendar, sets)
    return [part]


def _best(
    prepare: Callable[[], Material], work: Callable[[Material], Lists], rounds: int
) -> Timed[Lists]:
    """The shortest run, each on material made afresh."""
    runs = [timed(partial(work, prepare()), first=True)[0] for _ in range(rounds)]
    return min(runs, key=lambda run: run.microseconds)


def _row(part: Part, who: str, sample: Sequence[Event], run: Timed[Lists]) -> None:
    scaled = run.microseconds * EVENTS / len(sample)
    many = f"{sum(map(len, run.result)):,}"
    time = (duration(run.microseconds), f"{number(scaled / 1e6)} s")
    part.rows.append([who, f"{len(sample):,}", many, *time])


def _sets(calendar: Sequence[Event]) -> list[RecurrenceSet[datetime]]:
    return [
        RecurrenceSet(
            event.start,
            (Rule.parse(event.text),),
            excluded=event.excluded,
            overrides=tuple(Override(original, place) for original, place in event.moved),
        )
        for event in calendar
    ]


def _expand(sets: Sequence[RecurrenceSet[datetime]]) -> Lists:
    return [list(each.between(LOW, HIGH)) for each in sets]


def _beside_dateutil(part: Part, calendar: Sequence[Event], ours: Timed[Lists]) -> None:
    module = installed("dateutil.rrule")
    if module is None:
        return
    chosen = slice(0, None, max(1, len(calendar) // SAMPLE))
    sample = calendar[chosen]
    run = _best(
        lambda: [_rruleset(module, event) for event in sample],
        lambda sets: [each.between(LOW, _LAST, inc=True) for each in sets],
        rounds=1,
    )
    _row(part, "dateutil alone, a sample", sample, run)
    for event, mine, theirs in zip(sample, ours.result[chosen], run.result, strict=True):
        compare(part, f"{event.text} from {event.start}", mine, {"dateutil": theirs})
    ratio = run.microseconds / len(sample) / (ours.microseconds / len(calendar))
    part.figures.append(Figure("busy calendar: dateutil alone", ratio, "times", "at least"))


def _rruleset(module: ModuleType, event: Event) -> Any:  # noqa: ANN401 -- dateutil is untyped
    """The event for dateutil, which knows no overrides: an EXDATE and an RDATE for each."""
    series = module.rruleset()
    series.rrule(module.rrulestr(event.text, dtstart=event.start))
    for excluded in event.excluded:
        series.exdate(excluded)
    for original, place in event.moved:
        series.exdate(original)
        series.rdate(place)
    return series


def _beside_calendar(part: Part, calendar: Sequence[Event], ours: Timed[Lists]) -> None:
    """recurring-ical-events, which expands a calendar that icalendar has read."""
    module, reader = installed("recurring_ical_events"), installed("icalendar")
    if module is None or reader is None:
        return
    chosen = slice(0, None, max(1, len(calendar) // CALENDAR_SAMPLE))
    sample = calendar[chosen]
    read = reader.Calendar.from_ical(_ical(sample))
    run = timed(lambda: [_starts(module.of(read).between(LOW, HIGH))], first=True)[0]
    _row(part, "recurring-ical-events, a sample", sample, run)
    mine = sorted(value.astimezone(UTC) for each in ours.result[chosen] for value in each)
    if mine != run.result[0]:
        lacking = sorted(set(run.result[0]) ^ set(mine))[:3]
        part.differences.append(
            f"recurring-ical-events: {len(mine)} against {len(run.result[0])}, such as {lacking}"
        )
    ratio = run.microseconds / len(sample) / (ours.microseconds / len(calendar))
    part.figures.append(Figure("busy calendar: recurring-ical-events", ratio, "times", "at least"))


def _starts(occurrences: Sequence[dict[str, object]]) -> list[datetime]:
    starts = [each["DTSTART"].dt for each in occurrences]  # type: ignore[attr-defined]  # untyped
    return sorted(start.astimezone(UTC) for start in starts if start < HIGH)


def _ical(sample: Sequence[Event]) -> str:
    blocks = [line for at, event in enumerate(sample) for line in _lines(f"{at}@bench", event)]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//EN", *blocks, _END])


_END = "END:VCALENDAR\r\n"


def _lines(uid: str, event: Event) -> list[str]:
    """The event and its overrides as components."""
    lines = [f"DTSTART{_time(event.start)}", f"RRULE:{event.text}"]
    lines += [f"EXDATE{_time(each)}" for each in event.excluded]
    blocks = _component(uid, lines)
    for original, place in event.moved:
        blocks += _component(uid, [f"DTSTART{_time(place)}", f"RECURRENCE-ID{_time(original)}"])
    return blocks


def _component(uid: str, lines: list[str]) -> list[str]:
    head = ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", "DURATION:PT0S"]
    return [*head, *lines, "END:VEVENT"]


def _time(value: datetime) -> str:
    if value.tzinfo is UTC:
        return f":{value:%Y%m%dT%H%M%SZ}"
    return f";TZID={value.tzinfo}:{value:%Y%m%dT%H%M%S}"
