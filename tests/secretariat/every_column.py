"""Random rows in every table with chance in every column, by reflection: new ones are filled too.

No rule of the tables holds but that what is referred to is there, so that chance can fill them.
"""

from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Engine,
    Enum,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Time,
    select,
    text,
)

from scheduler.model import Base
from scheduler.model.base import Instant, WallTime
from scheduler.store.engine import for_writing, open_engine
from scheduler.store.revisions import head_revision
from tests.clock import NOW, TODAY

TABLES = Base.metadata.sorted_tables
Rows = dict[str, list[dict[str, object]]]
_TEXTS = (
    "",
    "a word",
    'He said: "yes"\\no; \\u0041',
    "# Point\n\n- one\n- two",
    "line\r\nline\rline\n\n",
    "\n",
    "'''\n\"\"\"\n\\",
    "tab\tbell\x07delete\x7f nothing\x00 line\u2028para\u2029",
    "Ça va? Жук 中文 🙂 a\u0301 \u202eback",
    " # no comment ",
    '{"a":1}',
    '{"file":"x"}',
    "[[meeting]]\nid = 1",
    "../../up",
    "CON",
    "x" * 300,
)
_NESTED: tuple[object, ...] = (
    [],
    {},
    ["one", "two\nlines\r\n"],
    [1, 2.5, True, [None]],
    {"json": "[]"},
    {"file": "x", "a b": {"deep": ["\x00", ""]}},
    {"text": '# Head\n\nwords \\ "quoted"\n', "none": None},
)


def unruled(path: Path) -> Engine:
    """An empty database with the tables of the model, but none of their rules."""
    engine = open_engine(str(path))
    bare = MetaData()
    for table in TABLES:
        copy = table.to_metadata(bare)
        copy.constraints = {
            one for one in copy.constraints if isinstance(one, PrimaryKeyConstraint)
        }
        copy.indexes.clear()
    with for_writing(engine).begin() as connection:
        bare.create_all(connection)
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR)"))
        connection.execute(
            text("INSERT INTO alembic_version VALUES (:head)"), {"head": head_revision()}
        )
    return engine


def fill(engine: Engine, chance: Random) -> None:
    """Put up to four rows into every table, with chance in every column."""
    made: dict[Column[object], list[object]] = {}
    with for_writing(engine).begin() as connection:
        for table in TABLES:
            rows: dict[tuple[object, ...], dict[str, object]] = {}
            for number in range(1, 2 if table.name == "audit_head" else chance.randint(2, 5)):
                row = {one.name: _value(made, one, number, chance) for one in table.columns}
                key = tuple(row[one.name] for one in table.primary_key)
                if key not in rows:
                    rows[key] = row
                    for column in table.columns:
                        made.setdefault(column, []).append(row[column.name])
            connection.execute(table.insert(), [*rows.values()])


def rows_of(engine: Engine) -> Rows:
    """Every row of every table, as the model has it."""
    with engine.connect() as connection:
        return {table.name: [*_rows(connection, table)] for table in TABLES}


def filled_columns(rows: Rows) -> Iterator[str]:
    """The columns that hold something in some row."""
    for table, found in rows.items():
        for row in found:
            yield from (f"{table}.{name}" for name, value in row.items() if value)


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, object]]:
    for row in connection.execute(select(table).order_by(*table.primary_key)):
        yield row._asdict()


def _value(
    made: dict[Column[object], list[object]], column: Column[object], number: int, chance: Random
) -> object:
    if column.nullable and chance.random() < 0.2:
        return None
    if column.foreign_keys:
        (target, *_) = sorted(
            (key.column for key in column.foreign_keys), key=lambda one: not one.primary_key
        )
        there = made.get(target, [])
        if there or column.nullable:
            return chance.choice(there) if there else None
    if column.primary_key:
        return number if isinstance(column.type, Integer) else f"{number:064}"
    return next(value for kind, value in _kinds(column, chance) if isinstance(column.type, kind))


def _kinds(column: Column[object], chance: Random) -> Iterator[tuple[type, object]]:
    """A value for each kind of column, the narrower kinds first."""
    moment = NOW + timedelta(seconds=chance.randrange(10**9), microseconds=chance.randrange(10**6))
    if isinstance(column.type, Enum):
        yield Enum, chance.choice(column.type.enums)
    yield Instant, moment
    yield WallTime, moment.replace(tzinfo=None)
    yield Date, TODAY + timedelta(days=chance.randrange(-4000, 4000))
    yield Time, time(chance.randrange(24), chance.randrange(60), chance.randrange(60))
    yield Boolean, chance.random() < 0.5
    yield Integer, chance.randrange(-5, 2**31)
    yield JSON, chance.choice(_NESTED)
    yield LargeBinary, chance.randbytes(chance.randrange(40))
    yield String, chance.choice(_TEXTS) + (str(chance.random()) if chance.random() < 0.3 else "")
