"""How often a series has promised to meet: "2 a year", "every 3 years", "at least once a year"."""

import re
from dataclasses import dataclass
from datetime import date

from scheduler.errors import InvalidValue

_A_YEAR = re.compile(r"(at least )?(once|\d{1,2}) (?:a|per) year", re.ASCII | re.IGNORECASE)
_EVERY = re.compile(r"every (?:(\d{1,2}) years|year)", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Promise:
    """So many meetings in so many calendar years; with `least`, or more.

    Keeping it, a slot stays in the calendar year that its rule gives it.
    """

    meetings: int = 1
    years: int = 1
    least: bool = False

    def __post_init__(self) -> None:
        if self.meetings < 1 or self.years < 1:
            raise InvalidValue("the promise", str(self), "numbers from 1 on")

    @classmethod
    def parse(cls, text: str) -> "Promise":
        """Read "once a year", "2 a year", "at least once a year" or "every 3 years"."""
        words = " ".join(text.split())
        if found := _A_YEAR.fullmatch(words):
            meetings = 1 if found[2].lower() == "once" else int(found[2])
            return cls(meetings, least=found[1] is not None)
        if found := _EVERY.fullmatch(words):
            return cls(years=int(found[1] or 1))
        expected = '"once a year", "2 a year", "at least once a year" or "every 3 years"'
        raise InvalidValue("the promise", text, expected)

    def __str__(self) -> str:
        if self.years != 1:
            return f"every {self.years} years"
        least = "at least " if self.least else ""
        return f"{least}{'once' if self.meetings == 1 else self.meetings} a year"

    def is_met(self, meetings: int) -> bool:
        """Whether so many meetings in those years are what was promised."""
        return meetings >= self.meetings if self.least else meetings == self.meetings

    def keeps(self, nominal: date, day: date) -> bool:
        """Whether a slot may lie on a day."""
        return day.year == nominal.year
