"""Recurrence as RFC 5545 defines it: rules (3.3.10) and the sets they make (3.8.5).

Pure and on the standard library alone: no clock, no files. Every part of RFC 5545, and RFC 7529's
SKIP in the Gregorian calendar; rules of other calendars raise UnsupportedRule.
"""

from scheduler.recurrence.overrides import Occurrence, Override
from scheduler.recurrence.parts import Frequency, Weekday, WeekdayNum
from scheduler.recurrence.period import Period
from scheduler.recurrence.recurrence_set import RecurrenceSet
from scheduler.recurrence.rule import Rule
from scheduler.recurrence.sets.difference import Changes, diff

__all__ = [
    "Changes",
    "Frequency",
    "Occurrence",
    "Override",
    "Period",
    "RecurrenceSet",
    "Rule",
    "Weekday",
    "WeekdayNum",
    "diff",
]
