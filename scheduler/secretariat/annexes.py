"""The PDFs that go with a pack: documents of its items, those its reader may read, then files."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from scheduler.errors import Finding, InvalidValue, Severity
from scheduler.imports.annex_files import look_into
from scheduler.imports.document_files import ReadFile
from scheduler.model.agenda import AgendaItem, Document
from scheduler.model.meeting import Meeting
from scheduler.model.stored_file import StoredFile
from scheduler.model.vocabulary import FileKind
from scheduler.papers.audience import JOINT, PUBLIC, Audience, Reader, own
from scheduler.papers.edition import Annex
from scheduler.papers.pack import BriefingPack
from scheduler.papers.parts import AgendaLine
from scheduler.secretariat.audiences import home_party
from scheduler.secretariat.stored_files import content_of
from scheduler.secretariat.texts import one_line

# What all annexes of one pack together may have.
MOST_PAGES, MOST_BYTES = 600, 100_000_000


@dataclass(frozen=True, slots=True)
class GivenAnnex:
    """A PDF that goes into one pack alone: its bytes are not kept in the record."""

    title: str
    content: bytes

    @property
    def sha256(self) -> str:
        """What it is known by."""
        return hashlib.sha256(self.content).hexdigest()


def given_annex(file: ReadFile, title: str = "") -> GivenAnnex:
    """The file as an annex, called as the file is if not said; InvalidValue for what is no PDF."""
    if file.kind is not FileKind.PDF:
        raise InvalidValue("the annex", file.stem, f"a PDF: it holds {file.kind}")
    return GivenAnnex(one_line("the title of the annex", title or file.stem), file.content)


def annexes_for(
    session: Session,
    meeting: Meeting,
    items: Sequence[tuple[AgendaItem, AgendaLine]],
    reader: Reader,
    files: Sequence[GivenAnnex] = (),
) -> tuple[Annex, ...]:
    """The PDFs of the items in the order of the agenda, then files, each with why it stays out.

    A file is for the reader of the pack: the home party's own in its pack, joint in the partner's.
    """
    audience = _audience_of_files(meeting, reader)
    given = (_given(file, audience) for file in files)
    return tuple(within((*_of_items(session, items, reader), *given)))


def within(
    annexes: Iterable[Annex], *, most_pages: int = MOST_PAGES, most_bytes: int = MOST_BYTES
) -> Iterator[Annex]:
    """The annexes; those with which all would have too many pages or bytes are said not to fit."""
    pages = size = 0
    for annex in annexes:
        if annex.fault:
            yield annex
        elif pages + annex.pages > most_pages:
            fault = f"with it the annexes would have more than {most_pages} pages"
            yield replace(annex, fault=fault)
        elif size + annex.size > most_bytes:
            fault = f"with it the annexes would have more than {most_bytes // 10**6} MB"
            yield replace(annex, fault=fault)
        else:
            pages, size = pages + annex.pages, size + annex.size
            yield annex


def _audience_of_files(meeting: Meeting, reader: Reader) -> Audience:
    if reader.party is None:
        return PUBLIC
    home = home_party(meeting.partnership).code
    return own(home) if reader.party == home else JOINT


def _given(file: GivenAnnex, audience: Audience) -> Annex:
    found = look_into(file.content)
    size = len(file.content)
    return Annex(file.title, "", file.sha256, size, found.pages, audience, found.fault)


def _of_items(
    session: Session, items: Sequence[tuple[AgendaItem, AgendaLine]], reader: Reader
) -> tuple[Annex, ...]:
    return tuple(
        _annex(session, document, document.file, line)
        for item, line in items
        for document in item.documents
        if document.file is not None
        and document.file.kind is FileKind.PDF
        and reader.may_read(document.audience)
    )


def contents_of(
    session: Session, pack: BriefingPack, files: Sequence[GivenAnnex] = ()
) -> dict[str, bytes]:
    """The bytes of the annexes that can be bound in, by their SHA-256."""
    given = {file.sha256: file.content for file in files}
    return {
        annex.sha256: given.get(annex.sha256)
        or content_of(session, session.get_one(StoredFile, annex.sha256))
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
