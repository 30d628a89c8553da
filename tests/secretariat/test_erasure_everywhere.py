"""A name in each text of each table, whichever there will be, is taken out."""

from pathlib import Path

from scheduler.model.body import Person
from scheduler.secretariat.erasure import plan_erasure
from scheduler.store.erasure import carry_out, clean_out, left_in_file
from scheduler.store.proof import prove
from scheduler.store.session import Database
from tests.any_row import TRAILED, any_row, unguarded

NAME = "Ana Lind"


def test_no_text_of_any_table_keeps_the_name(sqlite_database: Database) -> None:
    with unguarded(sqlite_database) as session:
        for entity in TRAILED:
            session.add(any_row(entity, said=NAME))
        session.flush()
        person = session.get_one(Person, 1)
        person.key = "lind"
        session.flush()
        plan = plan_erasure(session, person)
        carry_out(session, plan.removal)
        session.commit()

    assert clean_out(sqlite_database)
    assert left_in_file(sqlite_database, [NAME]) == {NAME: 0}
    assert NAME.encode() not in Path(str(sqlite_database.engine.url.database)).read_bytes()
    with sqlite_database.reading() as session:
        assert prove(session).findings == ()
