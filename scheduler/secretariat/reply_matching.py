"""Whose an answer is, and by what that is known: by UID and attendee (Exchange drops ORGANIZER)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.imports.replies.reading import ReplyMail, SaidAnswer
from scheduler.model.body import Person
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.meeting import Meeting
from scheduler.model.outbox import Message, MessageKind
from scheduler.model.reply import ReplyProof
from scheduler.papers.words import short_day
from scheduler.secretariat.mailboxes import ARRIVED
from scheduler.secretariat.reply_addresses import holders_of

# Where people who do not know each other share a domain.
_FOR_EVERYBODY = re.compile(
    r"(?:163|aol|fastmail|gmail|gmx|googlemail|hotmail|icloud|live|mac|mail|me|msn|outlook|proton"
    r"|protonmail|qq|tutanota|web|yahoo|yandex|zoho)\.[a-z]{2,3}(?:\.[a-z]{2})?"
)


@dataclass(frozen=True, slots=True)
class Match:
    """Whose answer it is to which meeting, and the proof of that; `why` where somebody is missing.

    Without a meeting or a person it is a stranger's.
    """

    meeting: Meeting | None
    person: Person | None = None
    proof: ReplyProof = ReplyProof.NONE
    why: str = ""


class Invited(NamedTuple):
    """One invitation, change or cancellation as a person got it."""

    person_id: int | None
    address: str
    method: str
    sequence: int
    facts: dict[str, str]


def match(session: Session, mail: ReplyMail, answer: SaidAnswer) -> Match:
    """The meeting that bears the UID, and whom of its people the attendee is."""
    said = answer.said
    meeting = session.scalar(select(Meeting).where(Meeting.uid == said.uid))
    if meeting is None:
        return Match(None, why="no meeting of ours has its UID")
    if said.recurrence_id is not None and not _is_day_of(meeting, said.recurrence_id):
        day = short_day(_day_in(meeting, said.recurrence_id))
        return Match(None, why=f"it answers for {day}, on which {meeting.name} is not")
    known = _Known(session, meeting)
    key = known.whose(answer.attendee.address)
    person = session.get(Person, key) if key else None
    if person is None:
        why = f"{answer.attendee.address} was not invited to {meeting.name}"
        return Match(meeting, why=why)
    return Match(meeting, person, _proof(session, mail, answer, known, person))


def membership(session: Session, meeting: Meeting, person: Person) -> Attendance | None:
    """The person's place in a delegation of the meeting; None where they have none any more."""
    return session.scalar(
        select(Attendance)
        .join(Attendance.delegation)
        .where(Delegation.meeting_id == meeting.id, Attendance.person_id == person.id)
    )


def invitations_of(session: Session, meeting: Meeting) -> list[Invited]:
    """What reached people, or may have, in the order it was prepared."""
    rows = session.execute(
        select(Message.person_id, Message.address, Message.method, Message.sequence, Message.facts)
        .where(
            Message.meeting_id == meeting.id,
            Message.kind == MessageKind.INVITATION,
            Message.state.in_(ARRIVED),
        )
        .order_by(Message.id)
    )
    return [Invited(*row) for row in rows]


class _Known:
    """The addresses under which people were invited to a meeting, or are known."""

    def __init__(self, session: Session, meeting: Meeting) -> None:
        self.meeting = meeting
        invited = [(one.address, one.person_id) for one in invitations_of(session, meeting)]
        members = session.execute(
            select(Person.email, Person.id)
            .join(Attendance, Attendance.person_id == Person.id)
            .join(Attendance.delegation)
            .where(Delegation.meeting_id == meeting.id)
            .order_by(Attendance.id)
        )
        pairs = [*invited, *((address, key) for address, key in members)]
        self._pairs = [(address.casefold(), key) for address, key in pairs if address and key]

    def whose(self, address: str) -> int | None:
        """The key of who has the address, else of the only one who has it but for a +tag."""
        exact = next((one for each, one in self._pairs if each == address), None)
        near = {one for each, one in self._pairs if untagged(each) == untagged(address)}
        return exact or (near.pop() if len(near) == 1 else None)

    def addresses_of(self, person: Person) -> set[str]:
        """Their addresses, without what follows a +."""
        return {untagged(address) for address, one in self._pairs if one == person.id}


def untagged(address: str) -> str:
    """The mailbox of a plus-address: ana@north.example for ana+diary@north.example."""
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _proof(
    session: Session, mail: ReplyMail, answer: SaidAnswer, known: _Known, person: Person
) -> ReplyProof:
    """By what it is known to be that person's."""
    held = holders_of(session, mail.recipients)
    if any(one.meeting_id == known.meeting.id and one.person_id == person.id for one in held):
        return ReplyProof.ADDRESS
    addresses = known.addresses_of(person)
    is_own = untagged(mail.sender) in addresses
    is_theirs = mail.sender == answer.attendee.sent_by and _is_colleague(mail.sender, addresses)
    return ReplyProof.SERVER if mail.is_authentic and (is_own or is_theirs) else ReplyProof.NONE


def _is_colleague(sender: str, addresses: Iterable[str]) -> bool:
    """True for a sender of the person's own domain, unless anybody can have an address there.

    Whoever writes may name themselves in SENT-BY.
    """
    domain = _domain(sender)
    return not _FOR_EVERYBODY.fullmatch(domain) and domain in {_domain(one) for one in addresses}


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def _is_day_of(meeting: Meeting, recurrence_id: date) -> bool:
    days = (meeting.day, meeting.slot.date() if meeting.slot else None)
    return _day_in(meeting, recurrence_id) in days


def _day_in(meeting: Meeting, moment: date) -> date:
    if not isinstance(moment, datetime):
        return moment
    return (moment.astimezone(ZoneInfo(meeting.zone)) if moment.tzinfo else moment).date()
