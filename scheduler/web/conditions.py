"""What a request says of the copy it has and of the coding it takes (RFC 9110 12.5.3, 13.1).

What cannot be read counts as not said: the answer is then the whole feed, which is never wrong.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_HEARD = (b"if-none-match", b"if-modified-since", b"accept-encoding")
_NO_WEIGHT = re.compile(r"q=0(?:\.0{0,3})?", re.IGNORECASE)


def heard(headers: Iterable[tuple[bytes, bytes]]) -> dict[bytes, str]:
    """The headers that an answer depends on; one that came twice is joined, as lists are."""
    said: dict[bytes, str] = {}
    for name, value in headers:
        if name in _HEARD:
            text = value.decode("latin-1")
            said[name] = f"{said[name]}, {text}" if name in said else text
    return said


def takes_gzip(said: Mapping[bytes, str]) -> bool:
    """True where gzip is accepted by its name, or by `*` where it is not named."""
    codings = {}
    for item in said.get(b"accept-encoding", "").split(","):
        coding, _, weight = item.partition(";")
        codings[coding.strip().lower()] = not _NO_WEIGHT.fullmatch(weight.strip())
    return codings.get("gzip", codings.get("*", False))


def is_unchanged(said: Mapping[bytes, str], *, etag: str, last_modified: datetime) -> bool:
    """True where the copy of the request is good; entity tags, where it has any, decide alone."""
    tags = said.get(b"if-none-match")
    if tags is not None:
        return tags.strip() == "*" or etag in _TAG.findall(tags)
    since = _instant(said.get(b"if-modified-since"))
    return since is not None and last_modified <= since


def _instant(text: str | None) -> datetime | None:
    try:
        instant = parsedate_to_datetime(text) if text else None
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
    return instant and (instant if instant.tzinfo else instant.replace(tzinfo=UTC))
