"""Which place a time has in the set of its period, from which BYSETPOS picks (L22)."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, datetime

from scheduler.recurrence.clock.times import time_of_day, times_of_day, units
from scheduler.recurrence.dates.intervals import whole_sets
from scheduler.recurrence.explanation.sentences import few, say
from scheduler.recurrence.explanation.values import Reason
from scheduler.recurrence.parts import Frequency
from scheduler.recurrence.rule_parts import RuleParts

# The frequencies whose sets have several days.
_OF_DAYS = (Frequency.YEARLY, Frequency.MONTHLY, Frequency.WEEKLY)


def position_reason(
    rule: RuleParts, start: date, wall: date, period: int, *, is_in_set: bool
) -> Reason:
    """Whether BYSETPOS picks a time that the other parts let in, or leave out."""
    noun = say("freq", rule.freq)
    wanted = few([f"the {say('by_set_pos', (each,))}" for each in rule.by_set_pos])
    if not is_in_set:
        says = f"it is not in the set of its {noun}, of which {wanted} is picked"
        return Reason("BYSETPOS", says, holds=False)
    number, count = _place(rule, start, wall, period)
    holds = number in rule.by_set_pos or number - count - 1 in rule.by_set_pos
    says = f"it is number {number:,} of {count:,} in its {noun}"
    return Reason("BYSETPOS", says if holds else f"{says}, not {wanted}", holds)


def _place(rule: RuleParts, start: date, wall: date, period: int) -> tuple[int, int]:
    """Which one of a set a time is, from 1, and how many the set has."""
    if rule.freq not in _OF_DAYS:
        second = time_of_day(wall)
        times = _times_within(rule, start)
        if rule.freq is not Frequency.DAILY and isinstance(start, datetime):
            second %= units(rule, start).seconds
        return bisect_left(times, second) + 1, len(times)
    times = times_of_day(rule, start)
    base, days = whole_sets(rule, start).cell(period)
    day = bisect_left(days.days, wall.toordinal() - base)
    number = day * len(times) + bisect_left(times, time_of_day(wall)) + 1
    return number, len(days.days) * len(times)


def _times_within(rule: RuleParts, start: date) -> Sequence[int]:
    """The times of a day, or of the hour, minute or second that is repeated, before any pick."""
    if rule.freq is Frequency.DAILY or not isinstance(start, datetime):
        return times_of_day(rule, start)
    return units(rule.with_parts(by_set_pos=()), start).within
