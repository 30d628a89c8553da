"""English words for numbers, days, months and moments, whatever the locale."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}
_PLACES = ("", "first", "second", "third", "fourth", "fifth")
_TEENS = range(11, 14)


def listed(words: Iterable[str], last: str = "and") -> str:
    """The words in one list: "a, b and c"."""
    *others, final = words
    return f"{', '.join(others)} {last} {final}" if others else final


def numbered(number: int) -> str:
    """A number as a place in figures: "1st", "22nd", "13th"."""
    suffix = "th" if number % 100 in _TEENS else _SUFFIXES.get(number % 10, "th")
    return f"{number}{suffix}"


def place(ordinal: int) -> str:
    """A place in words where it is short: "first", "20th"; -1 is "last", -2 "second-to-last"."""
    if ordinal == -1:
        return "last"
    word = _PLACES[abs(ordinal)] if abs(ordinal) < len(_PLACES) else numbered(abs(ordinal))
    return word if ordinal > 0 else f"{word}-to-last"


def month_days(numbers: Sequence[int], last: str = "and") -> str:
    """Days of a month: "the 1st and 15th", "the 15th and the last day"."""
    ahead = [numbered(number) for number in numbers if number > 0]
    back = [place(number) for number in numbers if number < 0]
    if ahead and back:
        return f"the {listed(ahead, last)} {last} the {listed(back, last)} day"
    return f"the {listed(ahead, last)}" if ahead else f"the {listed(back, last)} day"


def day(when: date) -> str:
    """A day in full: "4 June 2024"."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def clock(when: datetime) -> str:
    """A time of day: "9:00", with seconds only where there are some."""
    seconds = f":{when.second:02}" if when.second else ""
    return f"{when.hour}:{when.minute:02}{seconds}"
