"""The index of the record's words: in step whoever writes, checked, made anew, and forgetful."""

from datetime import date
from pathlib import Path

from sqlalchemy import Connection, select, text

from scheduler.errors import Finding, Severity
from scheduler.store import schema, search_index
from scheduler.store.health import examine
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW

WORD = "Quixotic"


def _said(database: Database, title: str) -> None:
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        meeting = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7))
        factories.add_item(session, meeting, title)


def _titles(connection: Connection) -> list[str]:
    chosen = select(search_index.INDEX.c.title).order_by(search_index.INDEX.c.rowid)
    return list(connection.scalars(chosen))


def _findings(database: Database) -> list[Finding]:
    return [one for one in examine(database).findings if one.where == "search"]


def test_index_holds_the_words_folded(database: Database) -> None:
    _said(database, "Éducation – ﬁeld-list, Łódź")

    with database.reading() as session:
        assert _titles(session.connection()) == ["annual 2027", "education field list lodz"]


def test_change_behind_the_programs_back_is_marked_and_taken_in_with_the_next(
    database: Database,
) -> None:
    _said(database, WORD)
    engine = database.engine.execution_options(scheduler_writes=True)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE agenda_item SET title = 'Other'")

    with database.reading() as session:
        assert search_index.is_stale(session.connection())
        assert search_index.compare(session.connection()) == []
    with database.writing(verb="test", now=NOW, officer="Ada"):
        pass
    with database.reading() as session:
        assert _titles(session.connection()) == ["annual 2027", "other"]


def test_removed_row_leaves_the_index(database: Database) -> None:
    _said(database, WORD)
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        session.execute(text("DELETE FROM agenda_item"))

    with database.reading() as session:
        assert _titles(session.connection()) == ["annual 2027"]


def test_check_finds_an_index_that_is_not_as_the_record(database: Database) -> None:
    _said(database, WORD)
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        session.execute(text("UPDATE search_index SET title = 'x'"))

    told = "2 entries are not as the record is; make it anew with: scheduler search --rebuild"
    assert _findings(database) == [Finding(Severity.ERROR, told, "search")]
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        assert search_index.rebuild(session.connection()) == 2
    assert _findings(database) == []


def test_check_misses_a_trigger_that_is_gone(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="test", now=NOW, officer="Ada") as session:
        session.execute(text("DROP TRIGGER search_mark_item_edited"))

    (finding,) = _findings(sqlite_database)
    assert finding.message.startswith("the index is not there, or not as this program makes it")


def test_upgrade_makes_the_index_anew(database: Database) -> None:
    _said(database, WORD)
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        before = _titles(session.connection())
    schema.downgrade(database.engine, "-1")
    schema.upgrade(database.engine, now=NOW)

    with database.reading() as session:
        assert _titles(session.connection()) == before
        assert search_index.compare(session.connection()) == []


def test_no_byte_of_a_word_stays_in_the_file_once_it_is_forgotten(
    sqlite_database: Database, sqlite_location: str
) -> None:
    _said(sqlite_database, WORD)
    engine = sqlite_database.engine.execution_options(scheduler_writes=True)
    with engine.begin() as connection:
        # As an erasure does: the record and what the trail says of it.
        connection.exec_driver_sql("UPDATE agenda_item SET title = 'erased'")
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS audit_payload_no_delete")
        connection.exec_driver_sql("DELETE FROM audit_payload")
        search_index.forget(connection)
    sqlite_database.engine.dispose()

    assert WORD.lower().encode() not in Path(sqlite_location).read_bytes().lower()
