"""Takes somebody's data out of the record and of its trail, and leaves the chain whole.

What is done here leaves no entry that says what was there before. In its place each row that was
touched has one that says, whole, what is there now.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from scheduler.model.audit import UNTRAILED, AuditPayload
from scheduler.model.base import Base
from scheduler.model.feed import KeptCalendar, KeptFeed
from scheduler.store import search_index
from scheduler.store.audit import Change, append, plain
from scheduler.store.proof import ERASED
from scheduler.store.session import Database

_AT_ONCE = 500
_READ_AT_ONCE = 1 << 20
# The triggers that refuse to change what was written once are called so.
_GUARDS = "%!_no!_%"

Place = tuple[str, str]


@dataclass
class Removal:
    """What goes: rows, the columns that other rows get anew, and what entries of the trail said."""

    person: Place
    rows: list[Place] = field(default_factory=list)
    columns: dict[Place, dict[str, Any]] = field(default_factory=dict)
    entries: list[int] = field(default_factory=list)
    touched: set[Place] = field(default_factory=set)


def carry_out(session: Session, removal: Removal) -> None:
    """Do it, in the transaction of the session, whose objects know nothing of it afterwards."""
    with _guards_lifted(session):
        for place, columns in removal.columns.items():
            table = Base.metadata.tables[place[0]]
            if "version" in table.c:
                columns = columns | {"version": table.c.version + 1}  # noqa: PLW2901 -- one more
            session.execute(update(table).where(_is(table, place[1])).values(columns))
        for noun, key in removal.rows:
            table = Base.metadata.tables[noun]
            session.execute(delete(table).where(_is(table, key)))
        # They are copies of the record, and made anew when they are asked for.
        session.execute(delete(KeptFeed))
        session.execute(delete(KeptCalendar))
    for at in range(0, len(removal.entries), _AT_ONCE):
        some = removal.entries[at : at + _AT_ONCE]
        session.execute(delete(AuditPayload).where(AuditPayload.position.in_(some)))
    append(session, list(_entries(session, removal)))
    search_index.forget(session.connection())
    session.expire_all()


def _entries(session: Session, removal: Removal) -> Iterator[Change]:
    """What the trail says of it: what is gone, and what the rows that stay say now."""
    for noun, key in removal.rows:
        yield Change("removed", noun, key, {}, {})
    stay = (removal.touched | {*removal.columns, removal.person}) - set(removal.rows)
    for noun, key in sorted(stay):
        table = Base.metadata.tables[noun]
        row = session.execute(select(table).where(_is(table, key))).mappings().first()
        if row is not None and noun not in UNTRAILED:
            after = {name: plain(value) for name, value in row.items()}
            entries = removal.entries if (noun, key) == removal.person else ()
            yield Change(ERASED, noun, key, {}, after, tuple(entries))


def _is(table: Table, key: str) -> ColumnElement[bool]:
    columns = list(table.primary_key.columns)
    return and_(
        *(
            one == one.type.python_type(part)
            for one, part in zip(columns, key.split("/"), strict=True)
        )
    )


@contextmanager
def _guards_lifted(session: Session) -> Iterator[None]:
    """Without the triggers that keep history as it was written; they stand again afterwards."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        lift, lower = "ALTER TABLE {0} DISABLE TRIGGER {1}", "ALTER TABLE {0} ENABLE TRIGGER {1}"
        chosen = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE :like"
    else:
        lift, lower = "DROP TRIGGER {1}", "{0}"
        chosen = "SELECT sql, name FROM sqlite_master WHERE type = 'trigger' AND name LIKE :like"
    guards = session.execute(text(f"{chosen} ESCAPE '!'"), {"like": _GUARDS}).all()
    for guard in guards:
        connection.exec_driver_sql(lift.format(*guard))
    yield
    for guard in guards:
        connection.exec_driver_sql(lower.format(*guard))


def clean_out(database: Database) -> bool:
    """Write the database anew, without what was removed; False where somebody else is using it."""
    statements = ["VACUUM"]
    if database.engine.dialect.name == "sqlite":
        statements = ["PRAGMA query_only=OFF", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"]
    try:
        connection: Any = database.engine.raw_connection()
        try:
            with suppress(AttributeError):
                connection.driver_connection.autocommit = True
            cursor = connection.cursor()
            for statement in statements:
                cursor.execute(statement)
            cursor.close()
        finally:
            connection.invalidate()
            connection.close()
    except (DBAPIError, sqlite3.Error):
        return False
    return True


def left_in_file(database: Database, words: Iterable[str]) -> Mapping[str, int]:
    """How often each word stands in the bytes of a SQLite file, whatever its case in ASCII."""
    path = Path(str(database.engine.url.database))
    sought = {word: word.encode().lower() for word in words}
    found = dict.fromkeys(sought, 0)
    longest = max(map(len, sought.values()), default=1)
    for beside in ("", "-wal", "-journal"):
        file = path.with_name(path.name + beside)
        if not file.exists():
            continue
        with file.open("rb") as stream:
            tail = b""
            while chunk := stream.read(_READ_AT_ONCE):
                window = tail + chunk.lower()
                for word, octets in sought.items():
                    found[word] += window.count(octets)
                tail = window[len(window) - longest + 1 :] if longest > 1 else b""
    return found
