"""The record as the door knows it: who may open what, and the feeds as they are sent.

Each request asks the record whether it has changed: whoever was revoked before it came is refused.
That is a glance where the record is a file which nobody locks. Else a thread asks, and one question
answers all the requests that waited for it.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.errors import NotFound, SchedulerError
from scheduler.papers.feed_names import FeedName
from scheduler.secretariat.feed_access import FeedAccess, feed_access
from scheduler.secretariat.feed_store import (
    current_feed,
    feed_bytes,
    feed_revision,
)
from scheduler.secretariat.feed_tokens import note_uses
from scheduler.store.glance import Glance
from scheduler.store.session import Database
from scheduler.web.copies import Copies, Copy, Kept, copy_of

_SERVE = "serve"
_loop = asyncio.get_running_loop
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Standing:
    """What held when the record had this mark, on this day."""

    mark: str
    today: date
    access: FeedAccess

    def is_of(self, mark: str | None, today: date) -> bool:
        """True if nothing has changed since."""
        return (self.mark, self.today) == (mark, today)


class ServedRecord:
    """The record behind one process of the server.

    `address` is where the public feeds are published, and empty where that is not known. Two
    threads ask the record: one whether it has changed, one for feeds, which may take long.
    """

    def __init__(self, database: Database, *, address: str, clock: Callable[[], datetime]) -> None:
        self._database, self._address, self._clock = database, address, clock
        self._glance = Glance(database.engine)
        self._copies = Copies()
        self._uses: dict[int, datetime] = {}
        self._standing: Standing | None = None
        self._file: tuple[int, int] | None = None
        self._asking = asyncio.Lock()
        self._next: asyncio.Task[Standing] | None = None
        self._coming: dict[FeedName, asyncio.Task[Copy | None]] = {}
        self._asker = ThreadPoolExecutor(1, "ask")
        self._loader = ThreadPoolExecutor(1, "load")

    async def standing(self) -> Standing:
        """What holds now: the answer to a question that was put after this call."""
        known = self._standing
        if known and known.is_of(self._glance.mark(), self._today()):
            return known
        if self._next is None:
            self._next = asyncio.create_task(self._ask())
        return await asyncio.shield(self._next)

    async def copy(self, name: FeedName, standing: Standing) -> Copy | None:
        """The feed as the record stood then, or later; None where it is gone meanwhile."""
        kept = self._copies.get(name)
        if kept is not None and kept.mark == standing.mark:
            return kept.copy
        coming = self._coming.get(name)
        if coming is None:
            before = kept.copy if kept else None
            coming = asyncio.create_task(self._fetch(name, standing.mark, before))
            self._coming[name] = coming
        return await asyncio.shield(coming)

    def note_use(self, token: int) -> None:
        """Remember that a token was used now, until `keep_uses` writes it down."""
        self._uses[token] = self._clock()

    async def keep_uses(self) -> None:
        """Write down when tokens were used last; what the record does not take waits."""
        if not self._uses:
            return
        uses, self._uses = self._uses, {}
        try:
            await _loop().run_in_executor(self._loader, self._write_uses, uses)
        except SchedulerError as error:
            logger.warning("the last use of tokens is kept later: %s", error)
            self._uses = uses | self._uses

    async def close(self) -> None:
        """Write down what is left, and let the record go."""
        await self.keep_uses()
        self._glance.close()
        for threads in (self._asker, self._loader):
            threads.shutdown()
        self._database.engine.dispose()

    async def _ask(self) -> Standing:
        async with self._asking:
            # Whoever comes from now on waits for the next question: this one is on its way.
            self._next = None
            return await _loop().run_in_executor(self._asker, self._look)

    def _look(self) -> Standing:
        file = self._database.file()
        if file != self._file:
            # A connection that is kept would go on reading the file that was replaced.
            self._database.engine.dispose()
            self._file = file
        mark, today = self._database.mark(), self._today()
        known = self._standing
        if known is None or not known.is_of(mark, today):
            with self._database.reading() as session:
                known = Standing(mark, today, feed_access(session, today=today))
            self._standing = known
        return known

    def _today(self) -> date:
        return self._clock().astimezone().date()

    async def _fetch(self, name: FeedName, mark: str, before: Copy | None) -> Copy | None:
        try:
            copy = await _loop().run_in_executor(self._loader, self._load, name, before)
        except NotFound:
            self._copies.drop(name)
            return None
        finally:
            del self._coming[name]
        self._copies.put(name, Kept(mark, copy))
        return copy

    def _load(self, name: FeedName, before: Copy | None) -> Copy:
        source = name.published_at(self._address)
        with self._database.reading() as session:
            revision = feed_revision(session, name, source=source)
            if before is not None and before.revision == revision:
                return before
            octets = feed_bytes(session, name) if revision else b""
        if revision is None:
            now = self._clock()
            with self._database.writing(verb=_SERVE, now=now, officer=_SERVE) as session:
                revision, octets = current_feed(session, name, source=source, now=now)
        if before is not None and before.revision == revision:
            return before
        return copy_of(name, revision, octets)

    def _write_uses(self, uses: dict[int, datetime]) -> None:
        with self._database.writing(verb=_SERVE, now=self._clock(), officer=_SERVE) as session:
            note_uses(session, uses)


async def keep_uses_every(record: ServedRecord, seconds: float) -> None:
    """Write down the last use of tokens again and again, until this is cancelled."""
    with suppress(asyncio.CancelledError):
        while True:
            await asyncio.sleep(seconds)
            await record.keep_uses()
