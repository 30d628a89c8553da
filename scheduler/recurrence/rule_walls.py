"""The pipeline of RFC 5545 3.3.10: from the parts of a rule and its start to wall times."""

from datetime import date, datetime

from scheduler.errors import InvalidValue
from scheduler.recurrence.by_set_pos import by_set_pos
from scheduler.recurrence.date_parts import date_parts
from scheduler.recurrence.intervals import days_of, limited_days, whole_sets
from scheduler.recurrence.parts import Frequency, RuleParts
from scheduler.recurrence.picked_times import PickedTimes
from scheduler.recurrence.stepped_days import stepped_times
from scheduler.recurrence.stepped_times import Slots
from scheduler.recurrence.times import SECONDS_PER_DAY, Units, time_of_day, times_of_day, units
from scheduler.recurrence.walls import OneTimeADay, TimesADay, Walls

_SHORTER_THAN_A_DAY = (Frequency.SECONDLY, Frequency.MINUTELY, Frequency.HOURLY)


def rule_walls(rule: RuleParts, start: date) -> Walls:
    """The wall times of a rule from the interval that holds its start on, and some before it.

    Raises InvalidValue for hours, minutes or seconds counted from a date.
    """
    if rule.freq in _SHORTER_THAN_A_DAY:
        return _units_of_days(rule, start)
    times = times_of_day(rule, start)
    if rule.freq is Frequency.DAILY:
        times = by_set_pos(times, rule.by_set_pos)
        if rule.interval > 1 and not date_parts(rule, start).choose_every_day:
            daily = Units(SECONDS_PER_DAY, range(1), times)
            slots = Slots(daily, start.toordinal(), rule.interval)
            return stepped_times(limited_days(rule, start), slots, limited=True)
    elif rule.by_set_pos and len(times) > 1:
        return PickedTimes(whole_sets(rule, start), times, rule.by_set_pos)
    positions = () if rule.freq is Frequency.DAILY else rule.by_set_pos
    days = days_of(rule, start, positions)
    return OneTimeADay(days, times[0]) if len(times) == 1 else TimesADay(days, times)


def _units_of_days(rule: RuleParts, start: date) -> Walls:
    if not isinstance(start, datetime):
        expected = f"a time, because FREQ={rule.freq} counts parts of a day"
        raise InvalidValue("the start", start.isoformat(), expected)
    counted, step = units(rule, start), rule.interval
    first = start.toordinal() * counted.per_day + time_of_day(start) // counted.seconds
    days = limited_days(rule, start)
    if counted.per_day % step == 0 or not counted.within:
        return TimesADay(days, counted.times(first % step, step))
    limited = not date_parts(rule, start).choose_every_day
    return stepped_times(days, Slots(counted, first, step), limited=limited)
