"""Recurrence as RFC 5545 defines it: rules (3.3.10) and the sets they make (3.8.5).

Pure and on the standard library alone: no clock, no files. Supported today: FREQ YEARLY and
MONTHLY with INTERVAL, COUNT, UNTIL, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS and WKST; other valid
text raises UnsupportedRule.
"""

from scheduler.recurrence.parts import Frequency, Weekday, WeekdayNum
from scheduler.recurrence.recurrence_set import RecurrenceSet
from scheduler.recurrence.rule import Rule

__all__ = ["Frequency", "RecurrenceSet", "Rule", "Weekday", "WeekdayNum"]
