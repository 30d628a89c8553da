"""BYHOUR, BYMINUTE and BYSECOND: the times of day of a rule (RFC 5545 3.3.10).

A time of day is a second from 0 to 86,399. A frequency shorter than a day counts units (hours,
minutes or seconds): its own part and the longer ones limit them, the shorter ones, or the start,
say where in a unit its instances lie. (Second 60 was read as 59 with the rule's text, L7.)
"""

from collections.abc import Sequence
from datetime import date, datetime

from scheduler.recurrence.dates.by_set_pos import by_set_pos
from scheduler.recurrence.once import once
from scheduler.recurrence.parts import Frequency
from scheduler.recurrence.rule_parts import RuleParts

SECONDS_PER_DAY = 86_400
_MINUTES_PER_DAY = 1_440
_SECONDS_PER_HOUR = 3_600
_SECONDS_PER_MINUTE = 60
# The frequencies shorter than a day, with the seconds that their units last.
UNIT_SECONDS = {
    Frequency.HOURLY: _SECONDS_PER_HOUR,
    Frequency.MINUTELY: _SECONDS_PER_MINUTE,
    Frequency.SECONDLY: 1,
}
_HOURS, _MINUTES, _SECONDS = range(24), range(60), range(60)


class Units:
    """How a frequency divides a day: units of so many seconds, those let in, those within each."""

    def __init__(self, seconds: int, chosen: Sequence[int], within: tuple[int, ...]) -> None:
        self.seconds, self.chosen, self.within = seconds, chosen, within

    @once
    def members(self) -> frozenset[int]:
        """The units let in."""
        return frozenset(self.chosen)

    @property
    def per_day(self) -> int:
        """How many units make a day."""
        return SECONDS_PER_DAY // self.seconds

    @property
    def are_all(self) -> bool:
        """True if every unit of a day is let in."""
        return len(self.chosen) == self.per_day

    def times(self, residue: int, step: int) -> Sequence[int]:
        """The seconds of a day in those units that are congruent to a residue."""
        taken = range(residue, self.per_day, step)
        if self.are_all and self.seconds == 1 and self.within:
            return taken
        chosen: Sequence[int] = taken
        if len(self.chosen) < len(taken):
            chosen = [unit for unit in self.chosen if unit in taken]
        elif not self.are_all:
            chosen = [unit for unit in taken if unit in self.members]
        return [unit * self.seconds + second for unit in chosen for second in self.within]


def time_of_day(start: date) -> int:
    """The second of the day at which a start's clock stands; midnight for a date."""
    if not isinstance(start, datetime):
        return 0
    return start.hour * _SECONDS_PER_HOUR + start.minute * _SECONDS_PER_MINUTE + start.second


def times_of_day(rule: RuleParts, start: date) -> tuple[int, ...]:
    """The times of a rule of FREQ=DAILY or longer; what it does not say comes from its start.

    A date has no time, and time parts beside one are ignored (L8).
    """
    if not isinstance(start, datetime):
        return (0,)
    if not (rule.by_hour or rule.by_minute or rule.by_second):
        return (time_of_day(start),)
    return _product(rule.by_hour or (start.hour,), _minutes(rule, start), _seconds(rule, start))


def units(rule: RuleParts, start: datetime) -> Units:
    """The units of a rule of FREQ=HOURLY, MINUTELY or SECONDLY; BYSETPOS picks within each."""
    hours: Sequence[int] = rule.by_hour or _HOURS
    if rule.freq is Frequency.HOURLY:
        within = _product((0,), _minutes(rule, start), _seconds(rule, start))
        return Units(_SECONDS_PER_HOUR, hours, by_set_pos(within, rule.by_set_pos))
    minutes = rule.by_minute or _MINUTES
    if rule.freq is Frequency.MINUTELY:
        within = by_set_pos(_seconds(rule, start), rule.by_set_pos)
        if not (rule.by_hour or rule.by_minute):
            return Units(_SECONDS_PER_MINUTE, range(_MINUTES_PER_DAY), within)
        chosen = tuple(hour * len(_MINUTES) + minute for hour in hours for minute in minutes)
        return Units(_SECONDS_PER_MINUTE, chosen, within)
    within = by_set_pos((0,), rule.by_set_pos)
    if not (rule.by_hour or rule.by_minute or rule.by_second):
        return Units(1, range(SECONDS_PER_DAY), within)
    return Units(1, _product(hours, minutes, rule.by_second or _SECONDS), within)


def _minutes(rule: RuleParts, start: datetime) -> tuple[int, ...]:
    return rule.by_minute or (start.minute,)


def _seconds(rule: RuleParts, start: datetime) -> tuple[int, ...]:
    return rule.by_second or (start.second,)


def _product(
    hours: Sequence[int], minutes: Sequence[int], seconds: Sequence[int]
) -> tuple[int, ...]:
    return tuple(
        hour * _SECONDS_PER_HOUR + minute * _SECONDS_PER_MINUTE + second
        for hour in hours
        for minute in minutes
        for second in seconds
    )
