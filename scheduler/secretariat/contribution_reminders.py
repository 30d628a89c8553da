"""Reminders to the services whose contributions have not come; none is sent by writing it.

Each mailbox gets one message for all that is asked of it, and nothing of what others were asked.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.exports.mail import as_mail
from scheduler.model.body import Body
from scheduler.model.contribution import Contribution
from scheduler.model.meeting import Meeting
from scheduler.model.outbox import Message, MessageKind, MessageState
from scheduler.papers.mail import Letter, Mailbox
from scheduler.papers.words import day_in_words, listed
from scheduler.secretariat.contributions import Standing, all_of, standing_of
from scheduler.secretariat.dates import announced_title, local_day, named_with_date
from scheduler.secretariat.item_labels import labels
from scheduler.secretariat.mailboxes import ARRIVED, convener_of
from scheduler.secretariat.meetings import short_name
from scheduler.secretariat.naming import agenda_of

_AWAITED = (Standing.ASKED, Standing.MISSING)
_ENDED = "received meanwhile, or asked otherwise"


@dataclass(frozen=True, slots=True)
class ContributionReminder:
    """What one mailbox would get for these contributions, and why; nothing if it is not due."""

    bodies: tuple[str, ...]
    items: tuple[str, ...]
    address: str
    is_due: bool
    why: str


@dataclass(frozen=True, slots=True)
class ContributionReminders:
    """Who is reminded; `prepared` are the numbers of the new messages."""

    meeting: str
    reminders: tuple[ContributionReminder, ...]
    prepared: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Owed:
    """All that one mailbox owes; without an address, what one body owes."""

    mailbox: Mailbox
    contributions: tuple[Contribution, ...]

    @property
    def facts(self) -> dict[str, str]:
        """What a message of it says, by which a later one is compared with it."""
        return {f"{one.key}": one.deadline.isoformat() for one in self.contributions}


def remind_of_contributions(
    session: Session,
    meeting: Meeting,
    *,
    convener: Body | None = None,
    is_preview: bool = False,
    today: date,
    now: datetime,
) -> ContributionReminders:
    """Write a reminder to each mailbox that owes something into the outbox; a preview writes none.

    Of one that waits already and still holds none is written; what holds no more is discarded.
    Raises NotAllowed where no mailbox of ours can ask.
    """
    act = f"reminding of contributions to {named_with_date(meeting)}"
    owed = list(_owed(session, meeting, today))
    sender = convener_of(session, meeting, convener, (), act=act)
    earlier = _messages(session, meeting)
    found, due = [], []
    for one in owed:
        is_due, why = _judged(one, earlier, now=now)
        found.append(_row(session, one, is_due=is_due, why=why))
        due += [one] if is_due else []
    written: list[Message] = []
    if not is_preview:
        _discard_outdated(earlier, owed)
        written = [_message(session, meeting, one, sender, today=today, now=now) for one in due]
        session.add_all(written)
        session.flush()
    return ContributionReminders(meeting.name, tuple(found), tuple(one.id for one in written))


def contribution_reminder_holds(session: Session, message: Message, *, today: date) -> bool:
    """True while a reminder says what its mailbox still owes."""
    return message.meeting is not None and any(
        _says(message, one) for one in _owed(session, message.meeting, today)
    )


def _says(message: Message, owed: _Owed) -> bool:
    return message.address == owed.mailbox.address and message.facts == owed.facts


def _owed(session: Session, meeting: Meeting, today: date) -> Iterator[_Owed]:
    """What each mailbox owes, in the order of asking."""
    by_address: dict[str, list[Contribution]] = {}
    for one in all_of(session, meeting):
        if standing_of(one, today=today) in _AWAITED:
            by_address.setdefault(one.body.mailbox or one.body.code, []).append(one)
    for together in by_address.values():
        body = together[0].body
        yield _Owed(Mailbox(short_name(body, meeting), body.mailbox), tuple(together))


def _judged(owed: _Owed, earlier: Sequence[Message], *, now: datetime) -> tuple[bool, str]:
    """Whether a mailbox is reminded now: one message waits at a time, one goes out on a day."""
    if not owed.mailbox.address:
        return (
            False,
            f"no mailbox is known: scheduler invite mailbox {owed.contributions[0].body.code}",
        )
    for one in reversed(earlier):
        if not _says(one, owed):
            continue
        if one.state is MessageState.PREPARED:
            return False, f"waits already as message {one.id}"
        meeting = owed.contributions[0].meeting
        day = local_day(one.sent_at or one.prepared_at, meeting)
        if one.state in ARRIVED and day == local_day(now, meeting):
            return False, "reminded today"
    return True, "nothing has come"


def _discard_outdated(earlier: Sequence[Message], owed: Sequence[_Owed]) -> None:
    for one in earlier:
        holds = any(_says(one, each) for each in owed)
        if one.state is MessageState.PREPARED and not holds:
            one.state, one.answer = MessageState.DISCARDED, _ENDED


def _messages(session: Session, meeting: Meeting) -> Sequence[Message]:
    return session.scalars(
        select(Message)
        .where(Message.meeting_id == meeting.id, Message.kind == MessageKind.CONTRIBUTION)
        .order_by(Message.id)
    ).all()


def _row(session: Session, owed: _Owed, *, is_due: bool, why: str) -> ContributionReminder:
    meeting = owed.contributions[0].meeting
    called = _called(session, meeting)
    return ContributionReminder(
        bodies=tuple(dict.fromkeys(short_name(one.body, meeting) for one in owed.contributions)),
        items=tuple(called[one.item_id] for one in owed.contributions),
        address=owed.mailbox.address,
        is_due=is_due,
        why=why,
    )


def _called(session: Session, meeting: Meeting) -> Mapping[int, str]:
    """The label of each item of the agenda."""
    agenda = agenda_of(session, meeting)
    return dict(zip((item.id for item in agenda), labels(agenda), strict=True))


def _message(
    session: Session,
    meeting: Meeting,
    owed: _Owed,
    sender: Mailbox,
    *,
    today: date,
    now: datetime,
) -> Message:
    letter = Letter(
        key=_key(session, meeting, owed.mailbox.address, now),
        sender=sender,
        recipient=owed.mailbox,
        subject=f"Reminder: contributions to the {announced_title(meeting)}",
        text=_text(session, meeting, owed, sender, today),
        date=now,
    )
    return Message(
        kind=MessageKind.CONTRIBUTION,
        meeting=meeting,
        message_id=letter.message_id,
        sender_name=sender.name,
        sender=sender.address,
        recipient_name=owed.mailbox.name,
        address=owed.mailbox.address,
        subject=letter.subject,
        why="nothing has come",
        facts=owed.facts,
        mail=as_mail(letter),
        prepared_at=now,
    )


def _text(session: Session, meeting: Meeting, owed: _Owed, sender: Mailbox, today: date) -> str:
    bodies = listed(
        list(dict.fromkeys(short_name(one.body, meeting) for one in owed.contributions))
    )
    called = _called(session, meeting)
    lines = "\n".join(
        f"- item {called[one.item_id]}, {one.item.title}: {_due(one, today)}"
        for one in owed.contributions
    )
    return (
        f"{sender.name} has asked {bodies} for these contributions to the briefing for "
        f"{named_with_date(meeting)}, and has not received them yet:\n\n{lines}\n\n"
        f"Please send the forms back to {sender.address}.\n"
    )


def _due(contribution: Contribution, today: date) -> str:
    was = "was due by" if contribution.deadline < today else "due by"
    return f"{was} {day_in_words(contribution.deadline)}"


def _key(session: Session, meeting: Meeting, address: str, now: datetime) -> str:
    """What makes a Message-ID unlike any other, and tells nothing of whom it is for."""
    earlier = session.scalar(select(func.count()).where(Message.meeting_id == meeting.id))
    said = f"contribution {meeting.uid} {address} {earlier} {now.isoformat()}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]
