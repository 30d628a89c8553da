"""The audit trail: a chain of entries over salted hashes, and the payloads that can be erased."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.model.base import Base, Key, LongText


class AuditEntry(Base):
    """One change: who, when, by which verb, to what. The database refuses to edit or delete it.

    `entry_hash` covers the other columns and `previous_hash`, so that removing or reordering
    entries breaks the chain. What changed stands in the payload, which only its hash ties here.
    """

    __tablename__ = "audit_entry"

    position: Mapped[Key] = mapped_column(autoincrement=False)
    at: Mapped[datetime]
    officer: Mapped[str]
    verb: Mapped[str]
    action: Mapped[str]
    noun: Mapped[str]
    key: Mapped[str]
    payload_hash: Mapped[str]
    previous_hash: Mapped[str]
    entry_hash: Mapped[str] = mapped_column(unique=True)


class AuditPayload(Base):
    """What changed, before and after, as canonical JSON. Erasing a person deletes this row."""

    __tablename__ = "audit_payload"

    position: Mapped[int] = mapped_column(
        ForeignKey("audit_entry.position"), primary_key=True, autoincrement=False
    )
    salt: Mapped[str]
    content: Mapped[LongText]


class AuditHead(Base):
    """The last position and hash: one row, locked by each writer before it changes anything."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", "one_row"),)

    id: Mapped[Key] = mapped_column(autoincrement=False)
    position: Mapped[int]
    entry_hash: Mapped[str]
