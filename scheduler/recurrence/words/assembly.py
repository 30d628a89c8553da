"""The rule that the phrases of a sentence make together."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from itertools import product
from math import prod
from typing import Any

from scheduler.errors import InvalidValue
from scheduler.recurrence.parts import Frequency, RuleParts
from scheduler.recurrence.words.canonical import SUPPLIED, canonical, is_utc, supplied_to
from scheduler.recurrence.words.ending import DAY_END, last_clock
from scheduler.recurrence.words.phrases import anchor

_PARTS = frozenset(RuleParts.__annotations__)


def assemble(said: Mapping[str, Any], start: date | None) -> RuleParts:
    """The rule of what was said, without the times of day that its start supplies."""
    parts = {name: value for name, value in said.items() if name in _PARTS}
    parts.setdefault("freq", _frequency(said))
    rule = RuleParts(**parts, **_times(said))
    if "until_day" in said:
        rule = rule.with_parts(until=_until(said, rule, start))
    if said.get("times_a", _named(rule)) != _named(rule):
        expected = f"as many days or times as are named, {_named(rule)}"
        raise InvalidValue("how many times", said["times_a"], expected)
    if "utc" in said and not is_utc(start):
        raise InvalidValue("the zone", "UTC", "the start's own, which is not UTC")
    if "anchor" in said:
        _require_anchor(said["anchor"], rule, start)
    return _without_supplied(rule, start)


def _frequency(said: Mapping[str, Any]) -> Frequency:
    """How often days come that are named without it."""
    if {"by_month", "by_week_no", "by_year_day"} & said.keys():
        return Frequency.YEARLY
    if "by_month_day" in said or any(each.ordinal for each in said.get("by_day", ())):
        return Frequency.MONTHLY
    if "by_day" in said:
        return Frequency.MONTHLY if "by_set_pos" in said else Frequency.WEEKLY
    return Frequency.DAILY


def _named(rule: RuleParts) -> int:
    """How many instances of one period are named by days and times."""
    days = (rule.by_set_pos,) if rule.by_set_pos else (rule.by_day, rule.by_month_day)
    months = rule.by_month if rule.freq is Frequency.YEARLY else ()
    named = (months, *days, rule.by_hour, rule.by_minute, rule.by_second)
    return prod(len(values) or 1 for values in named)


def _times(said: Mapping[str, Any]) -> dict[str, Any]:
    """BYHOUR, BYMINUTE and BYSECOND of a list of times, which must be every mixture of them."""
    if "clocks" not in said:
        return {}
    clocks = [each if each[2] is not None else each[:2] for each in said["clocks"]]
    columns = [tuple(sorted(set(column))) for column in zip(*clocks, strict=False)]
    if sorted(set(clocks)) != list(product(*columns)):
        given = " and ".join(":".join(f"{each:02}" for each in clock) for clock in clocks)
        expected = "the same minutes in each hour"
        raise InvalidValue("the times", given, expected)
    return dict(zip(SUPPLIED, columns, strict=False))


def _until(said: Mapping[str, Any], rule: RuleParts, start: date | None) -> date:
    """UNTIL; a day alone means its last time, on the clock of the start."""
    day: date = said["until_day"]
    timed = isinstance(start, datetime)
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
        raise InvalidValue("UNTIL", day.isoformat(), "a time that has a year in UTC") from None


def _require_anchor(given: date, rule: RuleParts, start: date | None) -> None:
    """Refuse a sentence that counts its interval from elsewhere than its start."""
    if start is None:
        raise InvalidValue("the words", f"from {given}", "a start too, from which to count")
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
        raise InvalidValue("the words", f"from {given}", f"the start's own, {start:%Y-%m-%d}")


def _without_supplied(rule: RuleParts, start: date | None) -> RuleParts:
    if not isinstance(start, datetime):
        return rule
    supplied: dict[str, Any] = {
        part: ()
        for part, name in supplied_to(rule.freq)
        if getattr(rule, part) == (getattr(start, name),)
    }
    shorter_rule = rule.with_parts(**supplied)
    return shorter_rule if _picks_from_something(shorter_rule) else rule


def _picks_from_something(rule: RuleParts) -> bool:
    """True unless BYSETPOS is left alone, which no rule may (L11)."""
    others = (value for name, value in vars(rule).items() if name.startswith("by_"))
    return not rule.by_set_pos or sum(map(bool, others)) > 1
