"""Rows of every entity, made by reflection, in a database that takes any row."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import JSON, Column, Enum, LargeBinary, String
from sqlalchemy.orm import Session

from scheduler.model import Base
from scheduler.model.audit import UNTRAILED
from scheduler.model.base import Instant, WallTime
from scheduler.store.audit import Acting, keep_trail
from scheduler.store.engine import for_writing
from scheduler.store.session import Database
from tests.clock import NOW

MAPPED = sorted((one.class_ for one in Base.registry.mappers), key=lambda one: one.__tablename__)
TRAILED = [one for one in MAPPED if one.__tablename__ not in UNTRAILED]
_VALUES: dict[type, tuple[Any, Any]] = {
    int: (1, 2),
    bool: (False, True),
    date: (date(2027, 5, 7), date(2027, 5, 8)),
    time: (time(9, 30), time(10)),
    float: (1.0, 2.0),
}


@contextmanager
def unguarded(database: Database) -> Iterator[Session]:
    """A session in which any row is taken: no key is looked up, no check and no trigger asked."""
    with for_writing(database.engine).connect() as connection:
        driver: Any = connection.connection.driver_connection
        for pragma in ("foreign_keys=OFF", "ignore_check_constraints=ON"):
            driver.execute(f"PRAGMA {pragma}")
        triggers = driver.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            driver.execute(f"DROP TRIGGER {name}")
        with Session(connection) as session:
            keep_trail(session, Acting("test", NOW, "Ada"))
            yield session


def columns_of(entity: type[Base]) -> list[Column[Any]]:
    """All columns but the version, which SQLAlchemy counts."""
    table: Any = entity.__table__
    return [one for one in table.columns if one.name != "version"]


def any_row(entity: type[Base], *, said: str = "a") -> Base:
    """A row of the entity whose every text says this."""
    return entity(**{one.name: any_value(one, 0, said) for one in columns_of(entity)})


def any_value(column: Column[Any], which: int, said: str = "a") -> Any:  # noqa: ANN401 -- of any column
    """One of two values that the column can hold; `said` and more, where it holds words."""
    kind = column.type
    if isinstance(kind, Enum):
        assert kind.enum_class
        members = list(kind.enum_class)
        return members[which % len(members)]
    if isinstance(kind, Instant):
        return datetime(2027, 5, 7 + which, tzinfo=UTC)
    if isinstance(kind, WallTime):
        return datetime(2027, 5, 7 + which)  # noqa: DTZ001 -- a wall time has no zone
    if isinstance(kind, LargeBinary):
        return said.encode() * (which + 1)
    words = said + ", and more" * which
    if isinstance(kind, JSON):
        return [words]
    return words if isinstance(kind, String) else _VALUES[kind.python_type][which]
