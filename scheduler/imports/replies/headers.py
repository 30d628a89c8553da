"""The headers of a message (RFC 5322), read so that two readers cannot understand two things."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.utils import parsedate_to_datetime
from urllib.parse import unquote

from scheduler.papers.clean import LONGEST_LINE, clean_text
from scheduler.papers.mail import is_mailbox

LONGEST_HEADER = 4_000
_MOST_OF_A_NAME = 20
_NAMED = re.compile(r"([^<>,]*)<\s*([^<>\s]+)\s*>\s*")
_ADDRESS = re.compile(r"[^\s<>,;:\"()@]++@[^\s<>,;:\"()@]++")
_MAILTO = re.compile(r"\s*(?:mailto:)*+\s*", re.IGNORECASE)
_TO = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to")

Header = tuple[str, str]


def header_values(headers: Sequence[Header], name: str) -> list[str]:
    """The values of a header, from the top down."""
    return [value for called, value in headers if called.lower() == name][:_MOST_OF_A_NAME]


def sender_of(headers: Sequence[Header]) -> str:
    """The one address in From, in lower case; empty where it names none, several, or not clearly.

    What stands in quotes and comments is passed over, as nothing there is an address.
    """
    values = header_values(headers, "from")
    bare = bare_of(values[0]) if len(values) == 1 else None
    if bare is None:
        return ""
    named = _NAMED.fullmatch(bare)
    name, address = (named[1].strip(), named[2]) if named else ("", bare.strip())
    if "@" in name and name != address:
        return ""
    return address.casefold() if is_mailbox(address) else ""


def recipients_of(headers: Sequence[Header]) -> tuple[str, ...]:
    """Every address that the message says it was sent to, in lower case."""
    values = [value for name in _TO for value in header_values(headers, name)]
    found = (address for value in values for address in _ADDRESS.findall(value))
    return tuple(dict.fromkeys(address.casefold() for address in found))


def calendar_address(value: str) -> str:
    """The address of a calendar user, in lower case; empty where it is none (RFC 5545 3.3.3)."""
    address = unquote(_MAILTO.sub("", value[:LONGEST_HEADER], count=1)).strip(" <>")
    return address.casefold() if is_mailbox(address) else ""


def words_of(headers: Sequence[Header], name: str) -> str:
    """What a header says, decoded, on one line; empty where it does not stand."""
    values = header_values(headers, name)
    return on_a_line(_decoded(values[0])) if values else ""


def date_of(headers: Sequence[Header]) -> datetime | None:
    """When the message says it was written; None where it does not."""
    values = header_values(headers, "date")
    try:
        written = parsedate_to_datetime(values[0]) if values else None
        return (written if written.tzinfo else written.replace(tzinfo=UTC)) if written else None
    except (ValueError, OverflowError, TypeError):
        return None


def on_a_line(text: str) -> str:
    """A text cut to a line that is fit to show."""
    return " ".join(clean_text(text).split())[:LONGEST_LINE]


def bare_of(value: str) -> str | None:
    """A header without its comments and quoted strings (RFC 5322 3.2.2, 3.2.4).

    None where one of them has no end: nobody can say what it holds.
    """
    bare: list[str] = []
    depth, is_quoted, is_escaped = 0, False, False
    for sign in value:
        if is_escaped:
            is_escaped = False
        elif sign == "\\" and (is_quoted or depth):
            is_escaped = True
        elif is_quoted:
            is_quoted = sign != '"'
        elif sign in "()":
            depth = depth + 1 if sign == "(" else depth - 1
            bare.append(" ")
        elif depth == 0:
            is_quoted = sign == '"'
            bare.append(" " if is_quoted else sign)
        if depth < 0:
            return None
    return None if depth or is_quoted else "".join(bare)


def _decoded(value: str) -> str:
    text = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        return str(make_header(decode_header(text)))
    except (MessageError, LookupError, ValueError):
        return text
