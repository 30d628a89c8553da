"""The interval that holds DTSTART: no earlier one is visited, not even by way of a gap (L24)."""

from datetime import date, datetime

from scheduler.recurrence.clock.times import SECONDS_PER_DAY, time_of_day
from scheduler.recurrence.clock.walls import Walls
from scheduler.recurrence.dates.by_week_no import week_year
from scheduler.recurrence.dates.gregorian import DAYS_PER_WEEK, kind_of, new_year
from scheduler.recurrence.parts import Frequency
from scheduler.recurrence.rule_parts import RuleParts

_UNITS = {Frequency.SECONDLY: 1, Frequency.MINUTELY: 60, Frequency.HOURLY: 3_600}


def first_interval(rule: RuleParts, start: date) -> int:
    """The wall at which the interval of a rule begins that holds its start."""
    day = start.toordinal()
    if rule.freq in _UNITS and isinstance(start, datetime):
        second = time_of_day(start)
        return day * SECONDS_PER_DAY + second - second % _UNITS[rule.freq]
    if rule.freq is Frequency.WEEKLY:
        day -= (start.weekday() - rule.wkst) % DAYS_PER_WEEK
    elif rule.freq is Frequency.MONTHLY:
        day -= start.day - 1
    elif rule.freq is Frequency.YEARLY:
        first = new_year(start.year)
        if rule.by_week_no:
            begin, _ = week_year(kind_of(start.year), rule.wkst)
            # Where the start lies in another week-year, a day or two of it may count too much.
            first += min(begin, 0)
        day = first
    return day * SECONDS_PER_DAY


class Unvisited:
    """Wall times of earlier intervals that a gap would move to the start or later."""

    def __init__(self, walls: Walls, gap: tuple[int, int], low: int, begun: int) -> None:
        start, end = gap
        self._walls, self._length, self.begun = walls, end - start, begun
        self._first, self._end = max(start, low - self._length), min(begun, end)

    def before(self, wall: int) -> int:
        """How many would land before a wall that clocks show, on no other wall of the rule."""
        end = min(self._end, wall - self._length)
        if end <= self._first:
            return 0
        found = self._walls.rank(end) - self._walls.rank(self._first)
        return found - self._walls.doubled(self._first, end, self._length)
