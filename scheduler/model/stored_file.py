"""Files that the record keeps, each once, by what it holds."""

from sqlalchemy import CheckConstraint, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.model.base import Base, words
from scheduler.model.vocabulary import FileKind


class StoredFile(Base):
    """The bytes of a file under their SHA-256; it goes with the last document that refers to it.

    The bytes leave no entry in the audit trail: the entry of the document has their hash.
    Of a PDF that was looked into, `pages` is how many it has; `fault` why no pack can bind it in.
    """

    __tablename__ = "stored_file"
    __table_args__ = (CheckConstraint("size > 0", "size_positive"),)

    sha256: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[FileKind] = mapped_column(words(FileKind))
    size: Mapped[int]
    pages: Mapped[int | None]
    fault: Mapped[str] = mapped_column(default="")
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
