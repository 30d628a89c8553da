"""Copies of a SQLite database that are whole, and putting one of them back.

PostgreSQL has its own tools for this (pg_dump, pg_restore); they are named where they are needed.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from scheduler.errors import DatabaseUnavailable, WriteFailed
from scheduler.files import put_in_place
from scheduler.store.engine import LOCK_TIMEOUT_SECONDS, shown


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database file holds: rows by table, and the head of its audit trail."""

    path: Path
    rows: dict[str, int]
    audit_position: int
    audit_hash: str


def copy_to(engine: Engine, target: Path) -> None:
    """Write a whole copy of the database, even while others write to it.

    The copy is checked before it takes its name; a file that stood there is replaced.
    """
    source = _path_of(engine, "use pg_dump to back it up")
    staged = target.with_name(f".{target.name}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        staged.unlink(missing_ok=True)
        with _opened(source) as connection:
            connection.execute("VACUUM INTO ?", (str(staged),)).close()
        contents_of(staged)
        shutil.copymode(source, staged)
        put_in_place(staged, target)
    except (OSError, sqlite3.Error) as error:
        raise WriteFailed(str(target), str(error)) from error
    finally:
        staged.unlink(missing_ok=True)


def contents_of(path: Path) -> Contents:
    """What a database file holds, after its integrity was checked.

    Raises DatabaseUnavailable where it is missing, damaged or not one of ours.
    """
    if not path.is_file():
        raise DatabaseUnavailable(str(path), "does not exist", "check the path")
    try:
        with _opened(path) as connection:
            _require_sound(connection, path)
            rows = {
                name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 -- a table's own name
                for (name,) in connection.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
                ).fetchall()
            }
            head = connection.execute("SELECT position, entry_hash FROM audit_head").fetchone()
    except sqlite3.Error as error:
        raise DatabaseUnavailable(
            str(path), f"is not a sound database of this program ({error})", "choose another file"
        ) from error
    return Contents(path, rows, *head)


def put_back(engine: Engine, backup: Path, *, now: datetime) -> Path | None:
    """Make the backup the database; the file that was there is kept beside it.

    Returns the path of the kept file, None where there was none.
    """
    target = _path_of(engine, "use pg_restore to put a backup back")
    contents_of(backup)
    engine.dispose()
    kept = target.with_name(f"{target.stem}-before-restore-{now:%Y%m%dT%H%M%S}{target.suffix}")
    existed = target.exists()
    if existed:
        copy_to(engine, kept)
    staged = target.with_name(f".{target.name}.tmp")
    try:
        staged.unlink(missing_ok=True)
        with _opened(backup) as connection:
            connection.execute("VACUUM INTO ?", (str(staged),)).close()
        shutil.copymode(target if existed else backup, staged)
        # A journal of the old file must not be replayed into the new one.
        for suffix in ("-journal", "-wal", "-shm"):
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        put_in_place(staged, target)
    except (OSError, sqlite3.Error) as error:
        raise WriteFailed(str(target), str(error)) from error
    finally:
        staged.unlink(missing_ok=True)
    return kept if existed else None


def _path_of(engine: Engine, remedy: str) -> Path:
    if engine.dialect.name != "sqlite" or not engine.url.database:
        raise DatabaseUnavailable(shown(engine.url), "is not a SQLite file", remedy)
    path = Path(engine.url.database)
    if not path.parent.is_dir():
        raise DatabaseUnavailable(str(path), "has no folder to lie in", "check the path")
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


def _require_sound(connection: sqlite3.Connection, path: Path) -> None:
    verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    orphans = connection.execute("PRAGMA foreign_key_check").fetchone()
    if verdict != "ok" or orphans:
        raise DatabaseUnavailable(str(path), "is damaged", "restore an older backup")
