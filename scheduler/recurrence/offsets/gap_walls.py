"""Counting around gaps: wall times that clocks skip land later, and perhaps on another (L34)."""

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo
from functools import cache, lru_cache

from scheduler.recurrence.clock.times import SECONDS_PER_DAY
from scheduler.recurrence.clock.walls import DayGap, Walls
from scheduler.recurrence.dates.gregorian import YEARS_PER_CYCLE, new_year, year_of
from scheduler.recurrence.offsets.offset_changes import SETTLED, changes

# Before these years there were no zones; after them none lists a change over the date line.
_LISTED_YEARS = range(1840, 2040)
_MOST_OF_A_DAY = timedelta(hours=20)

# Where a gap starts and ends, as walls.
WallGap = tuple[int, int]


@lru_cache(16_384)
def gap_around(zone: tzinfo, day: int) -> WallGap | None:
    """The gap whose skipped walls, moved on by it, may land on or beside this day; None if none."""
    year = year_of(day)
    low, high = (day - 2) * SECONDS_PER_DAY, (day + 1) * SECONDS_PER_DAY
    for each in (year - 1, year):
        for at, end in wall_gaps(zone, each):
            if low <= at < high:
                return at, end
    return None


@lru_cache(16_384)
def wall_gaps(zone: tzinfo, year: int) -> tuple[WallGap, ...]:
    """The gaps that begin in a year."""
    return tuple(
        (change.at, change.turned) for change in changes(zone, year) if change.turned > change.at
    )


def raw_windows(zone: tzinfo, low: int, high: int) -> list[WallGap] | None:
    """The windows of wall times whose instances lie from `low` to before `high`, and few others.

    None where no gap is near: the window itself.
    """
    at_low, at_high = (gap_around(zone, bound // SECONDS_PER_DAY) for bound in (low, high))
    if at_low is None and at_high is None:
        return None
    windows = [(low, high)]
    if at_low and at_low[0] < low < 2 * at_low[1] - at_low[0]:
        start, end = at_low
        windows = [(max(start, low - (end - start)), end), (max(low, end), high)]
    if at_high and at_high[0] < high < 2 * at_high[1] - at_high[0]:
        start, end = at_high
        first = windows[-1][0]
        windows[-1:] = [(first, max(start, high - (end - start))), (max(first, end), high)]
    return [(first, last) for first, last in windows if first < last]


def lost(walls: Walls, zone: tzinfo, low: int, high: int) -> int:
    """How many wall times from `low` to before `high` make no instance of their own there.

    Those that land at `high` or later, and those that land on a wall time of the rule; bounds
    are walls that clocks show.
    """
    first, last = (year_of(bound // SECONDS_PER_DAY) for bound in (low, high))
    years: Iterable[int] = range(first - 1, last + 1)
    if walls.most_a_day == 1:
        years = {*long_gap_years(zone), first - 1, first, last - 1, last}
    elif last > SETTLED and not _may_double(walls, zone):
        years = {*range(first - 1, SETTLED), first - 1, first, last - 1, last}
    elif walls.repeats and last - max(first, SETTLED) > 2 * YEARS_PER_CYCLE:
        return _lost_in_cycles(walls, zone, low, high)
    found = (gap for year in years if first - 1 <= year <= last for gap in wall_gaps(zone, year))
    return sum(_lost(walls, gap, high) - _lost(walls, gap, low) for gap in found)


def _lost_in_cycles(walls: Walls, zone: tzinfo, low: int, high: int) -> int:
    """What is lost up to a bound far out, once zone and rule have begun to repeat together."""
    settled = max(year_of(low // SECONDS_PER_DAY) + 2, SETTLED)
    cycles = (year_of(high // SECONDS_PER_DAY) - 2 - settled) // YEARS_PER_CYCLE
    begin, end = (
        new_year(settled + cycle * YEARS_PER_CYCLE) * SECONDS_PER_DAY for cycle in (0, cycles)
    )
    once = new_year(settled + YEARS_PER_CYCLE) * SECONDS_PER_DAY
    parts = lost(walls, zone, low, begin), lost(walls, zone, begin, once) * cycles
    return sum(parts) + lost(walls, zone, end, high)


def _may_double(walls: Walls, zone: tzinfo) -> bool:
    """True if a gap of the rule that the zone follows in the end can land times on others."""
    return any(
        walls.may_double(DayGap(start % SECONDS_PER_DAY, end - start))
        for start, end in wall_gaps(zone, SETTLED)
    )


@cache
def long_gap_years(zone: tzinfo) -> tuple[int, ...]:
    """The years in which a zone left out a day on its way over the date line, to stay there."""
    new_years = [datetime(year, 1, 1, 12, tzinfo=zone).utcoffset() for year in _LISTED_YEARS]
    nothing = timedelta()
    return tuple(
        year
        for year, before, after in zip(_LISTED_YEARS, new_years, new_years[1:], strict=False)
        if (after or nothing) - (before or nothing) > _MOST_OF_A_DAY
    )


def _lost(walls: Walls, gap: WallGap, before: int) -> int:
    """How many wall times of a gap and earlier than `before` make no instance of their own."""
    start, end = gap
    length = end - start
    if before <= start:
        return 0
    landing = min(end, before - length)
    late = 0 if landing == end else walls.rank(min(end, before)) - walls.rank(max(start, landing))
    return late + (walls.doubled(start, landing, length) if landing > start else 0)
