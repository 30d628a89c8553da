"""The instances of a rule whose hours, minutes or seconds are ones that really pass.

A rule in wall time knows each wall time once: hourly it leaves two hours between the instances
around the hour that comes twice (L32). Here the second of two equal wall times is an instance too.
"""

from collections.abc import Iterator
from datetime import MAXYEAR, date, datetime, timedelta
from itertools import chain
from typing import cast
from zoneinfo import ZoneInfo

from scheduler.errors import InvalidValue, UnansweredQuestion
from scheduler.recurrence.clock.times import SECONDS_PER_DAY, UNIT_SECONDS
from scheduler.recurrence.clock.walls import CALENDAR_END
from scheduler.recurrence.dates.gregorian import year_of
from scheduler.recurrence.elapsed_times import ElapsedTimes, Piece
from scheduler.recurrence.instances import Instances
from scheduler.recurrence.once import once
from scheduler.recurrence.rule_parts import RuleParts
from scheduler.recurrence.source import Moment, Source
from scheduler.recurrence.zones import instant, real_time

_MICROSECONDS = 1_000_000


def elapsed_instances(rule: RuleParts, start: Moment) -> Source[Moment]:
    """The instances of a rule in time that really passes.

    The same as in wall time for a start in UTC or without a zone. Raises InvalidValue for a FREQ
    of a day or longer: days are days of the calendar, whatever their length (L35).
    """
    if rule.freq not in UNIT_SECONDS:
        expected = (
            "HOURLY, MINUTELY or SECONDLY with elapsed=True, because days and longer periods are "
            "those of the calendar"
        )
        raise InvalidValue("FREQ", str(rule.freq), expected)
    by_the_clock = Instances(rule, start)  # refuses an UNTIL of the wrong kind
    if not isinstance(start, datetime) or not isinstance(start.tzinfo, ZoneInfo):
        return by_the_clock
    return cast("Source[Moment]", ElapsedInstances(rule, start))


class ElapsedInstances:
    """What a rule gives in elapsed time from a start in an IANA zone, up to year 9999.

    In the order of instants; the second of two equal wall times has fold=1, and a start may be
    one. A question far from the start costs a count of each year between, once, for at most 400
    years where the interval divides them.
    """

    def __init__(self, rule: RuleParts, start: datetime) -> None:
        self._rule, self._zone = rule, cast("ZoneInfo", start.tzinfo)
        self._times = ElapsedTimes(rule, _bound(real_time(start)), self._zone)
        self._origin = datetime(1, 1, 1, tzinfo=self._zone)

    @property
    def is_empty(self) -> bool:
        """True if there is no instance in any year: proved, not searched for."""
        return self.total == 0

    @property
    def is_finite(self) -> bool:
        """True if COUNT, UNTIL, emptiness or the zone's clocks end the rule."""
        return self.total is not None

    @property
    def outlasts_calendar(self) -> bool:
        """True if instances follow after year 9999."""
        total = self.total
        if not total or self._rule.until is not None:
            return total is None
        found = self._times.select(total - 1)
        return found is None or found[0] - found[1].offset >= self._calendar_end

    @once
    def total(self) -> int | None:
        """How many instances there are, those after year 9999 included; None if endless."""
        if self._rule.until is not None:
            return self._times.rank(self._end)
        most, count = self._times.total, self._rule.count
        return most if count is None else count if most is None else min(count, most)

    def chunks(
        self, low: datetime | None = None, high: datetime | None = None
    ) -> Iterator[list[datetime]]:
        """The instances from `low` to before `high`, as ascending lists, none empty; lazy."""
        return self._lists(low, high, reverse=False)

    def ascending(
        self, low: datetime | None = None, high: datetime | None = None
    ) -> Iterator[datetime]:
        """The instances from `low` to before `high`, earliest first; lazy."""
        return chain.from_iterable(self.chunks(low, high))

    def descending(
        self, low: datetime | None = None, high: datetime | None = None
    ) -> Iterator[datetime]:
        """The instances from `low` to before `high`, latest first; lazy."""
        return chain.from_iterable(map(reversed, self._lists(low, high, reverse=True)))

    def rank(self, moment: datetime) -> int:
        """How many instances are earlier than this moment."""
        bound = _bound(moment)
        return self._times.rank(bound if self._is_within(bound) else min(bound, self._end))

    def at(self, index: int) -> datetime:
        """The instance of this rank, from 0.

        Raises IndexError where there are not so many, UnansweredQuestion after year 9999.
        """
        wall, repeated = self._select(index)
        if wall >= CALENDAR_END:
            reason = f"it would be in year {year_of(wall // SECONDS_PER_DAY)}"
            raise UnansweredQuestion(f"instance {index}", reason)
        value = self._origin + timedelta(wall // SECONDS_PER_DAY - 1, wall % SECONDS_PER_DAY)
        return value.replace(fold=1) if wall < repeated else value

    def year_at(self, index: int) -> int:
        """The year of the instance of this rank, also one after 9999."""
        return year_of(self._select(index)[0] // SECONDS_PER_DAY)

    def _select(self, index: int) -> tuple[int, int]:
        if index < 0 or (self.total is not None and index >= self.total):
            raise IndexError(index)
        found = self._times.select(index)
        if found is None:
            raise UnansweredQuestion(f"instance {index}", "it would be after year 9999")
        wall, span = found
        return wall, span.repeated

    def _lists(
        self, low: datetime | None, high: datetime | None, *, reverse: bool
    ) -> Iterator[list[datetime]]:
        first = self._times.begin if low is None else _bound(low)
        last = self._calendar_end if high is None else _bound(high)
        if not self._is_within(last):
            last = min(last, self._end)
        for piece in self._times.pieces(first, last, reverse=reverse):
            yield from self._values(piece, reverse=reverse)

    def _values(self, piece: Piece, *, reverse: bool) -> Iterator[list[datetime]]:
        walls, low, high, span = piece
        again = min(max(low, span.repeated), high)
        windows = [(low, again, 1), (again, high, 0)]
        for first, end, fold in reversed(windows) if reverse else windows:
            if first == end:
                continue
            for day, second, deltas, times in walls.runs(first, end, reverse=reverse):
                base = self._origin + timedelta(day - 1, second)
                values = [base + delta for delta in deltas]
                if times:
                    values = [value + time for value in values for time in times]
                yield [value.replace(fold=1) for value in values] if fold else values

    def _is_within(self, bound: int) -> bool:
        """True if no end of the rule can come before this bound, as is known without a count."""
        if self._rule.until is None and self._rule.count is None:
            return True
        return self._rule.count is not None and bound - self._times.begin <= self._rule.count

    @once
    def _end(self) -> int:
        """The instant before which COUNT or UNTIL keeps all instances, or the calendar's end."""
        if self._rule.until is not None:
            return instant(self._rule.until) // _MICROSECONDS + 1
        total = self.total
        found = self._times.select(total - 1) if total else None
        if found is None:
            return self._calendar_end if total else self._times.begin
        wall, span = found
        return wall - span.offset + 1

    @once
    def _calendar_end(self) -> int:
        last_second = datetime(MAXYEAR, 12, 31, 23, 59, 59, tzinfo=self._zone)
        return _bound(last_second) + 1


def _bound(moment: date) -> int:
    """The first whole second, in UTC, that is not before a moment."""
    return -(-instant(moment) // _MICROSECONDS)
