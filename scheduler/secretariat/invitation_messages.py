"""Writes invitations, changes and cancellations into the outbox; none of them is sent by that.

A message tells one person of one meeting. It names nobody else, neither of their own party nor of
the other: so what is one party's own never reaches the other. SEQUENCE and DTSTAMP are those of
this person's copy: higher than in anything they have, and never lower than the meeting's.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.exports.itip import scheduling_object
from scheduler.exports.mail import as_mail
from scheduler.model.body import Person
from scheduler.model.delegation import Attendance
from scheduler.model.meeting import Meeting
from scheduler.model.outbox import Message, MessageKind, MessageState
from scheduler.model.vocabulary import Reply
from scheduler.papers.mail import CalendarPart, Invitation, Letter, Mailbox, Method
from scheduler.secretariat.invitation_acts import Act, ended
from scheduler.secretariat.invitation_facts import invited_entry, role_of
from scheduler.secretariat.invitation_texts import subject_of, text_of
from scheduler.secretariat.invitations import Intended, InvitationPlan
from scheduler.secretariat.mailboxes import answers_to

_PARTSTATS = {
    Reply.NONE: "NEEDS-ACTION",
    Reply.ACCEPTED: "ACCEPTED",
    Reply.TENTATIVE: "TENTATIVE",
    Reply.DECLINED: "DECLINED",
}


def prepare_invitations(session: Session, plan: InvitationPlan, *, now: datetime) -> list[Message]:
    """Put the messages of a plan into the outbox, in place of what waited there for the same."""
    written = []
    for one in plan.intended:
        if one.decision.act is Act.NOTHING:
            continue
        if waiting := one.case.waiting:
            waiting.state = MessageState.DISCARDED
            is_replaced = one.decision.act.method is not None
            waiting.answer = "replaced by a newer one" if is_replaced else one.decision.why
            session.flush()  # one message waits for a person: the old one goes first
        if one.person is not None and one.decision.act.method is not None:
            written.append(_message(session, plan, one, one.person, now=now))
    session.add_all(written)
    session.flush()
    return written


def _message(
    session: Session, plan: InvitationPlan, one: Intended, person: Person, *, now: datetime
) -> Message:
    meeting, act, case = plan.meeting, one.decision.act, one.case
    method = act.method
    assert method is not None  # noqa: S101 -- who gets nothing gets no message
    assert plan.convener is not None  # noqa: S101 -- as above
    facts = ended(case.facts, case.off) if method is Method.CANCEL else dict(case.facts)
    answers = answers_to(session, plan.convener) if method is Method.REQUEST else ""
    invitation = replace(
        _invitation(plan.convener, meeting, one, person, now=now), answers_to=answers
    )
    letter = Letter(
        key=_key(session, meeting, person, now),
        sender=plan.convener,
        recipient=invitation.attendee,
        subject=subject_of(act, meeting, invitation),
        text=text_of(act, meeting, invitation),
        date=now,
        calendar=CalendarPart(method, scheduling_object(invitation)),
        answers_to=answers,
    )
    return Message(
        kind=MessageKind.INVITATION,
        meeting=meeting,
        person=person,
        message_id=letter.message_id,
        sender_name=plan.convener.name,
        sender=plan.convener.address,
        recipient_name=person.full_name,
        address=invitation.attendee.address,
        subject=letter.subject,
        why=one.decision.why,
        method=str(method),
        sequence=invitation.entry.sequence,
        facts=facts,
        mail=as_mail(letter),
        prepared_at=now,
    )


def _invitation(
    convener: Mailbox, meeting: Meeting, one: Intended, person: Person, *, now: datetime
) -> Invitation:
    case, last = one.case, one.case.last
    method = one.decision.act.method or Method.REQUEST
    sequence = max(meeting.sequence, case.tried + 1)
    address = last.address if last and method is Method.CANCEL else case.address
    return Invitation(
        method=method,
        entry=replace(invited_entry(meeting), sequence=sequence, stamp=now),
        organizer=convener,
        attendee=Mailbox(person.full_name, address),
        role=role_of(meeting, person),
        partstat=_partstat(one.member, case.facts, last),
        is_whole=bool(case.off),
    )


def _partstat(member: Attendance | None, facts: Mapping[str, str], last: Message | None) -> str:
    """The answer that stands: one to another date, or to what was cancelled, does not."""
    if member is None:
        return _PARTSTATS[Reply.NONE]
    is_other = last is not None and (
        last.method == Method.CANCEL or last.facts.get("when") != facts.get("when")
    )
    return _PARTSTATS[Reply.NONE if is_other else member.reply]


def _key(session: Session, meeting: Meeting, person: Person, now: datetime) -> str:
    """What makes a Message-ID unlike any other, and tells nothing of whom it is for."""
    chosen = select(func.count()).where(
        Message.meeting_id == meeting.id, Message.person_id == person.id
    )
    earlier = session.scalar(chosen)
    said = f"{meeting.uid} {person.id} {earlier} {now.isoformat()}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]
