"""The part of the year in which a series may meet, for example "15 April to 15 June"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from scheduler.errors import InvalidValue
from scheduler.planning.spans import Span
from scheduler.planning.words import MONTHS

_TEXT = re.compile(r"(\d{1,2}) ([a-z]+) to (\d{1,2}) ([a-z]+)", re.ASCII | re.IGNORECASE)
_LEAP_YEAR = 2000
_COMMON_YEAR = 2001
_SHORTEST_NAME = 3


class MonthDay(NamedTuple):
    """A day of any year; 29 February is 28 February where the year has none."""

    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.day} {MONTHS[self.month - 1]}"

    def of(self, year: int) -> date:
        """This day in a year."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return date(year, self.month, self.day - 1)


@dataclass(frozen=True, slots=True)
class SeriesWindow:
    """From a day of the year to another, both of them meeting days; it may cross the year's end."""

    first: MonthDay
    last: MonthDay

    @classmethod
    def parse(cls, text: str) -> "SeriesWindow":
        """Read "15 April to 15 June"; months may be short ("15 Apr to 15 Jun")."""
        found = _TEXT.fullmatch(text.strip())
        ends = found and (_month_day(found[1], found[2]), _month_day(found[3], found[4]))
        if not ends or ends[0] is None or ends[1] is None:
            raise InvalidValue("the window", text, 'two days of the year, as "15 April to 15 June"')
        return cls(ends[0], ends[1])

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"

    def around(self, day: date) -> range:
        """The window that holds this day, else the nearest (the earlier of two), half-open.

        The days are ordinals, as `date.toordinal` counts them: the last day of the calendar has no
        day after it.
        """
        known = [self.of(year) for year in (day.year - 1, day.year, day.year + 1)]
        at = day.toordinal()
        return min((days for days in known if days), key=lambda days: _distance(days, at))

    @property
    def shortest(self) -> int:
        """How many days the window has in a year without 29 February."""
        return len(self.of(_COMMON_YEAR))

    def is_reached_again(self, gap: Span) -> bool:
        """Whether a gap reaches from the last day of one window to the first of the next."""
        last = date.fromordinal(self.of(_COMMON_YEAR)[-1])
        return gap.after(last).toordinal() >= self.of(_COMMON_YEAR + 1).start

    def of(self, year: int) -> range:
        """The window that begins in a year; empty where the calendar does not hold it whole."""
        last_year = year if self.first <= self.last else year + 1
        if year < date.min.year or last_year > date.max.year:
            return range(0)
        return range(self.first.of(year).toordinal(), self.last.of(last_year).toordinal() + 1)


def _distance(days: range, at: int) -> int:
    return 0 if at in days else min(abs(at - days[0]), abs(at - days[-1]))


def _month_day(day: str, name: str) -> MonthDay | None:
    """None where the year has no such day."""
    months = [
        number
        for number, month in enumerate(MONTHS, start=1)
        if len(name) >= _SHORTEST_NAME and month.lower().startswith(name.lower())
    ]
    try:
        found = date(_LEAP_YEAR, months[0], int(day))
    except (IndexError, ValueError):
        return None
    return MonthDay(found.month, found.day)


def widened(days: range, margin: timedelta) -> range:
    """The same days and a margin on either side, inside the calendar."""
    first = max(days.start - margin.days, date.min.toordinal())
    return range(first, min(days.stop + margin.days, date.max.toordinal() + 1))
