"""Dates, hours and counts in words, the same on screen and on paper. English; no locale is asked.

Windows has no `%-d`, and a locale would change the bytes of a paper: so the words stand here.
"""

from collections.abc import Sequence
from datetime import date, datetime, time

from scheduler.planning.words import MONTHS, WEEKDAYS, day_in_words

__all__ = ["counted", "day_in_words", "days_in_words", "hour", "listed", "ordinal", "short_day"]


def short_day(day: date) -> str:
    """For example "Fri 3 May 2013"."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def days_in_words(first: date, last: date) -> str:
    """One day, or "Thursday 11 to Friday 12 October 2018"; both ends are meeting days."""
    if first == last:
        return day_in_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{WEEKDAYS[first.weekday()]} {first.day} to {day_in_words(last)}"
    return f"{day_in_words(first)} to {day_in_words(last)}"


def hour(moment: time | datetime) -> str:
    """Hours and minutes of the clock, for example "09:30"."""
    return f"{moment.hour:02}:{moment.minute:02}"


def ordinal(number: int) -> str:
    """For example "1st", "12th", "23rd"."""
    teen = number % 100 in range(11, 14)
    suffix = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """For example "1 meeting", "2 meetings", "no meetings"."""
    words = noun if number == 1 else plural or f"{noun}s"
    return f"{number or 'no'} {words}"


def listed(names: Sequence[str], word: str = "and") -> str:
    """For example "DG HOME, DG ECHO and EEAS"."""
    if len(names) < 2:  # noqa: PLR2004 -- a list needs its word from two on
        return "".join(names)
    return f"{', '.join(names[:-1])} {word} {names[-1]}"
