"""The index of the record's words: made by the program, kept in step by marks of the database.

It is no part of the record and of no migration: it is dropped before an upgrade and made anew after
it, since SQLite forgets the triggers of a table that a migration builds anew. Triggers only mark
what changed, in a plain table: SQLite lets none write into a virtual table unless it may trust
whatever schema it is given, which ours may not.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, count, groupby
from typing import Any

from sqlalchemy import BigInteger, Connection, Select, column, delete, insert, select, table

from scheduler.errors import DatabaseUnavailable, Finding, Severity
from scheduler.store import search_shape
from scheduler.store.engine import shown
from scheduler.store.search_sources import SOURCES, Source, of_entry

INDEX = table(
    "search_index",
    column("rowid", BigInteger),
    column("title"),
    column("text"),
    column("vector"),  # of PostgreSQL alone; its type would load the dialect for everybody
    column("search_index"),  # of SQLite alone: what is asked of the index as a whole
)
STALE = table("search_stale", column("entry", BigInteger))
REMEDY = "make it anew with: scheduler search --rebuild"
_AT_ONCE = 500


def create(connection: Connection) -> None:
    """Make the index of a record that has none."""
    search_shape.make(connection)
    for source in SOURCES:
        _insert(connection, source, source.rows())


def rebuild(connection: Connection) -> int:
    """Make it anew from the record; returns how many entries it has."""
    search_shape.drop(connection)
    create(connection)
    return len(connection.scalars(select(INDEX.c.rowid)).all())


def require_whole(connection: Connection) -> None:
    """Raise DatabaseUnavailable where there is no index, or one that this program did not make."""
    if not search_shape.is_whole(connection):
        where = shown(connection.engine.url)
        raise DatabaseUnavailable(where, "has no index of its words that can be used", REMEDY)


def is_stale(connection: Connection) -> bool:
    """True if something changed that the index has not taken in: behind the program's back."""
    return connection.scalar(select(STALE.c.entry).limit(1)) is not None


def refresh(connection: Connection) -> None:
    """Take in every row that was marked."""
    marked = sorted(connection.scalars(select(STALE.c.entry)))
    for entries in _parts(marked):
        connection.execute(delete(INDEX).where(INDEX.c.rowid.in_(entries)))
        for source, found in groupby(map(of_entry, entries), key=lambda one: one[0]):
            ids = [row_id for _, row_id in found]
            _insert(connection, source, source.rows().where(source.id.in_(ids)))
        connection.execute(delete(STALE).where(STALE.c.entry.in_(entries)))


def forget(connection: Connection) -> None:
    """Write over the words of entries that are gone: SQLite keeps them until parts are merged."""
    refresh(connection)
    if connection.dialect.name == "sqlite":
        connection.execute(insert(INDEX).values(search_index="optimize"))


def compare(connection: Connection) -> list[Finding]:
    """What of the index is not as the record is, but for what is marked to be taken in."""
    if not search_shape.is_whole(connection):
        return [_fault("the index is not there, or not as this program makes it")]
    marked = set(connection.scalars(select(STALE.c.entry)))
    wrong = sum(_differ(connection, source, marked) for source in SOURCES)
    are = "entry is" if wrong == 1 else "entries are"
    return [_fault(f"{wrong} {are} not as the record is")] if wrong else []


def _differ(connection: Connection, source: Source, marked: set[int]) -> int:
    """How many entries of one kind are missing, left over or hold other words."""
    of_kind = INDEX.c.rowid.between(source.first, source.last)
    held = select(INDEX.c.rowid, INDEX.c.title, INDEX.c.text).where(of_kind)
    found = {entry: said for entry, *said in connection.execute(held) if entry not in marked}
    wrong = 0
    for row in connection.execute(source.rows()):
        words = source.words(row)
        if row[0] not in marked and found.pop(row[0], ["", ""]) != list(words):
            wrong += 1
    return wrong + len(found)


def _fault(message: str) -> Finding:
    return Finding(Severity.ERROR, f"{message}; {REMEDY}", "search")


def _insert(connection: Connection, source: Source, rows: Select[Any]) -> None:
    has_vector = connection.dialect.name == "postgresql"
    made = []
    for row in connection.execute(rows):
        title, said = source.words(row)
        entry = {"rowid": row[0], "title": title, "text": said}
        if title or said:
            made.append(entry | {"vector": _vector(title, said)} if has_vector else entry)
    for part in _parts(made):
        connection.execute(insert(INDEX), part)


def _vector(title: str, said: str) -> str:
    """The words with their places, as PostgreSQL reads them; no phrase reaches over the gap."""
    heads = title.split()
    weighed = chain(
        zip(heads, count(1), "A" * len(heads), strict=False),
        ((word, place, "B") for place, word in enumerate(said.split(), len(heads) + 2)),
    )
    return " ".join(f"'{word}':{min(place, 16_383)}{weight}" for word, place, weight in weighed)


def _parts(whole: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(whole), _AT_ONCE):
        yield whole[start : start + _AT_ONCE]
