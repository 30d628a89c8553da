"""How its start, COUNT and UNTIL bound the instances of a rule (RFC 5545 3.3.10)."""

from abc import ABC, abstractmethod
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta
from typing import Generic, TypeVar, cast

from scheduler.recurrence.clock.rule_walls import rule_walls
from scheduler.recurrence.clock.times import SECONDS_PER_DAY
from scheduler.recurrence.clock.walls import CALENDAR_END
from scheduler.recurrence.once import once
from scheduler.recurrence.rule_parts import RuleParts
from scheduler.recurrence.until import require_until, wall_after
from scheduler.recurrence.year_lists import year_lists
from scheduler.recurrence.zones import as_bound, real_time

Moment = TypeVar("Moment", bound=date)


class Bounded(ABC, Generic[Moment]):
    """A rule from its start on: its walls, their short way by years, and where both end."""

    def __init__(self, rule: RuleParts, start: Moment) -> None:
        if rule.until is not None:
            require_until(rule.until, start)
        self._rule, self._start = rule, start
        self._is_ended = rule.count is not None or rule.until is not None
        self._zone = zone = start.tzinfo if isinstance(start, datetime) else None
        self._clocks = None if zone is UTC else zone  # those that may be changed
        self._walls = rule_walls(rule, start)
        self._years = year_lists(self._walls, start)
        self._reached: tuple[int, Moment | None] = 0, None

    @once
    def _low(self) -> int:
        """The wall of the start."""
        return as_bound(self._start, self._zone)

    @once
    def _origin(self) -> date:
        """The first day there is, from which walls are laid out."""
        if not isinstance(self._start, datetime):
            return date.min
        return datetime(1, 1, 1, tzinfo=self._zone)

    @once
    def _first(self) -> Moment:
        """The start as clocks show it."""
        start = self._start
        return start if self._clocks is None else cast("Moment", real_time(cast("datetime", start)))

    @once
    def _end(self) -> int:
        """The wall before which all instances lie, beyond year 9999 perhaps."""
        if self._walls.is_empty:
            return self._low
        if self._rule.until is not None:
            return wall_after(self._rule.until, self._zone)
        if self._rule.count is not None:
            return self._wall_at(self._rule.count - 1) + 1
        return CALENDAR_END

    @abstractmethod
    def _wall_at(self, index: int) -> int:
        """The wall of the instance of this rank, or one after the instance before it."""

    def _bounds(self, low: Moment | None, high: Moment | None) -> tuple[int, int]:
        """The walls of a window, cut to those of the rule."""
        first = self._low if low is None else max(self._low, as_bound(low, self._zone))
        last = CALENDAR_END if high is None else as_bound(high, self._zone)
        if self._rule.until is not None or self._may_be_counted_out(last):
            last = min(last, self._end)
        return first, last

    def _may_be_counted_out(self, wall: int) -> bool:
        """True if COUNT may be used up before a wall: there are days enough."""
        days = (wall - self._low) // SECONDS_PER_DAY + 2
        count = self._rule.count
        return count is not None and count < days * self._walls.most_a_day

    def _cut(self, high: Moment | None) -> Moment | None:
        """A bound, cut to the end of the rule."""
        count = self._rule.count
        if high and count is not None:
            days = high.toordinal() - self._low // SECONDS_PER_DAY + 2
            if days * self._walls.most_a_day <= count:
                return high
            if self._lasts_into(high.year):
                return high
        after_last = self._after_last
        return after_last if high is None or (after_last and after_last < high) else high

    @once
    def _after_last(self) -> Moment | None:
        """A moment before which all instances lie; None beyond the calendar."""
        near = self._near_after_last
        if near is not None:
            return near
        end = max(self._end, SECONDS_PER_DAY)  # an UNTIL may lie before the zone's calendar
        if not isinstance(self._start, datetime):
            end += -end % SECONDS_PER_DAY
        return None if end >= CALENDAR_END else cast("Moment", self._moment(end))

    @property
    def _near_after_last(self) -> Moment | None:
        """The same in the usual case, found without counting rounds of the calendar."""
        years, last = self._years, cast("Moment | None", self._rule.until)
        if last is None and self._rule.count is not None:
            last = self._last_before(MAXYEAR)
        if years is None or last is None or not MINYEAR < last.year < MAXYEAR:
            return None
        after = last + years.least
        if self._rule.until is None or self._clocks is None or not isinstance(after, datetime):
            return after
        shown = after.astimezone(self._clocks)
        return None if shown.fold else cast("Moment", shown)

    def _lasts_into(self, year: int) -> bool:
        """True if COUNT is surely not used up before the end of a year."""
        return self._last_before(year + 1) is None and self._reached[0] > year

    def _last_before(self, year: int) -> Moment | None:
        """The last instance by COUNT, if it is found before a year; how far was looked is kept."""
        reached, last = self._reached
        if last is None and reached < year and self._years and self._rule.count is not None:
            self._reached = self._years.nth(self._first, self._rule.count - 1, year)
        return self._reached[1]

    def _moment(self, wall: int) -> date:
        day, second = divmod(wall, SECONDS_PER_DAY)
        return self._origin + timedelta(day - 1, second)
