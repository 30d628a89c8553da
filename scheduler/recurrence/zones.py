"""The three kinds of time of RFC 5545 3.3.4 and 3.3.5, and how wall time meets the instant.

A wall is what a clock shows, in seconds since the day before 1 January of year 1. Instants are
compared as integers too: microseconds from the same moment, in UTC for times in a zone, by the
clock for floating times, at midnight for dates.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from scheduler.errors import InvalidValue
from scheduler.recurrence.clock.times import SECONDS_PER_DAY
from scheduler.recurrence.offsets.offset_changes import change_over

_MICROSECOND = timedelta(microseconds=1)
_MICROSECONDS = 1_000_000


class TimeKind(StrEnum):
    """What a value says about time; the kinds never mix."""

    DATE = "a date"
    FLOATING = "a time without a zone"
    ZONED = "a time in a zone"


def kind_of_time(value: date) -> TimeKind:
    """The kind of a date or time."""
    if not isinstance(value, datetime):
        return TimeKind.DATE
    zone = value.tzinfo
    if zone is None:
        return TimeKind.FLOATING
    if zone is UTC or isinstance(zone, ZoneInfo):
        return TimeKind.ZONED
    return TimeKind.FLOATING if value.utcoffset() is None else TimeKind.ZONED


def require_kind(what: str, value: object, start: date) -> None:
    """Refuse a value that is not of the start's kind, with both kinds named."""
    wanted = kind_of_time(start)
    if not isinstance(value, date):
        raise InvalidValue(what, value, f"{wanted}, because the start is one")
    given = kind_of_time(value)
    if given is not wanted:
        expected = f"{wanted}, because the start {start.isoformat()} is one, and not {given}"
        raise InvalidValue(what, value.isoformat(), expected)


def require_zone(start: date) -> None:
    """Refuse a start whose zone is neither UTC nor of the IANA database."""
    zone = start.tzinfo if isinstance(start, datetime) else None
    if zone is not None and zone is not UTC and not isinstance(zone, ZoneInfo):
        expected = "a time in UTC or in a zone of the IANA database (zoneinfo.ZoneInfo)"
        raise InvalidValue("the start", start.isoformat(), expected)


def zone_name(zone: tzinfo | None) -> str | None:
    """The name by which a text tells a zone: "UTC" or that of the IANA database, if it has one."""
    if zone is UTC:
        return "UTC"
    return zone.key if isinstance(zone, ZoneInfo) else None


def wall_second(value: date) -> int:
    """The wall of a date or time as it is written; microseconds are dropped."""
    seconds = value.toordinal() * SECONDS_PER_DAY
    if isinstance(value, datetime):
        seconds += value.hour * 3600 + value.minute * 60 + value.second
    return seconds


def clipped(lists: Iterable[list[datetime]], low: int, high: int) -> Iterator[list[datetime]]:
    """The values of some lists whose walls lie from `low` to before `high`; none empty."""
    for values in lists:
        inside = [value for value in values if low <= wall_second(value) < high]
        if inside:
            yield inside


def instant(value: date) -> int:
    """The integer that orders values of one kind, whatever their zones."""
    whole = wall_second(value) * _MICROSECONDS
    if not isinstance(value, datetime):
        return whole
    whole += value.microsecond
    offset = value.utcoffset()
    return whole - offset // _MICROSECOND if offset else whole


def as_bound(value: date, zone: tzinfo | None) -> int:
    """The wall before which stand just those instances of a zone that are earlier than a moment.

    An instance's wall is one that clocks show, for the first time. So a moment in a gap is moved
    on by it, one in the second pass of a fold counts as the end of the fold, and one within a
    second as the next second. The value is of the zone's kind.
    """
    if not isinstance(value, datetime):
        return value.toordinal() * SECONDS_PER_DAY
    own = value.tzinfo
    if own is not zone and own is not None and zone is not None:
        try:
            value = value.astimezone(zone)
        except OverflowError:
            return _wall_beyond(value, zone)
    wall = wall_second(value)
    change = None if zone is UTC or zone is None else change_over(zone, value.year, wall)
    if change is not None:
        if change.turned > change.at:
            wall = wall_second(real_time(value))
        elif value.fold:
            return change.at
    return wall + 1 if value.microsecond else wall


def _wall_beyond(value: datetime, zone: tzinfo) -> int:
    """The wall of a moment that the zone sees before year 1 or after year 9999."""
    offset = datetime(value.year, 1, 1, tzinfo=zone).utcoffset() or timedelta()
    return -((-instant(value) - offset // _MICROSECOND) // _MICROSECONDS)


def real_time(wall: datetime) -> datetime:
    """The wall time that the clocks show at the instant which `wall` means (RFC 5545 3.3.5).

    A time that clocks skip is read with the offset before the gap (with fold=1, which no text can
    say, with the one after); any other stays as it is.
    """
    change = change_over(wall.tzinfo, wall.year, wall_second(wall))
    if change is None or change.turned <= change.at:
        return wall
    gap = timedelta(seconds=change.turned - change.at)
    return wall - gap if wall.fold else wall + gap


def in_zone(what: str, value: datetime, zone: tzinfo) -> datetime:
    """The same instant in another zone."""
    try:
        return real_time(value).astimezone(zone)
    except OverflowError:
        raise InvalidValue(what, value.isoformat(), "a time of the years 1 to 9999") from None
