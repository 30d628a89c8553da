"""Reminders to the services whose contributions have not come; none is sent by writing it.

Each mailbox gets one message for all that is asked of it, and nothing of what others were asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.model.body import Body
from scheduler.model.contribution import Contribution
from scheduler.model.meeting import Meeting
from scheduler.model.outbox import Message, MessageKind, MessageState
from scheduler.papers.mail import Mailbox
from scheduler.papers.words import day_in_words
from scheduler.secretariat.contribution_mail import (
    Parcel,
    Said,
    labels_of,
    message_of,
    parcels_of,
)
from scheduler.secretariat.contributions import Standing, all_of, standing_of
from scheduler.secretariat.dates import announced_title, local_day, named_with_date
from scheduler.secretariat.mailboxes import ARRIVED, convener_of

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
    owed = _owed(session, meeting, today)
    sender = convener_of(session, meeting, convener, (), act=act, option="--by")
    earlier = _messages(session, meeting)
    found, due = [], []
    for one in owed:
        is_due, why = _judged(one, earlier, now=now)
        found.append(_row(session, one, is_due=is_due, why=why))
        due += [one] if is_due else []
    written: list[Message] = []
    if not is_preview:
        _discard_outdated(earlier, owed)
        for one in due:
            said = _said(session, meeting, one, sender, today)
            written.append(message_of(session, one, sender, said, today=today, now=now))
        session.add_all(written)
        session.flush()
    return ContributionReminders(meeting.name, tuple(found), tuple(one.id for one in written))


def contribution_reminder_holds(session: Session, message: Message, *, today: date) -> bool:
    """True while a reminder says what its mailbox still owes."""
    return message.meeting is not None and any(
        _says(message, one) for one in _owed(session, message.meeting, today)
    )


def _says(message: Message, owed: Parcel) -> bool:
    return message.address == owed.mailbox.address and message.facts == owed.facts


def _owed(session: Session, meeting: Meeting, today: date) -> list[Parcel]:
    """What each mailbox owes, in the order of asking."""
    contributions = all_of(session, meeting)
    return parcels_of(one for one in contributions if standing_of(one, today=today) in _AWAITED)


def _judged(owed: Parcel, earlier: Sequence[Message], *, now: datetime) -> tuple[bool, str]:
    """Whether a mailbox is reminded now: one message waits at a time, one goes out on a day.

    Nobody is reminded of a request that has not left yet.
    """
    if not owed.mailbox.address:
        return (
            False,
            f"no mailbox is known: scheduler invite mailbox {owed.contributions[0].body.code}",
        )
    for one in reversed(earlier):
        is_request = one.kind is MessageKind.REQUEST and one.address == owed.mailbox.address
        if is_request and one.state is MessageState.PREPARED:
            return False, f"the request itself waits as message {one.id}"
        if is_request or not _says(one, owed):
            continue
        if one.state is MessageState.PREPARED:
            return False, f"waits already as message {one.id}"
        meeting = owed.contributions[0].meeting
        day = local_day(one.sent_at or one.prepared_at, meeting)
        if one.state in ARRIVED and day == local_day(now, meeting):
            return False, "reminded today"
    return True, "nothing has come"


def _discard_outdated(earlier: Sequence[Message], owed: Sequence[Parcel]) -> None:
    for one in earlier:
        is_outdated = not any(_says(one, each) for each in owed)
        is_waiting = one.state is MessageState.PREPARED and one.kind is MessageKind.CONTRIBUTION
        if is_waiting and is_outdated:
            one.state, one.answer = MessageState.DISCARDED, _ENDED


def _messages(session: Session, meeting: Meeting) -> Sequence[Message]:
    return session.scalars(
        select(Message)
        .where(
            Message.meeting_id == meeting.id,
            Message.kind.in_((MessageKind.REQUEST, MessageKind.CONTRIBUTION)),
        )
        .order_by(Message.id)
    ).all()


def _row(session: Session, owed: Parcel, *, is_due: bool, why: str) -> ContributionReminder:
    meeting = owed.contributions[0].meeting
    called = labels_of(session, meeting)
    return ContributionReminder(
        bodies=owed.bodies,
        items=tuple(called[one.item_id] for one in owed.contributions),
        address=owed.mailbox.address,
        is_due=is_due,
        why=why,
    )


def _said(session: Session, meeting: Meeting, owed: Parcel, sender: Mailbox, today: date) -> Said:
    return Said(
        MessageKind.CONTRIBUTION,
        f"Reminder: contributions to the {announced_title(meeting)}",
        _text(session, meeting, owed, sender, today),
        "nothing has come",
    )


def _text(session: Session, meeting: Meeting, owed: Parcel, sender: Mailbox, today: date) -> str:
    called = labels_of(session, meeting)
    lines = "\n".join(
        f"- item {called[one.item_id]}, {one.item.title}: {_due(one, today)}"
        for one in owed.contributions
    )
    return (
        f"{sender.name} has asked {owed.in_words} for these contributions to the briefing for "
        f"{named_with_date(meeting)}, and has not received them yet:\n\n{lines}\n\n"
        "The forms are with this message once more. Please send them back to "
        f"{sender.address}.\n"
    )


def _due(contribution: Contribution, today: date) -> str:
    was = "was due by" if contribution.deadline < today else "due by"
    return f"{was} {day_in_words(contribution.deadline)}"
