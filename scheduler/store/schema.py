"""The schema of the database and its upgrades: the one place that knows Alembic."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import DBAPIError

from scheduler.errors import DatabaseUnavailable
from scheduler.resources import resource
from scheduler.store import search_index, search_shape
from scheduler.store.backup import copy_to
from scheduler.store.engine import for_reading, for_writing, shown
from scheduler.store.failures import as_ours
from scheduler.store.revisions import current_revision, head_revision, require_known


def create(engine: Engine, *, now: datetime) -> None:
    """Set up an empty database; a SQLite file is made where only its owner may read it.

    Raises DatabaseUnavailable for one that holds tables of somebody else.
    """
    path = engine.url.database
    if engine.dialect.name == "sqlite" and path:
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            reason = f"cannot be made ({error.strerror})"
            raise DatabaseUnavailable(path, reason, "choose another path") from error
    _require_ours(engine)
    upgrade(engine, now=now)


def upgrade(engine: Engine, *, now: datetime, target: str = "head") -> Path | None:
    """Bring the schema to the newest revision, in one transaction.

    A SQLite database that holds something is copied first; returns the copy's path, else None.
    """
    found = current_revision(engine)
    if found is not None:
        require_known(shown(engine.url), found)
    needs = found not in (None, head_revision())
    copy = _copy_before_upgrade(engine, found, now) if needs else None
    run_on(engine, lambda config: _upgrade(config, target, is_due=found != head_revision()))
    return copy


def _upgrade(config: Config, target: str, *, is_due: bool) -> None:
    connection: Connection = config.attributes["connection"]
    if is_due:
        search_shape.drop(connection)
    command.upgrade(config, target)
    if target == "head" and not search_shape.is_whole(connection):
        search_index.rebuild(connection)


def downgrade(engine: Engine, target: str) -> None:
    """Take the schema back to an older revision, in one transaction; data may be lost."""

    def step(config: Config) -> None:
        search_shape.drop(config.attributes["connection"])
        command.downgrade(config, target)

    run_on(engine, step)


def _copy_before_upgrade(engine: Engine, found: str | None, now: datetime) -> Path | None:
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return None
    path = Path(engine.url.database)
    copy = path.with_name(f"{path.stem}-before-upgrade-{found}-{now:%Y%m%dT%H%M%S}{path.suffix}")
    copy_to(engine, copy)
    return copy


def run_on(engine: Engine, step: Callable[[Config], None]) -> None:
    """Run an Alembic command in one transaction that leaves nothing behind when it fails."""
    try:
        with (
            for_writing(engine).connect() as connection,
            _foreign_keys_off(connection),
            connection.begin(),
        ):
            config = _config()
            config.attributes["connection"] = connection
            step(config)
            _require_no_orphans(connection)
    except DBAPIError as error:
        raise as_ours(error, shown(engine.url)) from error


@contextmanager
def _foreign_keys_off(connection: Connection) -> Iterator[None]:
    # A batch migration recreates tables; with foreign keys on, dropping one cascades.
    # SQLite ignores the pragma inside a transaction, so it goes to the driver outside of any.
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    driver.execute("PRAGMA foreign_keys=OFF").close()
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON").close()


def _require_no_orphans(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if orphan := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise DatabaseUnavailable(
            shown(connection.engine.url),
            f"holds a row of {orphan[0]} that refers to nothing",
            "nothing was changed; restore a backup or report this",
        )


def _require_ours(engine: Engine) -> None:
    try:
        with for_reading(engine).begin() as connection:
            tables = inspect(connection).get_table_names()
    except DBAPIError as error:
        raise as_ours(error, shown(engine.url)) from error
    if tables and current_revision(engine) is None:
        raise DatabaseUnavailable(
            shown(engine.url), "holds tables of another program", "choose another path"
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(resource("migrations")).replace("%", "%%"))
    return config
