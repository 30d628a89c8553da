"""Where the clocks of a zone change, found by asking the zone itself.

`zoneinfo` does not show its transitions. So a year's offsets are asked at steps shorter than any
zone ever kept one, and each change is then halved down to its second. Walls are seconds since the
day before 1 January of year 1, as a clock on the wall would count them.
"""

from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from scheduler.recurrence.clock.times import SECONDS_PER_DAY
from scheduler.recurrence.dates.gregorian import DAYS_PER_WEEK, is_leap, new_year

# 2^19 seconds are six days. The shortest time that a zone kept an offset is an hour less than
# seven (Recife in October 2000, Gaza in October 2040); the tests try every zone.
_HALVINGS = 19
_HALVES = tuple(timedelta(seconds=1 << power) for power in range(_HALVINGS - 1, -1, -1))
_SECOND = timedelta(seconds=1)
# From a second before the year to a day after it: no gap is longer.
_STEPS = tuple(timedelta(seconds=-1 + (step << _HALVINGS)) for step in range(62))
_OLDEST_ZONE = 1840
_CACHED = 1 << 14
# From here on a zone follows its last rule, and a year differs from another by its kind alone.
SETTLED = 2101
_TYPICAL = {
    ((new_year(year) - 1) % DAYS_PER_WEEK, is_leap(year)): year
    for year in range(SETTLED, SETTLED + 28)
}


class Change(NamedTuple):
    """A change of a zone's clocks.

    `at` is the wall that the clocks would have shown had they not changed. Where they go forward,
    the walls `[at, at + after - before)` are skipped; where back, `[at + after - before, at)` come
    twice. Offsets are seconds east of UTC.
    """

    at: int
    before: int
    after: int

    @property
    def turned(self) -> int:
        """What the clocks show at the moment of the change, once changed."""
        return self.at + self.after - self.before


@lru_cache(maxsize=_CACHED)
def changes(zone: tzinfo | None, year: int) -> tuple[Change, ...]:
    """The changes whose `at` lies in a year, in order; none in UTC. Years have no end here."""
    low, high = new_year(year) * SECONDS_PER_DAY, new_year(year + 1) * SECONDS_PER_DAY
    return tuple(change for change in _around(zone, year) if low <= change.at < high)


@lru_cache(maxsize=_CACHED)
def changes_touching(zone: tzinfo | None, year: int) -> tuple[Change, ...]:
    """The changes that skip or repeat any wall of a year, in order.

    So Dhaka's last hour of 2009 came twice by the change at the first moment of 2010.
    """
    low, high = new_year(year) * SECONDS_PER_DAY, new_year(year + 1) * SECONDS_PER_DAY
    return tuple(
        change
        for change in _around(zone, year)
        if max(change.at, change.turned) > low and min(change.at, change.turned) < high
    )


def change_over(zone: tzinfo | None, year: int, wall: int) -> Change | None:
    """The change that skips this wall of a year or repeats it; None on all but a few hours."""
    for change in changes_touching(zone, year):
        at, before, after = change
        if (wall < at) is not (wall < at + after - before):
            return change
    return None


def as_typical(year: int) -> tuple[int, int]:
    """The settled year that has the same changes, and how many seconds later this one is."""
    first = new_year(year)
    typical = _TYPICAL[(first - 1) % DAYS_PER_WEEK, is_leap(year)]
    return typical, (first - new_year(typical)) * SECONDS_PER_DAY


@lru_cache(maxsize=_CACHED)
def _around(zone: tzinfo | None, year: int) -> tuple[Change, ...]:
    """The changes of a year and of the days after it, those of a settled year as a typical one."""
    if not isinstance(zone, ZoneInfo) or year < _OLDEST_ZONE:
        return ()
    if year < SETTLED:
        return _found(zone, year)
    typical, later = as_typical(year)
    found = _found(zone, typical)
    return tuple(Change(at + later, before, after) for at, before, after in found)


@lru_cache(maxsize=_CACHED)
def _found(zone: ZoneInfo, year: int) -> tuple[Change, ...]:
    # Asking the zone costs a fifth of asking the datetime.
    start = datetime(year, 1, 1, tzinfo=zone)
    offsets = list(map(zone.utcoffset, map(start.__add__, _STEPS)))
    found = []
    for step, before, after in zip(_STEPS, offsets, offsets[1:], strict=False):
        if before == after or before is None or after is None:
            continue
        found.append(_change(_first_after(zone, start + step, before), before, after))
    return tuple(found)


def _first_after(zone: ZoneInfo, wall: datetime, before: timedelta) -> datetime:
    """The first wall within a step of this one that no longer has the offset this one has."""
    for half in _HALVES:
        probe = wall + half
        if zone.utcoffset(probe) == before:
            wall = probe
    return wall + _SECOND


def _change(wall: datetime, before: timedelta, after: timedelta) -> Change:
    """The change whose new offset holds from this wall on: from the end of the gap or the fold."""
    second = wall.toordinal() * SECONDS_PER_DAY + wall.hour * 3600 + wall.minute * 60 + wall.second
    east_before, east_after = _seconds(before), _seconds(after)
    return Change(second - max(0, east_after - east_before), east_before, east_after)


def _seconds(offset: timedelta) -> int:
    return offset.days * SECONDS_PER_DAY + offset.seconds
