"""The audit trail: a chain of entries over salted hashes, and the payloads that can be erased."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.model.base import Base, Key, LongText

# What leaves no entry in the trail, table or column, each with the reason.
UNTRAILED = {
    "audit_entry": "it is the trail itself",
    "audit_head": "it is the trail itself",
    "audit_payload": "it is the trail itself",
    "busy_times": "what is discarded of somebody's times is to be gone",
    "feed_token.last_used_at": "no officer changes it: it is the use of an address",
    "kept_block": "it follows from the rest of the record",
    "kept_calendar": "it follows from the rest of the record",
    "kept_feed": "it follows from the rest of the record",
    "stored_file": "the entry of the document has the hash of its bytes",
}


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
