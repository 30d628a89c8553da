"""Dates, hours and counts in words, the same on screen and on paper. English; no locale is asked.

Windows has no `%-d`, and a locale would change the bytes of a paper: so the words stand here.
"""

from collections.abc import Sequence
from datetime import date, datetime, time

from scheduler.planning.words import WEEKDAYS, counted, day_in_words, short_day

__all__ = ["counted", "day_in_words", "days_in_words", "hour", "listed", "ordinal", "short_day"]


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


def listed(names: Sequence[str], word: str = "and") -> str:
    """For example "DG HOME, DG ECHO and EEAS"."""
    if len(names) < 2:  # noqa: PLR2004 -- a list needs its word from two on
        return "".join(names)
    return f"{', '.join(names[:-1])} {word} {names[-1]}"
