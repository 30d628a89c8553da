"""Who would get which invitation to a meeting, and why; nothing is written by asking."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import NotAllowed
from scheduler.model.body import Body, Person
from scheduler.model.delegation import Attendance
from scheduler.model.meeting import Meeting
from scheduler.model.outbox import Message, MessageKind, MessageState
from scheduler.model.vocabulary import MeetingState
from scheduler.papers.mail import Mailbox
from scheduler.secretariat.attendance import listed_as, members_of
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.invitation_acts import Case, Decision, decide, says_what_holds
from scheduler.secretariat.invitation_facts import facts_of
from scheduler.secretariat.mailboxes import ARRIVED, convener_of

_OFF = (MeetingState.CANCELLED, MeetingState.POSTPONED)
_OPEN = (MeetingState.PROPOSED, MeetingState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Intended:
    """What one person would get; a post that nobody is named for has no person."""

    name: str
    party: str
    person: Person | None
    member: Attendance | None
    case: Case
    decision: Decision


@dataclass(frozen=True, slots=True)
class InvitationPlan:
    """What everybody would get; without a convener where nobody is to get anything."""

    meeting: Meeting
    convener: Mailbox | None
    intended: tuple[Intended, ...]


def plan_invitations(
    session: Session,
    meeting: Meeting,
    *,
    convener: Body | None = None,
    left_out: Sequence[Attendance] = (),
    today: date,
) -> InvitationPlan:
    """What each member of the delegations would get now, and who was in them and is no more.

    Raises NotAllowed for a meeting that is not to be convened, or that no mailbox can convene.
    """
    _require_open(meeting, today)
    messages = _messages(session, meeting)
    is_vain = meeting.state in _OFF and not any(one.state in ARRIVED for one in messages)
    mailbox = None if is_vain else convener_of(session, meeting, convener, messages)
    planner = _Planner(meeting, mailbox, messages, left_out)
    members = members_of(session, meeting)
    return InvitationPlan(meeting, mailbox, tuple(planner.intended(members)))


def still_holds(session: Session, message: Message, *, today: date) -> bool:
    """True if a message says what would be said now; one without a calendar always does."""
    if message.meeting is None or not message.method:
        return True
    try:
        plan = plan_invitations(session, message.meeting, today=today)
    except NotAllowed:
        return False
    case = next((one.case for one in plan.intended if one.person is message.person), None)
    return case is not None and says_what_holds(message, case)


class _Planner:
    """One meeting, its convener and all its messages so far."""

    def __init__(
        self,
        meeting: Meeting,
        convener: Mailbox | None,
        messages: Sequence[Message],
        left_out: Sequence[Attendance],
    ) -> None:
        self._meeting = meeting
        self._convener = convener
        self._off = str(meeting.state) if meeting.state in _OFF else ""
        self._last = {m.person_id: m for m in messages if m.state in ARRIVED}
        self._waiting = {m.person_id: m for m in messages if m.state is MessageState.PREPARED}
        self._people = {m.person_id: m.person for m in messages}
        self._tried: dict[int | None, int] = {}
        for one in messages:
            if one.attempts:
                self._tried[one.person_id] = max(self._tried.get(one.person_id, -1), one.sequence)
        self._left_out = {one.id for one in left_out}
        self._addresses: dict[str, str] = {}

    def intended(self, members: Sequence[Attendance]) -> Iterator[Intended]:
        for member in members:
            yield self._of_member(member)
        present = {member.person_id for member in members}
        for person_id, person in self._people.items():
            if person is not None and person_id not in present:
                case = self._case(person, None, "")
                name, party = person.full_name, person.party.code
                yield Intended(name, party, person, None, case, decide(case))

    def _of_member(self, member: Attendance) -> Intended:
        person, party = member.person, member.delegation.party.code
        case = self._case(person, member, self._against(member))
        return Intended(listed_as(member), party, person, member, case, decide(case))

    def _against(self, member: Attendance) -> str:
        """Why somebody is not to be invited, or nothing."""
        if member.person is None:
            return "nobody is named for this post"
        if member.id in self._left_out:
            return "left out this time"
        address = member.person.email.casefold()
        other = self._addresses.setdefault(address, listed_as(member)) if address else ""
        is_shared = other not in ("", listed_as(member))
        return f"has the address of {other}, who is told" if is_shared else ""

    def _case(self, person: Person | None, member: Attendance | None, against: str) -> Case:
        key = person.id if person else None
        return Case(
            off=self._off,
            reason_against=against,
            is_member=member is not None,
            address=person.email if person else "",
            facts=facts_of(self._meeting, person, self._convener) if person else {},
            last=self._last.get(key),
            waiting=self._waiting.get(key),
            tried=self._tried.get(key, -1),
        )


def _messages(session: Session, meeting: Meeting) -> Sequence[Message]:
    """The invitations to a meeting, as they were prepared."""
    return session.scalars(
        select(Message)
        .where(Message.meeting_id == meeting.id, Message.kind == MessageKind.INVITATION)
        .options(joinedload(Message.person).joinedload(Person.party))
        .order_by(Message.id)
    ).all()


def _require_open(meeting: Meeting, today: date) -> None:
    act = f"inviting to {named_with_date(meeting)}"
    see = f"see: scheduler meeting show {meeting.name}"
    if meeting.day is None:
        raise NotAllowed(act, "it has no day", f"first: scheduler meeting move {meeting.name} DAY")
    if meeting.state in _OFF:
        return
    if meeting.state not in _OPEN:
        is_held = meeting.state is MeetingState.HELD
        remedy = see if is_held else f"first: scheduler meeting confirm {meeting.name}"
        raise NotAllowed(act, f"it is {meeting.state}", remedy)
    if (meeting.last_day or meeting.day) < today:
        raise NotAllowed(act, "its day has passed", see)
