"""The addresses of the server: public feeds, feeds of a token, and whether it is well.

A plain ASGI application: `docs/design.md`, "Three addresses need no framework". Nothing that a
client sent is ever written down or sent back: a log names only what was found.
"""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from scheduler.errors import SchedulerError
from scheduler.secretariat.feed_access import OpenFeed
from scheduler.store.session import open_database
from scheduler.tzdb import pin_tzdata
from scheduler.web.access_log import AccessLog
from scheduler.web.conditions import heard, is_unchanged, takes_gzip
from scheduler.web.copies import Copy, Form, Headers
from scheduler.web.record import ServedRecord, keep_uses_every

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

USES_KEPT_EVERY_SECONDS = 60.0
_PIECE_OCTETS = 128 << 10
_HEALTH = "/healthz"
_METHODS = ("GET", "HEAD", "OPTIONS")
_BODIES = (b"content-length", b"transfer-encoding")
_PARTS_WITH_TOKEN = 2
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes out: a status, its headers and its octets, which HEAD leaves out."""

    status: int
    headers: Headers
    octets: bytes = b""


def _plain(status: int, text: str, *more: tuple[bytes, bytes]) -> Answer:
    octets = text.encode("ascii")
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(octets)).encode("ascii")),
        (b"cache-control", b"no-store"),
        (b"x-robots-tag", b"noindex"),
        (b"referrer-policy", b"no-referrer"),
        (b"x-content-type-options", b"nosniff"),
    ]
    return Answer(status, [*headers, *more], octets)


_ALLOW = (b"allow", ", ".join(_METHODS).encode("ascii"))
_WELL = _plain(200, "ok\n")
_NOT_FOUND = _plain(404, "there is no feed here\n")
_NOT_ALLOWED = _plain(405, "feeds are only read here\n", _ALLOW)
_UNAVAILABLE = _plain(503, "the record cannot be read now\n", (b"retry-after", b"60"))
_BEFORE_ASKING = Answer(
    204,
    [
        _ALLOW,
        (b"access-control-allow-origin", b"*"),
        (b"access-control-allow-methods", b"GET, HEAD"),
        (b"access-control-allow-headers", b"if-none-match, if-modified-since"),
        (b"access-control-max-age", b"86400"),
    ],
)


@dataclass(frozen=True, slots=True)
class Deployment:
    """What a process of the server is told: the record, and the address of its public feeds.

    `now` stands in place of the clock, for rehearsals.
    """

    database: str
    address: str = ""
    now: datetime | None = None
    logs_access: bool = True

    def clock(self) -> datetime:
        """The instant, in UTC."""
        return self.now or datetime.now(UTC)  # noqa: TID251 -- the door is where the clock is read


class FeedDoor:
    """The application. Before it starts it is no more than its deployment, for any process."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._record: ServedRecord | None = None
        self._log: AccessLog | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or start and stop with the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        pin_tzdata()
        deployment = self._deployment
        database = open_database(deployment.database)
        record = ServedRecord(database, address=deployment.address, clock=deployment.clock)
        self._record = record
        self._log = AccessLog(sys.stderr) if deployment.logs_access else None
        keeping = asyncio.create_task(keep_uses_every(record, USES_KEPT_EVERY_SECONDS))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        keeping.cancel()
        await record.close()
        if self._log is not None:
            self._log.write()
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope: Scope, send: Send) -> None:
        method = scope["method"]
        opened: OpenFeed | None = None
        if method == "OPTIONS":
            answer = _BEFORE_ASKING
        elif method not in _METHODS:
            answer = _NOT_ALLOWED
        else:
            try:
                opened, answer = await self._found(scope)
            except SchedulerError as error:
                logger.warning("a request was not answered: %s", error)
                answer = _UNAVAILABLE
        if self._log is not None:
            shown = method if method in _METHODS else "-"
            self._log.note(self._deployment.clock(), shown, opened, answer.status)
        await _send(scope, send, answer)

    async def _found(self, scope: Scope) -> tuple[OpenFeed | None, Answer]:
        """What stands at the address, as the record stands now."""
        record = self._record
        assert record is not None  # noqa: S101 -- the server starts us before it asks
        standing = await record.standing()
        if scope["path"] == _HEALTH:
            return None, _WELL
        opened = _opened(scope["path"], standing.access.opened)
        copy = await record.copy(opened.name, standing) if opened else None
        if opened is None or copy is None:
            return None, _NOT_FOUND
        if opened.token is not None:
            record.note_use(opened.token)
        return opened, _of_copy(copy, heard(scope["headers"]))


def _opened(path: str, opened: Callable[..., OpenFeed | None]) -> OpenFeed | None:
    """The feed at `/feeds/FILE.ics` or `/feeds/TOKEN/FILE.ics`; None at any other path."""
    below = path.removeprefix("/feeds/")
    if below == path or not below.endswith(".ics"):
        return None
    parts = below.removesuffix(".ics").split("/")
    if len(parts) > _PARTS_WITH_TOKEN:
        return None
    return opened(parts[-1], *parts[:-1])


def _of_copy(copy: Copy, said: Mapping[bytes, str]) -> Answer:
    form: Form = copy.packed if takes_gzip(said) else copy.plain
    if is_unchanged(said, etag=form.etag, last_modified=copy.last_modified):
        return Answer(304, form.unchanged)
    return Answer(200, form.headers, form.octets)


async def _send(scope: Scope, send: Send, answer: Answer) -> None:
    headers = answer.headers
    if any(name in _BODIES for name, _ in scope["headers"]):
        # Nobody reads what a request brings along, so nothing after it can be understood.
        headers = [*headers, (b"connection", b"close")]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    octets = b"" if scope["method"] == "HEAD" else answer.octets
    # In pieces, so that a slow client holds no more than one of them.
    for start in range(0, max(len(octets), 1), _PIECE_OCTETS):
        end = start + _PIECE_OCTETS
        piece = {"body": octets[start:end], "more_body": end < len(octets)}
        await send({"type": "http.response.body", **piece})
