"""Two officers edit one version of one row in the same moment: one wins, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import select

from scheduler.errors import DatabaseUnavailable
from scheduler.model.partnership import Partnership
from scheduler.store.audit import head_of, verify
from scheduler.store.session import Database
from tests.conftest import NOW

PAIRS = 200

SAVED = "saved"


def partnership(database: Database) -> Partnership:
    """The row as an officer read it."""
    with database.reading() as session:
        return session.scalars(select(Partnership)).one()


def edit(database: Database, both_have_read: Barrier, summary: str) -> str:
    """Read, wait for the other, save; returns SAVED, or what the officer is told."""
    mine = partnership(database)
    both_have_read.wait(timeout=60)
    mine.summary = summary
    try:
        with database.writing(verb="edit", now=NOW, officer=summary) as session:
            session.add(mine)
    except DatabaseUnavailable as refused:
        return str(refused)
    return SAVED


def test_of_two_edits_of_one_version_exactly_one_wins(database: Database) -> None:
    told = (
        f"the database {database.where} was changed by somebody else in the same moment; "
        "nothing was saved; repeat the command"
    )
    with database.writing(verb="add", now=NOW, officer="ana") as session:
        session.add(Partnership(code="eu-iom", name="EU-IOM Strategic Partnership"))
    both_have_read = Barrier(2)
    with ThreadPoolExecutor(2) as officers:
        for pair in range(1, PAIRS + 1):
            names = [f"ana {pair}", f"ben {pair}"]
            answers = [officers.submit(edit, database, both_have_read, name) for name in names]
            results = dict(zip([answer.result() for answer in answers], names, strict=True))
            assert sorted(results) == sorted([SAVED, told])
            kept = partnership(database)
            assert (kept.version, kept.summary) == (1 + pair, results[SAVED])
    with database.reading() as session:
        assert verify(session) == []
        assert head_of(session)[0] == 1 + PAIRS
