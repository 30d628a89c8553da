"""UNTIL as it is written: a date, a floating time, or a time in UTC (RFC 5545 3.3.4, 3.3.5)."""

import re
from datetime import UTC, date, datetime

_UNTIL = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})(Z)?)?",
)
_LEAP_SECOND = 60


def read_until(text: str) -> date | None:
    """The moment that the text means, or None where it means none.

    Second 60 is read as 59 (RFC 5545 3.3.12).
    """
    match = _UNTIL.fullmatch(text)
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
        if match[4] is None:
            return day
        second = int(match[6])
        second = _LEAP_SECOND - 1 if second == _LEAP_SECOND else second
        zone = UTC if match[7] else None
        return datetime(
            day.year, day.month, day.day, int(match[4]), int(match[5]), second, tzinfo=zone
        )
    except ValueError:
        return None


def write_until(until: date) -> str:
    """The text of UNTIL in its shortest form; what UNTIL cannot hold is written as it is."""
    return until.isoformat().replace("-", "").replace(":", "").replace("+0000", "Z")
