"""From which moments a rule counts its INTERVAL as from its start (RFC 5545 3.3.10; L24)."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import cast

from scheduler.recurrence.clock.times import SECONDS_PER_DAY, UNIT_SECONDS
from scheduler.recurrence.dates.gregorian import MONTHS_PER_YEAR
from scheduler.recurrence.dates.periods import first_of_week
from scheduler.recurrence.first_interval import interval_of
from scheduler.recurrence.offsets.offset_changes import changes_touching
from scheduler.recurrence.parts import Frequency, Skip
from scheduler.recurrence.rule_parts import RuleParts
from scheduler.recurrence.source import Moment
from scheduler.recurrence.zones import instant, real_time, wall_second

# Whatever the week starts on, 28 December is in the last week of its year (L19).
_IN_LAST_WEEK = (12, 28)


def is_anchor(rule: RuleParts, start: date, other: date) -> bool:
    """True if the rule counts its intervals from the other moment as it does from its start.

    A first of a month may be a day that SKIP moved out of the period before, and a time after a
    gap one that the clocks moved out of it.
    """
    if rule.skip is Skip.FORWARD and other.day == 1:
        return False
    if interval_of(rule, _unmoved(other)) != interval_of(rule, other):
        return False
    return (interval_of(rule, other) - interval_of(rule, start)) % rule.interval == 0


def anchor_before(rule: RuleParts, start: Moment, moment: Moment) -> Moment:
    """A moment, not after this one, from which the rule counts as it does from its start.

    The moment itself if it will do; an instance that SKIP or the clocks moved may not.
    """
    if is_anchor(rule, start, moment):
        return moment
    first = interval_of(rule, start)
    visits = (interval_of(rule, _unmoved(moment)) - first) // rule.interval
    while visits > 0:
        interval = first + visits * rule.interval
        anchor = _late_in(rule, interval, start)
        # The clocks may have moved the anchor out of its interval.
        if interval_of(rule, anchor) == interval and instant(anchor) <= instant(moment):
            return anchor
        visits -= 1
    return start


def _unmoved(moment: date) -> date:
    """The earliest wall time that clocks may have moved to what they show at this moment."""
    zone = moment.tzinfo if isinstance(moment, datetime) else None
    wall = wall_second(moment)
    for change in changes_touching(zone, moment.year):
        gap = change.turned - change.at
        if gap > 0 and change.turned <= wall < change.turned + gap:
            return moment - timedelta(seconds=gap)
    return moment


def _late_in(rule: RuleParts, interval: int, start: Moment) -> Moment:
    """A late moment of a period, of the start's kind and zone, as its clocks show it."""
    if rule.freq in UNIT_SECONDS:
        return _shown((interval + 1) * UNIT_SECONDS[rule.freq] - 1, start)
    day = _late_day(rule, interval)
    if not isinstance(start, datetime):
        return cast("Moment", day)
    return _shown((day.toordinal() + 1) * SECONDS_PER_DAY - 1, start)


def _late_day(rule: RuleParts, interval: int) -> date:
    if rule.freq is Frequency.YEARLY:
        return date(interval, *(_IN_LAST_WEEK if rule.by_week_no else (12, 31)))
    if rule.freq is Frequency.MONTHLY:
        year, month = divmod(interval, MONTHS_PER_YEAR)
        return date(year, month + 1, monthrange(year, month + 1)[1])
    if rule.freq is Frequency.WEEKLY:
        return date.fromordinal(first_of_week(interval + 1, rule.wkst) - 1)
    return date.fromordinal(interval)


def _shown(wall: int, start: Moment) -> Moment:
    days, second = divmod(wall, SECONDS_PER_DAY)
    zone = start.tzinfo if isinstance(start, datetime) else None
    midnight = datetime.combine(date.fromordinal(days), time(), zone)
    return cast("Moment", real_time(midnight + timedelta(seconds=second)))
