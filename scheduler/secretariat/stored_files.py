"""The files of documents and of evidence: each kept once, under its hash, while it is used."""

import hashlib
from typing import Any

from sqlalchemy import delete, exists, insert, select
from sqlalchemy.orm import Session

from scheduler.imports.annex_files import look_into
from scheduler.imports.document_files import ReadFile
from scheduler.model.agenda import Document
from scheduler.model.outcome import CommitmentLink
from scheduler.model.stored_file import StoredFile
from scheduler.model.vocabulary import FileKind


def keep_file(session: Session, file: ReadFile) -> StoredFile:
    """The file in the record; the same bytes are kept once, and a PDF is looked into.

    Written beside the audit trail, which has the hash by way of the document: bytes that are gone
    are gone from everywhere.
    """
    sha256 = hashlib.sha256(file.content).hexdigest()
    if (there := session.get(StoredFile, sha256)) is not None:
        return there
    values: dict[str, Any] = {"sha256": sha256, "kind": file.kind, "size": len(file.content)}
    if file.kind is FileKind.PDF:
        found = look_into(file.content)
        values |= {"pages": found.pages, "fault": found.fault}
    session.execute(insert(StoredFile).values(content=file.content, **values))
    return session.get_one(StoredFile, sha256)


def content_of(session: Session, file: StoredFile) -> bytes:
    """The bytes of a file."""
    chosen = select(StoredFile.content).where(StoredFile.sha256 == file.sha256)
    return session.scalars(chosen).one()


def forget_unused_files(session: Session) -> None:
    """Remove the bytes that neither a document nor a step of a commitment refers to any more."""
    session.flush()
    in_document = exists().where(Document.sha256 == StoredFile.sha256)
    in_chain = exists().where(CommitmentLink.sha256 == StoredFile.sha256)
    session.execute(delete(StoredFile).where(~in_document, ~in_chain))
