"""Requests for contributions by mail: one message to each mailbox with the forms it is to fill.

None is sent by writing it. A body without a mailbox is told of, and gets its forms in other ways.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import Finding, NotAllowed, Severity
from scheduler.model.body import Body
from scheduler.model.contribution import Contribution
from scheduler.model.meeting import Meeting
from scheduler.model.outbox import Message, MessageKind, MessageState
from scheduler.model.vocabulary import ContributionState
from scheduler.papers.mail import Mailbox
from scheduler.papers.words import day_in_words
from scheduler.secretariat.contribution_mail import (
    Parcel,
    Said,
    labels_of,
    message_of,
    parcels_of,
)
from scheduler.secretariat.contributions import all_of
from scheduler.secretariat.dates import announced_title, named_with_date
from scheduler.secretariat.mailboxes import convener_of

# A message of these has reached nobody: what it asked for goes into the next one.
_UNSENT = (MessageState.PREPARED, MessageState.FAILED)
_FOLLOWED = "a newer request asks for all of it"


@dataclass(frozen=True, slots=True)
class RequestMail:
    """What was put into the outbox, and for which bodies nothing could be."""

    messages: tuple[Message, ...]
    findings: tuple[Finding, ...]

    @property
    def mailed(self) -> dict[str, str]:
        """The address to which each request goes, by its key."""
        return {key: one.address for one in self.messages for key in one.facts}


def mail_requests(
    session: Session,
    meeting: Meeting,
    asked: Sequence[Contribution],
    *,
    convener: Body | None = None,
    today: date,
    now: datetime,
) -> RequestMail:
    """Put a message to each mailbox into the outbox; one that waits there gives way to it.

    Where no mailbox of ours can ask, nothing is put there, and a finding says why. Raises
    InvalidValue for a `convener` that cannot.
    """
    findings = [_without_mailbox(one) for one in parcels_of(asked) if not one.mailbox.address]
    to_mail = [one for one in parcels_of(asked) if one.mailbox.address]
    if not to_mail:
        return RequestMail((), tuple(findings))
    act = f"asking by mail for contributions to {named_with_date(meeting)}"
    try:
        sender = convener_of(session, meeting, convener, (), act=act, option="--by")
    except NotAllowed as error:
        return RequestMail((), (*findings, Finding(Severity.NOTE, str(error))))
    messages = []
    for parcel in to_mail:
        whole = _with_unsent(session, meeting, parcel)
        said = Said(
            MessageKind.REQUEST,
            f"Contributions to the {announced_title(meeting)}",
            _text(session, meeting, whole, sender),
            "asked to contribute",
        )
        message = message_of(session, whole, sender, said, today=today, now=now)
        session.add(message)
        session.flush()
        messages.append(message)
    return RequestMail(tuple(messages), tuple(findings))


def request_holds(session: Session, message: Message) -> bool:
    """True while all that a request asks for is still asked, by that day, of that mailbox."""
    if message.meeting is None:
        return False
    asked = _asked_at(message.address, all_of(session, message.meeting))
    return message.facts.items() <= {(one.key, one.deadline.isoformat()) for one in asked}


def _with_unsent(session: Session, meeting: Meeting, parcel: Parcel) -> Parcel:
    """The parcel with what the mailbox was to be asked by messages that never left it."""
    unsent = session.scalars(
        select(Message).where(
            Message.meeting_id == meeting.id,
            Message.kind == MessageKind.REQUEST,
            Message.address == parcel.mailbox.address,
            Message.state.in_(_UNSENT),
        )
    ).all()
    wanted = {*parcel.facts, *(key for one in unsent for key in one.facts)}
    for one in unsent:
        one.state, one.answer, one.next_attempt_at = MessageState.DISCARDED, _FOLLOWED, None
    of_it = _asked_at(parcel.mailbox.address, all_of(session, meeting))
    more = [one for one in of_it if one.key in wanted and one not in parcel.contributions]
    return Parcel(parcel.mailbox, (*parcel.contributions, *more))


def _asked_at(address: str, contributions: Iterable[Contribution]) -> list[Contribution]:
    return [
        one
        for one in contributions
        if one.state is ContributionState.ASKED and one.body.mailbox == address
    ]


def _without_mailbox(parcel: Parcel) -> Finding:
    code = parcel.contributions[0].body.code
    message = "no mailbox is known: send its forms yourself, or give it one: "
    return Finding(Severity.NOTE, f"{message}scheduler invite mailbox {code} ADDRESS", code)


def _text(session: Session, meeting: Meeting, parcel: Parcel, sender: Mailbox) -> str:
    called = labels_of(session, meeting)
    lines = "\n".join(
        f"- item {called[one.item_id]}, {one.item.title}: by {day_in_words(one.deadline)}"
        for one in parcel.contributions
    )
    return (
        f"{sender.name} asks {parcel.in_words} for these contributions to the briefing for "
        f"{named_with_date(meeting)}:\n\n{lines}\n\n"
        "There is a form for each with this message. Please fill it in and send it back to "
        f"{sender.address}.\n"
    )
