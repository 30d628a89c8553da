"""Where people and bodies get their mail, and from which of our mailboxes a meeting is convened."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotAllowed
from scheduler.model.body import Body, Person
from scheduler.model.meeting import Meeting
from scheduler.model.outbox import Message, MessageState
from scheduler.papers.mail import Mailbox, is_mailbox
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.meetings import short_name
from scheduler.secretariat.reply_addresses import stand_in

# What a person has, or may have, in their calendar.
ARRIVED = (MessageState.SENDING, MessageState.SENT, MessageState.UNCERTAIN)


def set_address(person: Person, address: str) -> None:
    """Keep where a person gets mail; an empty address takes it away."""
    person.email = _checked(address)


def set_mailbox(body: Body, address: str, *, secret_replies: bool | None = None) -> None:
    """Keep the functional mailbox of a body; an empty address takes it away.

    `secret_replies` says whether answers go to secret plus-addresses of it; None leaves that as it
    is. Raises InvalidValue for a mailbox that leaves no room for them.
    """
    is_secret = body.secret_replies if secret_replies is None else secret_replies
    if _checked(address) and is_secret:
        stand_in(address)
    body.mailbox, body.secret_replies = address, bool(address) and is_secret


def answers_to(session: Session, convener: Mailbox) -> str:
    """What stands for the secret address of answers to a mailbox; empty where it has none."""
    with_secrets = select(Body.id).where(Body.mailbox == convener.address, Body.secret_replies)
    is_secret = session.scalar(with_secrets.limit(1)) is not None
    return stand_in(convener.address) if is_secret else ""


def convener_of(
    session: Session,
    meeting: Meeting,
    given: Body | None,
    messages: Sequence[Message],
    *,
    act: str = "",
    option: str = "--from",
) -> Mailbox:
    """The mailbox that invites to a meeting and gets the answers: the same for all its messages.

    `act` says what it is wanted for, where that is not to invite; `option` names a body for it.

    The one that did before; else the given body's, or that of the host or a chair of the home
    party, or the only one that the home party has.
    """
    arrived = [one.from_mailbox for one in messages if one.state in ARRIVED]
    if given is not None:
        return _given(meeting, given, arrived)
    waiting = [one.from_mailbox for one in messages if one.state is MessageState.PREPARED]
    if earlier := [*arrived, *waiting]:
        return earlier[0]
    body = next(_conveners(session, meeting), None)
    if body is None:
        remedy = f"give one: scheduler invite mailbox BODY ADDRESS, or say which with {option} BODY"
        reason = "neither its host nor a chair of the home party has a mailbox"
        raise NotAllowed(act or f"inviting to {named_with_date(meeting)}", reason, remedy)
    return _mailbox(body, meeting)


def _given(meeting: Meeting, body: Body, arrived: Sequence[Mailbox]) -> Mailbox:
    home = meeting.partnership.home_party
    if home is not None and body.party_id != home.id:
        raise InvalidValue("--from", body.code, f"a body of {home.code}, whose secretariat this is")
    if not body.mailbox:
        expected = f"a body with a mailbox: scheduler invite mailbox {body.code} ADDRESS"
        raise InvalidValue("--from", body.code, expected)
    if arrived and arrived[0].address != body.mailbox:
        act = f"inviting from {body.mailbox}"
        reason = f"people were invited from {arrived[0].address}, and calendars heed nobody else"
        raise NotAllowed(act, reason, "leave out --from")
    return _mailbox(body, meeting)


def _conveners(session: Session, meeting: Meeting) -> Iterator[Body]:
    home = meeting.partnership.home_party
    near = [meeting.host, *(chair.body for chair in meeting.chairs)]
    yield from (
        body for body in near if body is not None and body.mailbox and home in (None, body.party)
    )
    if home is not None:
        every = session.scalars(
            select(Body).where(Body.party_id == home.id, Body.mailbox != "")
        ).all()
        yield from every if len(every) == 1 else ()


def _mailbox(body: Body, meeting: Meeting) -> Mailbox:
    return Mailbox(short_name(body, meeting), body.mailbox)


def _checked(address: str) -> str:
    if address and not is_mailbox(address):
        raise InvalidValue("the address", address, "one such as ana.lind@service.example")
    return address
