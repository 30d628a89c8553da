"""The rows of whole tables, in batches: a record may be larger than the memory."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import MetaData, Row, Table, func, select
from sqlalchemy.orm import Session

from scheduler.model import Base
from scheduler.model.agenda import AgendaItem, Document
from scheduler.model.stored_file import StoredFile

Rows = list[Row[Any]]
_BATCH = 1000


def tables() -> MetaData:
    """Every table of the record."""
    return Base.metadata


def table(name: str) -> Table:
    """The table of that name."""
    return Base.metadata.tables[name]


def count(session: Session, of: Table) -> int:
    """How many rows it has."""
    return session.scalar(select(func.count()).select_from(of)) or 0


def batches(session: Session, of: Table, size: int) -> Iterator[Rows]:
    """The rows of a table by its id, so many at a time."""
    last = None
    while True:
        asked = select(of).order_by(of.c.id).limit(size)
        found = list(session.execute(asked if last is None else asked.where(of.c.id > last)))
        if not found:
            return
        yield found
        last = found[-1].id


def rows_of(session: Session, of: Table, *, without: str = "") -> Rows:
    """The rows of a table by its key; only those without an owner, if its column is named."""
    asked = select(of).order_by(*of.primary_key)
    return list(session.execute(asked.where(of.c[without].is_(None)) if without else asked))


def stream(session: Session, of: Table) -> Iterator[Row[Any]]:
    """The rows of a table by its key, never all of them in memory."""
    asked = select(of).order_by(*of.primary_key).execution_options(yield_per=_BATCH)
    yield from session.execute(asked)


def stream_with(
    session: Session, of: Table, beside: Table
) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    """The rows of a table by its key, each with the row of the other that has the same key."""
    (key,), (other,) = of.primary_key, beside.primary_key
    asked = select(*of.columns, *beside.columns).outerjoin(beside, key == other).order_by(key)
    names, places = list(of.columns.keys()), len(of.columns)
    for row in session.execute(asked.execution_options(yield_per=_BATCH)):
        told = dict(zip(beside.columns.keys(), row[places:], strict=True))
        is_there = told[other.name] is not None
        yield dict(zip(names, row[:places], strict=True)), told if is_there else None


def rows_under(
    session: Session, of: Table, way: Sequence[str], first: int, last: int
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows that belong to the roots with these ids (both ends among them), by their own key.

    The way is the columns that lead there, each of the table that the one before leads to. Each row
    comes with the id of its root.
    """
    joined, step = of, of
    joins: Any = of
    for name in way[:-1]:
        (key,) = (one for one in step.c[name].foreign_keys if one.column.primary_key)
        joined = key.column.table
        joins = joins.join(joined, step.c[name] == key.column)
        step = joined
    root = step.c[way[-1]]
    asked = select(root.label("root_id"), *of.columns).select_from(joins)
    asked = asked.where(root.between(first, last)).order_by(*of.primary_key)
    for row in session.execute(asked):
        yield row[0], tuple(row[1:])


def documents_first_of(session: Session, first: int, last: int) -> list[tuple[int, str, str]]:
    """The stored files of meetings with these ids, each where a document first refers to it.

    Of each the id of the meeting, the hash, and the title of that document.
    """
    firsts = select(func.min(Document.id)).where(Document.sha256.is_not(None))
    asked = (
        select(AgendaItem.meeting_id, Document.sha256, Document.title)
        .join(AgendaItem, AgendaItem.id == Document.item_id)
        .where(Document.id.in_(firsts.group_by(Document.sha256)))
        .where(AgendaItem.meeting_id.between(first, last))
        .order_by(Document.id)
    )
    return [(meeting, sha or "", title) for meeting, sha, title in session.execute(asked)]


def documents_of_none(session: Session) -> list[str]:
    """The hashes of stored files to which no document refers."""
    kept = select(Document.sha256).where(Document.sha256.is_not(None))
    asked = select(StoredFile.sha256).where(StoredFile.sha256.not_in(kept))
    return list(session.scalars(asked.order_by(StoredFile.sha256)))


def labels(session: Session, of: Table, column: str) -> list[tuple[Any, ...]]:
    """The id of each row of a table, and what a person knows it by."""
    return [tuple(row) for row in session.execute(select(of.c.id, of.c[column]))]
