"""One message with the calendar in it (RFC 2045, 6047): capped before anything is parsed."""

import codecs
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from typing import NamedTuple

from scheduler.imports.replies.headers import LONGEST_HEADER, Header
from scheduler.imports.replies.mailboxes import LARGEST_MESSAGE, RawMail

MOST_LINES = 70_000
MOST_PARTS = 50
LARGEST_CALENDAR = 1_000_000
_HOLDS_PARTS = re.compile(rb"(?:multipart|message)/", re.IGNORECASE)
_OUTLOOK_FILE = b"\xd0\xcf\x11\xe0"
_CALENDARS = ("text/calendar", "application/ics", "text/x-vcalendar")
_TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")
# Codecs that are no charset of mail could be made to take long, or to unpack things.
_CHARSETS = re.compile(
    r"ascii|utf-(?:8|16(?:-[lb]e)?)|iso8859-\d+|cp12\d\d|cp1\d\d|koi8-[ru]|mac-roman"
    r"|iso2022_\w+|shift_jis|euc_\w+|gb\w+|big5"
)
_SEVEN_BITS = ("utf-16", "iso2022")
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Unread(Exception):
    """Why a message holds nothing that can be read; a sentence for the officer."""


class MailedCalendar(NamedTuple):
    """The text of a calendar part, and the method that its header names."""

    text: str
    method: str


@dataclass(frozen=True, slots=True)
class OpenedMail:
    """The headers from the top down, and the calendar; None where the message holds none."""

    content_hash: str
    headers: Sequence[Header]
    calendar: MailedCalendar | None


class _Bounded(Compat32):
    """Cuts each header: what the parser does with parameters takes longer than their length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """The name and the value, cut."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST_HEADER]


def open_mail(raw: RawMail) -> OpenedMail:
    """The headers and the calendar of a message. Raises Unread for what is refused."""
    _require_bearable(raw)
    message = BytesParser(policy=_Bounded()).parsebytes(raw.content)
    headers = [(str(name), str(value)) for name, value in message.raw_items()]
    lines = raw.content.replace(b"\r\n", b"\n").strip()
    return OpenedMail(hashlib.sha256(lines).hexdigest(), headers, _calendar(message))


def _require_bearable(raw: RawMail) -> None:
    if raw.content.startswith(_OUTLOOK_FILE):
        raise Unread("it is in Outlook's own format (.msg): save it as .eml")
    if raw.is_cut or len(raw.content) > LARGEST_MESSAGE:
        raise Unread(f"it is larger than {LARGEST_MESSAGE:,} bytes")
    if max(raw.content.count(b"\n"), raw.content.count(b"\r")) > MOST_LINES:
        raise Unread(f"it has more than {MOST_LINES:,} lines")
    if len(_HOLDS_PARTS.findall(raw.content)) > MOST_PARTS:
        raise Unread(f"it has more than {MOST_PARTS} parts within parts")


def _calendar(message: Message) -> MailedCalendar | None:
    """The calendar that the message itself holds, not one of a message attached to it."""
    attached, tnef, found = False, False, []
    for part in _leaves(message):
        kind = part.get_content_type()
        attached |= part.is_multipart() and _holds_calendar(part)
        tnef |= kind in _TNEF or _file_name(part) == "winmail.dat"
        if kind in _CALENDARS or _file_name(part).endswith((".ics", ".vcs")):
            found.append(part)
    found.sort(key=lambda part: part.get_content_type() != _CALENDARS[0])  # others come after
    if found:
        return _read(found)
    if tnef:
        raise Unread("its calendar is in Outlook's winmail.dat: ask for it in another format")
    if attached:
        raise Unread("the answer is in a message that it has attached: save that one by itself")
    return None


def _holds_calendar(message: Message) -> bool:
    return any(part.get_content_type() in _CALENDARS for part in message.walk())


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold no others, in their order; an attached message is one of them."""
    waiting, count = [message], 0
    while waiting:
        part = waiting.pop()
        if (count := count + 1) > LARGEST_MESSAGE // 1000:
            raise Unread("it has too many parts")
        if not part.is_multipart() or part.get_content_maintype() == "message":
            yield part  # asked for its text here, it would be decoded by whatever codec it names
            continue
        inner = part.get_payload()
        parts = inner if isinstance(inner, list) else []
        waiting.extend(each for each in reversed(parts) if isinstance(each, Message))


def _read(parts: Sequence[Message]) -> MailedCalendar:
    read = [MailedCalendar(_text(part), _parameter(part, "method")) for part in parts[:MOST_PARTS]]
    if len({_content(each.text) for each in read}) > 1:
        raise Unread("it holds calendars that say different things")
    return read[0]


def _content(text: str) -> str:
    """What a calendar says, however its lines are folded and end."""
    return re.sub(r"(?:\r\n?|\n)(?:[ \t]|\s*+\Z)?", "", text.strip())


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    octets = payload if isinstance(payload, bytes) else b""
    if len(octets) > LARGEST_CALENDAR:
        raise Unread(f"its calendar is larger than {LARGEST_CALENDAR:,} bytes")
    for charset in _charsets(part, octets):
        try:
            return octets.decode(charset).lstrip("\ufeff")
        except UnicodeDecodeError:
            continue
    return octets.decode("cp1252", "replace")


def _charsets(part: Message, octets: bytes) -> Iterator[str]:
    """In what to try to read it: iCalendar is UTF-8, whatever programs say of it."""
    if octets.startswith(_MARKS):
        yield "utf-16"
    named = _known_charset(_parameter(part, "charset"))
    if named.startswith(_SEVEN_BITS):
        yield named
    yield "utf-8"
    if named:
        yield named


def _known_charset(name: str) -> str:
    try:
        found = codecs.lookup(name.strip(" '\"")).name if name.isascii() and name else ""
    except (LookupError, ValueError):
        return ""
    return found if _CHARSETS.fullmatch(found) else ""


def _parameter(part: Message, name: str) -> str:
    value = part.get_param(name)
    return value if isinstance(value, str) else ""


def _file_name(part: Message) -> str:
    try:
        return (part.get_filename() or "").casefold()
    except (LookupError, ValueError):
        return ""
