"""Days and counts in the words of a reason: English, and no locale is asked."""

from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def counted(number: int, noun: str, plural: str = "") -> str:
    """For example "1 meeting", "2 meetings", "no meetings"."""
    words = noun if number == 1 else plural or f"{noun}s"
    return f"{number or 'no'} {words}"


def short_day(day: date) -> str:
    """For example "Fri 3 May 2013"."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def plain_day(day: date) -> str:
    """For example "7 May 2027"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_in_words(day: date) -> str:
    """For example "Friday 7 May 2027"."""
    return f"{WEEKDAYS[day.weekday()]} {plain_day(day)}"
