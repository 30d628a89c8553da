"""Wall times in a zone made real: the ones that clocks skip moved on (RFC 5545 3.3.5; L33, L34).

Wall times are ordered and each there once; only around a gap can moving break that. So lists of
them are searched for the gaps of their years, and mended there alone.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

from scheduler.recurrence.clock.times import SECONDS_PER_DAY
from scheduler.recurrence.clock.walls import CALENDAR_END
from scheduler.recurrence.offsets.offset_changes import changes


class Gap(NamedTuple):
    """Wall times from `start` to before `end`, as the zone's datetimes, that clocks skip."""

    start: datetime
    end: datetime
    length: timedelta


@lru_cache(4_096)
def gaps(zone: tzinfo, year: int) -> tuple[Gap, ...]:
    """The gaps that begin in a year, in order."""
    origin = datetime(1, 1, 1, tzinfo=zone)
    found = []
    for change in changes(zone, year):
        length = change.after - change.before
        if length > 0 and change.at + length < CALENDAR_END:
            start = origin + timedelta(
                change.at // SECONDS_PER_DAY - 1, change.at % SECONDS_PER_DAY
            )
            found.append(Gap(start, start + timedelta(0, length), timedelta(0, length)))
    return tuple(found)


def forwards(lists: Iterable[list[datetime]], zone: tzinfo) -> Iterator[list[datetime]]:
    """Ascending lists of wall times, made real: still ascending, each moment once."""
    held: list[datetime] = []
    for values in lists:
        last = values[-1]
        real = _real(values, zone)
        # What was moved past the last value waits: more may come between.
        kept = len(real) if real[-1] <= last else bisect_right(real, last)
        due = bisect_right(held, last)
        beyond = real[kept:]
        if due or beyond:
            real, held = _merged(held[:due], real[:kept]), held[due:] + beyond
        if real:
            yield real
    if held:
        yield held


def backwards(lists: Iterable[list[datetime]], zone: tzinfo) -> Iterator[list[datetime]]:
    """The same for lists of which the latest comes first; each list is still ascending."""
    later: list[datetime] = []
    for values in lists:
        real = _real(values, zone)
        later = _merged(real, later) if later and later[0] <= real[-1] else real + later
        if not _may_come_before(later[0], zone):
            yield later
            later = []
    if later:
        yield later


def _real(values: list[datetime], zone: tzinfo) -> list[datetime]:
    """The values made real, in order."""
    for year in range(values[0].year, values[-1].year + 1):
        for gap in gaps(zone, year):
            first = bisect_left(values, gap.start)
            if first == len(values) or values[first] >= gap.end:
                continue
            end = bisect_left(values, gap.end, first)
            moved = [value + gap.length for value in values[first:end]]
            values = values[:first] + _merged(moved, values[end:])
    return values


def _merged(moved: list[datetime], values: list[datetime]) -> list[datetime]:
    """Two ascending lists as one, each moment once."""
    if not moved:
        return values
    mixed = bisect_right(values, moved[-1])
    return sorted({*moved, *values[:mixed]}) + values[mixed:]


def _may_come_before(value: datetime, zone: tzinfo) -> bool:
    """True if a time moved on by a gap may land at this moment or later."""
    years = {value.year, max(1, value.year - 1)}
    return any(
        gap.start <= value < gap.end + gap.length for year in years for gap in gaps(zone, year)
    )
