"""UNTIL as it is written: a date, a floating time, or a time in UTC (RFC 5545 3.3.4, 3.3.5)."""

import re
from datetime import UTC, date, datetime

_UNTIL = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})(?:([0-5][0-9])|60)(Z)?)?"
)
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
