"""Servers on records of the invented partnership."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.store.session import Database, open_database
from tests.web.serving import Served, deployed, fill, served


@pytest.fixture(scope="module")
def filled(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled record that tests copy."""
    path = shutil.copyfile(sqlite_template, tmp_path_factory.mktemp("filled") / "record.db")
    database = open_database(str(path))
    fill(database)
    database.engine.dispose()
    return path


@pytest.fixture(scope="module")
def shared(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One record for the tests that add to it and leave its public feeds as they are."""
    path = shutil.copyfile(filled, tmp_path_factory.mktemp("shared") / "record.db")
    database = open_database(str(path))
    yield database
    database.engine.dispose()


@pytest.fixture(scope="module")
def server(shared: Database) -> Iterator[Served]:
    with served(deployed(shared.where)) as running:
        yield running


@pytest.fixture
def database(filled: Path, tmp_path: Path) -> Iterator[Database]:
    """A record of the test's own."""
    database = open_database(str(shutil.copyfile(filled, tmp_path / "record.db")))
    yield database
    database.engine.dispose()


@pytest.fixture
def own_server(database: Database) -> Iterator[Served]:
    with served(deployed(database.where)) as running:
        yield running
