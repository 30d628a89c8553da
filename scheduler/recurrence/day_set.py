"""The days that the date parts of one rule choose, as a set that repeats without end.

A rule visits every `interval`th period (a year or a month) from the one that holds its start.
What a period holds depends on the kind of its year, and the calendar repeats after 400 years; so
the visits repeat too, and one round of them, counted once, answers for all: emptiness is proved,
and the nth day costs the same near and far.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import accumulate
from math import gcd

from scheduler.recurrence.day_masks import day_mask
from scheduler.recurrence.gregorian import (
    LAST_DAY,
    MONTHS_PER_YEAR,
    YEARS_PER_CYCLE,
    YearKind,
    days_of,
    kind_of,
    new_year,
    span,
)
from scheduler.recurrence.parts import Frequency
from scheduler.recurrence.rule import Rule


class DaySet:
    """The days of a rule from the period of its start on, as ordinals; COUNT and UNTIL apart.

    The whole first period belongs to it, as BYSETPOS needs (RFC 5545 3.3.10): days before the
    start are dropped by whoever asks.
    """

    def __init__(self, rule: Rule, start: date) -> None:
        self._rule = rule.completed(start)
        self._per_year = MONTHS_PER_YEAR if rule.freq is Frequency.MONTHLY else 1
        self._first_period = self._period_of(start.toordinal())
        self._step = rule.interval
        cycle = YEARS_PER_CYCLE * self._per_year
        self._visits = cycle // gcd(cycle, rule.interval)
        self._known: dict[tuple[YearKind, int], tuple[int, ...]] = {}

    @cached_property
    def is_empty(self) -> bool:
        """True if no period of a whole round holds a day, so that none ever will."""
        return not any(self._days(self._period(visit))[1] for visit in range(self._visits))

    def ascending(self, first: int, last: int) -> Iterator[int]:
        """The days from `first` to `last`, both included, up to year 9999; lazy."""
        last = min(last, LAST_DAY)
        if first > last or self.is_empty:
            return
        visit = self._visit_from(self._period_of(first))
        while True:
            base, offsets = self._days(self._period(visit))
            if base > last:
                return
            for offset in offsets:
                if first <= base + offset <= last:
                    yield base + offset
            visit += 1

    def rank(self, day: int) -> int:
        """How many days of the set lie before this one."""
        period = self._period_of(day)
        visit = self._visit_from(period)
        rounds, rest = divmod(visit, self._visits)
        before = rounds * self._counts[-1] + self._counts[rest]
        if self._period(visit) == period:
            base, offsets = self._days(period)
            before += sum(base + offset < day for offset in offsets)
        return before

    def select(self, index: int) -> int:
        """The day of this rank, whatever its year; the set must not be empty."""
        rounds, rest = divmod(index, self._counts[-1])
        visit = bisect_right(self._counts, rest) - 1
        base, offsets = self._days(self._period(rounds * self._visits + visit))
        return base + offsets[rest - self._counts[visit]]

    @cached_property
    def _counts(self) -> list[int]:
        """How many days lie before each visit of one round, and in all of them."""
        held = (len(self._days(self._period(visit))[1]) for visit in range(self._visits))
        return list(accumulate(held, initial=0))

    def _period(self, visit: int) -> int:
        return self._first_period + visit * self._step

    def _visit_from(self, period: int) -> int:
        """The first visit that falls on this period or after it."""
        return max(0, -((self._first_period - period) // self._step))

    def _period_of(self, day: int) -> int:
        """The number of the period that holds a day of the years 1 to 9999."""
        when = date.fromordinal(day)
        return when.year * self._per_year + (when.month - 1) * self._per_year // MONTHS_PER_YEAR

    def _days(self, period: int) -> tuple[int, tuple[int, ...]]:
        """The ordinal of the period's 1 January, and the days chosen, counted from there."""
        year, piece = divmod(period, self._per_year)
        key = kind_of(year), piece
        if key not in self._known:
            self._known[key] = self._chosen(*key)
        return new_year(year), self._known[key]

    def _chosen(self, kind: YearKind, piece: int) -> tuple[int, ...]:
        months = MONTHS_PER_YEAR // self._per_year
        starts = kind.month_starts
        within = span(starts[piece * months], starts[(piece + 1) * months])
        days = tuple(days_of(day_mask(self._rule, kind) & within))
        return _at_positions(days, self._rule.by_set_pos) if self._rule.by_set_pos else days


def _at_positions(days: tuple[int, ...], positions: tuple[int, ...]) -> tuple[int, ...]:
    """The days at these places of one period, -1 being the last (BYSETPOS)."""
    count = len(days)
    places = {position - 1 if position > 0 else count + position for position in positions}
    return tuple(days[place] for place in sorted(places) if 0 <= place < count)
