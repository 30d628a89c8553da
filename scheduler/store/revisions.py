"""Which revision a database has, and which this program works with.

Every command asks this first. It is told from the names of the migrations and one row, without
Alembic, which takes as long to import as most commands take to answer.
"""

from functools import cache
from pathlib import Path

from sqlalchemy import Engine, String, column, inspect, select, table
from sqlalchemy.exc import DBAPIError

from scheduler.errors import DatabaseUnavailable, SchemaMismatch
from scheduler.resources import resource
from scheduler.store.engine import for_reading, shown
from scheduler.store.failures import as_ours

_TABLE = table("alembic_version", column("version_num", String))


@cache
def known_revisions() -> tuple[str, ...]:
    """Every revision that this program knows, the newest first: what migrations are named by."""
    files = (resource("migrations") / "versions").glob("[0-9]*.py")
    return tuple(sorted((path.name.partition("_")[0] for path in files), reverse=True))


def head_revision() -> str:
    """The revision this program works with."""
    return known_revisions()[0]


def current_revision(engine: Engine) -> str | None:
    """The revision of the database; None where there is none yet, or no file."""
    path = engine.url.database
    if engine.dialect.name == "sqlite" and not (path and Path(path).exists()):
        return None
    try:
        with for_reading(engine).begin() as connection:
            if not inspect(connection).has_table(_TABLE.name):
                return None
            return connection.scalar(select(_TABLE.c.version_num))
    except DBAPIError as error:
        raise as_ours(error, shown(engine.url)) from error


def require_current(engine: Engine) -> None:
    """Raise SchemaMismatch unless the database has the schema this program works with.

    Raises DatabaseUnavailable where there is none at all.
    """
    found, needed = current_revision(engine), head_revision()
    if found == needed:
        return
    if found is None:
        remedy = "check its name, or set it up with: scheduler init"
        raise DatabaseUnavailable(shown(engine.url), "has not been set up", remedy)
    require_known(shown(engine.url), found)
    remedy = "upgrade it with: scheduler db upgrade"
    raise SchemaMismatch(shown(engine.url), found, needed, remedy)


def require_known(where: str, found: str) -> None:
    """Raise SchemaMismatch for a schema that only a newer version of this program knows."""
    if found not in known_revisions():
        remedy = "it was made by a newer version of this program: install that version"
        raise SchemaMismatch(where, found, head_revision(), remedy)
