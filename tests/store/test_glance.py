import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.store.glance import Glance
from scheduler.store.session import Database, open_database
from tests import factories
from tests.clock import NOW


@pytest.fixture
def glance(sqlite_database: Database) -> Iterator[Glance]:
    looking = Glance(sqlite_database.engine)
    yield looking
    looking.close()


def change(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)


def test_each_change_gives_another_mark_which_is_the_databases(
    glance: Glance, sqlite_database: Database
) -> None:
    before = glance.mark()
    assert (before, glance.mark()) == (sqlite_database.mark(),) * 2
    change(sqlite_database)
    assert glance.mark() == sqlite_database.mark() != before


def test_a_file_that_took_the_place_of_another_is_seen(
    glance: Glance, sqlite_database: Database, sqlite_location: str, tmp_path: Path
) -> None:
    other = shutil.copyfile(sqlite_location, tmp_path / "other.db")
    before = glance.mark()
    change(sqlite_database)
    changed = glance.mark()
    other.replace(sqlite_location)
    assert glance.mark() == before != changed


def test_a_file_that_is_locked_damaged_or_gone_is_not_waited_for(
    glance: Glance, sqlite_location: str
) -> None:
    before = glance.mark()
    with sqlite3.connect(sqlite_location, isolation_level=None) as writer:
        writer.execute("PRAGMA journal_mode=DELETE")
        writer.execute("BEGIN EXCLUSIVE")
        assert glance.mark() is None
        writer.execute("ROLLBACK")
    writer.close()
    assert glance.mark() == before
    Path(sqlite_location).write_bytes(b"not a database")
    assert glance.mark() is None
    Path(sqlite_location).unlink()
    assert glance.mark() is None
    assert not Path(sqlite_location).exists()


def test_a_server_is_never_seen_at_a_glance(postgres_url: str) -> None:
    database = open_database(postgres_url)
    assert Glance(database.engine).mark() is None
    assert len(database.mark()) == 64
    database.engine.dispose()
