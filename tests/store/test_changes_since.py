from sqlalchemy import delete, select

from scheduler.model.audit import AuditPayload
from scheduler.model.partnership import Partnership, Party
from scheduler.store.audit import head_of
from scheduler.store.changes_since import ChangesSince, changes_since
from scheduler.store.session import Database
from tests.conftest import NOW


def change(database: Database, *, add: str = "", rename: str = "", remove: str = "") -> None:
    """Parties that come, change their name and go, in one transaction."""
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        partnership = session.scalars(select(Partnership)).one()
        parties = {party.code: party for party in partnership.parties}
        if rename:
            parties[rename].name += "!"
        if remove:
            partnership.parties.remove(parties[remove])
            session.flush()
        if add:
            partnership.parties.append(Party(code=add, name=add))


def begun(database: Database) -> str:
    """The mark of a record with the parties A and B."""
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        parties = [Party(code=code, name=code) for code in "AB"]
        session.add(Partnership(code="X", name="X", parties=parties))
    with database.reading() as session:
        return head_of(session)[1]


def since(database: Database, mark: str) -> ChangesSince | None:
    with database.reading() as session:
        return changes_since(session, mark)


def test_changes_since_the_newest_entry_are_none(database: Database) -> None:
    assert since(database, begun(database)) == ChangesSince()


def test_changes_since_an_unknown_entry_are_unknown(database: Database) -> None:
    begun(database)
    assert since(database, "0" * 64) is None


def test_first_value_of_each_column_counts(database: Database) -> None:
    mark = begun(database)
    change(database, rename="A")
    change(database, rename="A")
    assert since(database, mark) == ChangesSince(before={("party", "1"): {"name": "A"}})


def test_row_that_came_and_changed_is_new_and_one_that_came_and_went_is_nothing(
    database: Database,
) -> None:
    mark = begun(database)
    change(database, add="C")
    change(database, rename="C")
    assert since(database, mark) == ChangesSince(added={("party", "3")})
    change(database, remove="C")
    assert since(database, mark) == ChangesSince()


def test_row_that_went_is_told_whole_and_another_may_take_its_key(
    sqlite_database: Database,
) -> None:
    mark = begun(sqlite_database)
    change(sqlite_database, rename="B")
    change(sqlite_database, remove="B")
    change(sqlite_database, add="C")
    change(sqlite_database, rename="C")
    b = {"id": 2, "partnership_id": 1, "code": "B", "name": "B", "is_home": False, "version": 2}
    b |= {"language": "", "style": ""}
    assert since(sqlite_database, mark) == ChangesSince(
        added={("party", "2")}, removed={("party", "2")}, before={("party", "2"): b}
    )


def test_row_whose_change_was_erased_is_named(database: Database) -> None:
    mark = begun(database)
    change(database, rename="A")
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        session.execute(delete(AuditPayload))
    assert since(database, mark) == ChangesSince(erased={("party", "1")})
