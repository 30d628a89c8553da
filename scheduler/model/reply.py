"""What comes back by mail: the answers of invited people's calendars, and the secret addresses."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.base import Base, Key, LongText, Versioned, Wall, refers, words
from scheduler.model.body import Person
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import Reply


class ReplyMethod(StrEnum):
    """Whether it answers, or proposes another time (RFC 5546 3.2.3, 3.2.7)."""

    REPLY = "reply"
    COUNTER = "counter"


class ReplyProof(StrEnum):
    """By what the sender is known to be whose answer it is."""

    NONE = "none"
    SERVER = "mail server"
    ADDRESS = "secret address"
    OFFICER = "officer"


class ReplyState(StrEnum):
    """What became of a reply. One that counts is the newest of its person; the rest is kept."""

    UNVERIFIED = "unverified"
    COUNTED = "counted"
    BESIDE = "beside"
    OUTDATED = "outdated"
    NOTED = "noted"
    UNMATCHED = "unmatched"
    DISCARDED = "discarded"


class CalendarReply(Versioned, Base):
    """One answer that a message brought, as it was read; only its state and `why` change.

    `content_hash` is that of the message, and `place` the answer's in it: what was imported once is
    known. `sequence` and `stamp` (RFC 5545 3.8.7.4, 3.8.7.2) put the answers of a person in order,
    the message's coming does not. `beside` is one that the officer's own entry contradicts. A
    counter's times are wall time where the meeting is held; without hours it proposes a day.
    """

    __tablename__ = "calendar_reply"
    __table_args__ = (
        UniqueConstraint("content_hash", "place"),
        CheckConstraint(
            "state NOT IN ('counted', 'beside') OR "
            "(meeting_id IS NOT NULL AND person_id IS NOT NULL AND proof <> 'none')",
            "counts_with_proof",
        ),
        CheckConstraint("method = 'counter' OR proposed_day IS NULL", "counters_propose"),
    )

    id: Mapped[Key]
    content_hash: Mapped[str]
    place: Mapped[int]
    meeting_id: Mapped[int | None] = refers("meeting.id")
    person_id: Mapped[int | None] = refers("person.id")
    state: Mapped[ReplyState] = mapped_column(words(ReplyState), index=True)
    proof: Mapped[ReplyProof] = mapped_column(words(ReplyProof))
    why: Mapped[LongText]
    method: Mapped[ReplyMethod] = mapped_column(words(ReplyMethod))
    uid: Mapped[str]
    recurrence_id: Mapped[str] = mapped_column(default="")
    sequence: Mapped[int]
    stamp: Mapped[datetime]
    attendee: Mapped[str]
    sent_by: Mapped[str] = mapped_column(default="")
    partstat: Mapped[str]
    answer: Mapped[Reply] = mapped_column(words(Reply))
    comment: Mapped[LongText] = mapped_column(default="")
    proposed_day: Mapped[date | None]
    proposed_start: Mapped[Wall | None]
    proposed_end: Mapped[Wall | None]
    sender: Mapped[str]
    subject: Mapped[str]
    message_id: Mapped[str]
    imported_at: Mapped[datetime]
    officer: Mapped[str]

    meeting: Mapped[Meeting | None] = relationship()
    person: Mapped[Person | None] = relationship()

    @property
    def order(self) -> tuple[int, datetime]:
        """What a newer one of the same person has higher (RFC 5546 2.1.5)."""
        return self.sequence, self.stamp


class ReplyAddress(Base):
    """An address that only one person was told, for their answer to one meeting: its hash alone."""

    __tablename__ = "reply_address"

    id: Mapped[Key]
    meeting_id: Mapped[int] = refers("meeting.id")
    person_id: Mapped[int] = refers("person.id")
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship()
    person: Mapped[Person] = relationship()
