"""Reminders of what bodies owe; none is sent by writing it.

Each body gets one message, with what its own party may read and nothing else. What a body was told
already is not told again until it stands otherwise: another due day, a new step, or late at last.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from scheduler.errors import InvalidValue, NotAllowed
from scheduler.exports.mail import as_mail
from scheduler.model.body import Body
from scheduler.model.outbox import Message, MessageKind, MessageState
from scheduler.model.outcome import Outcome
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import CommitmentState
from scheduler.papers.audience import Reader
from scheduler.papers.follow_up import BodyOwes, Owed
from scheduler.papers.mail import Letter, Mailbox
from scheduler.papers.words import counted, day_in_words
from scheduler.secretariat.audiences import home_party
from scheduler.secretariat.dues import Dues
from scheduler.secretariat.follow_up import SOON, owed_by_bodies, owed_of
from scheduler.secretariat.follow_up_wall import meetings_that_decided, wall_over
from scheduler.secretariat.last_look import last_look
from scheduler.secretariat.mailboxes import ARRIVED
from scheduler.secretariat.register import with_everything

_ENDED = "it stands otherwise now, or a newer reminder says more"


@dataclass(frozen=True, slots=True)
class FollowUpReminder:
    """What one body would get, and why; `references` are empty where nothing is new to it."""

    body: str
    name: str
    address: str
    references: tuple[str, ...]
    late: int
    is_due: bool
    why: str
    text: str


@dataclass(frozen=True, slots=True)
class FollowUpReminders:
    """Who is reminded; `prepared` are the numbers of the new messages."""

    reminders: tuple[FollowUpReminder, ...]
    prepared: tuple[int, ...]


def remind_of_commitments(
    session: Session,
    partnership: Partnership,
    *,
    within: int = SOON,
    body: Body | None = None,
    convener: Body | None = None,
    again: bool = False,
    is_preview: bool = False,
    today: date,
    now: datetime,
) -> FollowUpReminders:
    """Write a reminder to each body into the outbox, of what is late or due within so many days.

    A preview writes none; `again` reminds of what was told already too. Raises NotAllowed where no
    mailbox of ours can ask, AudienceLeak where a message holds what its party may not read.
    """
    sender = sender_of(session, partnership, convener, today=today)
    earlier = _messages(session)
    found, due = [], []
    for whole in owed_by_bodies(session, partnership, within=within, body=body, today=today):
        if not whole.code:
            continue
        owes = whole if again else _untold(whole, earlier)
        is_due, why = _judged(whole, owes, earlier)
        text = _text(owes, sender, today) if is_due else ""
        found.append(_row(owes, text, is_due=is_due, why=why))
        due += [(owes, text)] if is_due else []
    _refuse_leaks(session, due)
    written: list[Message] = []
    if not is_preview:
        _discard_outdated(session, earlier, [owes for owes, _ in due], today=today)
        written = [_message(session, owes, text, sender, now=now) for owes, text in due]
        session.add_all(written)
        session.flush()
    return FollowUpReminders(tuple(found), tuple(one.id for one in written))


def follow_up_holds(session: Session, message: Message, *, today: date) -> bool:
    """True while all that a reminder says is still owed, and stands as it says."""
    said = message.facts
    chosen = with_everything().where(Outcome.reference.in_(said))
    standing: dict[str, str] = {}
    dues = Dues(session)
    for one in session.scalars(chosen):
        if one.owner is not None and one.owner.mailbox == message.address:
            reader = Reader(one.owner.party.code)
            found = owed_of([one], reader, dues, today=today)
            is_open = one.state is CommitmentState.OPEN
            standing |= {owed.reference: owed.state for owed in found if is_open}
    return standing == said


def sender_of(
    session: Session, partnership: Partnership, given: Body | None, *, today: date
) -> Mailbox:
    """The mailbox that asks: the given body's, or the only one that the home party has."""
    home = home_party(partnership)
    if given is not None and given.party_id != home.id:
        raise InvalidValue("--by", given.code, f"a body of {home.code}, whose secretariat this is")
    if given is not None and not given.mailbox:
        expected = f"a body with a mailbox: scheduler invite mailbox {given.code} ADDRESS"
        raise InvalidValue("--by", given.code, expected)
    ours = select(Body).where(Body.party_id == home.id, Body.mailbox != "").order_by(Body.id)
    known = [given] if given else session.scalars(ours).all()
    if len(known) != 1:
        reason = "several of our bodies have mailboxes" if known else "no body of ours has one"
        remedy = "say which with --by BODY" if known else "scheduler invite mailbox BODY ADDRESS"
        raise NotAllowed("choosing the mailbox that reminds", reason, remedy)
    return Mailbox(known[0].short_name_on(today), known[0].mailbox)


