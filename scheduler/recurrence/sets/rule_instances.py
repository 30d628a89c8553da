"""The instances of a rule as a recurrence set has them."""

from datetime import datetime

from scheduler.recurrence.instances import Instances
from scheduler.recurrence.parts import RuleParts
from scheduler.recurrence.source import Moment, Source


def rule_instances(rule: RuleParts, start: Moment, *, elapsed: bool) -> Source[Moment]:
    """What a rule gives from a start, in wall time or in time that really passes."""
    if not elapsed:
        return Instances(rule, start_itself(start))
    from scheduler.recurrence.elapsed import elapsed_instances  # noqa: PLC0415 -- seldom used

    return elapsed_instances(rule, start)


def start_itself(start: Moment) -> Moment:
    """The start in wall time: the first of two equal ones (RFC 5545 3.3.5)."""
    return start.replace(fold=0) if isinstance(start, datetime) and start.fold else start
