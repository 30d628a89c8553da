"""UNTIL and the kind of its start: a date, a floating time, or a time in UTC (RFC 5545 3.3.10)."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from scheduler.errors import InvalidValue
from scheduler.recurrence.moment_text import write_moment
from scheduler.recurrence.zones import TimeKind, as_bound, kind_of_time

_SECOND, _LAST_SECOND = timedelta(seconds=1), time(23, 59, 59)
_WANTED = {
    TimeKind.DATE: "a date such as 20271231",
    TimeKind.FLOATING: "a time without a zone such as 20271231T090000",
    TimeKind.ZONED: "a time in UTC such as 20271231T080000Z",
}


def require_until(until: date, start: date) -> None:
    """Refuse an UNTIL that is not of the kind which its start wants, with both kinds named."""
    wanted, given = kind_of_time(start), kind_of_time(until)
    if given is not wanted:
        expected = f"{_WANTED[wanted]}, because the start is {wanted}; this is {given}"
        raise InvalidValue("UNTIL", write_moment(until), expected)


def wall_after(until: date, zone: tzinfo | None) -> int:
    """The wall before which just those instances lie that are not later than UNTIL (L26)."""
    if not isinstance(until, datetime):
        return as_bound(until, zone) + 1
    try:
        return as_bound(until + _SECOND, zone)
    except OverflowError:
        return as_bound(until, zone) + 1


def until_of_kind(until: date, start: date) -> date:
    """UNTIL as its start wants it: a date, floating, or in UTC for a start in a zone (L27).

    A date stands for the whole of that day, and a time that is not in UTC for one in the start's
    zone.
    """
    if not isinstance(start, datetime):
        return until.date() if isinstance(until, datetime) else until
    if isinstance(until, datetime):
        wall = until.replace(tzinfo=start.tzinfo) if until.tzinfo is None else until
        return _in_utc(wall) if start.tzinfo else wall.replace(tzinfo=None)
    last = datetime.combine(until, _LAST_SECOND, tzinfo=start.tzinfo)
    # Where clocks repeat the last hour of the day its second passing belongs to it too.
    return max(_in_utc(last), _in_utc(last.replace(fold=1))) if start.tzinfo else last


def _in_utc(wall: datetime) -> datetime:
    try:
        return wall.astimezone(UTC)
    except OverflowError:  # within a day of the ends of the calendar
        return wall.replace(tzinfo=UTC)
