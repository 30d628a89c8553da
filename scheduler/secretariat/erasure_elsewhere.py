"""Where somebody's name stands that no erasure reaches: finished papers and files."""

from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import RenderFailed
from scheduler.model.agenda import AgendaItem, Document, Speaker
from scheduler.model.body import Person
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.edition import PackEdition
from scheduler.model.meeting import Chair
from scheduler.model.stored_file import StoredFile
from scheduler.papers.words import counted, short_day
from scheduler.secretariat.erasure_words import Naming


def finished_papers(session: Session, person: Person) -> list[str]:
    """The editions of packs of the meetings they had a part in, with their files."""
    seats = select(Delegation.meeting_id).join(Attendance).where(Attendance.person_id == person.id)
    spoken = select(AgendaItem.meeting_id).join(Speaker).where(Speaker.person_id == person.id)
    chaired = select(Chair.meeting_id).where(Chair.person_id == person.id)
    parts = (PackEdition.meeting_id.in_(one) for one in (seats, spoken, chaired))
    chosen = select(PackEdition).where(or_(*parts)).options(joinedload(PackEdition.meeting))
    return [_in_words(one) for one in session.scalars(chosen.order_by(PackEdition.id))]


def _in_words(edition: PackEdition) -> str:
    names = ", ".join(file.name for file in edition.files) or counted(0, "file")
    return (
        f"{edition.kind} pack of {edition.meeting.name} for {edition.reader}, edition "
        f"{edition.ordinal} of {short_day(edition.prepared_on)}: {names}"
    )


def kept_files(session: Session, naming: Naming) -> list[str]:
    """The files of the record that hold the name, or cannot be read, by their documents."""
    chosen = select(Document).where(Document.sha256.is_not(None)).order_by(Document.id)
    return [
        f"{document.title}, a document of {document.item.meeting.name}{how}"
        for document in session.scalars(chosen)
        if document.file is not None and (how := _holds(document.file, naming)) is not None
    ]


def _holds(file: StoredFile, naming: Naming) -> str | None:
    """How a file holds the name; None if it does not."""
    from scheduler.exports.finished.texts import finished_text  # noqa: PLC0415 -- slow import

    try:
        found: Iterator[str] = (one.text for one in finished_text("file", file.content))
        return "" if any(map(naming.is_in, found)) else None
    except RenderFailed:
        return ", which cannot be read"
