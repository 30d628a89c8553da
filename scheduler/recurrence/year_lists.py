"""The short way of the commonest rules: from the kind of a year straight to its instances.

Where every year is visited, its days depend on its kind alone and each has the same times, a year
is one list: 1 January, and the distances that a table holds for its kind. A year in which clocks
skip one of the times, and one whose clocks change on the day of a bound, are left to the long way.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import MAXYEAR, UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from scheduler.recurrence.clock.times import SECONDS_PER_DAY
from scheduler.recurrence.clock.walls import Walls
from scheduler.recurrence.dates.days import EvenDays, Offsets
from scheduler.recurrence.dates.gregorian import KINDS, YEARS_PER_CYCLE, new_year
from scheduler.recurrence.dates.intervals import YearCells
from scheduler.recurrence.offsets.gap_walls import wall_gaps
from scheduler.recurrence.offsets.offset_changes import changes_touching

# A year's list is made whole, so it should not be long.
_MOST_TIMES = 8
# A part of so many distances is cut out before times are made of it.
_MANY = 24
_LONGEST_STEP = 400
# A rank so many years away is found by counting rounds of the calendar instead of years.
_NEAR_YEARS = 30
_DAY = timedelta(1)

Distances = Sequence[timedelta]
# Whether clocks skip a time in a year, and the days near their changes.
Clocks = tuple[bool, frozenset[int]]
# The instances between two bounds, from one year on and before another, or to the end.
LongWay = Callable[[Any, Any, int, int | None], Iterator[list[Any]]]


class YearLists:
    """The instances of such a rule in the zone of a start, year by year."""

    def __init__(self, days: YearCells | EvenDays, times: tuple[int, ...], start: date) -> None:
        self._days, self._times = days, times
        several = times if len(times) > 1 else ()
        self._origin, self._step = 0, 0
        if isinstance(days, EvenDays):
            self._origin, self._step = days.origin, days.step
            self._table = _table((days.step, days.offsets), several)
        else:
            self._table = _table(days, several)
        self._new_year: Callable[..., Any] = type(start)
        self._clock: tuple[Any, ...] = ()
        self._zone, self.least = None, _DAY
        if isinstance(start, datetime):
            minutes, second = divmod(0 if several else times[0], 60)
            self._clock = (minutes // 60, minutes % 60, second, 0, start.tzinfo)
            self._zone = None if start.tzinfo is UTC else start.tzinfo
            self.least = timedelta.resolution
        self._clocks = {} if self._zone is None else _clocks(self._zone, times)

    def between(  # noqa: C901 -- one loop, since a call would cost as much as a year's times
        self,
        low: Any,  # noqa: ANN401 -- a moment of the start's kind, as is `high`
        high: Any,  # noqa: ANN401
        asked: tuple[Any, Any],
        long_way: LongWay,
    ) -> Iterator[list[Any]]:
        """The instances from `low` to before `high`, a list for each year that has any; lazy.

        `asked` are the bounds of the question, which clocks may skip or show twice; cut to those
        of the rule they are `low` and a later `high`, or None at the end of the calendar.
        """
        first, last = low.year, MAXYEAR if high is None else (high - self.least).year
        table, zone, clock, clocks = self._table, self._zone, self._clock, self._clocks
        step, since, until = self._step, *asked
        begins = new_year(first) - self._origin if step else 0
        if last - first > YEARS_PER_CYCLE and self._days.is_empty:
            return
        for year in range(first, last + 1):
            kind = KINDS[year % YEARS_PER_CYCLE]
            key: object = kind
            if step:
                key = begins % step, kind.days
                begins += kind.days
            deltas = table.get(key)
            if deltas is None:
                deltas = table[key] = self._distances(year)
            if zone is not None:
                skips, changed = clocks.get(year) or self._clocks_of(year)
                if skips or (
                    not first < year < last
                    and (
                        (since is not None and since.toordinal() in changed)
                        or (until is not None and until.toordinal() in changed)
                    )
                ):
                    yield from long_way(*asked, year, None if year == last else year + 1)
                    continue
            if not deltas:
                continue
            base = self._new_year(year, 1, 1, *clock)
            if high is not None and base >= high:
                return
            if len(deltas) > _MANY and not first < year < last:
                deltas = _within(deltas, low - base, None if high is None else high - base)
            values = [base + delta for delta in deltas]
            if values and values[0] < low:
                values = values[bisect_left(values, low) :]
            if high is not None and values and values[-1] >= high:
                values = values[: bisect_left(values, high)]
            if values:
                yield values

    def nth(self, start: Any, index: int, end: int) -> tuple[int, Any | None]:  # noqa: ANN401 -- as above
        """The instance of a rank, from 0, counted from `start` on, and its year.

        Years are counted, and no times made. Where that leads far, to the year `end`, or to one
        that asks for the long way, no instance, and the year before which it does not come.
        """
        end = min(start.year + _NEAR_YEARS, end, MAXYEAR)
        table, zone, clock, clocks = self._table, self._zone, self._clock, self._clocks
        step, place = self._step, index
        begins = new_year(start.year) - self._origin if step else 0
        for year in range(start.year, end):
            if zone is not None and (clocks.get(year) or self._clocks_of(year))[0]:
                return year, None
            # Looked up in place, as in `between`: a call would cost as much as the rest of a year.
            kind = KINDS[year % YEARS_PER_CYCLE]
            key: object = kind
            if step:
                key = begins % step, kind.days
                begins += kind.days
            deltas = table.get(key)
            if deltas is None:
                deltas = table[key] = self._distances(year)
            if year == start.year:
                place += bisect_left(deltas, start - self._new_year(year, 1, 1, *clock))
            if place < len(deltas):
                return year, self._new_year(year, 1, 1, *clock) + deltas[place]
            place -= len(deltas)
        return end, None

    def _clocks_of(self, year: int) -> Clocks:
        known = self._clocks[year] = clocks_in_year(self._zone, year, self._times)
        return known

    def _distances(self, year: int) -> Distances:
        """How far the times of a year, and of all years like it, lie from 1 January."""
        first = new_year(year)
        if isinstance(self._days, EvenDays):
            days, length = self._days, new_year(year + 1) - first
            periods = range((days.origin - first) % days.step - days.step, length, days.step)
            each = [period + day for period in periods for day in days.offsets]
            offsets = Offsets(tuple(each[bisect_left(each, 0) : bisect_left(each, length)]))
        else:
            offsets = self._days.cell(year)[1]
        if len(self._times) == 1:
            return offsets.deltas
        return [timedelta(day, time) for day in offsets.days for time in self._times]


def _within(deltas: Distances, low: timedelta, high: timedelta | None) -> Distances:
    """The distances from `low` to before `high`."""
    end = len(deltas) if high is None else bisect_left(deltas, high)
    return deltas[bisect_left(deltas, low) : end]


def year_lists(walls: Walls, start: date) -> YearLists | None:
    """The short way of a rule's walls; None if there is none."""
    days, times = walls.days, walls.times
    if not 0 < len(times) <= _MOST_TIMES:
        return None
    if isinstance(days, EvenDays) and days.step <= _LONGEST_STEP:
        return YearLists(days, tuple(times), start)
    if isinstance(days, YearCells) and days.keep_to_years:
        return YearLists(days, tuple(times), start)
    return None


@lru_cache(1_000)
def _table(_days: Hashable, _times: tuple[int, ...]) -> dict[object, Distances]:
    """The distances met so far of rules that have the same days, and several times alike."""
    return {}


@lru_cache(1_000)
def _clocks(_zone: tzinfo, _times: tuple[int, ...]) -> dict[int, Clocks]:
    """What `clocks_in_year` said so far of such times in a zone."""
    return {}


@lru_cache(1 << 14)
def clocks_in_year(zone: tzinfo, year: int, times: tuple[int, ...]) -> Clocks:
    """Whether clocks skip such a time in a year or move one into it; and days near changes."""
    first = new_year(year) * SECONDS_PER_DAY
    skips = any(
        at + (time - at) % SECONDS_PER_DAY < end
        for each in (year - 1, year)
        for at, end in wall_gaps(zone, each)
        if end + (end - at) > first
        for time in times
    )
    days = {
        wall // SECONDS_PER_DAY
        for each in (year, year + 1)
        for change in changes_touching(zone, each)
        for wall in (change.at, change.turned)
    }
    return skips, frozenset(day + beside for day in days for beside in (-1, 0, 1))
