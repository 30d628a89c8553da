"""How simple a rule is: the length of its description, in bits.

Each value that a rule has to name costs about the binary logarithm of what it might have been, and
less where calendars use it more: the first and the last, whole working weeks, runs of neighbours.
A date that is merely listed costs LISTED, so a rule that costs nearly as much as the dates it gives
says nothing about them: see `most_bits`. A bit more means half as likely.
"""

from collections.abc import Sequence
from math import inf, log2

from scheduler.recurrence.parts import Frequency, Weekday, WeekdayNum
from scheduler.recurrence.rule_parts import RuleParts

LISTED = 12.0
_SHORTER = 0.75
_TWO = 2
LEFT_OUT = 8.0  # one of the instances of a rule, named by its place
WORKDAYS = (Weekday.MO, Weekday.TU, Weekday.WE, Weekday.TH, Weekday.FR)
WEEKEND = (Weekday.SA, Weekday.SU)

_FREQUENCY = {
    Frequency.DAILY: 1.0,
    Frequency.WEEKLY: 1.0,
    Frequency.MONTHLY: 2.0,
    Frequency.YEARLY: 2.0,
    Frequency.HOURLY: 4.0,
    Frequency.MINUTELY: 5.0,
    Frequency.SECONDLY: 7.0,
}
_MONTH, _WEEKDAY, _HOUR, _MINUTE = log2(12), log2(7), log2(24), log2(60)
_MONTH_DAY, _WEEK, _YEAR_DAY = log2(31), log2(53) + 2, log2(366) + 2
_POSITION = 2.0
_OF_THE_YEAR = 4.0  # few people count weekdays through the year
_FIFTH = 5
_NOT_EACH_MONTH = 3.0  # few meetings take place in those months only that have a fifth Friday
_RUN = 3.0  # where a run of neighbours ends
_OTHER_WEEKS = 2.0  # weeks that do not begin on Monday
_BOTH = 3.0  # a weekday that must also be a certain day of its month
_PART_OF_A_WEEK = 6.0  # or one of a few days; of seven, the weekday comes on one of them each time
_WHOLE_WEEK = 7
_COMMON_INTERVALS = (2, 3, 4, 6)
_UNCOMMON = 2.0
_SHORTEST_RUN = 3


def most_bits(dates: int) -> float:
    """The longest description of so many dates that says something: three quarters of their list.

    One or two dates are the exception, of which any rule says more than they show.
    """
    return _SHORTER * LISTED * dates if dates > _TWO else inf


def bits(rule: RuleParts) -> float:
    """The length of a rule's description; what its start supplies and its end cost nothing."""
    return (
        _FREQUENCY[rule.freq]
        + _interval(rule.interval)
        + _listed(rule.by_month, _MONTH)
        + _signed(rule.by_week_no, _WEEK)
        + _signed(rule.by_year_day, _YEAR_DAY)
        + _signed(rule.by_month_day, _MONTH_DAY)
        + _weekdays(rule)
        + _listed(rule.by_hour, _HOUR)
        + _listed(rule.by_minute, _MINUTE)
        + _listed(rule.by_second, _MINUTE)
        + sum(_POSITION + _place(position) for position in rule.by_set_pos)
        + (0 if rule.wkst is Weekday.MO else _OTHER_WEEKS)
        + _both(rule)
    )


def _both(rule: RuleParts) -> float:
    """What weekdays cost that must also be certain days of their month."""
    if not (rule.by_day and rule.by_month_day):
        return 0
    return _BOTH + (_PART_OF_A_WEEK if 1 < len(rule.by_month_day) < _WHOLE_WEEK else 0)


def _interval(interval: int) -> float:
    if interval == 1:
        return 0
    return 1 + 2 * log2(interval) + (0 if interval in _COMMON_INTERVALS else _UNCOMMON)


def _listed(values: Sequence[int], each: float) -> float:
    """Values that run on without a gap cost their first one and their end."""
    if len(values) >= _SHORTEST_RUN and values[-1] - values[0] == len(values) - 1:
        return each + _RUN
    return each * len(values)


def _signed(values: Sequence[int], each: float) -> float:
    """Values counted from the front are all alike; from the end, the nearer the simpler."""
    front = [value for value in values if value > 0]
    back = [value for value in values if value < 0]
    return _listed(front, each) + sum(each - 2 + 2 * log2(-value) for value in back)


def _place(ordinal: int) -> float:
    """The first costs less than the last, and both less than what must be counted."""
    return 1 + log2(ordinal) if ordinal > 0 else 1.5 + 2 * log2(-ordinal)


def _weekdays(rule: RuleParts) -> float:
    days = rule.by_day
    if plain_weekdays(days) in (WORKDAYS, WEEKEND):
        return _WEEKDAY
    ordinals = [each.ordinal for each in days if each.ordinal]
    whole_year = rule.freq is Frequency.YEARLY and bool(ordinals) and not rule.by_month
    places = sum(map(_place, ordinals))
    if whole_year:
        places += _OF_THE_YEAR
    elif any(abs(ordinal) == _FIFTH for ordinal in ordinals):
        places += _NOT_EACH_MONTH
    return _WEEKDAY * len(days) + places


def plain_weekdays(days: Sequence[WeekdayNum]) -> tuple[Weekday, ...]:
    """The weekdays of a BYDAY without ordinals; nothing of any other."""
    return () if any(each.ordinal for each in days) else tuple(each.weekday for each in days)
