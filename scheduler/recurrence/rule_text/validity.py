"""Which parts of a rule go together (RFC 5545 3.3.10, RFC 7529)."""

from collections.abc import Iterator, Mapping
from typing import Any

from scheduler.errors import RuleFault, UnsupportedRule
from scheduler.recurrence.parts import Frequency, Skip, Weekday
from scheduler.recurrence.rule_text.part_table import FIELDS
from scheduler.recurrence.rule_text.part_values import CALENDARS, OTHER_CALENDARS

Fields = Mapping[str, object]
"""The parts that a rule has, by field; text stands where the text is wrong."""

_YEARLY, _MONTHLY = Frequency.YEARLY, Frequency.MONTHLY
# The parts that a frequency does not take, and where each is right (the table of 3.3.10).
_MISPLACED: dict[object, dict[str, Frequency]] = {
    Frequency.SECONDLY: {"by_week_no": _YEARLY},
    Frequency.MINUTELY: {"by_week_no": _YEARLY},
    Frequency.HOURLY: {"by_week_no": _YEARLY},
    Frequency.DAILY: {"by_week_no": _YEARLY, "by_year_day": _YEARLY},
    Frequency.WEEKLY: {"by_week_no": _YEARLY, "by_year_day": _YEARLY, "by_month_day": _MONTHLY},
    Frequency.MONTHLY: {"by_week_no": _YEARLY, "by_year_day": _YEARLY},
    Frequency.YEARLY: {},
}
_USUAL = {"interval": 1, "wkst": Weekday.MO, "skip": Skip.OMIT}
MAY_BE_IDLE = frozenset({*_USUAL, "rscale"})
"""The parts that may say what holds without them."""

_NOTHING: dict[str, Frequency] = {}
_CHOOSING = frozenset(field for field in FIELDS if field.startswith("by_")) - {"by_set_pos"}


def contradictions(fields: Fields) -> Iterator[RuleFault]:
    """A fault for each part that does not go with another one; both are named."""
    frequency = fields.get("freq")
    if not _MISPLACED.get(frequency, _NOTHING).keys().isdisjoint(fields):
        yield from _misplaced(fields)
    if "by_day" in fields and frequency is not _MONTHLY:
        yield from _misnumbered(fields)
    if "by_set_pos" in fields and _CHOOSING.isdisjoint(fields):
        expected = "another BY part beside BYSETPOS to choose from"
        yield _fault("by_set_pos", fields, expected, "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1")
    if "count" in fields and "until" in fields:
        expected = f"one end of the rule, not COUNT beside {_text('until', fields)}"
        yield _fault("count", fields, expected, "FREQ=YEARLY;COUNT=10")
    if "skip" in fields and "rscale" not in fields:
        example = "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD"
        yield _fault("skip", fields, "RSCALE beside SKIP", example)


def settled(fields: dict[str, Any]) -> dict[str, Any]:
    """The same rule without the parts that say what holds anyway.

    Raises UnsupportedRule for a calendar other than the Gregorian one.
    """
    if fields.get("rscale") in OTHER_CALENDARS:
        raise UnsupportedRule("RSCALE", fields["rscale"], ", ".join(CALENDARS))
    for field, usual in _USUAL.items():
        if fields.get(field) == usual:
            del fields[field]
    if "skip" not in fields:
        fields.pop("rscale", None)
    return fields


def _misplaced(fields: Fields) -> Iterator[RuleFault]:
    """Parts that the frequency does not take (L10)."""
    for field, right in _MISPLACED[fields["freq"]].items():
        if field in fields:
            part = FIELDS[field]
            expected = f"no {part.name} beside {_text('freq', fields)}"
            yield _fault(field, fields, expected, f"FREQ={right};{part.example}")


def _misnumbered(fields: Fields) -> Iterator[RuleFault]:
    """Numbered weekdays where there is no month or year to count them in (L9)."""
    frequency = fields.get("freq")
    other = "by_week_no" if frequency is _YEARLY else "freq"
    if frequency in _MISPLACED and other in fields and _are_numbered(fields["by_day"]):
        expected = f"plain weekdays beside {_text(other, fields)}"
        yield _fault("by_day", fields, expected, "FREQ=MONTHLY;BYDAY=2MO")


def _are_numbered(days: object) -> bool:
    if isinstance(days, tuple):
        return any(day.ordinal for day in days)
    return any(day[-2:].isalpha() and day[-3:-2].isdigit() for day in str(days).split(","))


def _text(field: str, fields: Fields) -> str:
    part = FIELDS[field]
    return f"{part.name}={part.spell(fields[field])}"


def _fault(field: str, fields: Fields, expected: str, example: str) -> RuleFault:
    part = FIELDS[field]
    return RuleFault(part.name, part.spell(fields[field]), expected, example)
