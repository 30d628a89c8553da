"""Rows that say the least a table takes, so that a record with one of each is short to write."""

from datetime import time
from typing import TypeVar

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Enum,
    Integer,
    LargeBinary,
    Time,
    inspect,
)
from sqlalchemy.orm import Session

from scheduler.model import Base
from scheduler.model.base import Instant, WallTime
from tests.clock import NOW, TODAY

Row = TypeVar("Row", bound=Base)
_BLANKS: dict[type, object] = {
    Integer: 1,
    Boolean: False,
    Date: TODAY,
    Time: time(9),
    LargeBinary: b"x",
    JSON: [],
}


def add(session: Session, table: type[Row], **given: object) -> Row:
    """A row of that table with what is given; what else it cannot be without says next to nothing.

    Texts that must differ from row to row get a number.
    """
    mapper = inspect(table)
    told = {one.key for name in given for one in _columns_of(table, name)}
    count = session.query(table).count()
    blank = {
        mapper.get_property_by_column(column).key: _blank(column, count)
        for column in mapper.columns
        if column.key not in told and _must_be_said(column)
    }
    row = table(**(blank | given))
    session.add(row)
    session.flush()
    return row


def _columns_of(kind: type[Base], name: str) -> list[Column[object]]:
    mapper = inspect(kind)
    if name in mapper.relationships:
        return list(mapper.relationships[name].local_columns)  # type: ignore[arg-type]
    return [mapper.columns[name]]


def _must_be_said(column: Column[object]) -> bool:
    is_key = column.primary_key and isinstance(column.type, Integer)
    can_be_left = column.nullable or column.default is not None or column.foreign_keys
    return not (is_key or can_be_left or column.name == "version")


def _blank(column: Column[object], count: int) -> object:
    if isinstance(column.type, Enum):
        return next(iter(column.type.python_type))
    if isinstance(column.type, Instant):
        return NOW
    if isinstance(column.type, WallTime):
        return NOW.replace(tzinfo=None)
    for kind, value in _BLANKS.items():
        if isinstance(column.type, kind):
            return value
    return f"x{count}"
