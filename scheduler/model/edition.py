"""Editions of packs: what was in each, and the files that were made of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.base import Base, Key, LongText, refers, words
from scheduler.model.meeting import Meeting
from scheduler.papers.edition import PackKind


class PackEdition(Base):
    """One edition of the pack of a meeting, numbered from 1 for each kind and reader.

    `reader` is a party's code, or "public". `pieces` is the manifest as JSON, `digest` one hash
    over it; `prepared_on` is the day that its papers say.
    """

    __tablename__ = "pack_edition"
    __table_args__ = (
        UniqueConstraint("meeting_id", "kind", "reader", "ordinal"),
        CheckConstraint("ordinal > 0", "ordinal_positive"),
    )

    id: Mapped[Key]
    meeting_id: Mapped[int] = refers("meeting.id")
    kind: Mapped[PackKind] = mapped_column(words(PackKind))
    reader: Mapped[str]
    ordinal: Mapped[int]
    prepared_on: Mapped[date]
    at: Mapped[datetime]
    officer: Mapped[str]
    digest: Mapped[str]
    pieces: Mapped[LongText]

    meeting: Mapped[Meeting] = relationship()
    files: Mapped[list["PackFile"]] = relationship(
        back_populates="edition", order_by="PackFile.id", cascade="all, delete-orphan"
    )


class PackFile(Base):
    """A file that was made of an edition, known by its hash; its bytes are not kept.

    `pages` is JSON: on which pages of a PDF each part stands.
    """

    __tablename__ = "pack_file"
    __table_args__ = (UniqueConstraint("edition_id", "sha256"),)

    id: Mapped[Key]
    edition_id: Mapped[int] = refers("pack_edition.id", on_delete="CASCADE")
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    pages: Mapped[LongText] = mapped_column(default="[]")

    edition: Mapped[PackEdition] = relationship(back_populates="files")
