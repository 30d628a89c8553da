"""The intervals that FREQ counts: the number of one, and where that of DTSTART begins (L24).

No earlier one is visited, not even by way of a gap.
"""

from datetime import date

from scheduler.recurrence.clock.times import SECONDS_PER_DAY, UNIT_SECONDS
from scheduler.recurrence.clock.walls import Walls
from scheduler.recurrence.dates.by_week_no import week_year
from scheduler.recurrence.dates.gregorian import kind_of, new_year
from scheduler.recurrence.dates.periods import first_of_week, period_of, week_of
from scheduler.recurrence.parts import Frequency
from scheduler.recurrence.rule_parts import RuleParts
from scheduler.recurrence.zones import wall_second


def interval_of(rule: RuleParts, moment: date) -> int:
    """The number of the period that holds a wall time: its year, month, week, day, hour or so."""
    unit = UNIT_SECONDS.get(rule.freq)
    return wall_second(moment) // unit if unit else period_of(rule, moment.toordinal())


def first_interval(rule: RuleParts, start: date) -> int:
    """The wall at which the interval of a rule begins that holds its start."""
    day = start.toordinal()
    if rule.freq in UNIT_SECONDS:
        return interval_of(rule, start) * UNIT_SECONDS[rule.freq]
    if rule.freq is Frequency.WEEKLY:
        day = first_of_week(week_of(day, rule.wkst), rule.wkst)
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
