"""What becomes of an answer: whether it counts, and what an officer must decide.

SEQUENCE and DTSTAMP put the answers of a person in order, whenever they come: the newest counts. An
officer's own entry stands until they say otherwise.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import Finding, Severity
from scheduler.model.body import Person
from scheduler.model.delegation import Attendance
from scheduler.model.meeting import Meeting
from scheduler.model.reply import CalendarReply, ReplyMethod, ReplyProof, ReplyState
from scheduler.model.vocabulary import Reply
from scheduler.papers.mail import Method
from scheduler.secretariat.attendance import record_reply
from scheduler.secretariat.reply_counters import join_consultation
from scheduler.secretariat.reply_matching import invitations_of, membership

_S = ReplyState
_IN_ORDER = (_S.COUNTED, _S.BESIDE)
_BY_CALENDAR = re.compile(r"calendar reply \d+")


def settle(
    session: Session, reply: CalendarReply, *, is_asked: bool = False, now: datetime, officer: str
) -> list[Finding]:
    """Let a reply count, or say why it does not; what deserves a look comes back.

    `is_asked` where the officer wants it to count in place of their own entry.
    """
    if reply.meeting is None or reply.person is None:
        reply.state = _S.UNMATCHED
        return [_finding(reply, reply.why)]
    if reply.proof is ReplyProof.NONE:
        reply.state, reply.why = _S.UNVERIFIED, "nothing proves who sent it"
        remedy = f"to let it count: scheduler reply accept {reply.id}"
        return [_finding(reply, f"{reply.why}; {remedy}")]
    if why := _why_outdated(session, reply, reply.meeting, reply.person):
        reply.state, reply.why = _S.OUTDATED, why
        return [_finding(reply, why, Severity.NOTE)]
    member = membership(session, reply.meeting, reply.person)
    if member is None:
        return _note(reply, "is no longer in a delegation")
    if reply.method is ReplyMethod.COUNTER:
        return _join(session, reply, member, now=now, officer=officer)
    return _count(session, reply, member, is_asked=is_asked, now=now)


def officers_entry(member: Attendance) -> Reply:
    """What an officer entered by hand; none where nobody did."""
    is_by_calendar = _BY_CALENDAR.fullmatch(member.reply_source) is not None
    return Reply.NONE if is_by_calendar else member.reply


def _count(
    session: Session, reply: CalendarReply, member: Attendance, *, is_asked: bool, now: datetime
) -> list[Finding]:
    if reply.answer is Reply.NONE:
        return _note(reply, f"says {reply.partstat}, which neither accepts nor declines")
    _outdate(reply, _of_person(session, reply))
    own = officers_entry(member)
    if own not in (Reply.NONE, reply.answer) and not is_asked:
        reply.state, reply.why = _S.BESIDE, f"the officer's own entry says {own}"
        remedy = f"to take this one: scheduler reply accept {reply.id}"
        return [_finding(reply, f"says {reply.answer}, {reply.why}; {remedy}")]
    reply.state, reply.why = _S.COUNTED, f"recorded as {reply.answer}"
    if own is not reply.answer:
        record_reply(member, reply.answer, source=f"calendar reply {reply.id}", now=now)
    return []


def _join(
    session: Session, reply: CalendarReply, member: Attendance, *, now: datetime, officer: str
) -> list[Finding]:
    earlier = _of_person(session, reply)
    replaced = next((one for one in earlier if one.state is _S.COUNTED), None)
    joined = join_consultation(session, reply, member, replaced, now=now, officer=officer)
    if not joined.is_joined:
        return _note(reply, f"proposes another time: {joined.why}")
    _outdate(reply, earlier)
    reply.state, reply.why = _S.COUNTED, joined.why
    return [_finding(reply, joined.why, Severity.NOTE), *joined.findings]


def _why_outdated(session: Session, reply: CalendarReply, meeting: Meeting, person: Person) -> str:
    """Why it says nothing that holds now; empty where it does."""
    newer = [one for one in _of_person(session, reply) if one.order >= reply.order]
    for one in newer:
        is_same = one.order == reply.order and one.answer is reply.answer
        return f"it says what reply {one.id} says" if is_same else f"reply {one.id} is newer"
    least = _least_sequence(session, meeting, person)
    if least is None:
        return "their invitation was ended"
    return "it answers what was sent before a change of the date" if reply.sequence < least else ""


def _least_sequence(session: Session, meeting: Meeting, person: Person) -> int | None:
    """The SEQUENCE from which on the person was told the date that holds; None if told to stay.

    What changed but the date leaves an answer as it was.
    """
    sent = [one for one in invitations_of(session, meeting) if one.person_id == person.id]
    if not sent:
        return meeting.sequence
    last = sent[-1]
    if last.method == Method.CANCEL:
        return None
    least = last.sequence
    for one in reversed(sent):
        if one.method == Method.CANCEL or one.facts.get("when") != last.facts.get("when"):
            break
        least = one.sequence
    return least


def _of_person(session: Session, reply: CalendarReply) -> Sequence[CalendarReply]:
    """The other replies of this kind that count, or would but for the officer's entry."""
    return session.scalars(
        select(CalendarReply)
        .where(
            CalendarReply.meeting_id == reply.meeting_id,
            CalendarReply.person_id == reply.person_id,
            CalendarReply.method == reply.method,
            CalendarReply.state.in_(_IN_ORDER),
            CalendarReply.id != reply.id,
        )
        .order_by(CalendarReply.sequence.desc(), CalendarReply.stamp.desc())
    ).all()


def _outdate(newest: CalendarReply, earlier: Sequence[CalendarReply]) -> None:
    for one in earlier:
        one.state, one.why = _S.OUTDATED, f"reply {newest.id} is newer"


def _note(reply: CalendarReply, why: str) -> list[Finding]:
    reply.state, reply.why = _S.NOTED, why
    return [_finding(reply, why)]


def _finding(reply: CalendarReply, message: str, severity: Severity = Severity.WARNING) -> Finding:
    who = reply.person.full_name if reply.person else reply.attendee
    to = f" to {reply.meeting.name}" if reply.meeting else ""
    return Finding(severity, message, f"{reply.method} {reply.id} of {who}{to}")
