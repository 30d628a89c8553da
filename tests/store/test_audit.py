import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.exc import DBAPIError

from scheduler.errors import DatabaseUnavailable
from scheduler.model.audit import AuditEntry, AuditPayload
from scheduler.model.partnership import Partnership, Party
from scheduler.store import audit
from scheduler.store.engine import for_writing
from scheduler.store.session import Database
from tests.conftest import NOW


def _add(database: Database, code: str, name: str = "A dialogue") -> None:
    with database.writing(verb="test add", now=NOW, officer="Ada") as session:
        session.add(Partnership(code=code, name=name))


def _messages(database: Database) -> list[str]:
    with database.reading() as session:
        return [str(finding) for finding in audit.verify(session)]


def test_every_change_leaves_an_entry_with_who_when_what_before_and_after(
    database: Database,
) -> None:
    _add(database, "A")
    with database.writing(verb="test edit", now=NOW, officer="Grace") as session:
        session.scalars(select(Partnership)).one().name = "Renamed"

    with database.reading() as session:
        entries = session.execute(
            select(AuditEntry, AuditPayload)
            .join(AuditPayload, AuditPayload.position == AuditEntry.position)
            .order_by(AuditEntry.position)
        ).all()
        told = [(e.officer, e.at, e.verb, e.action, e.noun, e.key) for e, _ in entries]
        last = entries[-1][1].content

    assert told == [
        ("Ada", NOW, "test add", "added", "partnership", "1"),
        ("Grace", NOW, "test edit", "edited", "partnership", "1"),
    ]
    assert last == '{"after":{"name":"Renamed","version":2},"before":{"name":"A dialogue"}}'
    assert _messages(database) == []


def test_a_new_version_alone_leaves_an_entry(sqlite_database: Database) -> None:
    _add(sqlite_database, "A")
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        session.scalars(select(Partnership)).one().version += 1

    with sqlite_database.reading() as session:
        newest = select(AuditPayload.content).order_by(AuditPayload.position.desc())
        assert session.scalars(newest).first() == '{"after":{"version":2},"before":{}}'


def test_what_is_taken_out_of_a_list_leaves_an_entry(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        session.add(Partnership(code="A", name="A", parties=[Party(code="N", name="North")]))
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        partnership = session.scalars(select(Partnership)).one()
        partnership.parties.clear()

    with database.reading() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.position))
        assert [(one.action, one.noun) for one in entries] == [
            ("added", "partnership"),
            ("added", "party"),
            ("removed", "party"),
        ]


def _fail_half_way(database: Database) -> None:
    with database.writing(verb="x", now=NOW, officer="Ada") as session:
        session.add(Partnership(code="A", name="A dialogue"))
        session.flush()
        message = "stop"
        raise RuntimeError(message)


def test_a_transaction_that_fails_leaves_neither_change_nor_entry(database: Database) -> None:
    with pytest.raises(RuntimeError, match="stop"):
        _fail_half_way(database)

    with database.reading() as session:
        assert session.scalars(select(Partnership)).all() == []
        assert audit.head_of(session) == (0, audit.GENESIS)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET officer = 'Mallory'",
        "DELETE FROM audit_entry",
        "UPDATE audit_payload SET content = '{}'",
    ],
)
def test_the_database_refuses_to_change_the_trail(database: Database, statement: str) -> None:
    _add(database, "A")

    with (
        pytest.raises(DBAPIError, match="the audit trail cannot be changed"),
        for_writing(database.engine).begin() as connection,
    ):
        connection.execute(text(statement))


def test_an_erased_payload_verifies_and_says_erased(database: Database) -> None:
    _add(database, "A")
    with database.writing(verb="erase", now=NOW, officer="Ada") as session:
        session.execute(delete(AuditPayload))

    assert _messages(database) == ["note: audit entry 1: erased"]


@pytest.mark.parametrize(
    ("tampering", "messages"),
    [
        (
            "UPDATE audit_entry SET officer = 'Mallory' WHERE position = 2",
            ["error: audit entry 2: it was changed"],
        ),
        (
            (
                "DELETE FROM audit_payload WHERE position = 2;"
                "DELETE FROM audit_entry WHERE position = 2"
            ),
            ["error: audit entry 3: entries before it are missing"],
        ),
        (
            (
                "DELETE FROM audit_payload WHERE position = 3;"
                "DELETE FROM audit_entry WHERE position = 3"
            ),
            ["error: audit entry 2: the newest entries are missing"],
        ),
        (
            "UPDATE audit_payload SET content = '{}' WHERE position = 1",
            ["error: audit entry 1: what it says was changed"],
        ),
    ],
    ids=["edited", "removed", "newest-removed", "payload-edited"],
)
def test_verify_finds_tampering(
    sqlite_database: Database, tampering: str, messages: list[str]
) -> None:
    for code in "ABC":
        _add(sqlite_database, code)
    with for_writing(sqlite_database.engine).begin() as connection:
        for name in ("audit_entry_no_update", "audit_entry_no_delete", "audit_payload_no_update"):
            connection.execute(text(f"DROP TRIGGER {name}"))
        for statement in tampering.split(";"):
            connection.execute(text(statement))

    assert _messages(sqlite_database) == messages


def _write_while_reading(database: Database) -> None:
    with database.reading() as session:
        session.add(Partnership(code="A", name="A dialogue"))
        session.flush()


def test_a_reading_session_cannot_write(database: Database) -> None:
    with pytest.raises(DatabaseUnavailable, match=r"is read-only|refused the change"):
        _write_while_reading(database)
