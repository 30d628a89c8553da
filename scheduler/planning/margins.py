"""A meeting in the margins of another: "the day before SOM", "the same week as UNGA"."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduler.errors import InvalidValue

_TEXT = re.compile(
    r"(?:(?:on |in )?the )?(day before|day after|same day as|same week as) (\S+)", re.IGNORECASE
)
_DAYS_PER_WEEK = 7


class Side(StrEnum):
    """Where the meeting lies, seen from the other event."""

    DAY_BEFORE = "day before"
    DAY_AFTER = "day after"
    SAME_DAY = "same day as"
    SAME_WEEK = "same week as"


@dataclass(frozen=True, slots=True)
class Margin:
    """Which side of which event; `event` is the code of a series, or of an event that is known."""

    side: Side
    event: str

    @classmethod
    def parse(cls, text: str) -> "Margin":
        """Read "the day before SOM", "the day after", "the same day as" or "the same week as"."""
        if found := _TEXT.fullmatch(" ".join(text.split())):
            return cls(Side(found[1].lower()), found[2])
        raise InvalidValue("the margin", text, 'a text such as "the day before SOM"')

    def __str__(self) -> str:
        return f"the {self.side} {self.event}"

    def days(self, event: date, length: int = 1, event_length: int = 1) -> range:
        """The ordinals of the days on which a meeting of `length` days may begin, half-open.

        The week begins on Monday, and the meeting's first day lies in it. The event may take
        several days in a row.
        """
        first = event.toordinal()
        if self.side is Side.SAME_WEEK:
            monday = first - event.weekday()
            return range(monday, monday + _DAYS_PER_WEEK)
        at = {
            Side.DAY_BEFORE: first - length,
            Side.DAY_AFTER: first + event_length,
            Side.SAME_DAY: first,
        }[self.side]
        return range(at, at + 1)
