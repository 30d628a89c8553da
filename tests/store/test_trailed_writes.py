"""Every write of every entity leaves an entry in the trail, and what does not is on one list."""

import ast
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Column, Enum, LargeBinary, String, Text, select
from sqlalchemy.orm import Session

import scheduler
import scheduler.model
from scheduler.model.audit import UNTRAILED, AuditEntry, AuditPayload
from scheduler.model.base import Base, Instant, WallTime
from scheduler.store.audit import Acting, keep_trail
from scheduler.store.engine import for_writing
from scheduler.store.session import Database
from tests.conftest import NOW

MAPPED = sorted((one.class_ for one in Base.registry.mappers), key=lambda one: one.__tablename__)
KEPT = [one for one in MAPPED if one.__tablename__ not in UNTRAILED]
BULK = {"insert", "update", "delete"}
# An erasure writes its entries itself; an archive that is read brings the trail with it.
APART = {"store/erasure.py", "store/filling.py"}
VALUES: dict[type, tuple[Any, Any]] = {
    int: (1, 2),
    str: ("a", "b"),
    bool: (False, True),
    date: (date(2027, 5, 7), date(2027, 5, 8)),
    time: (time(9, 30), time(10)),
    bytes: (b"a", b"b"),
    float: (1.0, 2.0),
}


@pytest.fixture
def unguarded(sqlite_database: Database) -> Iterator[Session]:
    """A session in which any row is taken: no key is looked up, no check and no trigger asked."""
    with for_writing(sqlite_database.engine).connect() as connection:
        driver: Any = connection.connection.driver_connection
        for pragma in ("foreign_keys=OFF", "ignore_check_constraints=ON"):
            driver.execute(f"PRAGMA {pragma}")
        for (name,) in driver.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            driver.execute(f"DROP TRIGGER {name}")
        with Session(connection) as session:
            keep_trail(session, Acting("test", NOW, "Ada"))
            yield session


def _value(column: Column[Any], which: int) -> Any:  # noqa: ANN401 -- of any column
    kind = column.type
    if isinstance(kind, Enum):
        assert kind.enum_class
        members = list(kind.enum_class)
        return members[which % len(members)]
    if isinstance(kind, Instant):
        return datetime(2027, 5, 7 + which, tzinfo=UTC)
    if isinstance(kind, WallTime):
        return datetime(2027, 5, 7 + which)  # noqa: DTZ001 -- a wall time has no zone
    if isinstance(kind, JSON):
        return [str(which)]
    if isinstance(kind, String | Text | LargeBinary):
        return VALUES[bytes if isinstance(kind, LargeBinary) else str][which]
    return VALUES[kind.python_type][which]


def _columns(entity: type[Base]) -> list[Column[Any]]:
    table: Any = entity.__table__
    return [one for one in table.columns if one.name != "version"]


def _written(session: Session) -> list[tuple[str, str]]:
    session.flush()
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.position))
    return [(one.action, one.noun) for one in entries]


@pytest.mark.parametrize("entity", KEPT, ids=lambda one: one.__tablename__)
def test_writing_an_entity_leaves_an_entry_each_time(
    unguarded: Session, entity: type[Base]
) -> None:
    name = entity.__tablename__
    row = entity(**{one.name: _value(one, 0) for one in _columns(entity)})
    unguarded.add(row)
    assert _written(unguarded) == [("added", name)]
    edits = 1
    for column in _columns(entity):
        wanted = _value(column, 1)
        if column.primary_key or wanted == getattr(row, column.name):
            continue
        setattr(row, column.name, wanted)
        edits += 1
        assert _written(unguarded)[-1] == ("edited", name), column.name
        told = unguarded.scalars(select(AuditPayload).order_by(AuditPayload.position.desc()))
        assert f'"{column.name}":' in next(iter(told)).content
    unguarded.delete(row)
    assert _written(unguarded)[edits:] == [("removed", name)]


def test_what_leaves_no_entry_is_there() -> None:
    names = {one.__tablename__ for one in MAPPED}
    columns = {f"{one.__tablename__}.{c.name}" for one in MAPPED for c in _columns(one)}

    assert set(UNTRAILED) <= names | columns


def test_only_what_leaves_no_entry_is_written_past_the_session() -> None:
    root = Path(scheduler.__file__).parent
    written = {
        ast.unparse(call.args[0])
        for path in sorted(root.rglob("*.py"))
        if path.relative_to(root).as_posix() not in APART
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.args
        if call.func.id in BULK and "from sqlalchemy import" in path.read_text("utf-8")
    }

    assert written == {
        *("AuditEntry", "AuditPayload", "AuditHead", "StoredFile", "KeptTimes", "KeptFeed"),
        *("BLOCKS", "_CALENDARS", "FeedToken"),
        # The index of the search is made of what the record says.
        *("INDEX", "STALE"),
    }
