"""The instances of one rule from one start: its days, at the start's time of day."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from scheduler.errors import InvalidValue
from scheduler.recurrence.day_set import DaySet
from scheduler.recurrence.gregorian import FIRST_DAY, LAST_DAY
from scheduler.recurrence.rule import Rule
from scheduler.recurrence.until import write_until
from scheduler.recurrence.zones import TimeKind, WallClock, instant, kind_of_time

_UNTIL_KINDS = {
    TimeKind.DATE: "a date such as 20271231",
    TimeKind.FLOATING: "a time without a zone such as 20271231T090000",
    TimeKind.ZONED: "a time in UTC such as 20271231T080000Z",
}


class Instances:
    """What a rule gives, between bounds that COUNT and UNTIL set once.

    Bounds asked for are instants (see `zones.instant`). Values come as dates or times of the
    start's kind, each instant once, up to year 9999.
    """

    def __init__(self, rule: Rule, start: date) -> None:
        _require_until(rule, start)
        self._rule = rule
        self._clock = WallClock(start)
        self._days = DaySet(rule, start)

    @property
    def is_finite(self) -> bool:
        """True if COUNT, UNTIL or emptiness ends the rule."""
        return self._last_day is not None

    @property
    def outlasts_calendar(self) -> bool:
        """True if instances follow after year 9999."""
        return self._last_day is None or self._last_day > LAST_DAY

    def ascending(self, low: int = 0, high: int | None = None) -> Iterator[date]:
        """The instances from `low` to before `high`, earliest first; lazy."""
        first = max(self._clock.start_day, self._clock.first_day(low))
        previous = None
        for day in self._days.ascending(first, self._last_before(high)):
            value = self._clock.on(day)
            if value != previous:
                yield value
            previous = value

    def descending(self, high: int | None = None) -> Iterator[date]:
        """The instances before `high`, latest first; lazy."""
        last = self._last_before(high)
        if last < self._clock.start_day or self._days.is_empty:
            return
        previous = None
        for rank in range(self._rank_after(last) - 1, self._first_rank - 1, -1):
            value = self._clock.on(self._days.select(rank))
            if value != previous:
                yield value
            previous = value

    def _last_before(self, high: int | None) -> int:
        last = LAST_DAY if self._last_day is None else min(self._last_day, LAST_DAY)
        return last if high is None else min(last, self._clock.first_day(high) - 1)

    @cached_property
    def _last_day(self) -> int | None:
        """The day of the last instance or a later one without any; None if there is no last."""
        if self._days.is_empty:
            return FIRST_DAY - 1
        if self._rule.until is not None:
            return self._clock.first_day(instant(self._rule.until) + 1) - 1
        if self._rule.count is not None:
            return self._day_of_count(self._rule.count)
        return None

    def _day_of_count(self, count: int) -> int:
        """The day by which COUNT is used up; two days that fall on one instant count once."""
        last = self._days.select(self._first_rank + count - 1)
        for day in self._clock.skipped_days():
            if self._clock.start_day <= day < last and self._holds(day) and self._holds(day + 1):
                last = self._days.select(self._first_rank + count)
        return last

    def _holds(self, day: int) -> bool:
        return self._rank_after(day) > self._days.rank(day)

    @cached_property
    def _first_rank(self) -> int:
        return self._days.rank(self._clock.start_day)

    def _rank_after(self, day: int) -> int:
        """How many days of the set lie before the end of this one."""
        return self._days.rank(day) + sum(1 for _ in self._days.ascending(day, day))


def _require_until(rule: Rule, start: date) -> None:
    """UNTIL is a date, floating or in UTC as the start is a date, floating or in a zone."""
    if rule.until is None:
        return
    wanted, given = kind_of_time(start), kind_of_time(rule.until)
    if given is not wanted:
        expected = f"{_UNTIL_KINDS[wanted]}, because the start is {wanted}; this is {given}"
        raise InvalidValue("UNTIL", write_until(rule.until), expected)
