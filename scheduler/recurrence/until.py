"""UNTIL as it is written: a date, a floating time, or a time in UTC (RFC 5545 3.3.4, 3.3.5)."""

import re
from datetime import UTC, date, datetime, time

_UNTIL = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})(?:([0-5][0-9])|60)(Z)?)?"
)
_LAST_SECOND = time(23, 59, 59)
_LEAP_SECOND = 59  # second 60 is read as the one before it (RFC 5545 3.3.12)


def read_until(text: str) -> date:
    """The moment that the text means.

    Raises ValueError where it means none.
    """
    match = _UNTIL.fullmatch(text)
    if match is None:
        raise ValueError
    year, month, day, hour, minute, second, zone = match.groups()
    if hour is None:
        return date(int(year), int(month), int(day))
    return datetime(
        int(year),
        int(month),
        int(day),
        int(hour),
        int(minute),
        int(second or _LEAP_SECOND),
        tzinfo=UTC if zone else None,
    )


def write_until(until: date) -> str:
    """The text of UTC, floating times and dates; what text cannot hold is not readable as such."""
    return until.isoformat().replace("-", "").replace(":", "").replace("+0000", "Z")


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