def _untold(owes: BodyOwes, earlier: Sequence[Message]) -> BodyOwes:
    """What stands otherwise than the body was told last."""
    told: dict[str, str] = {}
    for one in earlier:
        if one.address == owes.mailbox and one.state in ARRIVED:
            told |= one.facts
    return replace(
        owes, owed=tuple(one for one in owes.owed if told.get(one.reference) != one.state)
    )


def _judged(whole: BodyOwes, owes: BodyOwes, earlier: Sequence[Message]) -> tuple[bool, str]:
    if not whole.mailbox:
        return False, f"no mailbox is known: scheduler invite mailbox {whole.code} ADDRESS"
    if not owes.owed:
        return False, "told already, and nothing has changed"
    for one in earlier:
        if one.state is MessageState.PREPARED and _says(one, owes):
            return False, f"waits already as message {one.id}"
    return True, f"{counted(owes.late, 'commitment')} late" if owes.late else "due soon"


def _says(message: Message, owes: BodyOwes) -> bool:
    return message.address == owes.mailbox and message.facts == _facts(owes)


def _facts(owes: BodyOwes) -> Mapping[str, str]:
    return {one.reference: one.state for one in owes.owed}


def _messages(session: Session) -> Sequence[Message]:
    chosen = select(Message).where(Message.kind == MessageKind.FOLLOW_UP)
    return session.scalars(chosen.options(defer(Message.mail)).order_by(Message.id)).all()


def _discard_outdated(
    session: Session, earlier: Sequence[Message], due: Sequence[BodyOwes], *, today: date
) -> None:
    again = {(owes.mailbox, one.reference) for owes in due for one in owes.owed}
    for one in earlier:
        if one.state is not MessageState.PREPARED:
            continue
        is_followed = any((one.address, reference) in again for reference in one.facts)
        if is_followed or not follow_up_holds(session, one, today=today):
            one.state, one.answer = MessageState.DISCARDED, _ENDED


def _row(owes: BodyOwes, text: str, *, is_due: bool, why: str) -> FollowUpReminder:
    return FollowUpReminder(
        body=owes.code,
        name=owes.name,
        address=owes.mailbox,
        references=tuple(one.reference for one in owes.owed),
        late=owes.late,
        is_due=is_due,
        why=why,
        text=text,
    )


def _refuse_leaks(session: Session, due: Sequence[tuple[BodyOwes, str]]) -> None:
    """Raise AudienceLeak where a text holds what its recipient's party may not read."""
    for party in dict.fromkeys(owes.party for owes, _ in due):
        of_party = [(owes, text) for owes, text in due if owes.party == party]
        references = [one.reference for owes, _ in of_party for one in owes.owed]
        wall = wall_over(session, meetings_that_decided(session, references), Reader(party))
        with last_look("the reminder", wall) as look:
            for owes, text in of_party:
                look.at(f"the reminder to {owes.name}", text.encode())


def _message(
    session: Session, owes: BodyOwes, text: str, sender: Mailbox, *, now: datetime
) -> Message:
    recipient = Mailbox(owes.name, owes.mailbox)
    letter = Letter(
        key=_key(session, owes, now),
        sender=sender,
        recipient=recipient,
        subject=_subject(owes),
        text=text,
        date=now,
    )
    return Message(
        kind=MessageKind.FOLLOW_UP,
        message_id=letter.message_id,
        sender_name=sender.name,
        sender=sender.address,
        recipient_name=recipient.name,
        address=recipient.address,
        subject=letter.subject,
        why=f"{counted(owes.late, 'commitment')} late" if owes.late else "due soon",
        facts=dict(_facts(owes)),
        mail=as_mail(letter),
        prepared_at=now,
    )


def _subject(owes: BodyOwes) -> str:
    late = f", {owes.late} late" if owes.late else ""
    return f"Reminder: {counted(len(owes.owed), 'commitment')}{late}"


def _text(owes: BodyOwes, sender: Mailbox, today: date) -> str:
    entries = "\n\n".join("\n".join(_entry(one)) for one in owes.owed)
    return (
        f"These commitments of {owes.name} are due soon, or late, on {day_in_words(today)}:\n\n"
        f"{entries}\n\n"
        f"Please tell {sender.name} where each of them stands: {sender.address}.\n"
    )


def _entry(one: Owed) -> Iterator[str]:
    yield f"{one.reference}: {one.text}"
    yield f"  Decided at {one.decided}."
    if one.contributors:
        yield f"  With {', '.join(one.contributors)}."
    yield from (f"  {step[:1].upper()}{step[1:].rstrip('.')}." for step in one.since)
    late = f"; it is {one.standing}" if one.days_late else ""
    yield f"  Due: {one.due}{late}."


def _key(session: Session, owes: BodyOwes, now: datetime) -> str:
    """What makes a Message-ID unlike any other, and tells nothing of whom it is for."""
    earlier = session.scalar(select(func.count()).select_from(Message))
    said = f"follow-up {owes.mailbox} {owes.code} {earlier} {now.isoformat()}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]
