"""The types of value, and whether a text is one of them (RFC 5545 3.3)."""

import re
from collections.abc import Callable
from datetime import date, datetime

from scheduler.recurrence.moment_text import read_moment

_DURATION = re.compile(
    r"[+-]?P(?:\d+W|\d+D(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?|T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)",
    re.ASCII | re.IGNORECASE,
)
_INTEGER = re.compile(r"[+-]?\d{1,10}", re.ASCII)
_FLOAT = re.compile(r"[+-]?\d{1,20}(?:\.\d{1,40})?", re.ASCII)
_OFFSET = re.compile(r"[+-](?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?", re.ASCII)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:[^\x00-\x20\x7f\"<>\\^`{|}]++")
_MAILBOX = re.compile(r"mailto:[^@\s]++@[^@\s]++", re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/]*+={0,2}")
_TEXT = re.compile(r"[^\\;,]*+(?:\\[\\;,Nn][^\\;,]*+)*+")
_TEXTS = re.compile(r"[^\\;]*+(?:\\[\\;,Nn][^\\;]*+)*+")
_HIGHEST = 2**31


def moment(text: str) -> date | None:
    """The date, floating time or time in UTC that a text means; None where it means none."""
    try:
        return read_moment(text.upper())
    except ValueError:
        return None


def unescaped_at(text: str, *, is_list: bool) -> int | None:
    """Where a TEXT has a character that lacks its backslash, or one too many; None if nowhere.

    In a list a comma stands between the texts too.
    """
    match = (_TEXTS if is_list else _TEXT).match(text)
    end = match.end() if match else 0
    return end if end < len(text) else None


def is_uri(text: str) -> bool:
    """True for an address with a scheme."""
    return _URI.fullmatch(text) is not None


def is_calendar_user(text: str) -> bool:
    """True for a URI; one of a mailbox has a whole address."""
    is_mail = text[:7].lower() == "mailto:"
    return _MAILBOX.fullmatch(text) is not None if is_mail else is_uri(text)


def is_day_duration(text: str) -> bool:
    """True for a duration of whole days or weeks."""
    return "T" not in text.upper()


def _is_integer(text: str) -> bool:
    return _INTEGER.fullmatch(text) is not None and -_HIGHEST <= int(text) < _HIGHEST


def _is_duration(text: str) -> bool:
    return _DURATION.fullmatch(text) is not None


def _is_period(text: str) -> bool:
    start, _, end = text.partition("/")
    ends = isinstance(moment(end), datetime) or (_is_duration(end) and not end.startswith("-"))
    return isinstance(moment(start), datetime) and ends


def _is_time(text: str) -> bool:
    return isinstance(moment(f"20000101T{text}"), datetime)


def _is_day(text: str) -> bool:
    found = moment(text)
    return found is not None and not isinstance(found, datetime)


TYPES: dict[str, Callable[[str], bool]] = {
    "BINARY": lambda text: len(text) % 4 == 0 and _BASE64.fullmatch(text) is not None,
    "BOOLEAN": lambda text: text.upper() in {"TRUE", "FALSE"},
    "CAL-ADDRESS": is_calendar_user,
    "DATE": _is_day,
    "DATE-TIME": lambda text: isinstance(moment(text), datetime),
    "DURATION": _is_duration,
    "FLOAT": lambda text: _FLOAT.fullmatch(text) is not None,
    "INTEGER": _is_integer,
    "PERIOD": _is_period,
    "TIME": _is_time,
    "URI": is_uri,
    "UTC-OFFSET": lambda text: _OFFSET.fullmatch(text) is not None and text != "-0000",
}
"""TEXT and RECUR are judged by `unescaped_at` and by the engine of recurrence."""
