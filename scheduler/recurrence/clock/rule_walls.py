"""The pipeline of RFC 5545 3.3.10: from the parts of a rule and its start to wall times."""

from collections.abc import Sequence
from datetime import date, datetime

from scheduler.errors import InvalidValue
from scheduler.recurrence.clock.picked_times import PickedTimes
from scheduler.recurrence.clock.stepped_days import MOST_TURNS, stepped_times
from scheduler.recurrence.clock.stepped_times import Slots
from scheduler.recurrence.clock.times import (
    SECONDS_PER_DAY,
    UNIT_SECONDS,
    Units,
    time_of_day,
    times_of_day,
    units,
)
from scheduler.recurrence.clock.walls import EvenTimes, OneTimeADay, TimesADay, Walls
from scheduler.recurrence.dates.by_set_pos import by_set_pos
from scheduler.recurrence.dates.date_parts import date_parts
from scheduler.recurrence.dates.days import Days, EvenDays
from scheduler.recurrence.dates.gregorian import DAYS_OF_LEAP_YEAR, DAYS_PER_WEEK
from scheduler.recurrence.dates.intervals import NO_DAY, days_of, limited_days, whole_sets
from scheduler.recurrence.dates.periods import first_of_week, week_of
from scheduler.recurrence.parts import Frequency
from scheduler.recurrence.rule_parts import RuleParts

# The most days that an interval may hold.
_LARGEST_SETS = {
    Frequency.DAILY: 1,
    Frequency.MONTHLY: 31,
    Frequency.YEARLY: DAYS_OF_LEAP_YEAR + DAYS_PER_WEEK,
}
# Up to so many times in a period are laid out as one list.
_MOST_EVEN = 366


def rule_walls(rule: RuleParts, start: date) -> Walls:
    """The wall times of a rule from the interval that holds its start on, and some before it.

    Raises InvalidValue for hours, minutes or seconds counted from a date.
    """
    if rule.freq in UNIT_SECONDS:
        return _units_of_days(rule, start)
    times, positions = times_of_day(rule, start), rule.by_set_pos
    if positions:
        most = _largest_set(rule) * len(times)
        positions = tuple(each for each in positions if abs(each) <= most)
        if not positions:
            return TimesADay(NO_DAY, ())
    if rule.freq is Frequency.DAILY:
        return _daily(rule, start, by_set_pos(times, positions))
    if rule.freq is Frequency.WEEKLY and positions:
        weekdays = date_parts(rule, start).weekdays
        if weekdays is not None:
            return _weekly(rule, start, weekdays, times, positions)
    if positions and len(times) > 1:
        return PickedTimes(whole_sets(rule, start), times, positions)
    return _times_of_days(days_of(rule, start, positions), times)


def _largest_set(rule: RuleParts) -> int:
    """The most days that an interval may hold."""
    if rule.freq is Frequency.WEEKLY:
        return len(rule.by_day) or 1
    return _LARGEST_SETS[rule.freq]


def _daily(rule: RuleParts, start: date, times: tuple[int, ...]) -> Walls:
    if rule.interval <= MOST_TURNS:
        return _times_of_days(days_of(rule, start, ()), times)
    parts = date_parts(rule, start)
    if parts.choose_every_day:
        return _times_of_days(days_of(rule, start, ()), times)
    daily = Units(SECONDS_PER_DAY, range(1), times)
    return stepped_times(parts, Slots(daily, start.toordinal(), rule.interval))


def _weekly(
    rule: RuleParts,
    start: date,
    weekdays: tuple[int, ...],
    times: tuple[int, ...],
    positions: tuple[int, ...],
) -> Walls:
    """Weeks that are all alike, each with the times that BYSETPOS picks in it."""
    week = tuple(day * SECONDS_PER_DAY + time for day in weekdays for time in times)
    first = week_of(start.toordinal(), rule.wkst) % rule.interval
    origin = first_of_week(first, rule.wkst)
    return EvenTimes(origin, rule.interval * DAYS_PER_WEEK, by_set_pos(week, positions))


def _times_of_days(days: Days, times: Sequence[int]) -> Walls:
    if len(times) == 1:
        return OneTimeADay(days, times[0])
    if isinstance(days, EvenDays) and 0 < len(times) * len(days.offsets) <= _MOST_EVEN:
        both = tuple(day * SECONDS_PER_DAY + time for day in days.offsets for time in times)
        walls = EvenTimes(days.origin, days.step, both)
        walls.days, walls.times = days, times
        return walls
    return TimesADay(days, times)


def _units_of_days(rule: RuleParts, start: date) -> Walls:
    if not isinstance(start, datetime):
        expected = f"a time, because FREQ={rule.freq} counts parts of a day"
        raise InvalidValue("the start", start.isoformat(), expected)
    counted, step = units(rule, start), rule.interval
    first = start.toordinal() * counted.per_day + time_of_day(start) // counted.seconds
    parts = date_parts(rule, start)
    if not counted.within:
        return TimesADay(NO_DAY, ())
    if counted.per_day % step == 0:
        return _times_of_days(limited_days(parts), counted.times(first % step, step))
    return stepped_times(parts, Slots(counted, first, step))
