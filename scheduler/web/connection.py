"""A connection that gives nobody unbounded time or room; a proxy before the server gives more."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_MOST_HEAD_OCTETS = 32 << 10
_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-length: 0\r\nconnection: close\r\n\r\n"
)


class BoundedConnection(HttpToolsProtocol):
    """Ends where a request takes too long to come, is too large, or its answer is not taken."""

    head_seconds = 10.0
    answer_seconds = 60.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- uvicorn's own
        super().__init__(*args, **kwargs)
        self._head_octets, self._due, self._is_answering = 0, 0.0, False
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._await_head()
        self._timer = self.loop.call_at(self._due, self._look_at_clock)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came, unless the head of a request grows beyond all measure."""
        if not self._is_answering:
            self._head_octets += len(data)
            if self._head_octets > _MOST_HEAD_OCTETS:
                self.transport.write(_TOO_LARGE)
                self.transport.close()
                return
        super().data_received(data)

    def on_headers_complete(self) -> None:
        """The request has come: from now on its answer must be taken in time."""
        super().on_headers_complete()
        self._is_answering, self._due = True, self.loop.time() + self.answer_seconds

    def on_response_complete(self) -> None:
        """The answer is written: wait for the next request, unless it is here already."""
        super().on_response_complete()
        if self.cycle.response_complete:
            self._await_head()
        else:
            self._due = self.loop.time() + self.answer_seconds

    def _await_head(self) -> None:
        self._is_answering = False
        self._head_octets, self._due = 0, self.loop.time() + self.head_seconds

    def _look_at_clock(self) -> None:
        now = self.loop.time()
        if now >= self._due:
            self.transport.abort()
            return
        # What is due may come sooner than it was: no look is further off than a head may take.
        look = min(self._due, now + self.head_seconds)
        self._timer = self.loop.call_at(look, self._look_at_clock)
