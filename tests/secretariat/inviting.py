"""A meeting with two delegations that is convened again and again, and calendars that listen."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.delivery.envelopes import Delivery, Envelope, Result
from scheduler.exports.mail import read_parts
from scheduler.model.body import Person
from scheduler.model.delegation import Attendance
from scheduler.model.meeting import Meeting
from scheduler.model.outbox import Message, MessageState
from scheduler.secretariat.delegations import NewAttendee, add_attendee
from scheduler.secretariat.invitation_messages import prepare_invitations
from scheduler.secretariat.invitations import InvitationPlan, plan_invitations
from scheduler.secretariat.sending import claim, due_messages, settle
from tests import factories
from tests.clock import NOW, TODAY

SENT = Delivery(Result.SENT, "250 OK")


def convened(session: Session) -> Meeting:
    """ANNUAL-1 on 7 May 2027: Ana Lind of NORTH, Élodie Ruiz of SOUTH; TRADE has a mailbox."""
    factories.add_partnership(session)
    factories.body(session, "TRADE").mailbox = "trade@north.example"
    meeting = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=1)
    meeting.link = "https://meet.example/annual"
    add_member(session, meeting, "NORTH", "Ana Lind", "ana@north.example")
    add_member(session, meeting, "SOUTH", "Élodie Ruiz", "elodie@south.example")
    return meeting


def add_member(
    session: Session, meeting: Meeting, party: str, name: str, address: str
) -> Attendance:
    side = factories.party(session, party)
    person = session.scalars(select(Person).where(Person.name == name)).one_or_none()
    person = person or factories.add_person(session, party, name)
    person.email = address
    body = factories.body(session, "TRADE" if party == "NORTH" else "FISH")
    return add_attendee(session, meeting, side, NewAttendee(person=person, body=body)).member


def plan(session: Session, meeting: Meeting, *, today: date = TODAY) -> InvitationPlan:
    session.flush()
    return plan_invitations(session, meeting, today=today)


def acts(session: Session, meeting: Meeting) -> list[tuple[str, str, str]]:
    """Who would get what and why."""
    intended = plan(session, meeting).intended
    return [(one.name, str(one.decision.act), one.decision.why) for one in intended]


def prepare(session: Session, meeting: Meeting, *, now: datetime = NOW) -> list[Message]:
    return prepare_invitations(session, plan(session, meeting), now=now)


def send_all(session: Session, delivery: Delivery = SENT, *, now: datetime = NOW) -> list[Envelope]:
    """Claim and settle everything that is due."""
    sent = []
    for number in due_messages(session, now=now):
        message = session.get_one(Message, number)
        sent.append(claim(session, message, today=TODAY, now=now))
        settle(session, message, delivery, now=now)
        session.flush()
    return sent


def convene(session: Session, meeting: Meeting, *, now: datetime = NOW) -> list[Message]:
    """Prepare and send."""
    written = prepare(session, meeting, now=now)
    send_all(session, now=now)
    return written


def lines_of(message: Message) -> list[str]:
    """The content lines of the calendar object, unfolded."""
    _, calendar = read_parts(message.mail)
    return calendar.replace("\n ", "").splitlines()


def states(session: Session) -> list[MessageState]:
    return list(session.scalars(select(Message.state).order_by(Message.id)))


@dataclass
class PersonalCalendar:
    """What the strictest calendar program makes of the invitations that arrive.

    RFC 5546 2.1.5 would let it take the same SEQUENCE with a later DTSTAMP too.
    """

    sequence: int = -1
    shown: dict[str, str] = field(default_factory=dict)
    refused: int = 0

    def receive(self, mail: str) -> None:
        """Take what is newer than what it has, and nothing else."""
        said = _properties(mail)
        if int(said["SEQUENCE"]) <= self.sequence:
            self.refused += 1
            return
        self.sequence = int(said["SEQUENCE"])
        self.shown = {} if said["METHOD"] == "CANCEL" else said


def _properties(mail: str) -> dict[str, str]:
    """The value of each property of the event, by its name; those of the calendar too."""
    _, calendar = read_parts(mail)
    lines = calendar.replace("\n ", "").splitlines()
    event = [*lines[:5], *lines[lines.index("BEGIN:VEVENT") :]]
    parted = (line.partition(":") for line in event)
    return {name.partition(";")[0]: value for name, _, value in parted}


def minutes_later(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def names(messages: Sequence[Message]) -> list[str]:
    return [one.recipient_name for one in messages]
