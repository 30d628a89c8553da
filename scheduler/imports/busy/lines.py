"""The content lines of a calendar that are kept (RFC 5545 3.1); all others are never looked at.

Bytes are read, so that what other lines hold cannot matter: pictures, or text in another encoding.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple, NoReturn

from scheduler.errors import InvalidFile, Problem

LARGEST = 20_000_000
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_KEPT = (
    *("BEGIN", "END", "VERSION", "X-WR-TIMEZONE", "TZID", "X-LIC-LOCATION"),
    *("UID", "SEQUENCE", "DTSTAMP", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS"),
    *("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXRULE", "EXDATE", "RECURRENCE-ID"),
    *("FREEBUSY", "SUMMARY"),
)
_PARAMETERS = rb'(?:;[\w-]+=(?:"[^"\n]*"|[^";:\n]++)*+)*+'
_LINE = re.compile(
    rb"\n(" + b"|".join(name.encode() for name in _KEPT) + rb")(" + _PARAMETERS + rb"):([^\n]*)",
    re.IGNORECASE,
)
_EVENT = re.compile(rb"\nBEGIN:V(?:EVENT|FREEBUSY)", re.IGNORECASE)
_PARAMETER = re.compile(r';([\w-]+)=(?:"([^"]*)"|([^;]*))')


class Line(NamedTuple):
    """A line that is kept: its name in upper case, its parameters and value as they stand."""

    place: int
    name: str
    parameters: str
    value: str

    def parameter(self, wanted: str) -> str | None:
        """The value of a parameter; None where the line does not have it."""
        for name, quoted, bare in _PARAMETER.findall(self.parameters):
            if name.upper() == wanted:
                return str(quoted or bare)
        return None


class CalendarText:
    """The bytes of one calendar file, unfolded.

    Raises InvalidFile for what is too large, or no text in UTF-8 at all.
    """

    def __init__(self, name: str, content: bytes) -> None:
        self.name, self._content = name, content
        if len(content) > LARGEST:
            self.refuse(f"it has {len(content):,} bytes: expected at most {LARGEST:,}")
        if content.startswith(_UTF_16) or b"\0" in content[:1000]:
            self.refuse("it is not in UTF-8: expected an iCalendar file (.ics) in UTF-8")
        lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        self._lines = b"\n" + lines.removeprefix(b"\xef\xbb\xbf")
        self._unfolded = self._lines.replace(b"\n ", b"").replace(b"\n\t", b"")

    def __iter__(self) -> Iterator[Line]:
        for found in _LINE.finditer(self._unfolded):
            name, parameters, value = found.groups()
            yield Line(
                found.start(),
                name.decode("ascii").upper(),
                parameters.decode("utf-8", "replace"),
                value.decode("utf-8", "replace").strip(),
            )

    def count_events(self) -> int:
        """How many events and free/busy components begin, told before any is read."""
        return sum(1 for _ in _EVENT.finditer(self._unfolded))

    def number_of(self, line: Line) -> int:
        """The number, from 1, that a line has in the file; looked for only when it is told."""
        before = self._unfolded.count(b"\n", 0, line.place)
        for number, text in enumerate(self._lines.split(b"\n")[1:], start=1):
            if text[:1] in (b" ", b"\t") and number > 1:
                continue
            if before == 0:
                return number
            before -= 1
        return 1

    def refuse(self, reason: str, line: Line | None = None) -> NoReturn:
        """Raise InvalidFile, with the line that is at fault."""
        raise InvalidFile(self.name, [Problem(line and self.number_of(line), reason)])
