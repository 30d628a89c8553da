"""Which phrases say a rule, and in which order, whatever the language.

A phrase is a name; each language has a template under that name, whose fields are parts of the
rule or one of the values of `fields`. Every part that a rule has is a field of one of its phrases.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from scheduler.recurrence.parts import Frequency, Skip, Weekday, WeekdayNum
from scheduler.recurrence.rule_parts import RuleParts
from scheduler.recurrence.words.canonical import SUB_DAILY, is_utc, parts_not_shorter
from scheduler.recurrence.words.day_phrases import day_phrase, other_date_phrases
from scheduler.recurrence.words.ending import ending
from scheduler.recurrence.words.times import clocks_of, time_phrase

_ANCHORS = {
    Frequency.YEARLY: "from_year",
    Frequency.MONTHLY: "from_month",
    Frequency.WEEKLY: "from_week",
    Frequency.DAILY: "from_day",
}
# What a phrase means beside its fields.
MEANINGS: dict[str, dict[str, Any]] = {
    "on_the_hour": {"by_minute": (0,)},
    "backward": {"skip": Skip.BACKWARD, "rscale": "GREGORIAN"},
    "forward": {"skip": Skip.FORWARD, "rscale": "GREGORIAN"},
    "at_clocks_utc": {"utc": True},
    "in_utc": {"utc": True},
    "once": {"count": 1},
    "no_date": {"freq": Frequency.YEARLY},
    "positions": {"of_whole_period": True},
    "on_picked_of_year": {"of_whole_period": True},
    "until_end": {"until_clock": (23, 59, 59)},
    "until_utc": {"until_utc": True},
}
# The phrases that follow the main clause; once one has been said, each has its own comma.
CLAUSES = frozenset(
    {"counted_from", "positions", "backward", "forward", "week_start", "in_utc", "once", "count"}
    | {"only_months", "only_weeks", "only_year_days", "only_month_days", "only_days"}
    | {"only_hours", "only_minutes", "only_seconds"}
    | {"until_day", "until_end", "until_at", "until_utc"}
)


def phrases(rule: RuleParts, start: date | None) -> list[str]:
    """The names of the phrases that say a canonical rule."""
    return [name for name in _all_phrases(rule, start) if name]


def fields(rule: RuleParts, start: date | None) -> dict[str, Any]:
    """The values that the phrases of a canonical rule speak of, by field."""
    return {
        **vars(rule),
        "often": (rule.freq, rule.interval),
        "clocks": clocks_of(rule, start),
        "dates": (rule.by_month, rule.by_month_day),
        "anchor": start and anchor(rule, start),
        **ending(rule, start)[1],
    }


def anchor(rule: RuleParts, start: date) -> date:
    """The day, week, month or year from which INTERVAL counts, by a moment in it."""
    if rule.freq is Frequency.WEEKLY:
        return _week_of(start, rule.wkst)
    if rule.freq is Frequency.YEARLY and rule.by_week_no:
        return date(_week_year(start, rule.wkst), 1, 1)
    return start


def _all_phrases(rule: RuleParts, start: date | None) -> Iterator[str | None]:
    yield "often"
    counted = rule.interval > 1 and start is not None
    if counted and not _is_told_by_start(rule, start):
        yield _ANCHORS.get(rule.freq)
    on_days, said = day_phrase(rule)
    yield on_days
    at_time = time_phrase(rule, start)
    yield at_time
    if counted and rule.freq in SUB_DAILY:
        yield "counted_from"
    yield from other_date_phrases(rule, said)
    yield from _limited_times(rule)
    if rule.by_set_pos and "by_set_pos" not in said:
        yield "positions"
    if rule.skip is not Skip.OMIT:
        yield rule.skip.lower()
    if rule.wkst is not Weekday.MO:
        yield "week_start"
    if is_utc(start) and at_time != "at_clocks_utc":
        yield "in_utc"
    yield ending(rule, start)[0]


def _is_told_by_start(rule: RuleParts, start: date | None) -> bool:
    """True where weeks are counted from a start that is itself the first instance."""
    return (
        start is not None
        and rule.freq is Frequency.WEEKLY
        and WeekdayNum(Weekday(start.weekday())) in rule.by_day
        and (not rule.by_month or start.month in rule.by_month)
        and not rule.by_set_pos
    )


def _limited_times(rule: RuleParts) -> Iterator[str]:
    """The parts of the time that limit (RFC 5545 3.3.10): as long as the frequency or longer."""
    longer = parts_not_shorter(rule.freq)
    for part in ("hour", "minute", "second")[:longer]:
        if getattr(rule, f"by_{part}"):
            yield f"only_{part}s"


def _week_of(start: date, first: Weekday) -> date:
    """The first day of the week; of the first week of the calendar, its first day that exists."""
    return date.fromordinal(max(1, start.toordinal() - (start.weekday() - first) % 7))


def _week_year(start: date, first: Weekday) -> int:
    """The year to whose numbered weeks the day belongs: that of the fourth day of its week."""
    fourth = start.toordinal() - (start.weekday() - first) % 7 + 3
    return date.fromordinal(min(max(1, fourth), date.max.toordinal())).year
