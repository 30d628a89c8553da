"""A transaction: one for every change of state, with its audit entries inside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from scheduler.errors import DatabaseUnavailable
from scheduler.files import reason_of
from scheduler.model.audit import AuditHead
from scheduler.store import search_index
from scheduler.store.audit import Acting, keep_trail
from scheduler.store.engine import for_reading, for_writing, open_engine, shown
from scheduler.store.failures import as_ours

_MARK = select(AuditHead.entry_hash)


@dataclass(frozen=True)
class Database:
    """A database that can be read and written; `where` is how a person knows it."""

    engine: Engine
    where: str

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the record and cannot change it."""
        with self._session(for_reading(self.engine)) as session:
            yield session

    @contextmanager
    def writing(self, *, verb: str, now: datetime, officer: str) -> Iterator[Session]:
        """A session whose changes are all saved, with their audit entries, or none of them.

        Commits when the block ends, rolls back when it raises.
        """
        with self._session(for_writing(self.engine)) as session:
            keep_trail(session, Acting(verb, now, officer))
            yield session
            session.flush()
            search_index.refresh(session.connection())
            session.commit()

    def mark(self) -> str:
        """What is another after each change of the record, asked as quickly as can be."""
        try:
            with self.engine.connect() as connection:
                return str(connection.scalar(_MARK))
        except DBAPIError as error:
            raise as_ours(error, self.where) from error

    def file(self) -> tuple[int, int] | None:
        """Which file lies there now: a restored record is another. None for a server's database."""
        if self.engine.dialect.name != "sqlite":
            return None
        try:
            found = Path(str(self.engine.url.database)).stat()
        except OSError as error:
            remedy = "put it back: scheduler db restore FILE"
            raise DatabaseUnavailable(
                self.where, f"cannot be found ({reason_of(error)})", remedy
            ) from error
        return found.st_dev, found.st_ino

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        try:
            with Session(engine, expire_on_commit=False) as session:
                yield session
        except StaleDataError:
            raise DatabaseUnavailable(
                self.where,
                "was changed by somebody else in the same moment",
                "nothing was saved; repeat the command",
            ) from None
        except DBAPIError as error:
            raise as_ours(error, self.where) from error


def open_database(location: str) -> Database:
    """The database at a path or URL; nothing is created until it is used."""
    engine = open_engine(location)
    return Database(engine, shown(engine.url))
