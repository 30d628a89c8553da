"""The content lines of a calendar file, unfolded, each with its first physical line (RFC 5545 3.1).

Only CR, LF and CRLF end a line, whatever else some readers take for a line break.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from scheduler.errors import InvalidValue
from scheduler.imports.calendar_check.defects import Defect
from scheduler.imports.calendar_check.findings import Findings

LARGEST = 20_000_000
MOST_LINES = 500_000
LINE_OCTETS = 75
_MARK = b"\xef\xbb\xbf"
_BEGIN = re.compile(rb"\s*BEGIN:VCALENDAR\s", re.IGNORECASE)
_ENDS = re.compile(rb"\r\n|\n|\r")
_LF, _CR = re.compile(rb"(?<!\r)\n"), re.compile(rb"\r(?!\n)")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")
_CONTINUATION = range(0x80, 0xC0)
_VALUES = r'(?:"[^"]*+"|[^";:,]*+)(?:,(?:"[^"]*+"|[^";:,]*+))*+'
_LINE = re.compile(rf"([A-Za-z0-9-]++)((?:;[A-Za-z0-9-]++={_VALUES})*+):(.*+)", re.DOTALL)
_PARAMETER = re.compile(rf";([A-Za-z0-9-]++)=({_VALUES})")


class ContentLine(NamedTuple):
    """A line: names in upper case, parameters unquoted, the value as it stands."""

    number: int
    name: str
    parameters: dict[str, str]
    value: str

    def __str__(self) -> str:
        return f"{self.name}:{self.value}"

    @property
    def tzid(self) -> str | None:
        """The zone that is named for the value."""
        return self.parameters.get("TZID")


def read_lines(name: str, content: bytes, findings: Findings) -> Iterator[ContentLine]:
    """The content lines, lazily; what is wrong with lines and octets goes to the findings.

    Raises InvalidValue for what is no calendar, and for more than anybody should read.
    """
    _require_calendar(name, content)
    if content.startswith(_MARK):
        findings.add(1, Defect.BYTE_ORDER_MARK, "a byte order mark")
    _judge_ends(content, findings)
    text = content.removeprefix(_MARK).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    physical = text.removesuffix(b"\n").split(b"\n")
    _judge_lengths(physical, findings)
    return _content_lines(physical, findings)


def _require_calendar(name: str, content: bytes) -> None:
    expected, lines = "", max(content.count(b"\n"), content.count(b"\r"))
    if len(content) > LARGEST:
        expected = f"at most {LARGEST:,} bytes; export a shorter time"
    elif lines > MOST_LINES:
        expected = f"at most {MOST_LINES:,} lines, not {lines:,}; export a shorter time"
    elif not _BEGIN.match(content.removeprefix(_MARK)):
        expected = "a calendar: BEGIN:VCALENDAR, in UTF-8, as its first line"
    if expected:
        raise InvalidValue("the file", name, expected)


def _judge_ends(content: bytes, findings: Findings) -> None:
    """One finding for all ends of one kind, at the first of them."""
    pairs = content.count(b"\r\n")
    for end, alone, called in ((b"\n", _LF, "LF"), (b"\r", _CR, "CR")):
        many = content.count(end) - pairs
        if many and (first := alone.search(content)):
            number = len(_ENDS.findall(content, 0, first.start())) + 1
            told = f"{many:,} lines end" if many > 1 else "it ends"
            findings.add(number, Defect.LINE_END, f"{told} in {called} alone")
    if not content.endswith((b"\n", b"\r")):
        findings.add(None, Defect.LINE_END, "the last line has no end")


def _judge_lengths(physical: list[bytes], findings: Findings) -> None:
    for number, line in enumerate(physical, start=1):
        if len(line) > LINE_OCTETS:
            findings.add(number, Defect.LONG_LINE, f"{len(line):,} octets")
        if line[:1] in {b" ", b"\t"} and line[1:2] and line[1] in _CONTINUATION:
            findings.add(number, Defect.SPLIT_CHARACTER, "a character split by folding")


def _content_lines(physical: list[bytes], findings: Findings) -> Iterator[ContentLine]:
    for number, octets in _unfolded(physical):
        line = _decoded(number, octets, findings)
        if not line.strip():
            findings.add(number, Defect.EMPTY_LINE, "an empty line")
        elif match := _LINE.fullmatch(line):
            pairs = _PARAMETER.findall(match[2]) if match[2] else ()
            parameters = {key.upper(): value.strip('"') for key, value in pairs}
            yield ContentLine(number, match[1].upper(), parameters, match[3])
        else:
            findings.add(number, Defect.NO_CONTENT_LINE, line)


def _unfolded(physical: list[bytes]) -> Iterator[tuple[int, bytes]]:
    first, pieces = 1, physical[:1]
    for number, line in enumerate(physical[1:], start=2):
        if line[:1] in {b" ", b"\t"}:
            pieces.append(line[1:])
            continue
        yield first, b"".join(pieces)
        first, pieces = number, [line]
    yield first, b"".join(pieces)


def _decoded(number: int, octets: bytes, findings: Findings) -> str:
    try:
        line = octets.decode()
    except UnicodeDecodeError as error:
        line = octets.decode(errors="replace")
        findings.add(number, Defect.NOT_UTF8, f"the octet {octets[error.start]:02X} in {line}")
    if not line.isprintable():
        if found := _CONTROLS.search(line):
            findings.add(number, Defect.CONTROL_CHARACTER, f"{found[0]} in {line}")
        if found := _OTHER_BREAKS.search(line):
            findings.add(number, Defect.OTHER_LINE_BREAK, f"{found[0]} in {line}")
    return line
