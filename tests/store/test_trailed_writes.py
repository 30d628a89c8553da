"""Every write of every entity leaves an entry in the trail, and what does not is on one list."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

import scheduler
from scheduler.model.audit import UNTRAILED, AuditEntry, AuditPayload
from scheduler.model.base import Base
from scheduler.store.session import Database
from tests.any_row import MAPPED, TRAILED, any_row, any_value, columns_of, unguarded

BULK = {"insert", "update", "delete"}
# An erasure writes its entries itself; an archive that is read brings the trail with it.
APART = {"store/erasure.py", "store/filling.py"}
NEWEST = (
    select(AuditEntry.action, AuditEntry.noun, AuditPayload.content)
    .join(AuditPayload, AuditPayload.position == AuditEntry.position)
    .order_by(AuditEntry.position.desc())
    .limit(1)
)


def _written(session: Session) -> tuple[str, str, str]:
    """The action, the noun and the content of the entry that a flush leaves."""
    session.flush()
    action, noun, content = session.execute(NEWEST).one()
    return action, noun, content


def _changed(content: str) -> set[str]:
    return set(json.loads(content)["after"]) - {"version"}


def _unsaid(session: Session, entity: type[Base]) -> Iterator[str]:
    """The writes of a row of the entity that leave no entry of their own."""
    noun, row = entity.__tablename__, any_row(entity)
    session.add(row)
    if _written(session)[:2] != ("added", noun):
        yield f"{noun} added"
    for column in columns_of(entity):
        wanted = any_value(column, 1)
        if column.primary_key or wanted == getattr(row, column.name):
            continue
        setattr(row, column.name, wanted)
        action, told, content = _written(session)
        if (action, told) != ("edited", noun) or _changed(content) != {column.name}:
            yield f"{noun}.{column.name}"
    session.delete(row)
    if _written(session)[:2] != ("removed", noun):
        yield f"{noun} removed"


def test_each_write_of_each_entity_leaves_an_entry(sqlite_database: Database) -> None:
    with unguarded(sqlite_database) as session:
        assert [write for entity in TRAILED for write in _unsaid(session, entity)] == []


def test_what_leaves_no_entry_is_there() -> None:
    names = {one.__tablename__ for one in MAPPED}
    columns = {f"{one.__tablename__}.{c.name}" for one in MAPPED for c in columns_of(one)}

    assert set(UNTRAILED) <= names | columns


def test_only_what_leaves_no_entry_is_written_past_the_session() -> None:
    root = Path(scheduler.__file__).parent
    sources = {
        path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*.py")
    }
    written = {
        ast.unparse(call.args[0])
        for path, source in sources.items()
        if path not in APART and any(f"{word}(" in source for word in BULK)
        if "from sqlalchemy import" in source
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.args
        if call.func.id in BULK
    }

    assert written == {
        *("AuditEntry", "AuditPayload", "AuditHead", "StoredFile", "KeptTimes", "KeptFeed"),
        *("BLOCKS", "_CALENDARS", "FeedToken"),
        # The index of the search is made of what the record says.
        *("INDEX", "STALE"),
    }
