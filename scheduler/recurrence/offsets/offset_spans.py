"""The time between two changes of a zone's clocks, when wall time and UTC run side by side."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from scheduler.recurrence.clock.times import SECONDS_PER_DAY
from scheduler.recurrence.dates.gregorian import new_year
from scheduler.recurrence.offsets.offset_changes import SETTLED, as_typical, changes

_SECOND = timedelta(seconds=1)


class OffsetSpan(NamedTuple):
    """A time with one offset: from `low` to before `high`, in UTC seconds that count as walls do.

    The walls before `repeated` are shown for the second time.
    """

    low: int
    high: int
    offset: int
    repeated: int


@lru_cache(maxsize=1 << 12)
def offset_spans(zone: ZoneInfo, year: int) -> tuple[OffsetSpan, ...]:
    """The spans of a year as UTC counts it, in order; years without end either way."""
    typical, later = as_typical(year) if year > SETTLED else (year, 0)
    if later:
        return tuple(
            OffsetSpan(low + later, high + later, offset, repeated + later)
            for low, high, offset, repeated in offset_spans(zone, typical)
        )
    return tuple(_cut(zone, year))


def _cut(zone: ZoneInfo, year: int) -> list[OffsetSpan]:
    """Near New Year the year by the clock is another than by UTC, so the neighbours are asked."""
    begin, end = new_year(year) * SECONDS_PER_DAY, new_year(year + 1) * SECONDS_PER_DAY
    near = [change for each in (year - 1, year, year + 1) for change in changes(zone, each)]
    offset, repeated = (
        near[0].before if near else _offset_in_july(zone, year),
        begin - SECONDS_PER_DAY,
    )
    found = []
    for change in near:
        moment = change.at - change.before
        if moment >= end:
            break
        if moment > begin:
            found.append(OffsetSpan(begin, moment, offset, repeated))
            begin = moment
        offset, repeated = change.after, change.at
    return [*found, OffsetSpan(begin, end, offset, repeated)]


def _offset_in_july(zone: ZoneInfo, year: int) -> int:
    """The offset of a year without a change."""
    july = datetime(max(year, 1), 7, 1, tzinfo=zone)
    return (zone.utcoffset(july) or timedelta()) // _SECOND
