"""The tables and triggers of the search index, as each of the two databases knows them."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from scheduler.store.search_sources import SOURCES, Source

_MARK = "search_mark"
_TABLES = ("search_index", "search_stale")
_SQLITE_TABLES = {
    # Words come folded and apart: what is not ASCII is part of a word.
    "search_index": (
        "CREATE VIRTUAL TABLE search_index USING fts5(title, text, tokenize='ascii', prefix='2 3')"
    ),
    "search_stale": "CREATE TABLE search_stale (entry INTEGER PRIMARY KEY)",
}
_EVENTS = (
    ("added", "INSERT", "NEW"),
    ("edited", "UPDATE OF {columns}", "NEW"),
    ("removed", "DELETE", "OLD"),
)
_POSTGRESQL = """
CREATE TABLE search_index (
    rowid bigint PRIMARY KEY, title text NOT NULL, text text NOT NULL, vector tsvector NOT NULL
);
CREATE INDEX search_index_vector ON search_index USING gin (vector);
CREATE TABLE search_stale (entry bigint PRIMARY KEY);
CREATE FUNCTION search_mark() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO search_stale VALUES (TG_ARGV[0]::bigint + COALESCE(NEW.id, OLD.id))
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
"""


def make(connection: Connection) -> None:
    """Make the tables, empty, and the triggers that mark what changes."""
    is_sqlite = connection.dialect.name == "sqlite"
    for statement in _sqlite().values() if is_sqlite else _postgresql():
        connection.exec_driver_sql(statement)


def drop(connection: Connection) -> None:
    """Take away all of it that is there."""
    if connection.dialect.name == "sqlite":
        for name in _found(connection):
            if name not in _TABLES:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
    else:
        connection.exec_driver_sql("DROP FUNCTION IF EXISTS search_mark() CASCADE")
    for name in _TABLES:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")


def is_whole(connection: Connection) -> bool:
    """True if every table and trigger is there, and as this program makes it."""
    if connection.dialect.name == "sqlite":
        return _found(connection) == _sqlite()
    marks = text("SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname LIKE :like")
    found: dict[str, str] = dict(connection.execute(marks, {"like": f"{_MARK}%"}).all())
    there = connection.scalars(
        text("SELECT count(*) FROM pg_tables WHERE tablename IN ('search_index', 'search_stale')")
    ).one()
    is_marked = all(
        f"UPDATE OF {_columns(source)} ON" in found.get(f"{_MARK}_{source.kind}", "")
        for source in SOURCES
    )
    return is_marked and there >= len(_TABLES)


def _found(connection: Connection) -> dict[str, str]:
    chosen = text(
        "SELECT name, sql FROM sqlite_master WHERE name IN ('search_index', 'search_stale') "
        "OR (type = 'trigger' AND name LIKE :like)"
    )
    found: dict[str, str] = dict(connection.execute(chosen, {"like": f"{_MARK}%"}).all())
    return found


def _sqlite() -> dict[str, str]:
    return _SQLITE_TABLES | dict(_trigger(source, *one) for source in SOURCES for one in _EVENTS)


def _trigger(source: Source, action: str, when: str, row: str) -> tuple[str, str]:
    name = f"{_MARK}_{source.kind}_{action}"
    event = when.format(columns=_columns(source))
    mark = f"INSERT OR IGNORE INTO search_stale VALUES ({source.first} + {row}.id)"  # noqa: S608 -- all of it is ours
    return name, f"CREATE TRIGGER {name} AFTER {event} ON {_table(source)} BEGIN {mark}; END"


def _postgresql() -> Iterator[str]:
    yield _POSTGRESQL
    for source in SOURCES:
        yield (
            f"CREATE TRIGGER {_MARK}_{source.kind} "
            f"AFTER INSERT OR DELETE OR UPDATE OF {_columns(source)} ON {_table(source)} "
            f"FOR EACH ROW EXECUTE FUNCTION search_mark({source.first})"
        )


def _table(source: Source) -> str:
    return str(source.row.__tablename__)


def _columns(source: Source) -> str:
    return ", ".join(str(one.key) for one in (*source.title, *source.text))
