"""The PDFs that go with a pack: documents of its items, those its reader may read."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from scheduler.errors import Finding, Severity
from scheduler.imports.annex_files import look_into
from scheduler.model.agenda import AgendaItem, Document
from scheduler.model.stored_file import StoredFile
from scheduler.model.vocabulary import FileKind
from scheduler.papers.audience import Reader
from scheduler.papers.edition import Annex
from scheduler.papers.pack import BriefingPack
from scheduler.papers.parts import AgendaLine
from scheduler.secretariat.stored_files import content_of


def annexes_for(
    session: Session, items: Sequence[tuple[AgendaItem, AgendaLine]], reader: Reader
) -> tuple[Annex, ...]:
    """The PDFs of the items in the order of the agenda, each with why it cannot be bound in."""
    return tuple(
        _annex(session, document, document.file, line)
        for item, line in items
        for document in item.documents
        if document.file is not None
        and document.file.kind is FileKind.PDF
        and reader.may_read(document.audience)
    )


def contents_of(session: Session, pack: BriefingPack) -> dict[str, bytes]:
    """The bytes of the annexes that can be bound in, by their SHA-256."""
    return {
        annex.sha256: content_of(session, session.get_one(StoredFile, annex.sha256))
        for annex in pack.annexes
        if not annex.fault
    }


def unbound(pack: BriefingPack) -> tuple[Finding, ...]:
    """A warning for each annex that cannot be bound in."""
    return tuple(
        Finding(
            Severity.WARNING,
            f"the annex {annex.title} cannot be bound in: {annex.fault}",
            pack.meeting.name,
        )
        for annex in pack.annexes
        if annex.fault
    )


def _annex(session: Session, document: Document, file: StoredFile, line: AgendaLine) -> Annex:
    pages, fault = file.pages, file.fault
    if pages is None:  # it was put into the record before files were looked into
        found = look_into(content_of(session, file))
        pages, fault = found.pages, found.fault
    number = f"Item {line.number}: " if line.number else ""
    return Annex(
        title=document.title,
        item=f"{number}{line.title}",
        sha256=file.sha256,
        size=file.size,
        pages=pages,
        audience=document.audience,
        fault=fault,
    )
