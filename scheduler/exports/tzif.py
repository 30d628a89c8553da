"""Time zones as the pinned `tzdata` package holds them: TZif files with a footer (RFC 8536).

The system's own files are never read, so that the same record gives the same bytes everywhere.
"""

import re
import struct
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import resources
from io import BytesIO
from itertools import pairwise

from scheduler.errors import InvalidValue
from scheduler.recurrence import Frequency, RecurrenceSet, Rule, Weekday, WeekdayNum
from scheduler.tzdb import known_zone

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 -- every datetime of this module is naive and in UTC
_MAGIC = b"TZif"
_HEADER_SIZE = 44
_CYCLE = re.compile(
    r"(?P<std>[A-Za-z]+|<[^>]+>)(?P<std_offset>[-+\d:]+)"
    r"(?P<dst>[A-Za-z]+|<[^>]+>)(?P<dst_offset>[-+\d:]*)"
    r",M(?P<start>\d+\.\d\.\d)(?:/(?P<start_time>[-+\d:]+))?"
    r",M(?P<end>\d+\.\d\.\d)(?:/(?P<end_time>[-+\d:]+))?"
)


@dataclass(frozen=True, slots=True)
class LocalType:
    """A way of keeping time: the offset from UTC, whether it counts as summer time, its name."""

    offset: timedelta
    is_dst: bool
    name: str


@dataclass(frozen=True, slots=True)
class Transition:
    """A change of the clocks at an instant, naive and in UTC."""

    at: datetime
    before: LocalType
    after: LocalType

    @property
    def onset(self) -> datetime:
        """The wall time of the change as the clocks showed it before (RFC 5545 3.6.5)."""
        return self.at + self.before.offset


@dataclass(frozen=True, slots=True)
class YearlyDay:
    """A weekday of a month and a time from its midnight, which may be negative or beyond 24 h.

    `week` is 1 to 4, or 5 for the last; `weekday` counts from Sunday, 0 (POSIX TZ, `Mm.w.d/time`).
    """

    month: int
    week: int
    weekday: int
    time: timedelta

    @property
    def is_last(self) -> bool:
        """True if it is the last such weekday of its month."""
        return self.week == 5  # noqa: PLR2004 -- POSIX: week 5 means the last

    @property
    def rule(self) -> Rule:
        """The rule that gives its day in each year."""
        weekday = Weekday((self.weekday - 1) % 7)
        day = WeekdayNum(weekday, -1 if self.is_last else self.week)
        return Rule(Frequency.YEARLY, by_month=self.month, by_day=day)

    def onset(self, year: int) -> datetime:
        """The wall time in this year, by the clocks before the change."""
        days = RecurrenceSet(date(year, 1, 1), [self.rule], unmatched_start="omit")
        return datetime.combine(next(iter(days)), time()) + self.time


@dataclass(frozen=True, slots=True)
class Cycle:
    """The yearly change between two local types, for ever."""

    standard: LocalType
    daylight: LocalType
    start: YearlyDay
    end: YearlyDay

    def transitions(self, year: int) -> list[Transition]:
        """The two changes of a year, in order."""
        forth = (self.start, self.standard, self.daylight)
        back = (self.end, self.daylight, self.standard)
        changes = [
            Transition(when.onset(year) - before.offset, before, after)
            for when, before, after in (forth, back)
        ]
        return sorted(changes, key=lambda change: change.at)


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone: how it began, its single transitions, then from `cycle_from` on its cycle, if any.

    `cycle_from` is the first transition of the cycle.
    """

    first: LocalType
    transitions: tuple[Transition, ...]
    cycle: Cycle | None
    cycle_from: Transition | None


@cache
def read_zone(tzid: str) -> Zone:
    """The zone from the package's file; UnknownTimeZone for a name it does not hold."""
    path = resources.files("tzdata").joinpath("zoneinfo", *known_zone(tzid).split("/"))
    types, changes, footer = _decode(path.read_bytes())
    cycle = _cycle(footer)
    transitions = _named(types, changes)
    begins = _beginning(cycle, transitions) if cycle else None
    singles = (t for t in transitions if t.before != t.after and t != begins)
    return Zone(types[0], tuple(singles), cycle, begins)


def _decode(octets: bytes) -> tuple[list[LocalType], list[tuple[int, int]], str]:
    """The types, the pairs of instant and type, and the footer of the second, 64-bit block.

    RFC 8536 3.2 and 3.3; a block of 32-bit times for old readers comes first and is skipped.
    """
    file = BytesIO(octets)
    file.seek(octets.index(_MAGIC, len(_MAGIC)))
    _, _, _, times, types, letters = struct.unpack(">20x6l", file.read(_HEADER_SIZE))
    instants = struct.unpack(f">{times}q", file.read(8 * times))
    indexes = file.read(times)
    infos = [struct.unpack(">lBB", file.read(6)) for _ in range(types)]
    names = file.read(letters)
    local_types = [
        LocalType(timedelta(seconds=offset), bool(is_dst), _name(names, at))
        for offset, is_dst, at in infos
    ]
    footer = octets.rstrip(b"\n").rpartition(b"\n")[2].decode()
    return local_types, list(zip(instants, indexes, strict=True)), footer


def _name(names: bytes, at: int) -> str:
    return names[at : names.index(b"\0", at)].decode()


def _named(types: list[LocalType], changes: list[tuple[int, int]]) -> tuple[Transition, ...]:
    """The transitions; one that changes nothing can stand last, to say that the cycle waits."""
    after = [types[index] for _, index in changes]
    return tuple(
        Transition(EPOCH + timedelta(seconds=instant), before, now)
        for (instant, _), (before, now) in zip(changes, pairwise([types[0], *after]), strict=True)
    )


def _cycle(footer: str) -> Cycle | None:
    """The cycle a POSIX TZ text describes; None for a fixed offset. Offsets there count west."""
    if "," not in footer:
        return None
    found = _CYCLE.fullmatch(footer)
    if found is None:
        raise InvalidValue(
            what="the zone's rule", given=footer, expected="a rule by month, week and weekday"
        )
    offset = -_seconds(found["std_offset"])
    summer = -_seconds(found["dst_offset"]) if found["dst_offset"] else offset + timedelta(hours=1)
    return Cycle(
        LocalType(offset, is_dst=False, name=found["std"].strip("<>")),
        LocalType(summer, is_dst=True, name=found["dst"].strip("<>")),
        _yearly_day(found["start"], found["start_time"]),
        _yearly_day(found["end"], found["end_time"]),
    )


def _yearly_day(day: str, time: str | None) -> YearlyDay:
    month, week, weekday = (int(part) for part in day.split("."))
    return YearlyDay(month, week, weekday, _seconds(time or "2"))


def _seconds(text: str) -> timedelta:
    """`[+-]h[:mm[:ss]]` as a length of time."""
    parts = [int(part) for part in text.lstrip("+-").split(":")]
    hours, minutes, seconds = (*parts, 0, 0)[:3]
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -length if text.startswith("-") else length


def _beginning(cycle: Cycle, transitions: tuple[Transition, ...]) -> Transition:
    """The cycle's first change: the last single transition if it is one, else the next after."""
    last = transitions[-1].at if transitions else EPOCH
    return next(
        change
        for year in (last.year, last.year + 1)
        for change in cycle.transitions(year)
        if change.at > last or change in transitions[-1:]
    )
