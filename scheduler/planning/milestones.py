"""Deadlines counted from a meeting, in calendar days or in working days of the body that must act.

A working day is a weekday on which no blocking calendar of that body is closed. No deadline falls
on another day: one counted in calendar days moves on to the next working day away from the meeting.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduler.errors import InvalidValue
from scheduler.planning.closures import WEEKEND, Closure, ClosureCalendar, Closures, Hardness
from scheduler.planning.words import day_in_words

_TEXT = re.compile(r"(\d{1,3}) (working day|day|week)s? (before|after)", re.ASCII | re.IGNORECASE)
_EXPECTED = '"8 weeks before", "10 days before" or "5 working days after", from 1 to 999'
_DAYS_PER_WEEK = 7


class Pace(StrEnum):
    """What an offset counts."""

    WORKING_DAYS = "working day"
    DAYS = "day"
    WEEKS = "week"


class Side(StrEnum):
    """On which side of the meeting a milestone lies."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Offset:
    """How far from the meeting: before its first day, or after its last."""

    count: int
    pace: Pace
    side: Side

    def __post_init__(self) -> None:
        if self.count < 1:
            raise InvalidValue("the offset", str(self), _EXPECTED)

    @classmethod
    def parse(cls, text: str) -> "Offset":
        """Read "8 weeks before" or "5 working days after"."""
        found = _TEXT.fullmatch(" ".join(text.split()))
        if found is None:
            raise InvalidValue("the offset", text, _EXPECTED)
        return cls(int(found[1]), Pace(found[2].lower()), Side(found[3].lower()))

    def __str__(self) -> str:
        return f"{self.count} {self.pace}{'' if self.count == 1 else 's'} {self.side}"

    @property
    def step(self) -> int:
        """The direction in which days are counted: -1 or 1."""
        return -1 if self.side is Side.BEFORE else 1


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day of a milestone, and what it was computed with.

    `passed_over` are the closed weekdays that it was moved or lengthened by, in the order of
    counting. `editions` decided for the years it was counted in; `unknown` are the calendars and
    years for which none did, where every weekday counted as a working day.
    """

    day: date
    passed_over: tuple[Closure, ...] = ()
    editions: tuple[ClosureCalendar, ...] = ()
    unknown: tuple[tuple[str, int], ...] = ()

    @property
    def is_provisional(self) -> bool:
        """Whether a decision still to come may change the day."""
        return any(edition.provisional for edition in self.editions)


def is_working_day(day: date, closures: Closures, keys: Iterable[str]) -> bool:
    """Whether bodies that these calendars bind work on a day."""
    return not any(_closes(closure) for closure in closures.on(day, keys))


def deadline(
    offset: Offset, first: date, last: date, closures: Closures, keys: Sequence[str]
) -> Deadline:
    """When a milestone of a meeting is due that takes these days, both of them meeting days.

    Raises InvalidValue where the calendar ends before.
    """
    start = first if offset.side is Side.BEFORE else last
    passed: list[Closure] = []
    if offset.pace is Pace.WORKING_DAYS:
        days = _working_days(start, offset.step, closures, keys, passed)
        for _ in range(offset.count - 1):
            next(days)
    else:
        length = offset.count * (_DAYS_PER_WEEK if offset.pace is Pace.WEEKS else 1)
        # The day before the one it counts to, so that this one is asked first.
        before = _day(start.toordinal() + (length - 1) * offset.step, start)
        days = _working_days(before, offset.step, closures, keys, passed)
    day = next(days)
    years = range(min(start, day).year, max(start, day).year + 1)
    found = [(key, year, closures.deciding(year, key)) for key in keys for year in years]
    return Deadline(
        day=day,
        passed_over=tuple(passed),
        editions=tuple(dict.fromkeys(edition for _, _, edition in found if edition)),
        unknown=tuple((key, year) for key, year, edition in found if edition is None),
    )


def _working_days(
    start: date, step: int, closures: Closures, keys: Sequence[str], passed: list[Closure]
) -> Iterator[date]:
    """The working days on one side of a day; what closes the weekdays between is noted."""
    ordinal = start.toordinal()
    while True:
        ordinal += step
        day = _day(ordinal, start)
        closing = [closure for closure in closures.on(day, keys) if _closes(closure)]
        if not closing:
            yield day
        elif closing[0].calendar is not WEEKEND:
            passed.append(closing[0])


def _closes(closure: Closure) -> bool:
    return closure.calendar.hardness is Hardness.BLOCK


def _day(ordinal: int, start: date) -> date:
    if not date.min.toordinal() <= ordinal <= date.max.toordinal():
        expected = f"a milestone that the calendar holds; counted from {day_in_words(start)}"
        raise InvalidValue("the offset", "past the calendar's end", expected)
    return date.fromordinal(ordinal)
