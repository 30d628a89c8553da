"""An empty database filled with the rows of a whole record, in any order, all or none of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, MetaData, Table, delete, func, inspect, select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from scheduler.errors import AlreadyExists
from scheduler.store import search_index, search_shape
from scheduler.store.engine import for_reading, for_writing, shown
from scheduler.store.failures import as_ours

_AT_ONCE = 5000
_HEAD = "audit_head"


class Filling:
    """Takes rows, and puts many at once into their tables."""

    def __init__(self, connection: Connection, tables: dict[str, Table]) -> None:
        self._connection, self.tables = connection, tables
        self._waiting: dict[str, list[dict[str, object]]] = {}
        self._count = 0
        # The head of the trail comes with the record; that of an empty one would stand in its way.
        connection.execute(delete(self.tables[_HEAD]))

    def add(self, table: str, row: dict[str, object]) -> None:
        """Take a row with a value for every column."""
        self._waiting.setdefault(table, []).append(row)
        self._count += 1
        if self._count >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Put what waits into its tables."""
        for table, rows in self._waiting.items():
            self._connection.execute(self.tables[table].insert(), rows)
        self._waiting, self._count = {}, 0

    def close(self) -> list[str]:
        """Put the last rows in; what refers to nothing, in words."""
        self.flush()
        _restart_numbering(self._connection, self.tables)
        return _orphans(self._connection)


@contextmanager
def filling(engine: Engine) -> Iterator[Filling]:
    """One transaction over an empty database, in which rows may come before what they refer to.

    Raises AlreadyExists for a database that holds anything of a record; IntegrityError or DataError
    for a row that the database refuses.
    """
    try:
        with for_writing(engine).begin() as connection:
            tables = _tables(connection)
            _require_empty(connection, tables)
            with _indexed_at_the_end(connection), _checked_at_the_end(connection, tables):
                yield Filling(connection, tables)
    except (IntegrityError, DataError):
        raise
    except DBAPIError as error:
        raise as_ours(error, shown(engine.url)) from error


def require_empty(engine: Engine) -> None:
    """Raise AlreadyExists for a database that holds anything of a record."""
    with for_reading(engine).begin() as connection:
        _require_empty(connection, _tables(connection))


def _tables(connection: Connection) -> dict[str, Table]:
    """The tables as this database has them: its schema may be older than the model."""
    there = set(inspect(connection).get_table_names())
    found = MetaData()
    found.reflect(connection, only=[name for name in there if _is_of_the_record(name)])
    return dict(found.tables)


def _is_of_the_record(name: str) -> bool:
    return name != "alembic_version" and not name.startswith(("sqlite_", "search_"))


def _require_empty(connection: Connection, tables: dict[str, Table]) -> None:
    for name, table in tables.items():
        if name != _HEAD and connection.execute(select(table).limit(1)).first():
            where = f"{shown(connection.engine.url)}, which holds a record,"
            remedy = "an archive is only read into an empty one: --database ANOTHER"
            raise AlreadyExists("database", where, remedy)


@contextmanager
def _indexed_at_the_end(connection: Connection) -> Iterator[None]:
    """The index of the words is made when all is there, where there is one."""
    has_index = search_shape.is_whole(connection)
    if has_index:
        search_shape.drop(connection)
    yield
    if has_index:
        search_index.create(connection)


@contextmanager
def _checked_at_the_end(connection: Connection, tables: dict[str, Table]) -> Iterator[None]:
    """Foreign keys are looked at when all is there."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        yield
        return
    quote = connection.dialect.identifier_preparer.quote
    keys = [
        f"ALTER TABLE {quote(name)} ALTER CONSTRAINT {quote(str(key['name']))}"
        for name in tables
        for key in inspect(connection).get_foreign_keys(name)
    ]
    for key in keys:
        connection.exec_driver_sql(f"{key} DEFERRABLE INITIALLY DEFERRED")
    yield
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for key in keys:
        connection.exec_driver_sql(f"{key} NOT DEFERRABLE")


def _orphans(connection: Connection) -> list[str]:
    """The tables with rows that refer to nothing. PostgreSQL refuses the first of them itself."""
    if connection.dialect.name != "sqlite":
        return []
    found = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    pairs = sorted({(row[0], row[2]) for row in found})
    return [f"a row of {one} refers to a row of {other} that is not there" for one, other in pairs]


def _restart_numbering(connection: Connection, tables: dict[str, Table]) -> None:
    """The next new row gets the number after the last. SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for name, table in tables.items():
        if "id" in table.c and (last := connection.scalar(select(func.max(table.c.id)))):
            serial = func.pg_get_serial_sequence(name, "id")
            connection.execute(select(func.setval(serial, last)))
