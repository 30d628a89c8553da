"""The instances of a rule as a recurrence set has them."""

from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from scheduler.recurrence.instances import Instances
from scheduler.recurrence.parts import RuleParts
from scheduler.recurrence.source import Moment, Source
from scheduler.recurrence.zones import instant, real_time


def rule_instances(rule: RuleParts, start: Moment, *, elapsed: bool) -> Source[Moment]:
    """What a rule gives from a start, in wall time or in time that really passes."""
    if not elapsed:
        return Instances(rule, start)
    from scheduler.recurrence.elapsed import elapsed_instances  # noqa: PLC0415 -- seldom used

    return elapsed_instances(rule, start)


def start_itself(start: Moment, *, elapsed: bool) -> Moment:
    """The start as a set means it: of two equal wall times the first (RFC 5545 3.3.5).

    In elapsed time the second of the two stays what it is.
    """
    if not isinstance(start, datetime) or not start.fold:
        return start
    first = cast("Moment", start.replace(fold=0))
    if not elapsed or not isinstance(start.tzinfo, ZoneInfo):
        return first
    shown = cast("Moment", real_time(start))
    return first if instant(shown) == instant(first) else shown
