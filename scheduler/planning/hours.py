"""The hours of a meeting as instants, and who is taken then."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scheduler.errors import UnknownTimeZone
from scheduler.planning.busy import BusyTimes
from scheduler.planning.policy import SeriesPolicy


def taken_on(days: Sequence[date], policy: SeriesPolicy, busy: BusyTimes) -> tuple[str, ...]:
    """Who of a series' attendees is taken in the meeting's hours on any of these days."""
    wanted = (*policy.attendees_required, *policy.attendees)
    if not wanted:
        return ()
    zone = _zone(policy.zone)
    found = {
        name
        for day in days
        for name in busy.taken(
            datetime.combine(day, policy.start_time, zone),
            datetime.combine(day, policy.end_time, zone),
        )
    }
    return tuple(name for name in dict.fromkeys(wanted) if name in found)


@cache
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise UnknownTimeZone(name) from None
