"""The rule that the phrases of a sentence make together."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from itertools import product
from math import prod
from typing import Any

from scheduler.recurrence.parts import Frequency
from scheduler.recurrence.rule_parts import RuleParts
from scheduler.recurrence.words.canonical import (
    SUPPLIED,
    canonical,
    has_no_times,
    is_utc,
    picks_from_something,
    supplied_to,
)
from scheduler.recurrence.words.ending import DAY_END, last_clock
from scheduler.recurrence.words.hearing import Hearing
from scheduler.recurrence.words.periods import frequency, in_periods
from scheduler.recurrence.words.phrases import anchor

_PARTS = frozenset(RuleParts.__annotations__)


def assemble(said: Mapping[str, Any], start: date | None, heard: Hearing) -> RuleParts:
    """The rule of what was said, without the times of day that its start supplies.

    Raises NotUnderstood for what contradicts itself or leaves something open.
    """
    parts = {name: value for name, value in said.items() if name in _PARTS}
    parts = {"freq": frequency(said), **parts, **_times(said, heard)}
    _require_days(RuleParts(**parts), said, heard)
    rule = RuleParts(**in_periods(parts, said, heard))
    if "until_day" in said:
        rule = rule.with_parts(until=_until(said, rule, start, heard))
    if "utc" in said and not is_utc(start):
        raise heard.refusal("not_utc")
    if "anchor" in said:
        _require_anchor(said["anchor"], rule, start, heard)
    if has_no_times(rule, start) and not picks_from_something(rule):
        return rule.with_parts(by_hour=(0,))  # which no date has, but which allows BYSETPOS (L11)
    return _without_supplied(rule, start)


def _require_days(rule: RuleParts, said: Mapping[str, Any], heard: Hearing) -> None:
    """Refuse "twice a week" without the days, and "once a month on Monday" without the place."""
    named, times = _named(rule), said.get("times_a")
    if (times or "quarter" in said) and _leaves_open_which(rule):
        raise heard.question("which_of_them")
    if times not in (None, named):
        raise (
            heard.question("which_ones", times=times)
            if named == 1
            else heard.refusal("how_many", named=named)
        )


def _leaves_open_which(rule: RuleParts) -> bool:
    """True for weekdays that each come several times in the month or year."""
    placed = rule.by_set_pos or rule.by_month_day or rule.by_year_day or rule.by_week_no
    several = rule.freq in (Frequency.YEARLY, Frequency.MONTHLY)
    return several and not placed and any(not each.ordinal for each in rule.by_day)


def _named(rule: RuleParts) -> int:
    """How many instances of one period are named by days and times."""
    days = (rule.by_set_pos,) if rule.by_set_pos else (rule.by_day, rule.by_month_day)
    months = rule.by_month if rule.freq is Frequency.YEARLY else ()
    named = (months, *days, rule.by_hour, rule.by_minute, rule.by_second)
    return prod(len(values) or 1 for values in named)


def _times(said: Mapping[str, Any], heard: Hearing) -> dict[str, Any]:
    """BYHOUR, BYMINUTE and BYSECOND of a list of times, which must be every mixture of them."""
    if "clocks" not in said:
        return {}
    clocks = [each if each[2] is not None else each[:2] for each in said["clocks"]]
    columns = [tuple(sorted(set(column))) for column in zip(*clocks, strict=False)]
    if sorted(set(clocks)) != list(product(*columns)):
        raise heard.refusal("same_minutes")
    return dict(zip(SUPPLIED, columns, strict=False))


def _until(said: Mapping[str, Any], rule: RuleParts, start: date | None, heard: Hearing) -> date:
    """UNTIL; a day alone means its last time, on the clock of the start."""
    day: date = said["until_day"]
    named = rule.by_hour or rule.by_minute or rule.by_second
    timed = isinstance(start, datetime) or (start is None and named)
    if "until_clock" not in said and not timed:
        return day
    whole = last_clock(canonical(rule, start)) or DAY_END
    hour, minute, second = said.get("until_clock", whole)
    zone = start.tzinfo if isinstance(start, datetime) else None
    zone = UTC if "until_utc" in said else zone
    local = datetime.combine(day, time(hour, minute, second or 0), zone)
    try:
        return local if zone is None else local.astimezone(UTC)
    except OverflowError:
        raise heard.refusal("year_in_utc") from None


def _require_anchor(given: date, rule: RuleParts, start: date | None, heard: Hearing) -> None:
    """Refuse a sentence that counts its interval from elsewhere than its start."""
    if start is None:
        raise heard.refusal("start_to_count_from")
    base = anchor(rule, start)
    near = {
        date(start.year, 1, 1),
        date(base.year, 1, 1),
        date(start.year, start.month, 1),
        base.replace(tzinfo=None) if isinstance(base, datetime) else base,
        date(start.year, start.month, start.day),
        start.replace(tzinfo=None) if isinstance(start, datetime) else start,
    }
    if given not in near:
        raise heard.refusal("count_from_start", start=f"{start:%Y-%m-%d}")


def _without_supplied(rule: RuleParts, start: date | None) -> RuleParts:
    if not isinstance(start, datetime):
        return rule
    supplied: dict[str, Any] = {
        part: ()
        for part, name in supplied_to(rule.freq)
        if getattr(rule, part) == (getattr(start, name),)
    }
    shorter_rule = rule.with_parts(**supplied)
    return shorter_rule if picks_from_something(shorter_rule) else rule
