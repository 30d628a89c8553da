"""Why a rule has no instance: the parts that contradict each other."""

from datetime import date
from typing import Any

from scheduler.recurrence.instances import Instances
from scheduler.recurrence.parts import Frequency, Weekday, WeekdayNum
from scheduler.recurrence.rule_parts import RuleParts

_ALL_DAYS: dict[str, tuple[Any, ...]] = {
    "by_year_day": tuple(range(1, 367)),
    "by_month_day": tuple(range(1, 32)),
    "by_day": tuple(map(WeekdayNum, Weekday)),
}
# In the order in which they are given up: what contradicts most often stays to the end.
_LIMITS = (
    "until", "by_set_pos", "by_second", "by_minute", "by_hour", "interval",
    "by_year_day", "by_week_no", "by_month", "by_month_day", "by_day",
)  # fmt: skip
_SUPPLIED_WITH_DAYS = (Frequency.YEARLY, Frequency.MONTHLY, Frequency.WEEKLY)


def is_empty(rule: RuleParts, start: date) -> bool:
    """True if the rule has no instance from its start in any year: proved."""
    instances = Instances(rule, start)
    if rule.until is None:
        return instances.is_empty
    return next(instances.ascending(), None) is None  # cheaper than to count up to UNTIL


def contradiction(rule: RuleParts, start: date) -> tuple[RuleParts, list[str]]:
    """An empty canonical rule with as few parts as keep it empty, and the names of those parts."""
    kept = []
    for part in _LIMITS:
        freed = rule.with_parts(**{part: _without_limit(part, rule)})
        if is_empty(freed, start):
            rule = freed
        else:
            kept.append(part)
    return rule, kept


def _without_limit(part: str, rule: RuleParts) -> Any:  # noqa: ANN401 -- a value of any part
    """What a part holds where it limits nothing and its start supplies nothing in its place."""
    days = _ALL_DAYS.keys() - {part}
    if part not in _ALL_DAYS or any(getattr(rule, other) for other in days):
        return getattr(RuleParts, part)
    return _ALL_DAYS[part] if rule.freq in _SUPPLIED_WITH_DAYS else ()
