from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from scheduler.errors import SchemaMismatch
from scheduler.store import schema
from scheduler.store.engine import for_writing
from scheduler.store.session import Database, open_database
from tests.conftest import NOW


def test_check_finds_no_difference_between_migrations_and_model(database: Database) -> None:
    schema.run_on(database.engine, command.check)


def test_upgrade_and_downgrade_leave_nothing_and_can_be_repeated(database: Database) -> None:
    schema.downgrade(database.engine, "base")

    assert schema.current_revision(database.engine) is None
    schema.upgrade(database.engine, now=NOW)
    assert schema.current_revision(database.engine) == schema.head_revision()


def test_upgrade_of_an_older_database_copies_it_first(sqlite_database: Database) -> None:
    schema.downgrade(sqlite_database.engine, "0008")

    copy = schema.upgrade(sqlite_database.engine, now=NOW)

    assert copy is not None
    assert copy.name == "record-before-upgrade-0008-20261124T090000.db"
    assert schema.current_revision(open_database(str(copy)).engine) == "0008"


def test_upgrade_of_a_current_database_copies_nothing(sqlite_database: Database) -> None:
    assert schema.upgrade(sqlite_database.engine, now=NOW) is None


def test_require_current_names_the_newer_program(database: Database) -> None:
    with for_writing(database.engine).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(SchemaMismatch) as refused:
        schema.require_current(database.engine)

    assert str(refused.value) == (
        f"the database {database.where} has schema 9999, this program needs "
        f"{schema.head_revision()}; it was made by a newer version of this program: "
        "install that version"
    )


def test_current_revision_of_a_missing_file_makes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "none.db"

    assert schema.current_revision(open_database(str(path)).engine) is None
    assert not path.exists()
