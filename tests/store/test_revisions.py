from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from scheduler.errors import SchemaMismatch
from scheduler.resources import resource
from scheduler.store import revisions
from scheduler.store.engine import for_writing
from scheduler.store.session import Database, open_database


def test_known_revisions_are_those_of_alembic_in_its_order() -> None:
    scripts = ScriptDirectory(resource("migrations")).walk_revisions()

    assert revisions.known_revisions() == tuple(script.revision for script in scripts)


def test_require_current_names_the_newer_program(database: Database) -> None:
    with for_writing(database.engine).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(SchemaMismatch) as refused:
        revisions.require_current(database.engine)

    assert str(refused.value) == (
        f"the database {database.where} has schema 9999, this program needs "
        f"{revisions.head_revision()}; it was made by a newer version of this program: "
        "install that version"
    )


def test_current_revision_of_a_missing_file_makes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "none.db"

    assert revisions.current_revision(open_database(str(path)).engine) is None
    assert not path.exists()
