"""Forms for days, moments and hours of the day."""

from datetime import date, datetime, time
from typing import Any

from scheduler.recurrence.words.forms import Either, Fields, Form, Listed, Mapped, Template
from scheduler.recurrence.words.times import Clock

# Months, and days of each.
Dates = tuple[tuple[int, ...], tuple[int, ...]]

_LAST_MINUTE = 59


def clock_of(hour: int, minute: int, second: str | None) -> Clock | None:
    """A time of day as it was read, or None if there is none such."""
    try:
        time(hour, minute, int(second or 0))
    except ValueError:
        return None
    return hour, minute, int(second) if second else None


def days(pattern: str, forms: dict[str, Form[Any]]) -> Form[date]:
    """A day in full, with the fields `day`, `month` and `year`, or without some of them."""

    def apart(when: date) -> Fields:
        return {"day": when.day, "month": (when.month,), "year": when.year}

    def together(fields: Fields) -> date | None:
        (month,) = fields.get("month", (1,))
        try:
            return date(fields["year"], month, fields.get("day", 1))
        except ValueError:
            return None

    return Mapped(Template(pattern, forms), apart, together)


def dates(pattern: str, forms: dict[str, Form[Any]], last: str) -> Form[Dates]:
    """One day of several months, with the fields `day` and `month`: their months and that day."""

    def apart(value: Dates) -> tuple[Fields, ...]:
        months, (day,) = value
        return tuple({"day": day, "month": (month,)} for month in months)

    def together(each: tuple[Fields, ...]) -> Dates | None:
        found = {fields["day"] for fields in each}
        months = tuple(month for fields in each for month in fields["month"])
        return (months, tuple(found)) if len(found) == 1 else None

    return Mapped(Listed(Template(pattern, forms), last), apart, together)


def moments(pattern: str, day: Form[date], clock: Form[Clock]) -> Form[date]:
    """A day with its time where it has one: fields `day` and `clock`."""

    def apart(when: date) -> Fields | None:
        if not isinstance(when, datetime):
            return None
        return {"day": when.date(), "clock": (when.hour, when.minute, when.second or None)}

    def together(fields: Fields) -> date:
        hour, minute, second = fields["clock"]
        day: date = fields["day"]
        return datetime(day.year, day.month, day.day, hour, minute, second or 0)  # noqa: DTZ001 -- wall time

    timed = Mapped(Template(pattern, {"day": day, "clock": clock}), apart, together)
    return Either(timed, day)


def hour_ranges(pattern: str, clock: Form[Clock], last: str) -> Form[tuple[int, ...]]:
    """Whole hours as stretches of the day, with the fields `first` and `last`."""
    stretch = Mapped(
        Template(pattern, {"first": clock, "last": clock}),
        lambda hours: {"first": (hours[0], 0, None), "last": (hours[-1], _LAST_MINUTE, None)},
        _hours_of,
    )
    return Mapped(Listed(stretch, last), _stretches, lambda all_: tuple(h for s in all_ for h in s))


def _hours_of(fields: Fields) -> range | None:
    first, last = fields["first"], fields["last"]
    whole = first[1] == 0 and last[1] == _LAST_MINUTE and first[0] <= last[0]
    return range(first[0], last[0] + 1) if whole else None


def _stretches(hours: tuple[int, ...]) -> tuple[range, ...]:
    stretches: list[range] = []
    for hour in hours:
        if stretches and stretches[-1].stop == hour:
            stretches[-1] = range(stretches[-1].start, hour + 1)
        else:
            stretches.append(range(hour, hour + 1))
    return tuple(stretches)
