"""Fixtures for every test that needs the record: a migrated database, on SQLite and PostgreSQL."""

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from scheduler.store.schema import upgrade
from scheduler.store.session import Database, open_database
from tests import real_partnership
from tests.clock import NOW
from tests.counts import FULL_COUNTS
from tests.postgres import PostgresServer
from tests.postgres_fixtures import (
    empty_postgres_url,
    lasting_postgres_server,
    postgres_server,
    postgres_template,
    postgres_url,
)
from tests.staged import stage

# A worker holds half a gigabyte of modules and templates: the collector need not walk it as often
# as it would in a small program.
gc.set_threshold(50_000, 20, 100)

# The suite tries the same examples each time, so that a change fails for what it changed; the long
# runs draw new ones, and more of them. A busy machine is no fault: no example has a deadline.
settings.register_profile("suite", derandomize=True, deadline=None, max_examples=20)
settings.register_profile("torture", deadline=None, max_examples=500, print_blob=True)
settings.load_profile("torture" if FULL_COUNTS else "suite")

__all__ = [
    "NOW",
    "empty_postgres_url",
    "lasting_postgres_server",
    "postgres_server",
    "postgres_template",
    "postgres_url",
]


# The rooms above the store ask both databases the same: `make test` asks SQLite, and `make judges`
# asks PostgreSQL, which nobody here wrote. The store, and what survives a kill, are asked on both.
_ABOVE_THE_STORE = ("tests/secretariat/", "tests/cli/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(_ABOVE_THE_STORE) and "[postgresql" in item.nodeid:
            item.add_marker("judge")


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


@pytest.fixture(scope="session")
def staged_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's database, a SQLite file that tests copy."""
    path = tmp_path_factory.mktemp("staged") / "staged.db"
    stage(path)
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


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_location(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """One fresh record for all the tests of a module, none of which changes it."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        yield shutil.copyfile(template, tmp_path_factory.mktemp("shared") / "record.db").as_posix()
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.database(request.getfixturevalue("postgres_template")) as url:
        yield url


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


def _with_real_partnership(location: str) -> None:
    migrated(location)
    database = open_database(location)
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        real_partnership.load_and_plan(session)
    database.engine.dispose()


@pytest.fixture(scope="session")
def real_sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the EU-IOM partnership and its plan, that tests copy."""
    path = tmp_path_factory.mktemp("template") / "real.db"
    _with_real_partnership(str(path))
    return path


@pytest.fixture
def real_sqlite_location(real_sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "real.db"
    path.write_bytes(real_sqlite_template.read_bytes())
    return str(path)


@pytest.fixture(scope="session")
def real_postgres_template(postgres_server: PostgresServer) -> str:
    return postgres_server.template(_with_real_partnership)


@pytest.fixture
def real_postgres_url(
    postgres_server: PostgresServer, real_postgres_template: str
) -> Iterator[str]:
    with postgres_server.database(real_postgres_template) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def real_location(request: pytest.FixtureRequest) -> str:
    """A record with the EU-IOM partnership, planned to the end of 2028."""
    name = "real_sqlite_location" if request.param == "sqlite" else "real_postgres_url"
    found: str = request.getfixturevalue(name)
    return found


@pytest.fixture
def real_database(real_location: str) -> Iterator[Database]:
    opened = open_database(real_location)
    yield opened
    opened.engine.dispose()
