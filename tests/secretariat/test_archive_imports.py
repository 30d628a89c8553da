import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from scheduler.errors import AlreadyExists, InvalidFile
from scheduler.model.body import Person
from scheduler.secretariat.archive_imports import verify_archive
from scheduler.store import audit
from scheduler.store.engine import open_engine
from scheduler.store.revisions import current_revision, head_revision, known_revisions
from scheduler.store.session import Database
from tests.clock import NOW
from tests.secretariat.archiving import (
    PERSON,
    SUMS,
    archive,
    edit,
    export,
    files_of,
    take_in,
    written,
)
from tests.secretariat.every_column import rows_of
from tests.secretariat.spoiled_archives import HOSTILE, change

__all__ = ["archive", "written"]


@pytest.fixture(scope="module")
def empty(sqlite_template: Path, written: Path) -> Engine:
    """An empty database, in which nothing is ever stored."""
    return open_engine(str(shutil.copyfile(sqlite_template, written / "empty.db")))


def problems(engine: Engine, archive: Path) -> list[str]:
    """Why it is refused; nothing may be stored then."""
    with pytest.raises(InvalidFile) as refused:
        take_in(engine, archive)
    assert {name for name, rows in rows_of(engine).items() if rows} == {"audit_head"}
    return [str(one) for one in refused.value.problems]


def test_the_same_record_comes_back_on_both_databases(
    database: Database, written: Path, tmp_path: Path
) -> None:
    taken_in = take_in(database.engine, written / "archive")
    export(database.engine, tmp_path / "again")

    origin = open_engine(str(written / "record.db"))
    assert rows_of(database.engine) == rows_of(origin)
    assert files_of(tmp_path / "again") == files_of(written / "archive")
    with database.reading() as session:
        assert [str(one) for one in audit.verify(session)] == ["note: audit entry 7: erased"]
        assert audit.head_of(session) == (taken_in.audit_position, taken_in.audit_hash)


def test_the_next_row_has_the_next_number_and_the_trail_goes_on(
    database: Database, written: Path
) -> None:
    take_in(database.engine, written / "archive")

    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        last = session.scalar(select(func.max(Person.id))) or 0
        party = session.scalars(select(Person)).all()[0].party
        person = Person(party=party, key="new", name="New")
        session.add(person)
        session.flush()
        assert person.id == last + 1
    with database.reading() as session:
        assert [str(one) for one in audit.verify(session)] == ["note: audit entry 7: erased"]


def test_an_archive_of_an_older_schema_is_brought_to_the_newest(
    empty: Engine, sqlite_template: Path, tmp_path: Path
) -> None:
    older = known_revisions()[1]
    export(empty, tmp_path / "archive")
    edit(tmp_path / "archive", "archive.toml", head_revision(), older)
    new = open_engine(str(shutil.copyfile(sqlite_template, tmp_path / "new.db")))

    take_in(new, tmp_path / "archive")

    assert current_revision(new) == head_revision()
    assert rows_of(new) == rows_of(empty)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive", "new.db"]


def test_a_database_with_a_record_is_left_alone(written: Path, staged_template: Path) -> None:
    engine = open_engine(str(staged_template))
    with pytest.raises(AlreadyExists, match="only read into an empty one"):
        take_in(engine, written / "archive")


def test_a_small_change_changes_few_files(written: Path, archive: Path, tmp_path: Path) -> None:
    engine = open_engine(str(shutil.copyfile(written / "record.db", tmp_path / "record.db")))
    database = Database(engine, "")
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        session.scalars(select(Person).where(Person.key == "thompson")).one().honorific = "Mr"

    export(engine, tmp_path / "again")

    before, after = files_of(archive), files_of(tmp_path / "again")
    assert sorted(path for path in after if after[path] != before.get(path)) == [
        SUMS,
        "archive.toml",
        "people/thompson/person.toml",
        "trail/head.toml",
        "trail/trail-00000001.jsonl",
    ]


@pytest.mark.parametrize(("spoil", "expected"), HOSTILE)
def test_a_hostile_archive_is_refused_whole(
    archive: Path, empty: Engine, spoil: Callable[[Path], None], expected: list[str]
) -> None:
    spoil(archive)
    assert problems(empty, archive) == expected


def test_of_very_many_problems_the_first_are_told(archive: Path, empty: Engine) -> None:
    for number in range(60):
        (archive / f"{number:02}").write_bytes(b"")
    told = problems(empty, archive)
    assert told[0] == f"00: it is not in {SUMS}"
    assert told[-2:] == [f"49: it is not in {SUMS}", "and 10 more"]


def test_what_is_no_archive_is_said_to_be_none(empty: Engine, tmp_path: Path) -> None:
    expected = [f"it is no archive: expected a folder with a file {SUMS}, in UTF-8"]
    assert problems(empty, tmp_path / "nowhere") == expected


def test_verify_names_every_file_that_is_not_as_it_was(archive: Path) -> None:
    files = len(files_of(archive)) - 1
    assert verify_archive(archive) == (files, [])

    change(archive)
    (archive / "README.txt").unlink()

    count, findings = verify_archive(archive)
    assert (count, [str(one) for one in findings]) == (
        files - 1,
        [
            "error: README.txt: it is not there",
            f"error: {PERSON}: it was changed: its hash is not the one in {SUMS}",
        ],
    )
