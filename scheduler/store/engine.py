"""Opens the database so that what was acknowledged is there after a power cut.

SQLite is set up by its version (`docs/design.md`, "Durability by SQLite version"): from 3.51.3 on
WAL with synchronous=FULL, before it a rollback journal with synchronous=EXTRA. PostgreSQL's own
defaults already promise this.
"""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from scheduler.errors import DatabaseUnavailable, InvalidValue

# The WAL-reset corruption bug is in 3.7.0 to 3.51.2.
_WAL_IS_SAFE_FROM = (3, 51, 3)
_WRITES = "scheduler_writes"
LOCK_TIMEOUT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Durability:
    """The two settings of SQLite that decide what survives a power cut."""

    journal_mode: str
    synchronous: str


def durability_for(sqlite_version: tuple[int, ...]) -> Durability:
    """What loses nothing on that version of SQLite."""
    if sqlite_version >= _WAL_IS_SAFE_FROM:
        return Durability("WAL", "FULL")
    return Durability("DELETE", "EXTRA")


def database_url(location: str) -> URL:
    """The URL of a database given as a path of a SQLite file or as a URL.

    `sqlite:///PATH?timeout=SECONDS` says how long to wait for another writer. What cannot be used
    is not repeated whole in the error: it may hold a password.
    """
    if "://" not in location:
        return URL.create("sqlite", database=str(Path(location).expanduser().absolute()))
    try:
        url = make_url(location)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        url = None
    kind = url and url.get_backend_name()
    if url is not None and kind == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url is not None and kind == "sqlite" and url.database and _waits_only(url):
        path = str(Path(url.database).expanduser().absolute())
        return url.set(drivername="sqlite", database=path)
    expected = "a path of a SQLite file, or postgresql://USER@HOST:PORT/DATABASE"
    raise InvalidValue("the database", f"{location.partition('://')[0]}://…", expected)


def _waits_only(url: URL) -> bool:
    waits = str(url.query.get("timeout", "1"))
    return set(url.query) <= {"timeout"} and waits.isdecimal()


def shown(url: URL) -> str:
    """The database as a person may see it: the path, or the URL without its password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def open_engine(location: str) -> Engine:
    """An engine for the location; nothing is read, written or created until it is used."""
    url = database_url(location)
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url)
    try:
        return create_engine(url, pool_pre_ping=True, connect_args=_patience(url))
    except ModuleNotFoundError:
        raise DatabaseUnavailable(
            shown(url),
            "needs the PostgreSQL driver",
            "install it with: pip install 'partnership-scheduler[postgresql]'",
        ) from None


def for_writing(engine: Engine) -> Engine:
    """The same engine and pool, whose transactions take the write lock when they begin."""
    return engine.execution_options(**{_WRITES: True})


def for_reading(engine: Engine) -> Engine:
    """The same engine and pool, whose transactions see one state and cannot write."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine


def lock_timeout(url: URL) -> float:
    """How many seconds to wait for another writer of a SQLite file."""
    return float(str(url.query.get("timeout", LOCK_TIMEOUT_SECONDS)))


def _patience(url: URL) -> dict[str, Any]:
    """How long to wait for the server and for other writers, where the URL says nothing else."""
    seconds = int(LOCK_TIMEOUT_SECONDS)
    waits = {"connect_timeout": seconds, "options": f"-c lock_timeout={seconds}s"}
    return {name: value for name, value in waits.items() if name not in url.query}


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": lock_timeout(url)})
    durability = durability_for(sqlite3.sqlite_version_info)

    def set_up(connection: Any, record: object) -> None:  # noqa: ANN401 -- the driver's own object
        del record
        # The driver's legacy mode would commit before DDL and break failed migrations.
        connection.isolation_level = None
        for pragma in (
            f"journal_mode={durability.journal_mode}",
            f"synchronous={durability.synchronous}",
            "foreign_keys=ON",
            "trusted_schema=OFF",
            # What is removed must not stay in the file; some builds of SQLite leave it there.
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    # A deferred BEGIN that reads and then writes fails "locked" at once, whatever the timeout.
    writes = bool(connection.get_execution_options().get(_WRITES))
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
