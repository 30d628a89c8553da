"""Content lines of iCalendar: values escaped by their type, lines folded (RFC 5545 3.1 and 3.3).

Property names are literals of the writer and never data; what an officer typed passes through
exactly one of `text`, `title`, `parameter` and `uri`.
"""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from scheduler.errors import InvalidValue

LINE_OCTETS = 75
ADDRESS_SCHEMES = ("https", "http", "mailto", "tel")

_BREAKS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_ADDRESS = re.compile(
    rf"""(?:{"|".join(ADDRESS_SCHEMES)}):[^\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff"<>\\^`{{|}}]+""",
    re.IGNORECASE,
)
_PLAIN = re.compile("[A-Za-z0-9-]+")
_CLOCK_UNITS = ((3600, "H"), (60, "M"), (1, "S"))
_CONTINUATION = range(0x80, 0xC0)  # the octets of UTF-8 that begin no character


def cleaned(value: str) -> str:
    """The text with every kind of line break as U+000A and without other control characters.

    A tab stays; a lone surrogate, which UTF-8 cannot hold, becomes U+FFFD.
    """
    if value.replace("\n", "").isprintable():  # nearly all texts, and told quickly
        return value
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub("", _BREAKS.sub("\n", value)))


def text(value: str) -> str:
    """A TEXT value (RFC 5545 3.3.11), cleaned first."""
    escaped = cleaned(value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


@lru_cache(maxsize=1024)
def title(value: str) -> str:
    """A TEXT value on one line, breaks as spaces: calcurse drops an event whose title has two."""
    return text(cleaned(value).replace("\n", " "))


def parameter(value: str) -> str:
    """A parameter's value, cleaned, escaped as RFC 6868 says and quoted unless it is one word."""
    escaped = cleaned(value).replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return escaped if _PLAIN.fullmatch(escaped) else f'"{escaped}"'


def uri(value: str) -> str:
    """An address of a kind that is safe to follow, unchanged; else InvalidValue is raised."""
    if not _ADDRESS.fullmatch(value):
        schemes = ", ".join(ADDRESS_SCHEMES)
        raise InvalidValue(
            what="the address", given=value, expected=f"one of {schemes}, without spaces or quotes"
        )
    return value


def utc(instant: datetime) -> str:
    """An instant as DATE-TIME in UTC (RFC 5545 3.3.5, form 2), to the second."""
    if instant.tzinfo is None:
        raise InvalidValue(what="the instant", given=str(instant), expected="a time with its zone")
    return f"{_digits(instant if instant.tzinfo is UTC else instant.astimezone(UTC))}Z"


def local(wall: datetime) -> str:
    """A wall time as DATE-TIME whose zone stands in TZID (RFC 5545 3.3.5, form 3)."""
    if wall.tzinfo is not None:
        raise InvalidValue(what="the wall time", given=str(wall), expected="a time without a zone")
    return _digits(wall)


def day(value: date) -> str:
    """A DATE (RFC 5545 3.3.4)."""
    return value.isoformat().replace("-", "")


def duration(value: timedelta) -> str:
    """A positive DURATION in the largest unit that holds it whole (RFC 5545 3.3.6)."""
    seconds = int(value.total_seconds())
    if seconds < 1:
        raise InvalidValue(what="the duration", given=str(value), expected="a second or more")
    size, unit = next(pair for pair in _CLOCK_UNITS if seconds % pair[0] == 0)
    return f"PT{seconds // size}{unit}"


def folded(line: str) -> str:
    """The line folded so that none exceeds 75 octets, no character split (RFC 5545 3.1)."""
    if line.isascii():
        if len(line) <= LINE_OCTETS:
            return line
        rest = range(LINE_OCTETS, len(line), LINE_OCTETS - 1)
        return "\r\n ".join([line[:LINE_OCTETS], *[line[at : at + LINE_OCTETS - 1] for at in rest]])
    octets = line.encode()
    pieces = []
    start, room = 0, LINE_OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] in _CONTINUATION:  # the character began before it
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, LINE_OCTETS - 1
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces).decode()


def _digits(time: datetime) -> str:
    return time.isoformat()[:19].replace("-", "").replace(":", "")
