"""A Hypothesis strategy for every valid rule: each part there or not, with any values."""

from collections.abc import Hashable, Mapping
from datetime import UTC, date
from typing import Any

from hypothesis import strategies as st

from scheduler.recurrence import Frequency, Rule, Weekday, WeekdayNum
from scheduler.recurrence.parts import Skip

Drawn = st.SearchStrategy[Any]

_SUB_DAILY = {Frequency.HOURLY, Frequency.MINUTELY, Frequency.SECONDLY}


def any_rule() -> st.SearchStrategy[Rule]:
    return st.sampled_from(Frequency).flatmap(_with_parts).map(_made)


def moments() -> st.SearchStrategy[date]:
    """Dates, floating times and times in UTC, to the second."""
    times = st.datetimes() | st.datetimes(timezones=st.just(UTC))
    return st.dates() | times.map(lambda when: when.replace(microsecond=0))


def _with_parts(frequency: Frequency) -> Drawn:
    numbers = {
        "by_month": _some(st.integers(1, 12)),
        "by_hour": _some(st.integers(0, 23)),
        "by_minute": _some(st.integers(0, 59)),
        "by_second": _some(st.integers(0, 60)),
        "by_day": _some(st.builds(WeekdayNum, st.sampled_from(Weekday), _ordinals(frequency))),
        "by_set_pos": _some(_signed(366)),
    }
    if frequency is not Frequency.WEEKLY:
        numbers["by_month_day"] = _some(_signed(31))
    if frequency in {Frequency.YEARLY, *_SUB_DAILY}:
        numbers["by_year_day"] = _some(_signed(366))
    if frequency is Frequency.YEARLY:
        numbers["by_week_no"] = _some(_signed(53))
    others = {
        "interval": st.integers(1, 10**15),
        "count": st.integers(1, 10**15),
        "until": moments(),
        "wkst": st.sampled_from(Weekday),
        "skip": st.sampled_from(Skip),
    }
    return st.fixed_dictionaries({"freq": st.just(frequency)}, optional=numbers | others)


def _made(parts: Mapping[str, Any]) -> Rule:
    """The rule of these parts, without those that do not go with another."""
    kept = dict(parts)
    if "until" in kept:
        kept.pop("count", None)
    if "skip" in kept:
        kept["rscale"] = "GREGORIAN"
    if kept.keys().isdisjoint(_CHOOSING):
        kept.pop("by_set_pos", None)
    if "by_week_no" in kept and "by_day" in kept:
        kept["by_day"] = tuple(WeekdayNum(each.weekday) for each in kept["by_day"])
    return Rule(**kept)


_CHOOSING = {
    "by_month",
    "by_week_no",
    "by_year_day",
    "by_month_day",
    "by_day",
    "by_hour",
    "by_minute",
    "by_second",
}


def _some(values: st.SearchStrategy[Hashable]) -> Drawn:
    return st.lists(values, min_size=1, max_size=6).map(tuple)


def _signed(high: int) -> st.SearchStrategy[int]:
    return st.integers(1, high) | st.integers(-high, -1)


def _ordinals(frequency: Frequency) -> st.SearchStrategy[int]:
    if frequency in {Frequency.MONTHLY, Frequency.YEARLY}:
        return st.just(0) | _signed(53)
    return st.just(0)
