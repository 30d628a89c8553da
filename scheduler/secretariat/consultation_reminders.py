"""Reminders to the delegations that have not answered a consultation; none is sent by writing it.

A reminder tells one recipient what their own delegation was asked, and nothing of what others said.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.errors import NotAllowed
from scheduler.exports.mail import as_mail
from scheduler.model.body import Body, Person
from scheduler.model.consultation import Consultation, ConsultationState, Consulted
from scheduler.model.meeting import Meeting
from scheduler.model.outbox import Message, MessageKind, MessageState
from scheduler.papers.mail import Letter, Mailbox, is_mailbox
from scheduler.papers.words import listed, short_day
from scheduler.secretariat.attendance import members_of
from scheduler.secretariat.consultations import latest, require_latest
from scheduler.secretariat.consulted import label
from scheduler.secretariat.dates import local_day
from scheduler.secretariat.mailboxes import ARRIVED, convener_of
from scheduler.secretariat.meetings import short_name
from scheduler.secretariat.reminder_texts import subject_of, text_of

_ENDED = "answered meanwhile, or asked otherwise"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets what a delegation is told: a person, or a functional mailbox."""

    mailbox: Mailbox
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class _Silent:
    """Delegations that have not answered, and who is told for all of them."""

    delegations: tuple[str, ...]
    recipient: Recipient | None

    def is_told_at(self, address: str) -> bool:
        if self.recipient is None:
            return False
        return self.recipient.mailbox.address.casefold() == address.casefold()


@dataclass(frozen=True, slots=True)
class Reminder:
    """What the delegations of one recipient would get, and why; nothing where `is_due` is false."""

    delegations: tuple[str, ...]
    recipient: Recipient | None
    is_due: bool
    why: str


@dataclass(frozen=True, slots=True)
class ReminderPlan:
    """What everybody asked would get; `outdated` are the messages that wait and hold no more."""

    consultation: Consultation
    sender: Mailbox
    reminders: tuple[Reminder, ...]
    outdated: tuple[Message, ...]


def plan_reminders(
    session: Session, meeting: Meeting, *, convener: Body | None = None, now: datetime
) -> ReminderPlan:
    """Who would be reminded of an open consultation; nothing is written by asking.

    Raises NotAllowed where no answer is awaited, or no mailbox can ask.
    """
    act = f"reminding of the consultation on {meeting.name}"
    consultation = require_latest(session, meeting, "reminding of")
    if consultation.state is not ConsultationState.OPEN:
        remedy = f"see: scheduler consult status {meeting.name}"
        raise NotAllowed(act, f"it is {consultation.state}", remedy)
    sender = convener_of(session, meeting, convener, (), act=act)
    silent, messages = _silent(session, consultation), _messages(session, meeting)
    outdated = tuple(
        one
        for one in messages
        if one.state is MessageState.PREPARED and not _says_what_holds(one, consultation, silent)
    )
    earlier = [one for one in messages if one not in outdated]
    reminders = (
        *_answered(consultation),
        *(_reminder(consultation, sender, one, earlier, now=now) for one in silent),
    )
    return ReminderPlan(consultation, sender, reminders, outdated)


def prepare_reminders(session: Session, plan: ReminderPlan, *, now: datetime) -> list[Message]:
    """Put the reminders of a plan into the outbox; what waits there and holds no more is ended."""
    for one in plan.outdated:
        one.state, one.answer = MessageState.DISCARDED, _ENDED
    session.flush()  # one message waits for a person: the old one goes first
    written = [
        _message(session, plan, one, one.recipient, now=now)
        for one in plan.reminders
        if one.is_due and one.recipient
    ]
    session.add_all(written)
    session.flush()
    return written


def reminder_holds(session: Session, message: Message) -> bool:
    """True while a reminder tells, at the right address, what is still to be answered."""
    consultation = latest(session, message.meeting) if message.meeting else None
    return consultation is not None and _says_what_holds(
        message, consultation, _silent(session, consultation)
    )


def _says_what_holds(
    message: Message, consultation: Consultation, silent: Iterable[_Silent]
) -> bool:
    return consultation.state is ConsultationState.OPEN and any(
        one.is_told_at(message.address) and message.facts == _facts(consultation, one.delegations)
        for one in silent
    )


def _facts(consultation: Consultation, delegations: Sequence[str]) -> dict[str, str]:
    return {
        "consultation": str(consultation.id),
        "delegations": ", ".join(delegations),
        "deadline": consultation.deadline.isoformat(),
        "dates": " ".join(one.day.isoformat() for one in consultation.candidates),
    }


