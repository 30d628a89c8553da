"""The log of requests: what was found, never what was asked for, which may hold a token.

Lines are gathered for a moment and written together: a write for each would cost as much as the
answer.
"""

import asyncio
from datetime import datetime
from typing import TextIO

from scheduler.secretariat.feed_access import OpenFeed

_MOMENT_SECONDS = 0.25


class AccessLog:
    """A line for each request: the hour, the method, the feed, the status."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lines: list[str] = []

    def note(self, at: datetime, method: str, opened: OpenFeed | None, status: int) -> None:
        """Add a line; a token is told by its number."""
        if not self._lines:
            asyncio.get_running_loop().call_later(_MOMENT_SECONDS, self.write)
        what = "-" if opened is None else opened.name.file
        token = f" (token {opened.token})" if opened and opened.token is not None else ""
        self._lines.append(f"{at:%Y-%m-%dT%H:%M:%SZ} {method} {what}{token} {status}\n")

    def write(self) -> None:
        """Write what was gathered."""
        if self._lines:
            self._stream.write("".join(self._lines))
            self._stream.flush()
            self._lines.clear()
