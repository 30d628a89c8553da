"""The instances of one rule from one start: its wall times in a zone, ended by COUNT or UNTIL."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, islice
from typing import Any, TypeVar, cast

from scheduler.errors import UnansweredQuestion
from scheduler.recurrence.bounded import Bounded
from scheduler.recurrence.clock.times import SECONDS_PER_DAY
from scheduler.recurrence.clock.walls import CALENDAR_END, EvenTimes
from scheduler.recurrence.dates.days import EvenDays
from scheduler.recurrence.dates.gregorian import LAST_DAY, new_year, year_of
from scheduler.recurrence.first_interval import Unvisited, first_interval
from scheduler.recurrence.offsets.clock_gaps import backwards, forwards
from scheduler.recurrence.offsets.gap_walls import gap_around, long_gap_years, lost, raw_windows
from scheduler.recurrence.once import once
from scheduler.recurrence.year_lists import clocks_in_year
from scheduler.recurrence.zones import as_bound, clipped

Moment = TypeVar("Moment", bound=date)

# Instances up to so many are walked to: less work than laying out a round of the calendar,
# which costs more or less as the times are made.
_NEAR_START, _FEW = 400, 24
# Bounds that far apart, no change of clocks turns round.
_FARTHEST_CHANGE = timedelta(2)


class Instances(Bounded[Moment]):
    """What a rule gives from its start on, up to year 9999: real times, in order, each once.

    Bounds are moments of the start's kind and zone; windows are half-open. Inside, a bound is a
    wall (see `zones.as_bound`): instances are those whose wall, as clocks show it, is before it.
    """

    @property
    def is_empty(self) -> bool:
        """True if there is no instance in any year: proved, not searched for."""
        return self.total == 0

    @property
    def is_finite(self) -> bool:
        """True if COUNT, UNTIL or emptiness ends the rule."""
        return self._is_ended or self._walls.is_empty

    @property
    def outlasts_calendar(self) -> bool:
        """True if instances follow after year 9999."""
        if self._walls.is_empty or self._rule.until is not None:
            return False
        return self._rule.count is None or self._end > CALENDAR_END

    def chunks(
        self, low: Moment | None = None, high: Moment | None = None
    ) -> Iterator[list[Moment]]:
        """The instances from `low` to before `high`, as ascending lists, none empty; lazy."""
        years = self._years
        if years is None:
            return self._between(*self._bounds(low, high))
        first = low if low is not None and low > self._start else self._first
        end = self._cut(high) if self._is_ended else high
        if end is not None and end <= first:
            if first - end > _FARTHEST_CHANGE:
                return iter(())
            return self._between(*self._bounds(low, high))
        return years.between(first, end, (low, high), self._in_years)

    def ascending(self, low: Moment | None = None, high: Moment | None = None) -> Iterator[Moment]:
        """The instances from `low` to before `high`, earliest first; lazy."""
        return chain.from_iterable(self.chunks(low, high))

    def descending(self, low: Moment | None = None, high: Moment | None = None) -> Iterator[Moment]:
        """The instances from `low` to before `high`, latest first; lazy."""
        lists = self._between(*self._bounds(low, high), reverse=True)
        return chain.from_iterable(map(reversed, lists))

    def rank(self, moment: Moment) -> int:
        """How many instances are earlier than this moment."""
        wall = min(as_bound(moment, self._zone), self._end)
        return self._rank(wall) if wall > self._low else 0

    @once
    def total(self) -> int | None:
        """How many instances there are, those after year 9999 included; None if endless."""
        if self._walls.is_empty:
            return 0
        if self._rule.count is not None:
            return self._rule.count
        return None if self._rule.until is None else max(0, self._rank(self._end))

    def at(self, index: int) -> Moment:
        """The instance of this rank, from 0.

        Raises IndexError where there are not so many, UnansweredQuestion after year 9999.
        """
        if self.total is not None and index >= self.total:
            raise IndexError(index)
        wall = self._wall_at(index)
        if wall >= CALENDAR_END:
            reason = f"it would be in year {year_of(wall // SECONDS_PER_DAY)}"
            raise UnansweredQuestion(f"instance {index}", reason)
        return next(self._between(wall, CALENDAR_END))[0]

    def year_at(self, index: int) -> int:
        """The year of the instance of this rank, also one after 9999."""
        return year_of(self._wall_at(index) // SECONDS_PER_DAY)

    def _in_years(
        self, low: Moment | None, high: Moment | None, year: int, end: int | None
    ) -> Iterator[list[Moment]]:
        """The instances of a window from one year on and before another, the long way."""
        first, last = self._bounds(low, high)
        if end is not None:
            last = min(last, new_year(end) * SECONDS_PER_DAY)
        return self._between(max(first, new_year(year) * SECONDS_PER_DAY), last)

    def _between(self, low: int, high: int, *, reverse: bool = False) -> Iterator[list[Moment]]:
        """The instances whose walls lie from `low` to before `high`, in lists."""
        zone = self._clocks
        if zone is None:
            return cast("Iterator[list[Moment]]", self._lists(low, high, reverse=reverse))
        windows = raw_windows(zone, low, high)
        if windows is None:
            lists = self._lists(low, high, reverse=reverse)
        else:
            if self._unvisited:
                begun = self._unvisited.begun
                windows = [(max(first, begun), last) for first, last in windows if last > begun]
            each = (self._lists(*window, reverse=reverse) for window in windows)
            lists = chain.from_iterable(reversed(list(each)) if reverse else each)
        real = (backwards if reverse else forwards)(lists, zone)
        return cast("Iterator[list[Moment]]", real if windows is None else clipped(real, low, high))

    def _lists(self, low: int, high: int, *, reverse: bool) -> Iterator[list[Any]]:
        """The wall times of the rule as values, in lists, whether clocks show them or not."""
        origin = self._origin
        for day, second, deltas, times in self._walls.runs(low, high, reverse=reverse):
            late = max(0, day - LAST_DAY)  # week 1 of year 10000 may begin in December (L20)
            base = origin + timedelta(day - late - 1, second)
            days = [delta + timedelta(late) for delta in deltas] if late else deltas
            if times:
                yield [when + time for each in days for when in (base + each,) for time in times]
            else:
                yield [base + delta for delta in days]

    @once
    def _first_rank(self) -> int:
        return self._walls.rank(self._low)

    def _rank(self, wall: int) -> int:
        """How many instances have walls before this one, COUNT and UNTIL apart."""
        found = self._walls.rank(wall) - self._first_rank
        if self._clocks is None:
            return found
        found -= lost(self._walls, self._clocks, self._low, wall)
        return found - self._unvisited.before(wall) if self._unvisited else found

    @once
    def _unvisited(self) -> Unvisited | None:
        """What a gap at the start would bring in from before its interval."""
        clocks, low = self._clocks, self._low
        gap = None if clocks is None else gap_around(clocks, low // SECONDS_PER_DAY)
        if gap is None or not gap[0] < low < 2 * gap[1] - gap[0]:
            return None
        return Unvisited(self._walls, gap, low, first_interval(self._rule, self._start))

    def _wall_at(self, index: int) -> int:
        if index < self._nearest:
            nth = next(islice(self._from_start(), index, None), None)
            if nth is not None:
                return as_bound(nth, self._zone)
        place = self._first_rank + index
        while True:
            wall = self._walls.select(place)
            if self._clocks is None or wall >= CALENDAR_END or self._is_plain(wall):
                return wall
            gap = gap_around(self._clocks, wall // SECONDS_PER_DAY)
            in_gap = gap and gap[0] <= wall < 2 * gap[1] - gap[0]
            low = max(gap[0], self._low) if gap and in_gap else wall
            missing = index - self._rank(low)
            if in_gap and missing >= 0:
                return self._wall_near(low, missing)
            if not missing:
                return wall
            place += missing

    @once
    def _nearest(self) -> int:
        """How many instances are reached in less time by walking than by counting."""
        if isinstance(self._walls, EvenTimes) or isinstance(self._walls.days, EvenDays):
            return 0
        return _NEAR_START if self._years is None else _FEW

    def _from_start(self) -> Iterator[Moment]:
        """The instances as if neither COUNT nor UNTIL ended them."""
        if self._years is None:
            return chain.from_iterable(self._between(self._low, CALENDAR_END))
        lists = self._years.between(self._first, None, (None, None), self._endless)
        return chain.from_iterable(lists)

    def _endless(
        self, _low: None, _high: None, year: int, end: int | None
    ) -> Iterator[list[Moment]]:
        last = CALENDAR_END if end is None else new_year(end) * SECONDS_PER_DAY
        return self._between(max(self._low, new_year(year) * SECONDS_PER_DAY), last)

    def _is_plain(self, wall: int) -> bool:
        """True if no gap stands between the start and a wall time of one time a day."""
        clocks, times = self._clocks, tuple(self._walls.times)
        return (
            clocks is not None
            and len(times) == 1
            and not long_gap_years(clocks)
            and not any(
                clocks_in_year(clocks, year_of(each // SECONDS_PER_DAY), times)[0]
                for each in (self._low, wall)
            )
        )

    def _wall_near(self, low: int, index: int) -> int:
        """The wall of the instance of this rank counted from a wall near a gap."""
        real = chain.from_iterable(self._between(low, CALENDAR_END))
        nth = next(islice(real, index, None), None)
        return CALENDAR_END if nth is None else as_bound(nth, self._clocks)
