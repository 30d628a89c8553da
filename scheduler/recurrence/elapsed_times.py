"""A rule in hours, minutes or seconds that really pass, as a sequence of instants (ENGINE 4.5).

Between two changes of a zone's clocks UTC and wall time run side by side. So in each such span the
rule is an ordinary sequence of wall times, begun where the start's instant would stand by the
span's offset, and its parts see what clocks show there. What comes before an instant is a sum over
the spans since the start, about two a year; sums are kept by year. Instants are seconds in UTC
that count as wall times do.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import MAXYEAR, UTC, datetime, timedelta
from math import gcd
from typing import NamedTuple
from zoneinfo import ZoneInfo

from scheduler.recurrence.clock.rule_walls import rule_walls
from scheduler.recurrence.clock.times import SECONDS_PER_DAY, UNIT_SECONDS
from scheduler.recurrence.clock.walls import Walls
from scheduler.recurrence.dates.gregorian import (
    DAYS_PER_CYCLE,
    FIRST_DAY,
    LAST_DAY,
    YEARS_PER_CYCLE,
    new_year,
    year_of,
)
from scheduler.recurrence.offsets.offset_changes import SETTLED
from scheduler.recurrence.offsets.offset_spans import OffsetSpan, offset_spans
from scheduler.recurrence.once import once
from scheduler.recurrence.rule_parts import RuleParts

SECONDS_PER_CYCLE = DAYS_PER_CYCLE * SECONDS_PER_DAY
# In New York the last hours of 9999 are in the year 10000 by UTC.
_LAST_YEAR = MAXYEAR + 1
# With longer ones most years hold no interval, and are passed over.
_LONG_STEP = 366 * SECONDS_PER_DAY
# From this year on spans repeat after 400 years.
_PERIODIC_FROM = SETTLED + 1
_YEARS_AT_ONCE = 50


class Piece(NamedTuple):
    """What a rule may give in one span: its walls from `low` to before `high`."""

    walls: Walls
    low: int
    high: int
    span: OffsetSpan

    @property
    def held(self) -> int:
        """How many there are."""
        return self.walls.rank(self.high) - self.walls.rank(self.low)


class ElapsedTimes:
    """The instants of a rule from the start's on; COUNT and UNTIL stand outside."""

    def __init__(self, rule: RuleParts, begin: int, zone: ZoneInfo) -> None:
        self._rule, self._zone, self.begin = rule, zone, begin
        self._step = rule.interval * UNIT_SECONDS[rule.freq]
        self._first_year = year_of(begin // SECONDS_PER_DAY)
        self._counts = [0]
        self._walls: dict[int, Walls | None] = {}

    def pieces(self, low: int, high: int, *, reverse: bool = False) -> Iterator[Piece]:
        """The instants from `low` to before `high`, none before the start, by span; lazy."""
        low = max(low, self.begin)
        if low >= high:
            return
        last_year = year_of((high - 1) // SECONDS_PER_DAY)
        if last_year > _PERIODIC_FROM and not self.is_endless:
            last_year = _PERIODIC_FROM
        years = range(year_of(low // SECONDS_PER_DAY), last_year + 1)
        for year in reversed(years) if reverse else years:
            yield from self._pieces_of(year, low, high, reverse=reverse)

    def rank(self, instant: int) -> int:
        """How many are earlier."""
        if instant <= self.begin:
            return 0
        year = year_of(instant // SECONDS_PER_DAY)
        return self._before_year(year) + sum(
            piece.held for piece in self._pieces_of(year, self.begin, instant)
        )

    def select(self, index: int) -> tuple[int, OffsetSpan] | None:
        """The wall of this rank, from 0, and its span; None if it is nowhere up to year 9999."""
        rounds, rest = 0, index
        if self._counts[-1] <= index:
            self._extend(index)
        if self._counts[-1] <= index:
            if not self.is_endless or self._cycle_years > _LAST_YEAR:
                return None
            settled = self._before_year(self._settled)
            per_cycle = self._before_year(self._settled + self._cycle_years) - settled
            rounds, rest = divmod(index - settled, per_cycle)
            rest += settled
        year = self._first_year + bisect_right(self._counts, rest) - 1
        rest -= self._counts[year - self._first_year]
        return self._select_in(year, rest, rounds * self._cycle_years // YEARS_PER_CYCLE)

    def count_in(self, year: int, low: int | None = None) -> int:
        """How many lie in a year of UTC, from `low` on; also those before the start's."""
        return sum(piece.held for piece in self._pieces_of(year, low))

    @once
    def is_endless(self) -> bool:
        """True if there is no last one: proved over 400 years.

        After 400 years the clocks change as before. An interval meets, in the end, every moment of
        such a cycle that its greatest common divisor with the cycle's length meets.
        """
        unit = UNIT_SECONDS[self._rule.freq]
        interval = gcd(self._rule.interval, SECONDS_PER_CYCLE // unit)
        shortest = self
        if interval != self._rule.interval:
            rule = self._rule.with_parts(interval=interval)
            shortest = ElapsedTimes(rule, self.begin, self._zone)
        return any(map(shortest.count_in, range(_PERIODIC_FROM, _PERIODIC_FROM + YEARS_PER_CYCLE)))

    @once
    def total(self) -> int | None:
        """How many there are; None if there is no last one."""
        return None if self.is_endless else self._before_year(max(_PERIODIC_FROM, self._first_year))

    @property
    def _settled(self) -> int:
        """The first whole year whose spans are those of 400 years later."""
        return max(_PERIODIC_FROM, self._first_year + 1)

    @property
    def _cycle_years(self) -> int:
        """After how many years spans and interval repeat together."""
        return YEARS_PER_CYCLE * (self._step // gcd(self._step, SECONDS_PER_CYCLE))

    def _before_year(self, year: int) -> int:
        rounds, rest = divmod(year - self._settled, self._cycle_years)
        if rounds < 1:
            self._extend_to(year)
            return self._counts[year - self._first_year]
        settled = self._before_year(self._settled)
        self._extend_to(self._settled + self._cycle_years)
        per_cycle = self._counts[self._settled + self._cycle_years - self._first_year] - settled
        return self._counts[self._settled + rest - self._first_year] + rounds * per_cycle

    def _extend(self, index: int) -> None:
        """Count year by year until the instant of this rank, at most once around."""
        end = min(_LAST_YEAR + 1, self._settled + self._cycle_years)
        while self._counts[-1] <= index and self._first_year + len(self._counts) - 1 < end:
            self._extend_to(min(end, self._first_year + len(self._counts) + _YEARS_AT_ONCE))

    def _extend_to(self, year: int) -> None:
        # Made anew and put in place at once: another thread may be at it too.
        counts = list(self._counts)
        for each in range(self._first_year + len(counts) - 1, year):
            counts.append(counts[-1] + self.count_in(each, self.begin))
        self._counts = counts

    def _select_in(self, year: int, index: int, cycles: int) -> tuple[int, OffsetSpan]:
        later = cycles * SECONDS_PER_CYCLE
        for piece in self._pieces_of(year, self.begin):
            if index < piece.held:
                break
            index -= piece.held
        wall = piece.walls.select(piece.walls.rank(piece.low) + index) + later
        span = piece.span
        return wall, OffsetSpan(
            span.low + later, span.high + later, span.offset, span.repeated + later
        )

    def _pieces_of(
        self, year: int, low: int | None = None, high: int | None = None, *, reverse: bool = False
    ) -> Iterator[Piece]:
        if self._step > _LONG_STEP and not self._meets(year):
            return
        spans = offset_spans(self._zone, year)
        for span in reversed(spans) if reverse else spans:
            walls = self._walls_at(span.offset)
            first = span.low if low is None else max(low, span.low)
            end = span.high if high is None else min(high, span.high)
            if walls is not None and first < end:
                yield Piece(walls, first + span.offset, end + span.offset, span)

    def _meets(self, year: int) -> bool:
        """True if an interval of the rule may lie in a year; a clock is within a day of UTC."""
        low, high = new_year(year) - 1, new_year(year + 1) + 1
        first, last = ((day * SECONDS_PER_DAY - self.begin) // self._step for day in (low, high))
        return first < last or (low * SECONDS_PER_DAY - self.begin) % self._step == 0

    def _walls_at(self, offset: int) -> Walls | None:
        if offset not in self._walls:
            self._walls[offset] = self._walls_from(self.begin + offset)
        return self._walls[offset]

    def _walls_from(self, wall: int) -> Walls | None:
        """The walls of the rule as if it had begun at this one."""
        if wall < FIRST_DAY * SECONDS_PER_DAY:
            wall += self._step
        day, second = divmod(wall, SECONDS_PER_DAY)
        if day > LAST_DAY:
            return None
        anchor = datetime.fromordinal(day).replace(tzinfo=UTC) + timedelta(seconds=second)
        walls = rule_walls(self._rule, anchor)
        return None if walls.is_empty else walls
