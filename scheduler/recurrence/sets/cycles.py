"""After how many years a series repeats for ever: what makes a search of one cycle a proof."""

from collections.abc import Iterable
from datetime import MAXYEAR
from math import gcd, lcm
from typing import Generic, NamedTuple

from scheduler.recurrence.clock.times import SECONDS_PER_DAY, UNIT_SECONDS
from scheduler.recurrence.dates.gregorian import (
    DAYS_PER_CYCLE,
    MONTHS_PER_YEAR,
    WEEKS_PER_CYCLE,
    YEARS_PER_CYCLE,
)
from scheduler.recurrence.frame import Frame
from scheduler.recurrence.offsets.offset_changes import SETTLED
from scheduler.recurrence.parts import Frequency
from scheduler.recurrence.sets.tails import RuleSource
from scheduler.recurrence.source import Moment

_PER_CYCLE = {
    Frequency.YEARLY: YEARS_PER_CYCLE,
    Frequency.MONTHLY: YEARS_PER_CYCLE * MONTHS_PER_YEAR,
    Frequency.WEEKLY: WEEKS_PER_CYCLE,
    Frequency.DAILY: DAYS_PER_CYCLE,
    **{freq: DAYS_PER_CYCLE * SECONDS_PER_DAY // unit for freq, unit in UNIT_SECONDS.items()},
}


class Cycle(NamedTuple):
    """A series is the same again so many years later, in every year after `since`."""

    since: int
    years: int


class Repeats(NamedTuple, Generic[Moment]):
    """The same, from the first moment of which it is true."""

    start: Moment
    years: int

    @property
    def within_calendar(self) -> bool:
        """True if the calendar holds a whole cycle."""
        return self.start.year + self.years <= MAXYEAR

    def is_whole(self, first: Moment, last: Moment) -> bool:
        """True if there is a whole cycle between two moments."""
        return last.year - max(first.year, self.start.year) > self.years


def cycle_of_series(
    rules: Iterable[RuleSource[Moment]], listed: Iterable[Moment], frame: Frame[Moment]
) -> Cycle | None:
    """The cycle of what some rules give and take away, with moments listed one by one."""
    # In another zone a moment may be of the next year.
    since = 1 + max(moment.year for moment in listed)
    if frame.clocks_change:
        since = max(since, SETTLED)
    cycles = (_cycle_of(each, frame.start) for each in rules)
    return joint([Cycle(since, 1), *cycles])


def _cycle_of(given: RuleSource[Moment], start: Moment) -> Cycle | None:
    """The cycle of one rule: 400 years, or as many as bring INTERVAL round to the same again.

    None for a rule that ends after year 9999.
    """
    rule, source = given
    if not source.is_finite:
        units = _PER_CYCLE[rule.freq]
        return Cycle(start.year, YEARS_PER_CYCLE * rule.interval // gcd(units, rule.interval))
    if source.outlasts_calendar:
        return None
    return Cycle(next(source.descending(), start).year, 1)


def joint(cycles: Iterable[Cycle | None]) -> Cycle | None:
    """The cycle of several series together; None if that of one is not known."""
    since, years = 1, 1
    for cycle in cycles:
        if cycle is None:
            return None
        since, years = max(since, cycle.since), lcm(years, cycle.years)
    return Cycle(since, years)


def repeats_in(frame: Frame[Moment], cycle: Cycle | None) -> Repeats[Moment] | None:
    """A cycle with its first moment as the clocks of a frame show it; None after year 9999."""
    if cycle is None or cycle.since >= MAXYEAR:
        return None
    return Repeats(frame.new_year(cycle.since + 1), cycle.years)
