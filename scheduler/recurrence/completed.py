"""A rule with what it leaves to its start written out (RFC 5545 3.3.10; L15)."""

from datetime import date, datetime
from typing import Any, TypeVar

from scheduler.recurrence.dates.date_parts import date_parts
from scheduler.recurrence.parts import Frequency
from scheduler.recurrence.rule_parts import RuleParts

Parts = TypeVar("Parts", bound=RuleParts)

_TIMES = ("by_hour", "by_minute", "by_second")
# The time parts that a start supplies to a frequency; those of a day or longer take all three.
_SUPPLIED = {Frequency.HOURLY: _TIMES[1:], Frequency.MINUTELY: _TIMES[2:], Frequency.SECONDLY: ()}


def completed(rule: Parts, start: date) -> Parts:
    """The same rule from a start, in words that another start does not change.

    Only INTERVAL still counts from the start, and instances before it are left out.
    """
    return _with_times(_with_days(rule, start), start)


def completed_for(rule: Parts, start: date, other: date) -> Parts:
    """The same, with only that written out which another start would supply otherwise."""
    if date_parts(rule, start) != date_parts(rule, other):
        rule = _with_days(rule, start)
    if _clock(start) != _clock(other):
        rule = _with_times(rule, start)
    return rule


def _with_days(rule: Parts, start: date) -> Parts:
    days = date_parts(rule, start)
    return rule.with_parts(
        by_month=days.by_month, by_month_day=days.by_month_day, by_day=days.by_day
    )


def _with_times(rule: Parts, start: date) -> Parts:
    if not isinstance(start, datetime):
        return rule
    clock = dict(zip(_TIMES, _clock(start), strict=True))
    names = _SUPPLIED.get(rule.freq, _TIMES)
    supplied: dict[str, Any] = {name: getattr(rule, name) or (clock[name],) for name in names}
    return rule.with_parts(**supplied)


def _clock(start: date) -> tuple[int, ...]:
    return (start.hour, start.minute, start.second) if isinstance(start, datetime) else (0, 0, 0)
