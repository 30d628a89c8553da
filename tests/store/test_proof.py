from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from scheduler.errors import InvalidValue
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.store.audit import head_of
from scheduler.store.engine import for_writing
from scheduler.store.proof import Head, Proof, prove, read_head
from scheduler.store.session import Database, open_database
from tests import factories
from tests.conftest import NOW


def _quiet(what: str, done: int, total: int) -> None:
    del what, done, total


def _prove(database: Database, kept: Head | None = None) -> Proof:
    with database.reading() as session:
        return prove(session, kept=kept, progress=_quiet)


def _found(database: Database, kept: Head | None = None) -> list[str]:
    return [str(finding) for finding in _prove(database, kept).findings]


def _head(database: Database) -> Head:
    with database.reading() as session:
        return read_head(str(Head(*head_of(session))))


def _behind(database: Database, *statements: str) -> None:
    """Change the database as somebody with a tool of their own would."""
    with for_writing(database.engine).begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


@pytest.fixture
def kept(sqlite_database: Database) -> Database:
    return _filled(sqlite_database)


def _filled(database: Database) -> Database:
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        factories.add_person(session, "NORTH", "Ana Lind")
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        session.get_one(Meeting, 1).place = "Brussels"
    return database


def test_the_whole_demonstration_is_as_its_trail_says(staged_template: Path) -> None:
    database = open_database(str(staged_template))
    proof = _prove(database)
    database.engine.dispose()

    assert proof.findings == ()
    assert proof.rows > proof.entries // 2


def test_a_record_that_only_the_program_wrote_is_as_its_trail_says(database: Database) -> None:
    _filled(database)
    assert (_found(database), _prove(database).rows) == ([], 15)

    _behind(database, "UPDATE meeting SET created_at = '2020-01-01 00:00:00'")
    assert _found(database) == [
        (
            "error: meeting 1: created_at is '2020-01-01T00:00:00+00:00', "
            "and the trail says '2026-11-24T09:00:00+00:00'"
        )
    ]


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        (
            "UPDATE meeting SET place = 'Geneva'",
            "error: meeting 1: place is 'Geneva', and the trail says 'Brussels'",
        ),
        ("DELETE FROM person", "error: person 1: is gone and no entry says so"),
        (
            "INSERT INTO thread (id, partnership_id, key, title) VALUES (9, 1, 'a', 'A')",
            "error: thread 9: was added and no entry says so",
        ),
        (
            (
                "INSERT INTO stored_file (sha256, kind, size, fault, content) "
                "VALUES ('ab12', 'pdf', 1, '', x'00')"
            ),
            "error: stored file ab12: its bytes are not those that it is known by",
        ),
        (
            "DELETE FROM audit_payload WHERE position = 1",
            "error: audit entry 1: what it says is gone, and no erasure says so",
        ),
    ],
    ids=["edited", "removed", "added", "file", "unsaid"],
)
def test_a_change_behind_the_program_is_found(kept: Database, statement: str, finding: str) -> None:
    _behind(kept, statement)

    assert _found(kept) == [finding]


def test_entries_that_were_cut_off_are_missed_by_who_kept_the_head(
    sqlite_database: Database,
) -> None:
    for code in ("A", "B"):
        with sqlite_database.writing(verb="test", now=NOW, officer="Ada") as session:
            session.add(Partnership(code=code, name=code))
        if code == "A":
            first = _head(sqlite_database)
    second = _head(sqlite_database)
    assert _found(sqlite_database, second) == []
    assert _found(sqlite_database, first) == []

    _behind(
        sqlite_database,
        "DROP TRIGGER audit_entry_no_delete",
        "DELETE FROM partnership WHERE code = 'B'",
        "DELETE FROM audit_payload WHERE position = 2",
        "DELETE FROM audit_entry WHERE position = 2",
        "UPDATE audit_head SET position = 1, "
        "entry_hash = (SELECT entry_hash FROM audit_entry WHERE position = 1)",
    )

    assert _found(sqlite_database, first) == []
    assert _found(sqlite_database, second) == [
        f"error: audit trail: the head {second} is not in it: entries were cut off or written anew"
    ]


@pytest.mark.parametrize("given", ["", "12", "12:xyz", "x:9f3c", "12:9f3"])
def test_a_head_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(InvalidValue, match="scheduler audit head"):
        read_head(given)
