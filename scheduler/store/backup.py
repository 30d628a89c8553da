"""Copies of a SQLite database that are whole, and putting one of them back.

PostgreSQL has its own tools for this (pg_dump, pg_restore); they are named where they are needed.
"""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import chain, count
from pathlib import Path

from sqlalchemy import Engine

from scheduler.errors import DatabaseUnavailable, InvalidValue, StoreError, WriteFailed
from scheduler.files import put_in_place, reason_of, write_whole
from scheduler.store.engine import LOCK_TIMEOUT_SECONDS, lock_timeout, shown

_JOURNALS = ("-journal", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database file holds: its schema, rows by table, and the head of its audit trail."""

    path: Path
    schema: str
    rows: dict[str, int]
    audit_position: int
    audit_hash: str


def copy_to(engine: Engine, target: Path) -> Contents:
    """Write a whole copy of the database, even while others write to it.

    The copy is checked before it takes its name; a file that stood there is replaced.
    """
    source = _path_of(engine, "use pg_dump to back it up")
    _require_another(target, source)
    with _staged(target) as staged:
        _vacuum(source, staged)
        try:
            contents = contents_of(staged)
        except InvalidValue:
            remedy = "restore a backup: scheduler db restore FILE"
            raise DatabaseUnavailable(str(source), "is damaged", remedy) from None
        shutil.copymode(source, staged)
        put_in_place(staged, target)
    return replace(contents, path=target)


def contents_of(path: Path) -> Contents:
    """What a database file holds, after its integrity was checked.

    Raises InvalidValue where it is missing, damaged or not one of ours.
    """
    if not path.is_file():
        raise InvalidValue("the backup", str(path), "a file that is there")
    try:
        with _opened(path) as connection:
            _require_sound(connection)
            rows = {
                name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 -- a table's own name
                for (name,) in connection.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table' "
                    "AND name NOT LIKE 'search!_%' ESCAPE '!' ORDER BY name"
                ).fetchall()
            }
            head = connection.execute(
                "SELECT version_num, position, entry_hash FROM alembic_version, audit_head"
            ).fetchone()
    except sqlite3.Error as error:
        expected = f"a sound database of this program ({error})"
        raise InvalidValue("the backup", str(path), expected) from error
    if head is None:
        raise InvalidValue("the backup", str(path), "a database with an audit trail")
    schema, position, last_hash = head
    return Contents(path, schema, rows, position, last_hash)


def put_back(engine: Engine, backup: Path, *, now: datetime) -> Path | None:
    """Make the backup the database; what was there is kept beside it, even if it is damaged.

    The feeds count as changed now. Nobody else writes meanwhile. Returns the path of the kept file,
    None where there was none.
    """
    target = _path_of(engine, "use pg_restore to put a backup back")
    _require_another(backup, target)
    contents_of(backup)
    engine.dispose()
    with _staged(target) as staged:
        _vacuum(backup, staged)
        _mark_feeds(staged, max(now.astimezone(UTC), _newest_feed(target)))
        if not target.exists():
            shutil.copymode(backup, staged)
            put_in_place(staged, target)
            return None
        shutil.copymode(target, staged)
        kept = _free_name(target, f"before-restore-{now:%Y%m%dT%H%M%S}")
        with _nobody_writes(target, lock_timeout(engine.url)) as let_go:
            _keep(engine, target, kept)
            let_go()
            _replace(staged, target)
        return kept


def _newest_feed(path: Path) -> datetime:
    """When the last feed of a database changed, as far as it can be read."""
    with suppress(sqlite3.Error, TypeError), _opened(path) as connection:
        newest = connection.execute("SELECT max(changed_at) FROM kept_feed").fetchone()[0]
        return datetime.fromisoformat(newest).replace(tzinfo=UTC)
    return datetime.min.replace(tzinfo=UTC)


def _mark_feeds(path: Path, seen: datetime) -> None:
    """Let every kept feed have changed after what anybody has seen of it (RFC 9110 8.8.2)."""
    after = f"{seen + timedelta(seconds=1):%Y-%m-%d %H:%M:%S}.000000"
    with _opened(path) as connection:
        if connection.execute(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'kept_feed'"
        ).fetchone():
            connection.execute(
                "UPDATE kept_feed SET changed_at = max(changed_at, ?)", (after,)
            ).close()


def replace_database(staged: Path, target: Path) -> None:
    """Put a finished database in the place of another, which nobody writes to meanwhile."""
    if not target.exists():
        put_in_place(staged, target)
        return
    with _nobody_writes(target, LOCK_TIMEOUT_SECONDS) as let_go:
        let_go()
        _replace(staged, target)


def _replace(staged: Path, target: Path) -> None:
    # A journal of the old file must not be replayed into the new one.
    for suffix in _JOURNALS:
        _beside(target, suffix).unlink(missing_ok=True)
    put_in_place(staged, target)


@contextmanager
def _nobody_writes(target: Path, timeout: float) -> Iterator[Callable[[], None]]:
    """Other writers stay out; what is given must be called before the file is replaced."""
    with closing(_locked(target, timeout)) as lock:
        # Windows replaces no file that is open.
        yield lock.close if os.name == "nt" else lambda: None


def _free_name(target: Path, words: str) -> Path:
    """A name beside the target that no file has."""
    endings = chain([""], (f"-{number}" for number in count(2)))
    paths = (target.with_name(f"{target.stem}-{words}{one}{target.suffix}") for one in endings)
    return next(path for path in paths if not path.exists())


def _keep(engine: Engine, target: Path, kept: Path) -> None:
    try:
        copy_to(engine, kept)
    except StoreError:
        # What is no sound database is kept as it lies, with its journals: somebody may mend it.
        for suffix in ("", *_JOURNALS):
            if (part := _beside(target, suffix)).exists():
                write_whole(_beside(kept, suffix), part.read_bytes())


def _locked(path: Path, timeout: float) -> sqlite3.Connection:
    """A connection that keeps other writers out until it is closed, if this is a database."""
    connection = sqlite3.connect(path, timeout=timeout, isolation_level=None)
    try:
        # Out of WAL, so that closing this connection cannot touch a journal of the new file.
        connection.execute("PRAGMA journal_mode=DELETE").close()
        connection.execute("BEGIN IMMEDIATE").close()
    except sqlite3.Error as error:
        with closing(connection):
            _refuse_busy(error, path)
    return connection


def _refuse_busy(error: sqlite3.Error, path: Path) -> None:
    if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        reason, remedy = "is in use by another program", "try again in a moment"
        raise DatabaseUnavailable(str(path), reason, remedy) from error


@contextmanager
def _staged(target: Path) -> Iterator[Path]:
    """A path beside the target for a file in the making; nothing stays there."""
    if target.is_dir():
        raise WriteFailed(str(target), "a folder has this name; choose another name")
    staged = target.with_name(f".{target.name}-{secrets.token_hex(8)}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield staged
    except OSError as error:
        raise WriteFailed(str(target), reason_of(error)) from error
    except sqlite3.Error as error:
        raise WriteFailed(str(target), str(error)) from error
    finally:
        with suppress(OSError):
            staged.unlink(missing_ok=True)


def _vacuum(source: Path, staged: Path) -> None:
    try:
        with _opened(source) as connection:
            connection.execute("VACUUM INTO ?", (str(staged),)).close()
    except sqlite3.Error as error:
        _refuse_busy(error, source)
        raise


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _require_another(backup: Path, database: Path) -> None:
    if backup.exists() and database.exists() and backup.samefile(database):
        raise InvalidValue("the backup", str(backup), "another file than the database itself")


def _path_of(engine: Engine, remedy: str) -> Path:
    if engine.dialect.name != "sqlite" or not engine.url.database:
        raise DatabaseUnavailable(shown(engine.url), "is not a SQLite file", remedy)
    path = Path(engine.url.database)
    if not path.parent.is_dir():
        raise DatabaseUnavailable(str(path), "has no folder to lie in", "check the path")
    if path.is_dir():
        raise DatabaseUnavailable(str(path), "is a folder", "give the path of a file")
    return path


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(
        # Not read-only: after a crash the journal must be rolled back before anything is read.
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=LOCK_TIMEOUT_SECONDS,
        isolation_level=None,
    )
    try:
        yield connection
    finally:
        connection.close()


def _require_sound(connection: sqlite3.Connection) -> None:
    verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    orphans = connection.execute("PRAGMA foreign_key_check").fetchone()
    if verdict != "ok" or orphans:
        message = "this one is damaged"
        raise sqlite3.DatabaseError(message)