def _answered(consultation: Consultation) -> list[Reminder]:
    return [
        Reminder((label(one),), None, is_due=False, why="has answered")
        for one in consultation.consulted
        if one.answers
    ]


def _silent(session: Session, consultation: Consultation) -> list[_Silent]:
    """The delegations that have not answered, by recipient: each gets one message."""
    alone: list[_Silent] = []
    shared: dict[str, _Silent] = {}
    for one in consultation.consulted:
        if one.answers:
            continue
        found = _recipient(session, one)
        if found is None:
            alone.append(_Silent((label(one),), None))
            continue
        address = found.mailbox.address.casefold()
        before = shared.get(address, _Silent((), found))
        shared[address] = _Silent((*before.delegations, label(one)), before.recipient)
    return [*alone, *shared.values()]


def _reminder(
    consultation: Consultation,
    sender: Mailbox,
    silent: _Silent,
    earlier: Sequence[Message],
    *,
    now: datetime,
) -> Reminder:
    if silent.recipient is None:
        why = "no address is known"
    elif silent.is_told_at(sender.address):
        why = "it is the mailbox that asks"
    else:
        told = [one for one in earlier if silent.is_told_at(one.address)]
        return _unless_told(consultation, silent, told, now=now)
    return Reminder(silent.delegations, silent.recipient, is_due=False, why=why)


def _unless_told(
    consultation: Consultation, silent: _Silent, told: Sequence[Message], *, now: datetime
) -> Reminder:
    """One reminder waits at a time, and one goes out on a day."""
    is_due, why = True, "no answer"
    for one in told:
        if one.state is MessageState.PREPARED:
            is_due, why = False, f"waits already as message {one.id}"
        elif one.state in ARRIVED and one.facts.get("consultation") == str(consultation.id):
            day = local_day(one.sent_at or one.prepared_at, consultation.meeting)
            is_due = day < local_day(now, consultation.meeting)
            when = f"last reminded on {short_day(day)}, by message {one.id}"
            why = f"no answer; {when}" if is_due else "reminded today"
    return Reminder(silent.delegations, silent.recipient, is_due, why)


def _recipient(session: Session, consulted: Consulted) -> Recipient | None:
    """The mailbox of the body, else the first of the delegation who has an address.

    For a party at last the only mailbox that its bodies have.
    """
    meeting, body = consulted.consultation.meeting, consulted.body
    if body is not None and body.mailbox:
        return Recipient(Mailbox(short_name(body, meeting), body.mailbox))
    members = [
        one
        for one in members_of(session, meeting)
        if one.delegation.party_id == consulted.party_id and body in (None, one.body)
    ]
    for member in sorted(members, key=lambda one: not one.is_head):
        if member.person is not None and is_mailbox(member.person.email):
            person = member.person
            return Recipient(Mailbox(person.full_name, person.email), person)
    with_mailbox = select(Body).where(Body.party_id == consulted.party_id, Body.mailbox != "")
    every = session.scalars(with_mailbox).all() if body is None else ()
    if len(every) != 1:
        return None
    return Recipient(Mailbox(short_name(every[0], meeting), every[0].mailbox))


def _messages(session: Session, meeting: Meeting) -> Sequence[Message]:
    return session.scalars(
        select(Message)
        .where(Message.meeting_id == meeting.id, Message.kind == MessageKind.REMINDER)
        .order_by(Message.id)
    ).all()


def _message(
    session: Session, plan: ReminderPlan, one: Reminder, recipient: Recipient, *, now: datetime
) -> Message:
    consultation, meeting = plan.consultation, plan.consultation.meeting
    letter = Letter(
        key=_key(session, meeting, recipient, now),
        sender=plan.sender,
        recipient=recipient.mailbox,
        subject=subject_of(consultation, now=now),
        text=text_of(consultation, plan.sender, listed(one.delegations), now=now),
        date=now,
    )
    return Message(
        kind=MessageKind.REMINDER,
        meeting=meeting,
        person=recipient.person,
        message_id=letter.message_id,
        sender_name=plan.sender.name,
        sender=plan.sender.address,
        recipient_name=recipient.mailbox.name,
        address=recipient.mailbox.address,
        subject=letter.subject,
        why=one.why,
        facts=_facts(consultation, one.delegations),
        mail=as_mail(letter),
        prepared_at=now,
    )


def _key(session: Session, meeting: Meeting, recipient: Recipient, now: datetime) -> str:
    """What makes a Message-ID unlike any other, and tells nothing of whom it is for."""
    earlier = session.scalar(select(func.count()).where(Message.meeting_id == meeting.id))
    said = f"reminder {meeting.uid} {recipient.mailbox.address} {earlier} {now.isoformat()}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]
