"""A rule with what it leaves to its start written out (RFC 5545 3.3.10; L15)."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar

from scheduler.recurrence.date_parts import date_parts
from scheduler.recurrence.parts import Frequency, RuleParts

Parts = TypeVar("Parts", bound=RuleParts)

_TIMES = ("by_hour", "by_minute", "by_second")
# The time parts that a start supplies to a frequency; those of a day or longer take all three.
_SUPPLIED = {Frequency.HOURLY: _TIMES[1:], Frequency.MINUTELY: _TIMES[2:], Frequency.SECONDLY: ()}


def completed(rule: Parts, start: date) -> Parts:
    """The same rule from a start, in words that another start does not change.

    Only INTERVAL still counts from the start, and instances before it are left out.
    """
    days = date_parts(rule, start)
    rule = replace(rule, by_month=days.by_month, by_month_day=days.by_month_day, by_day=days.by_day)
    if not isinstance(start, datetime):
        return rule
    times = _SUPPLIED.get(rule.freq, _TIMES)
    supplied: dict[str, Any] = {
        name: getattr(rule, name) or (getattr(start, name[3:]),) for name in times
    }
    return replace(rule, **supplied)


def completed_for(rule: Parts, start: date, other: date) -> Parts:
    """The rule as it is if another start supplies the same to it, else with that written out."""
    written = completed(rule, start)
    return rule if completed(rule, other) == written else written
