"""Recurrence as RFC 5545 defines it: rules (3.3.10) and the sets they make (3.8.5).

Pure and on the standard library alone: no clock, no files. Every part of RFC 5545, and RFC 7529's
SKIP in the Gregorian calendar; rules of other calendars raise UnsupportedRule.
Rules and sets are imported at once, all else when first named, and what answers a question with the
first one.
"""

from scheduler.recurrence.quick_typing import TYPE_CHECKING
from scheduler.recurrence.recurrence_set import RecurrenceSet
from scheduler.recurrence.rule import Rule

if TYPE_CHECKING:
    from scheduler.errors import Finding
    from scheduler.recurrence.explanation import Explanation, Reason
    from scheduler.recurrence.overrides import Occurrence, Override
    from scheduler.recurrence.parts import Frequency, Skip, Weekday, WeekdayNum
    from scheduler.recurrence.period import Period
    from scheduler.recurrence.rule_text.lenient import Tolerated
    from scheduler.recurrence.sets.difference import Changes, diff
    from scheduler.recurrence.suggestion import Suggestion

__all__ = [
    "Changes",
    "Explanation",
    "Finding",
    "Frequency",
    "Occurrence",
    "Override",
    "Period",
    "Reason",
    "RecurrenceSet",
    "Rule",
    "Skip",
    "Suggestion",
    "Tolerated",
    "Weekday",
    "WeekdayNum",
    "diff",
]

_WHERE = {
    "Changes": "scheduler.recurrence.sets.difference",
    "Explanation": "scheduler.recurrence.explanation",
    "Finding": "scheduler.errors",
    "Frequency": "scheduler.recurrence.parts",
    "Occurrence": "scheduler.recurrence.overrides",
    "Override": "scheduler.recurrence.overrides",
    "Period": "scheduler.recurrence.period",
    "Reason": "scheduler.recurrence.explanation",
    "Skip": "scheduler.recurrence.parts",
    "Suggestion": "scheduler.recurrence.suggestion",
    "Tolerated": "scheduler.recurrence.rule_text.lenient",
    "Weekday": "scheduler.recurrence.parts",
    "WeekdayNum": "scheduler.recurrence.parts",
    "diff": "scheduler.recurrence.sets.difference",
}


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    value = globals()[name] = getattr(import_module(_WHERE[name]), name)
    return value
