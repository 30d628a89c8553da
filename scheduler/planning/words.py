"""Days in the words of a reason. English, and the same on every machine: no locale is asked."""

from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def plain_day(day: date) -> str:
    """For example "7 May 2027"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_in_words(day: date) -> str:
    """For example "Friday 7 May 2027"."""
    return f"{WEEKDAYS[day.weekday()]} {plain_day(day)}"
