"""VTIMEZONE components for IANA zones (RFC 5545 3.6.5): by rule where a zone has one.

Each onset is the wall time before the change, and each observance holds one onset or one rule:
lists of RDATEs are read wrongly by clients that are in use.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby

from scheduler.exports.content_lines import local
from scheduler.exports.tzif import EPOCH, Cycle, LocalType, Transition, YearlyDay, Zone, read_zone
from scheduler.recurrence import Frequency, Rule, Weekday

_MARGIN = timedelta(days=2)  # wall times of the window's first and last day reach into the next
_SOME_COMMON_YEAR = 2001
_FIRST_CHANGES, _LAST_CHANGES = 1800, 2400  # no zone has a single transition outside these years


@dataclass(frozen=True, slots=True)
class _Observance:
    """One STANDARD or DAYLIGHT component; `rule` is the text of its RRULE, or empty."""

    transition: Transition
    rule: str = ""

    def lines(self) -> Iterator[str]:
        before, after = self.transition.before, self.transition.after
        kind = _kind(before, after)
        yield f"BEGIN:{kind}"
        yield f"DTSTART:{local(self.transition.onset)}"
        if self.rule:
            yield f"RRULE:{self.rule}"
        yield f"TZOFFSETFROM:{_offset(before)}"
        yield f"TZOFFSETTO:{_offset(after)}"
        yield f"TZNAME:{after.name}"
        yield f"END:{kind}"


def vtimezone(tzid: str, first: date, last: date) -> str:
    """The VTIMEZONE, right for every wall time of the years of both days and those between.

    Where the zone has a rule, right for every later year too. Lines end in CRLF.
    Raises UnknownTimeZone.
    """
    return _component(tzid, max(first.year, _FIRST_CHANGES), min(last.year, _LAST_CHANGES))


@lru_cache(maxsize=1024)
def _component(tzid: str, first_year: int, last_year: int) -> str:
    start = datetime(first_year, 1, 1) - _MARGIN  # noqa: DTZ001 -- naive UTC, as tzif gives it
    stop = datetime(last_year, 12, 31) + _MARGIN  # noqa: DTZ001 -- naive UTC, as tzif gives it
    observances = sorted(_observances(read_zone(tzid), start, stop), key=_order)
    inner = (line for observance in observances for line in observance.lines())
    return "".join(
        f"{line}\r\n" for line in ("BEGIN:VTIMEZONE", f"TZID:{tzid}", *inner, "END:VTIMEZONE")
    )


def _order(observance: _Observance) -> tuple[datetime, str]:
    return observance.transition.at, observance.rule


def _observances(zone: Zone, start: datetime, stop: datetime) -> list[_Observance]:
    recurring = _recurring(zone)
    if recurring and recurring[1].transition.at <= start:
        return recurring
    before = [t for t in zone.transitions if t.at <= start]
    within = [t for t in zone.transitions if start < t.at < stop]
    known = [_Observance(t) for t in (_standing(zone, before, start), *within)]
    begun = recurring and recurring[0].transition.at < stop
    return known + recurring if begun else known


def _standing(zone: Zone, before: list[Transition], start: datetime) -> Transition:
    """The transition that made what holds at the start.

    One from before 1970 is replaced by "always so": old local mean times confuse clients.
    """
    now = before[-1] if before else Transition(EPOCH, zone.first, zone.first)
    if now.at >= EPOCH and before:
        return now
    return Transition(min(EPOCH, start) - now.after.offset, now.after, now.after)


def _recurring(zone: Zone) -> list[_Observance]:
    """The observances that the zone's cycle gives, with their first onsets, in order."""
    cycle, since = zone.cycle, zone.cycle_from
    if cycle is None or since is None:
        return []
    found = [
        _Observance(_first_in(cycle, after, month, since), rule)
        for when, after in ((cycle.start, cycle.daylight), (cycle.end, cycle.standard))
        for month, rule in _rules(when)
    ]
    return sorted(found, key=_order)


def _first_in(cycle: Cycle, after: LocalType, month: int, since: Transition) -> Transition:
    """The first change into this local type, from `since` on, whose onset is in the month.

    Days and weekdays meet again within 28 years, or 40 around a century.
    """
    return next(
        change
        for year in range(since.at.year, since.at.year + 41)
        for change in cycle.transitions(year)
        if change.after == after and change.onset.month == month and change.at >= since.at
    )


def _rules(when: YearlyDay) -> list[tuple[int, str]]:
    """The months that the onset may fall in, each with the RRULE for it.

    A time outside its day (Gaza's hour 50, Nuuk's -1) moves the onset to another day, which can
    lie in the next month (Cairo). No zone's does so around the end of February.
    """
    moved = when.time // timedelta(days=1)
    if not moved:
        return [(when.month, str(when.rule))]
    days = [day + timedelta(days=moved) for day in _candidates(when)]
    weekday = Weekday((when.weekday - 1 + moved) % 7)
    return [
        (month, str(_days_of_month(month, within, weekday)))
        for month, within in groupby(days, key=lambda day: day.month)
    ]


def _candidates(when: YearlyDay) -> list[date]:
    """The days of a common year that the weekday may fall on before it is moved."""
    year, month = _SOME_COMMON_YEAR, when.month
    last = monthrange(year, month)[1]
    first = last - 6 if when.is_last else 7 * when.week - 6
    return [date(year, month, day) for day in range(first, first + 7)]


def _days_of_month(month: int, days: Iterable[date], weekday: Weekday) -> Rule:
    numbers = [day.day for day in days]
    return Rule(Frequency.YEARLY, by_month=month, by_month_day=numbers, by_day=weekday)


def _kind(before: LocalType, after: LocalType) -> str:
    """DAYLIGHT where summer time is involved and the clocks go forward.

    So Dublin's, whose law calls winter the exception, reads as clients expect it.
    """
    forward = after.offset > before.offset
    return "DAYLIGHT" if forward and (before.is_dst or after.is_dst) else "STANDARD"


def _offset(local_type: LocalType) -> str:
    total = int(local_type.offset.total_seconds())
    minutes, seconds = divmod(abs(total), 60)
    tail = f"{seconds:02d}" if seconds else ""
    return f"{'-' if total < 0 else '+'}{minutes // 60:02d}{minutes % 60:02d}{tail}"
