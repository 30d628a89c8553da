"""Fixtures for every test that needs the record: a migrated database, on SQLite and PostgreSQL."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scheduler.store.schema import upgrade
from scheduler.store.session import Database, open_database
from tests.postgres_fixtures import (
    empty_postgres_url,
    lasting_postgres_server,
    postgres_server,
    postgres_template,
    postgres_url,
)

__all__ = [
    "empty_postgres_url",
    "lasting_postgres_server",
    "postgres_server",
    "postgres_template",
    "postgres_url",
]

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def migrated(location: str) -> None:
    """Bring the empty database at a location to the newest schema."""
    database = open_database(location)
    upgrade(database.engine, now=NOW)
    database.engine.dispose()


@pytest.fixture(scope="session")
def migrate() -> Callable[[str], None]:
    return migrated


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that tests copy."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    migrated(str(path))
    return path


@pytest.fixture
def sqlite_location(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "record.db"
    path.write_bytes(sqlite_template.read_bytes())
    return str(path)


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest) -> str:
    """A fresh record, as the command line would be told of it."""
    name = "sqlite_location" if request.param == "sqlite" else "postgres_url"
    found: str = request.getfixturevalue(name)
    return found


@pytest.fixture
def database(location: str) -> Iterator[Database]:
    opened = open_database(location)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def sqlite_database(sqlite_location: str) -> Iterator[Database]:
    opened = open_database(sqlite_location)
    yield opened
    opened.engine.dispose()
