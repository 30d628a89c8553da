from alembic import command

from scheduler.store import schema
from scheduler.store.revisions import current_revision, head_revision
from scheduler.store.session import Database, open_database
from tests.conftest import NOW


def test_check_finds_no_difference_between_migrations_and_model(database: Database) -> None:
    schema.run_on(database.engine, command.check)


def test_upgrade_and_downgrade_leave_nothing_and_can_be_repeated(database: Database) -> None:
    schema.downgrade(database.engine, "base")

    assert current_revision(database.engine) is None
    schema.upgrade(database.engine, now=NOW)
    assert current_revision(database.engine) == head_revision()


def test_upgrade_of_an_older_database_copies_it_first(sqlite_database: Database) -> None:
    schema.downgrade(sqlite_database.engine, "0008")

    copy = schema.upgrade(sqlite_database.engine, now=NOW)

    assert copy is not None
    assert copy.name == "record-before-upgrade-0008-20261124T090000.db"
    assert current_revision(open_database(str(copy)).engine) == "0008"


def test_upgrade_of_a_current_database_copies_nothing(sqlite_database: Database) -> None:
    assert schema.upgrade(sqlite_database.engine, now=NOW) is None
