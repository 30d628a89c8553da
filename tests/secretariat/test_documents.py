from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.imports.document_files import ReadFile
from scheduler.model.stored_file import StoredFile
from scheduler.model.vocabulary import FileKind, MeetingState
from scheduler.papers.audience import Reach
from scheduler.secretariat.documents import (
    add_document,
    bytes_of,
    find_document,
    list_documents,
    remove_document,
)
from scheduler.secretariat.naming import agenda_of
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW

FILE = ReadFile("Map", FileKind.PDF, b"%PDF-1.7\x00\xff")


def _kept(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(StoredFile)) or 0


def test_the_bytes_of_a_file_come_back_and_go_with_the_last_document(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        day = date(2026, 5, 8)
        meeting = factories.add_meeting(session, "ANNUAL-2026", day, state=MeetingState.HELD)
        ports, fees = (factories.add_item(session, meeting, title) for title in ("Ports", "Fees"))
        add_document(session, ports, FILE)
        add_document(session, fees, FILE, title="Ours", reach=Reach.PARTY)

    with database.reading() as session:
        meeting = factories.meeting(session, "ANNUAL-2026")
        rows = list_documents(session, meeting)
        assert [(row.number, row.title, row.size, row.audience) for row in rows] == [
            ("1", "Map", 10, "joint"),
            ("2", "Ours", 10, "NORTH only"),
        ]
        assert _kept(session) == 1

    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = factories.meeting(session, "ANNUAL-2026")
        ports, fees = agenda_of(session, meeting)
        map_ = find_document(ports, "MAP")
        assert bytes_of(session, map_) == (".pdf", FILE.content)
        remove_document(session, ports, map_)
        kept = [_kept(session)]
        remove_document(session, fees, find_document(fees, "ours"))

        assert [*kept, _kept(session)] == [1, 0]
