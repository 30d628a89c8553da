"""Claim, send, mark: how a message leaves without ever being sent twice unasked.

A claim is committed before the server is spoken to, and what became of it after: no transaction is
open in between. Whoever is stopped there leaves a message that is uncertain, and stays so until an
officer decides.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.delivery.envelopes import Delivery, Envelope, Result
from scheduler.errors import Finding, NotAllowed, Severity
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.outbox import Message, MessageKind, MessageState
from scheduler.papers.mail import Method
from scheduler.secretariat.consultation_reminders import reminder_holds
from scheduler.secretariat.contribution_reminders import contribution_reminder_holds
from scheduler.secretariat.contribution_requests import request_holds
from scheduler.secretariat.dates import local_day
from scheduler.secretariat.follow_up_reminders import follow_up_holds
from scheduler.secretariat.invitations import still_holds
from scheduler.secretariat.outbox import is_lost, require_next, state_of
from scheduler.secretariat.reply_addresses import outgoing_mail

_S = MessageState
_PREPARING = {
    MessageKind.INVITATION: "invite prepare",
    MessageKind.REMINDER: "consult remind",
    MessageKind.REQUEST: "contribution request",
    MessageKind.CONTRIBUTION: "contribution remind",
    MessageKind.FOLLOW_UP: "follow-up remind",
}
# How long to wait after each attempt that came to nothing; after the last of them no more is made.
DELAYS = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 240, 720, 1440))


def due_messages(session: Session, *, now: datetime) -> list[int]:
    """The numbers of the messages that wait and whose next attempt has come, the oldest first."""
    waiting = select(Message).where(Message.state == _S.PREPARED).order_by(Message.id)
    return [
        one.id
        for one in session.scalars(waiting)
        if one.next_attempt_at is None or one.next_attempt_at <= now
    ]


def mark_lost(session: Session, *, now: datetime) -> list[Message]:
    """Mark as uncertain what was being sent when its sender was stopped."""
    sending = session.scalars(select(Message).where(Message.state == _S.SENDING))
    lost = [one for one in sending.all() if is_lost(one, now=now)]
    for one in lost:
        _doubt(one, "its sending was interrupted")
    return lost


def claim(
    session: Session, message: Message, *, again: bool = False, today: date, now: datetime
) -> Envelope:
    """Take a message to send it: nobody else will. Commit before it is handed over.

    `again` takes one that failed or is uncertain too, unchanged. Raises IllegalTransition for one
    that is not to be sent, NotAllowed where it no longer says what holds.
    """
    require_next(message, _S.SENDING, now=now)
    state = state_of(message, now=now)
    message.may_have_arrived |= state is _S.UNCERTAIN
    act = f"sending message {message.id} to {message.recipient_name}"
    if state is not _S.PREPARED and not again:
        remedy = "send it once more with --again, or say: scheduler outbox arrived or discard"
        raise NotAllowed(act, f"it is {state}", remedy)
    if not _holds(session, message, today) or _is_followed(session, message):
        name = message.meeting.name if message.meeting else ""
        remedy = f"prepare what holds now: scheduler {_PREPARING[message.kind]} {name}".rstrip()
        raise NotAllowed(act, "it no longer says what holds", remedy)
    message.state, message.claimed_at, message.next_attempt_at = _S.SENDING, now, None
    message.attempts += 1
    return Envelope(message.sender, message.address, outgoing_mail(session, message, now=now))


def settle(session: Session, message: Message, delivery: Delivery, *, now: datetime) -> None:
    """Keep what became of a message that was claimed.

    Of one that may have arrived before, only that it was sent is certain.
    """
    message.answer = delivery.answer
    if delivery.result is Result.SENT:
        message.state, message.sent_at = _S.SENT, now
        _note_invited(session, message)
    elif delivery.result is Result.UNCERTAIN or message.may_have_arrived:
        _doubt(message, delivery.answer)
    elif delivery.result is Result.REFUSED:
        message.state = _S.FAILED
    elif _is_followed(session, message):
        message.state = _S.DISCARDED
    else:
        _put_off(message, now=now)


def note_arrival(session: Session, message: Message, *, now: datetime) -> None:
    """Keep that an uncertain message arrived; IllegalTransition for any other."""
    require_next(message, _S.SENT, now=now)
    message.answer = "an officer says that it arrived"
    message.state, message.sent_at = _S.SENT, message.claimed_at
    _note_invited(session, message)


def findings_of(messages: Sequence[Message]) -> list[Finding]:
    """What of these an officer must look at."""
    found = []
    for one in messages:
        where = f"message {one.id} to {one.recipient_name}"
        if one.state is _S.FAILED:
            found.append(Finding(Severity.ERROR, f"not sent: {one.answer}", where))
        elif one.state is _S.UNCERTAIN:
            found.append(Finding(Severity.ERROR, f"may have arrived: {one.answer}", where))
        elif one.state is _S.PREPARED and one.attempts:
            found.append(Finding(Severity.WARNING, f"not sent yet: {one.answer}", where))
    return found


def _doubt(message: Message, why: str) -> None:
    message.state, message.answer, message.may_have_arrived = _S.UNCERTAIN, why, True


def _note_invited(session: Session, message: Message) -> None:
    """Keep the day on which somebody was first invited, once the invitation is sent."""
    if message.sent_at is None or message.method != Method.REQUEST or message.meeting is None:
        return
    members = session.scalars(
        select(Attendance)
        .join(Attendance.delegation)
        .where(
            Delegation.meeting_id == message.meeting_id,
            Attendance.person_id == message.person_id,
            Attendance.invited_on.is_(None),
        )
    )
    for member in members:
        member.invited_on = local_day(message.sent_at, message.meeting)


def _put_off(message: Message, *, now: datetime) -> None:
    if message.attempts > len(DELAYS):
        message.state = _S.FAILED
        message.answer = f"given up after {message.attempts} attempts: {message.answer}"
        return
    message.state = _S.PREPARED
    message.next_attempt_at = now + DELAYS[message.attempts - 1]


def _holds(session: Session, message: Message, today: date) -> bool:
    if message.kind is MessageKind.REMINDER:
        return reminder_holds(session, message)
    if message.kind is MessageKind.REQUEST:
        return request_holds(session, message)
    if message.kind is MessageKind.CONTRIBUTION:
        return contribution_reminder_holds(session, message, today=today)
    if message.kind is MessageKind.FOLLOW_UP:
        return follow_up_holds(session, message, today=today)
    return still_holds(session, message, today=today)


def _is_followed(session: Session, message: Message) -> bool:
    """True if there is a newer message of the same to the same person, which stands.

    A mailbox that is no person's is told by its address.
    """
    is_same = Message.person_id == message.person_id
    if message.person_id is None:
        is_same = Message.person_id.is_(None) & (Message.address == message.address)
    newer = select(Message.id).where(
        Message.id > message.id,
        Message.kind == message.kind,
        Message.meeting_id == message.meeting_id,
        is_same,
        Message.state != _S.DISCARDED,
    )
    return message.meeting_id is not None and session.scalar(newer.limit(1)) is not None
