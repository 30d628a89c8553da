"""Lengths of time as a person says them: "6 weeks", "9 months"."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduler.errors import InvalidValue

_TEXT = re.compile(r"(\d{1,4}) (day|week|month|year)s?", re.ASCII | re.IGNORECASE)
_MONTHS_PER_YEAR = 12
_DAYS_PER_WEEK = 7
_LAST_MONTH = date.max.year * _MONTHS_PER_YEAR + date.max.month - 1


class Unit(StrEnum):
    """What a span counts in."""

    DAYS = "day"
    WEEKS = "week"
    MONTHS = "month"
    YEARS = "year"


@dataclass(frozen=True, slots=True)
class Span:
    """A positive number of days, weeks, months or years."""

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.count < 1:
            raise InvalidValue("the span", str(self), "a number from 1 on")

    @classmethod
    def parse(cls, text: str) -> "Span":
        """Read "6 weeks" or "1 month"."""
        found = _TEXT.fullmatch(text.strip())
        if found is None:
            raise InvalidValue(
                "the span", text, 'a number of days, weeks, months or years, as "6 weeks"'
            )
        return cls(int(found[1]), Unit(found[2].lower()))

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"

    def after(self, day: date) -> date:
        """The day this far on; 31 January and a month is the last day of February.

        The calendar ends with the year 9999, and so does every span.
        """
        if self.unit in (Unit.DAYS, Unit.WEEKS):
            days = self.count * (_DAYS_PER_WEEK if self.unit is Unit.WEEKS else 1)
            return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))
        months = self.count * (_MONTHS_PER_YEAR if self.unit is Unit.YEARS else 1)
        return _months_after(day, months)


def _months_after(day: date, months: int) -> date:
    index = day.year * _MONTHS_PER_YEAR + day.month - 1 + months
    if index > _LAST_MONTH:
        return date.max
    year, month = divmod(index, _MONTHS_PER_YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
