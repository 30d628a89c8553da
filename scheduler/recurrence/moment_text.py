"""Dates and times as they are written (RFC 5545 3.3.4, 3.3.5)."""

import re
from datetime import date, datetime

_DATE = re.compile(r"[0-9]{8}")
_TIME = re.compile(r"[0-9]{8}T(?:[01][0-9]|2[0-3])[0-5][0-9](?:[0-5][0-9]|60)Z?")
_TO_THE_MINUTE = 13


def read_moment(text: str) -> date:
    """The date, the floating time or the time in UTC that a text means.

    Second 60 is read as the one before it (3.3.12). Raises ValueError where it means none.
    """
    if _DATE.fullmatch(text):
        return date.fromisoformat(text)
    if not _TIME.fullmatch(text):
        raise ValueError
    if text.startswith("60", _TO_THE_MINUTE):
        text = f"{text[:_TO_THE_MINUTE]}59{text[_TO_THE_MINUTE + 2 :]}"
    return datetime.fromisoformat(text)


def write_moment(moment: date) -> str:
    """The text of a date, a floating time or a time in UTC; of any other it can not be read."""
    return moment.isoformat().replace("-", "").replace(":", "").replace("+0000", "Z")
