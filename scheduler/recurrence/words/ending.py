"""Which phrase says how a rule ends, on the clock of its start."""

from datetime import UTC, date, datetime
from typing import Any

from scheduler.recurrence.rule_parts import RuleParts
from scheduler.recurrence.words.canonical import SUB_DAILY, is_utc

DAY_END = (23, 59, 59)


def ending(rule: RuleParts, start: date | None) -> tuple[str | None, dict[str, Any]]:
    """The phrase for COUNT or UNTIL, and its values.

    An hour is said unless UNTIL is at the last time of a day, so that "until 4 June" includes what
    happens on 4 June, or at the very end of a day.
    """
    if rule.count is not None:
        return "once" if rule.count == 1 else "count", {}
    if rule.until is None:
        return None, {}
    if not isinstance(rule.until, datetime):
        return "until_day", {"until_day": rule.until}
    until, phrase = _local(rule.until, start), "until_at"
    clock = (until.hour, until.minute, until.second)
    if until.tzinfo is UTC and not is_utc(start):
        phrase = "until_utc"
    elif start is not None and clock == last_clock(rule):
        phrase = "until_day"
    elif clock == DAY_END:
        phrase = "until_end"
    said = (*clock[:2], clock[2] or None)
    return phrase, {"until_day": until.date(), "until_clock": said}


def last_clock(rule: RuleParts) -> tuple[int, int, int] | None:
    """The last time of a day of a canonical rule of days or longer, if it has times."""
    if rule.freq in SUB_DAILY or not (rule.by_hour and rule.by_minute and rule.by_second):
        return None
    return max(rule.by_hour), max(rule.by_minute), max(rule.by_second)


def _local(until: datetime, start: date | None) -> datetime:
    """UNTIL on the start's clock; in UTC where that has no such year or shows that time twice."""
    if until.tzinfo is None or not isinstance(start, datetime) or start.tzinfo is None:
        return until
    try:
        local = until.astimezone(start.tzinfo)
    except OverflowError:
        return until
    return until if local.fold else local
