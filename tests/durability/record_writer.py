"""Commits numbered changes of the record and acknowledges each; and counts them afterwards.

Run as a script: `record_writer.py DATABASE COUNT [PRAGMA…]`, the pragmas in place of the product's.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from scheduler.model.partnership import Instrument, Partnership, Source
from scheduler.store.audit import head_of, verify
from scheduler.store.revisions import current_revision
from scheduler.store.schema import upgrade
from scheduler.store.session import Database, open_database
from tests.durability.recording import ACKNOWLEDGED

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
PAGE = 4096


def override(engine: Engine, pragmas: list[str]) -> None:
    """Give each new connection these pragmas, after the product's own."""

    @event.listens_for(engine, "connect")
    def set_up(connection: object, _record: object) -> None:
        for pragma in pragmas:
            getattr(connection, "execute")(f"PRAGMA {pragma}").close()  # noqa: B009 -- any driver


def write_change(session: Session, number: int) -> None:
    """A source, an instrument that rests on it, and an edit of the partnership: three rows."""
    partnership = session.scalars(select(Partnership)).one()
    partnership.summary = f"{number} " * (1 + number * 997 % PAGE)
    source = Source(partnership_id=partnership.id, key=str(number), title="A source")
    partnership.instruments.append(Instrument(key=str(number), title="A text", source=source))


def count_acknowledgeable(database: Database) -> int:
    """How many of the writer's acknowledgements the record bears out, being sound and whole."""
    if current_revision(database.engine) is None:
        return 0
    with database.reading() as session:
        assert session.connection().exec_driver_sql("PRAGMA integrity_check").all() == [("ok",)]
        assert session.connection().exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert verify(session) == []
        partnership = session.scalars(select(Partnership)).one_or_none()
        if partnership is None:
            return 0
        expected = [str(number) for number in range(1, partnership.version)]
        assert [one.key for one in session.scalars(select(Source).order_by(Source.id))] == expected
        assert [one.key for one in partnership.instruments] == expected
        assert head_of(session)[0] == 1 + 3 * len(expected)
        return partnership.version


def main() -> None:
    path, count, *pragmas = sys.argv[1:]
    database = open_database(path)
    override(database.engine, pragmas)
    upgrade(database.engine, now=NOW)
    with database.writing(verb="add", now=NOW, officer="tests") as session:
        session.add(Partnership(code="eu-iom", name="EU-IOM Strategic Partnership"))
    marker = os.open(Path(path).with_name(ACKNOWLEDGED), os.O_WRONLY | os.O_CREAT, 0o600)
    os.write(marker, b"0\n")
    for number in range(1, int(count) + 1):
        with database.writing(verb="add", now=NOW, officer="tests") as session:
            write_change(session, number)
        os.write(marker, f"{number}\n".encode())
    database.engine.dispose()


if __name__ == "__main__":
    main()
