"""Hypothesis strategies for what the text of a set says: moments of one kind, and periods."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from scheduler.recurrence.period import Period
from scheduler.recurrence.set_text import SetFields
from tests.recurrence.any_rule import any_rule

Drawn = st.SearchStrategy[Any]

_ZONES = (UTC, ZoneInfo("Europe/Brussels"), ZoneInfo("America/New_York"))
_FIRST, _LAST = datetime(2, 1, 1), datetime(9000, 1, 1)  # noqa: DTZ001 -- wall times


def any_set() -> st.SearchStrategy[SetFields]:
    """A set of one kind of time; its rules have no UNTIL."""
    return st.sampled_from((st.dates(), _times(None), _zoned())).flatmap(_of_kind)


def _of_kind(moments: Drawn) -> st.SearchStrategy[SetFields]:
    rules = st.lists(any_rule().filter(lambda rule: rule.until is None), max_size=2).map(tuple)
    return st.builds(
        SetFields,
        start=moments,
        rules=rules,
        dates=st.lists(moments.flatmap(_perhaps_a_period), max_size=6).map(tuple),
        excluded=st.lists(moments, max_size=6).map(tuple),
        excluded_rules=rules,
    )


def _times(zone: tzinfo | None) -> Drawn:
    walls = st.datetimes(_FIRST, _LAST).map(lambda when: when.replace(microsecond=0, fold=0))
    return walls.map(lambda when: when.replace(tzinfo=zone))


def _zoned() -> Drawn:
    return st.sampled_from(_ZONES).flatmap(_times)


def _perhaps_a_period(moment: date) -> Drawn:
    if not isinstance(moment, datetime):
        return st.just(moment)
    lengths = st.integers(1, 10**6).map(lambda seconds: timedelta(seconds=seconds))
    return (
        st.just(moment)
        | lengths.map(lambda length: Period(moment, duration=length))
        | lengths.map(lambda length: Period(moment, end=moment + length + timedelta(days=1)))
    )
