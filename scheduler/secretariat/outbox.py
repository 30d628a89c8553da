"""The outbox as officers see it: listed, shown, and what is said of a message by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, defer, joinedload

from scheduler.errors import IllegalTransition, NotFound
from scheduler.exports.mail import read_attachments, read_parts
from scheduler.model.meeting import Meeting
from scheduler.model.outbox import Message, MessageState
from scheduler.secretariat.texts import one_line

# Longer than a mail server can keep somebody waiting: whoever claimed it has ended, or is lost.
LEASE = timedelta(minutes=15)

_S = MessageState
_NEXT = {
    _S.PREPARED: (_S.SENDING, _S.DISCARDED),
    _S.SENDING: (),
    _S.UNCERTAIN: (_S.SENDING, _S.SENT, _S.DISCARDED),
    _S.FAILED: (_S.SENDING, _S.DISCARDED),
    _S.SENT: (),
    _S.DISCARDED: (),
}


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message as a list shows it."""

    number: int
    kind: str
    state: MessageState
    method: str
    meeting: str
    recipient: str
    address: str
    subject: str
    why: str
    attempts: int
    next_attempt_at: datetime | None
    sent_at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class MessageSheet:
    """Everything known of a message, with what its reader sees and what their calendar does."""

    number: int
    kind: str
    state: MessageState
    why: str
    sender: str
    recipient: str
    subject: str
    message_id: str
    method: str
    sequence: int
    prepared_at: datetime
    attempts: int
    claimed_at: datetime | None
    next_attempt_at: datetime | None
    sent_at: datetime | None
    answer: str
    attachments: str
    text: str
    calendar: str
    version: int


def list_messages(
    session: Session,
    *,
    state: MessageState | None = None,
    meeting: Meeting | None = None,
    now: datetime,
) -> list[MessageRow]:
    """The messages in the order they were prepared; without a state, those that need somebody."""
    chosen = select(Message).options(
        joinedload(Message.meeting).joinedload(Meeting.series), defer(Message.mail)
    )
    if meeting is not None:
        chosen = chosen.where(Message.meeting_id == meeting.id)
    wanted = [state] if state else _unsettled(everything=meeting is not None)
    chosen = chosen.where(Message.state.in_([*wanted, _S.SENDING]))
    messages = session.scalars(chosen.order_by(Message.id)).all()
    return [row_of(one, now=now) for one in messages if state_of(one, now=now) in wanted]


def show_message(message: Message, *, now: datetime) -> MessageSheet:
    """Everything known of a message."""
    text, calendar = read_parts(message.mail)
    return MessageSheet(
        number=message.id,
        kind=str(message.kind),
        state=state_of(message, now=now),
        why=message.why,
        sender=f"{message.sender_name} <{message.sender}>",
        recipient=f"{message.recipient_name} <{message.address}>",
        subject=message.subject,
        message_id=message.message_id,
        method=message.method,
        sequence=message.sequence,
        prepared_at=message.prepared_at,
        attempts=message.attempts,
        claimed_at=message.claimed_at,
        next_attempt_at=message.next_attempt_at,
        sent_at=message.sent_at,
        answer=message.answer,
        attachments=", ".join(one.name for one in read_attachments(message.mail)),
        text=text,
        calendar=calendar,
        version=message.version,
    )


def find_message(session: Session, number: int) -> Message:
    """The message of that number; NotFound where there is none."""
    found = session.get(Message, number)
    if found is None:
        raise NotFound("message", str(number))
    return found


def state_of(message: Message, *, now: datetime) -> MessageState:
    """Where it stands; one that was being sent for too long is uncertain."""
    return _S.UNCERTAIN if is_lost(message, now=now) else message.state


def is_lost(message: Message, *, now: datetime) -> bool:
    """True for a message whose sender did not come back to say what became of it."""
    claimed = message.claimed_at
    return message.state is _S.SENDING and claimed is not None and claimed + LEASE <= now


def row_of(message: Message, *, now: datetime) -> MessageRow:
    """The message as a list shows it."""
    return MessageRow(
        number=message.id,
        kind=str(message.kind),
        state=state_of(message, now=now),
        method=message.method,
        meeting=message.meeting.name if message.meeting else "",
        recipient=message.recipient_name,
        address=message.address,
        subject=message.subject,
        why=message.why,
        attempts=message.attempts,
        next_attempt_at=message.next_attempt_at,
        sent_at=message.sent_at,
        answer=message.answer,
    )


def discard_message(message: Message, *, reason: str, now: datetime) -> None:
    """Never send a message that waits, failed, or may or may not have arrived.

    Raises IllegalTransition for one that was sent, or that somebody is sending.
    """
    require_next(message, _S.DISCARDED, now=now)
    message.state, message.next_attempt_at = _S.DISCARDED, None
    message.answer = one_line("--reason", reason)


def require_next(message: Message, wanted: MessageState, *, now: datetime) -> None:
    """Raise IllegalTransition unless the message may come into that state now."""
    if wanted not in _NEXT[state_of(message, now=now)]:
        raise _illegal(message, wanted, now=now)


def _illegal(message: Message, wanted: MessageState, *, now: datetime) -> IllegalTransition:
    state = state_of(message, now=now)
    what = f"message {message.id} to {message.recipient_name}"
    return IllegalTransition(what, str(state), str(wanted), [str(one) for one in _NEXT[state]])


def _unsettled(*, everything: bool) -> Sequence[MessageState]:
    ended = (_S.SENT, _S.DISCARDED)
    return [one for one in MessageState if everything or one not in ended]
