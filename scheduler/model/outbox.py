"""The outbox: what waits to be sent to one person, and what became of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Enum, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.base import Base, Key, LongText, Versioned, refers, words
from scheduler.model.body import Person
from scheduler.model.meeting import Meeting
from scheduler.papers.mail import Mailbox

_WAITING = text("state = 'prepared'")


class MessageKind(StrEnum):
    """What a message is about. The database takes any word: more kinds may come."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    REQUEST = "request"
    CONTRIBUTION = "contribution"
    FOLLOW_UP = "follow-up"


class MessageState(StrEnum):
    """Where a message stands on its way."""

    PREPARED = "prepared"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    DISCARDED = "discarded"


class Message(Versioned, Base):
    """What one person or mailbox gets, as it was written: the database refuses to change `mail`.

    `mail` is the whole of it (RFC 5322), in ASCII with CRLF, and goes out so each time, but for a
    secret address of the answers, of which it has a stand-in. `facts` is
    what it says of the meeting, by which a later one is compared with it. `why` says why it was
    prepared, `answer` the last that the mail server, or the officer who ended it, said. Nobody but
    its claimant sends a message that is `sending`; `next_attempt_at` is set where a try failed. One
    that was uncertain once `may_have_arrived`, whatever became of sending it again.
    """

    __tablename__ = "message"
    __table_args__ = (
        Index(
            "uq_message_waiting",
            "kind",
            "meeting_id",
            "person_id",
            unique=True,
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        CheckConstraint("(sent_at IS NOT NULL) = (state = 'sent')", "sent_at_a_time"),
        CheckConstraint("state <> 'sending' OR claimed_at IS NOT NULL", "claimed_at_a_time"),
        CheckConstraint("attempts >= 0", "attempts_counted"),
    )

    id: Mapped[Key]
    kind: Mapped[MessageKind] = mapped_column(
        Enum(
            MessageKind,
            native_enum=False,
            create_constraint=False,
            length=32,
            values_callable=lambda kinds: [kind.value for kind in kinds],
        )
    )
    meeting_id: Mapped[int | None] = refers("meeting.id")
    person_id: Mapped[int | None] = refers("person.id")
    state: Mapped[MessageState] = mapped_column(
        words(MessageState), default=MessageState.PREPARED, index=True
    )
    message_id: Mapped[str] = mapped_column(unique=True)
    sender_name: Mapped[str]
    sender: Mapped[str]
    recipient_name: Mapped[str]
    address: Mapped[str]
    subject: Mapped[str]
    why: Mapped[LongText]
    method: Mapped[str] = mapped_column(default="")
    sequence: Mapped[int] = mapped_column(default=0)
    facts: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    mail: Mapped[LongText]
    prepared_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    may_have_arrived: Mapped[bool] = mapped_column(default=False)
    claimed_at: Mapped[datetime | None]
    next_attempt_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    answer: Mapped[LongText] = mapped_column(default="")

    meeting: Mapped[Meeting | None] = relationship()
    person: Mapped[Person | None] = relationship()

    @property
    def from_mailbox(self) -> Mailbox:
        """Who sends it, and gets the answers."""
        return Mailbox(self.sender_name, self.sender)
