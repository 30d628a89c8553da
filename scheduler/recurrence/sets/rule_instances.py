"""The instances of a rule as a recurrence set has them."""

from scheduler.recurrence.instances import Instances
from scheduler.recurrence.rule_parts import RuleParts
from scheduler.recurrence.source import Moment, Source


def rule_instances(rule: RuleParts, start: Moment, *, elapsed: bool) -> Source[Moment]:
    """What a rule gives from a start, in wall time or in time that really passes."""
    if not elapsed:
        return Instances(rule, start)
    from scheduler.recurrence.elapsed import elapsed_instances

    return elapsed_instances(rule, start)
