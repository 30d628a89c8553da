"""From what clocks show to seconds of UTC since 1970, one by one or many at once."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import repeat
from operator import sub
from zoneinfo import ZoneInfo

from scheduler.recurrence.offsets.offset_changes import changes
from scheduler.recurrence.zones import wall_second

_DAY = 86_400
_SECOND = timedelta(seconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CACHED = 1024


def second_of(moment: date, zone: ZoneInfo) -> int:
    """The second of a moment; a date begins at midnight, a floating time is one of the zone."""
    when = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    return ((when if when.tzinfo else when.replace(tzinfo=zone)) - _EPOCH) // _SECOND


def seconds_of(moments: Sequence[date], zone: ZoneInfo) -> list[int]:
    """The seconds of ascending moments of one kind, as `second_of` tells each, but far faster.

    Between two changes of the clocks all have one offset. None may be a moment that clocks show for
    the second time.
    """
    times = [each if isinstance(each, datetime) else _midnight(each) for each in moments]
    if not times:
        return []
    kept = times[0].tzinfo
    epoch = datetime(1970, 1, 1, tzinfo=kept)
    found: list[int] = []
    begin = 0
    for end_wall, offset in _seasons(kept or zone, times[0].year, times[-1].year):
        end = len(times)
        if end_wall is not None:
            end = bisect_left(times, epoch + timedelta(seconds=end_wall), lo=begin)
        base = epoch + timedelta(seconds=offset)
        since = map(sub, times[begin:end], repeat(base))
        found += [each.days * _DAY + each.seconds for each in since]
        begin = end
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


@lru_cache(maxsize=_CACHED)
def _seasons(zone: tzinfo, first_year: int, last_year: int) -> list[tuple[int | None, int]]:
    """The offsets of some years in order, each with the wall, since 1970, at which it ends.

    A wall that clocks skip belongs to the season before, as one does that they show twice.
    """
    years = range(first_year - 1, last_year + 2)
    found = [change for year in years for change in changes(zone, year)]
    if not found:
        offset = datetime(first_year, 7, 1, tzinfo=zone).utcoffset() or timedelta()
        return [(None, offset // _SECOND)]
    ends = [max(change.at, change.turned) - wall_second(_EPOCH) for change in found]
    return [
        *((end, change.before) for end, change in zip(ends, found, strict=True)),
        (None, found[-1].after),
    ]
