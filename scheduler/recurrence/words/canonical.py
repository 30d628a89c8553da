"""The rule that a sentence says: what its start supplies written out, what cannot matter left out.

Two rules that differ here never have one sentence. Left out are WKST where no week is counted or
numbered, RSCALE=GREGORIAN, which SKIP brings along, and the times of day of a rule of days.
"""

from datetime import UTC, date, datetime
from typing import Any

from scheduler.recurrence.dates.date_parts import date_parts
from scheduler.recurrence.parts import Frequency, Skip, Weekday, WeekdayNum
from scheduler.recurrence.rule_parts import RuleParts

SUB_DAILY = (Frequency.HOURLY, Frequency.MINUTELY, Frequency.SECONDLY)
# The parts that take their value from the start's time of day, with its name there.
SUPPLIED = {"by_hour": "hour", "by_minute": "minute", "by_second": "second"}


def canonical(rule: RuleParts, start: date | None) -> RuleParts:
    """The rule as the sentence says it; without a start, nothing is supplied by one."""
    rscale = None if rule.skip is Skip.OMIT and rule.rscale == "GREGORIAN" else rule.rscale
    plain = RuleParts(**{**vars(rule), "rscale": rscale})
    if start is not None:
        plain = _with_days(plain, start)
    if has_no_times(rule, start):
        plain = _without_times(plain)
    elif start is not None:
        plain = _with_times(plain, start)
    return plain if _counts_weeks(plain, start) else plain.with_parts(wkst=Weekday.MO)


def parts_not_shorter(freq: Frequency) -> int:
    """How many of BYHOUR, BYMINUTE and BYSECOND are as long as the frequency, and limit it."""
    return SUB_DAILY.index(freq) + 1 if freq in SUB_DAILY else 0


def supplied_to(freq: Frequency) -> list[tuple[str, str]]:
    """The parts shorter than the frequency, with their names in the start's time of day."""
    return list(SUPPLIED.items())[parts_not_shorter(freq) :]


def is_utc(start: date | None) -> bool:
    """True for a start in UTC, of which the sentence says so."""
    return isinstance(start, datetime) and start.tzinfo is UTC


def _with_days(rule: RuleParts, start: date) -> RuleParts:
    """The date parts that DTSTART supplies (L15)."""
    parts = date_parts(rule, start)
    return rule.with_parts(
        by_month=parts.by_month, by_month_day=parts.by_month_day, by_day=parts.by_day
    )


def has_no_times(rule: RuleParts, start: date | None) -> bool:
    """True for instances that are dates: as the start is one or, without it, UNTIL."""
    kind = rule.until if start is None else start
    return kind is not None and not isinstance(kind, datetime)


def picks_from_something(rule: RuleParts) -> bool:
    """True unless BYSETPOS is left alone, which no rule may (L11)."""
    others = (value for name, value in vars(rule).items() if name.startswith("by_"))
    return not rule.by_set_pos or sum(map(bool, others)) > 1


def _without_times(rule: RuleParts) -> RuleParts:
    """The rule of dates; where a period has one date, that one is its first and its last."""
    plain = rule.with_parts(by_hour=(), by_minute=(), by_second=())
    only = not picks_from_something(plain) and {1, -1} & set(plain.by_set_pos)
    return plain.with_parts(by_set_pos=()) if only else plain


def _with_times(rule: RuleParts, start: date) -> RuleParts:
    """The times of day that DTSTART supplies."""
    missing: dict[str, Any] = {
        part: (getattr(start, name),)
        for part, name in supplied_to(rule.freq)
        if not getattr(rule, part)
    }
    return rule.with_parts(**missing)


def _counts_weeks(rule: RuleParts, start: date | None) -> bool:
    """True where the day that begins a week decides something."""
    if rule.freq is Frequency.YEARLY:
        return bool(rule.by_week_no)
    if rule.freq is not Frequency.WEEKLY or (rule.interval == 1 and not rule.by_set_pos):
        return False
    return start is None or rule.by_day != (WeekdayNum(Weekday(start.weekday())),)
