"""Feeds as they are sent, ready in memory, and no more of them than there is room for."""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from scheduler.papers.audience import Reach
from scheduler.papers.feed_names import FeedName
from scheduler.secretariat.feed_store import Revision

Headers = Sequence[tuple[bytes, bytes]]

MOST_OCTETS = 24 << 20
_LEVEL = 6

# The holder of a token may lose a right at any time: whoever keeps a copy asks before using it.
_PUBLIC = (
    (b"cache-control", b"public, no-cache"),
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"etag"),
)
_PRIVATE = ((b"cache-control", b"private, no-cache"),)
# No robots.txt: calendars would obey it and fetch nothing.
_ALWAYS = (
    (b"vary", b"accept-encoding"),
    (b"x-robots-tag", b"noindex"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)


@dataclass(frozen=True, slots=True)
class Form:
    """One coding of a feed: its octets, its headers, and those that say it has not changed."""

    etag: str
    octets: bytes
    headers: Headers
    unchanged: Headers


@dataclass(frozen=True, slots=True)
class Copy:
    """A feed of one revision, as it is and packed."""

    revision: Revision
    plain: Form
    packed: Form

    @property
    def size(self) -> int:
        """How many octets of memory its contents take."""
        return len(self.plain.octets) + len(self.packed.octets)

    @property
    def last_modified(self) -> datetime:
        """When it changed last, in whole seconds."""
        return self.revision.last_modified


def copy_of(name: FeedName, revision: Revision, octets: bytes) -> Copy:
    """The feed made ready; each coding has an entity tag of its own (RFC 9110 8.8.3.3)."""
    packed = gzip.compress(octets, _LEVEL, mtime=0)
    tag = f'{revision.etag[:-1]}-gzip"'
    coding = ((b"content-encoding", b"gzip"),)
    return Copy(
        revision,
        plain=_form(name, revision, revision.etag, octets, ()),
        packed=_form(name, revision, tag, packed, coding),
    )


def _form(name: FeedName, revision: Revision, etag: str, octets: bytes, coding: Headers) -> Form:
    unchanged = [
        (b"etag", etag.encode("ascii")),
        (b"last-modified", format_datetime(revision.last_modified, usegmt=True).encode("ascii")),
        *(_PUBLIC if name.reach is Reach.PUBLIC else _PRIVATE),
        *_ALWAYS,
    ]
    content = [
        (b"content-type", b"text/calendar; charset=utf-8"),
        (b"content-length", str(len(octets)).encode("ascii")),
        *coding,
    ]
    return Form(etag, octets, [*content, *unchanged], unchanged)


@dataclass(frozen=True, slots=True)
class Kept:
    """A copy, and the mark of the record it was compared with last."""

    mark: str
    copy: Copy


class Copies:
    """The copies asked for last, within a limit of octets; one alone may be larger."""

    def __init__(self, most_octets: int = MOST_OCTETS) -> None:
        self._most, self._octets = most_octets, 0
        self._kept: dict[FeedName, Kept] = {}

    def get(self, name: FeedName) -> Kept | None:
        """The copy of a feed, which is then the last to go."""
        kept = self._kept.pop(name, None)
        if kept is not None:
            self._kept[name] = kept
        return kept

    def put(self, name: FeedName, kept: Kept) -> None:
        """Keep a copy in place of the one before; the oldest go where there is no room."""
        self.drop(name)
        while self._kept and self._octets + kept.copy.size > self._most:
            self.drop(next(iter(self._kept)))
        self._kept[name] = kept
        self._octets += kept.copy.size

    def drop(self, name: FeedName) -> None:
        """Keep the copy no longer."""
        before = self._kept.pop(name, None)
        self._octets -= before.copy.size if before else 0
