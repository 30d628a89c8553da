"""Documents of agenda items: files in the record, or addresses, each with its audience."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import NotAllowed, NotFound
from scheduler.imports.document_files import SUFFIXES, ReadFile
from scheduler.model.agenda import AgendaItem, Document
from scheduler.model.meeting import Meeting
from scheduler.papers.audience import Reach
from scheduler.secretariat.audiences import owner_of, require_within
from scheduler.secretariat.item_labels import labels
from scheduler.secretariat.naming import agenda_of
from scheduler.secretariat.stored_files import content_of, forget_unused_files, keep_file
from scheduler.secretariat.texts import one_line


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as a list shows it; without a file it has no kind, size or hash."""

    number: str
    item: str
    title: str
    address: str
    kind: str
    size: int | None
    sha256: str
    audience: str


def add_document(
    session: Session,
    item: AgendaItem,
    file: ReadFile,
    *,
    title: str | None = None,
    reach: Reach | None = None,
) -> Document:
    """Put a file to an item, of a held meeting too; under a title that is there it replaces that.

    Called as the file is and read by whoever may read the item, if not said.
    """
    title = one_line("the title of the document", title or file.stem)
    require_within(item, reach or item.reach)
    # Half a document must not reach the database: an own one without its party breaks a constraint.
    with session.no_autoflush:
        document = next((one for one in item.documents if one.title == title), None)
        if document is None:
            document = Document(title=title, reach=item.reach, party=item.party)
            item.documents.append(document)
        if reach is not None:
            document.reach = reach
            document.party = item.party or owner_of(reach, item.meeting.partnership)
        document.address, document.file = "", keep_file(session, file)
    _finish(session, item)
    return document


def remove_document(session: Session, item: AgendaItem, document: Document) -> None:
    """Take a document off an item; its bytes go if no other document has them."""
    item.documents.remove(document)
    _finish(session, item)


def find_document(item: AgendaItem, title: str) -> Document:
    """The document of that title, whatever its case."""
    wanted = title.strip().casefold()
    found = next((one for one in item.documents if one.title.casefold() == wanted), None)
    if found is None:
        raise NotFound("document", title, [one.title for one in item.documents])
    return found


def bytes_of(session: Session, document: Document) -> tuple[str, bytes]:
    """The ending that fits the file of a document, and its bytes; NotAllowed where it has none."""
    if document.file is None:
        where = document.address or "no address is known either"
        raise NotAllowed(
            f"getting the document {document.title!r}",
            f"the record has no file of it ({where})",
            "put it there: scheduler document add",
        )
    return SUFFIXES[document.file.kind], content_of(session, document.file)


def list_documents(
    session: Session, meeting: Meeting, *, item: AgendaItem | None = None
) -> list[DocumentRow]:
    """The documents of a meeting in the order of its agenda, or those of one item."""
    agenda = agenda_of(session, meeting)
    numbers = dict(zip(agenda, labels(agenda), strict=True))
    documents = session.scalars(
        select(Document)
        .join(Document.item)
        .where(AgendaItem.meeting_id == meeting.id)
        .options(joinedload(Document.file), joinedload(Document.party))
        .order_by(AgendaItem.position, Document.id)
    )
    return [row_of(one, numbers[one.item]) for one in documents if item in (None, one.item)]


def row_of(document: Document, number: str) -> DocumentRow:
    """The document as a list shows it."""
    file = document.file
    return DocumentRow(
        number=number,
        item=document.item.title,
        title=document.title,
        address=document.address,
        kind=str(file.kind) if file else "",
        size=file.size if file else None,
        sha256=file.sha256 if file else "",
        audience=str(document.audience),
    )


def _finish(session: Session, item: AgendaItem) -> None:
    # Documents are rows of their own: without this, two edits of one version would win.
    item.version += 1
    forget_unused_files(session)
