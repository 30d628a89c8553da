"""Replies as lists and sheets show them, beside what the officer entered by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.model.meeting import Meeting
from scheduler.model.reply import CalendarReply, ReplyMethod, ReplyProof, ReplyState
from scheduler.model.vocabulary import Reply
from scheduler.papers.words import day_in_words
from scheduler.secretariat.dates import span
from scheduler.secretariat.reply_decisions import officers_entry
from scheduler.secretariat.reply_matching import membership

NEED_SOMEBODY = (ReplyState.UNVERIFIED, ReplyState.BESIDE, ReplyState.UNMATCHED)


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A reply as a list shows it."""

    number: int
    state: ReplyState
    meeting: str
    who: str
    says: str
    proof: ReplyProof
    why: str
    sender: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class ReplySheet:
    """Everything known of a reply, and the officer's own entry of the same person."""

    number: int
    state: ReplyState
    why: str
    meeting: str
    who: str
    method: ReplyMethod
    says: str
    officers_entry: Reply
    comment: str
    proof: ReplyProof
    sender: str
    attendee: str
    sent_by: str
    subject: str
    message_id: str
    uid: str
    recurrence_id: str
    partstat: str
    sequence: int
    written_at: datetime
    imported_at: datetime
    imported_by: str
    content_hash: str
    version: int


def list_replies(
    session: Session, *, state: ReplyState | None = None, meeting: Meeting | None = None
) -> list[ReplyRow]:
    """The replies in the order they were imported; without a state, those that need somebody.

    Of a meeting, all of them.
    """
    chosen = select(CalendarReply).options(
        joinedload(CalendarReply.meeting).joinedload(Meeting.series),
        joinedload(CalendarReply.person),
    )
    if meeting is not None:
        chosen = chosen.where(CalendarReply.meeting_id == meeting.id)
    wanted: Sequence[ReplyState] = tuple(ReplyState) if meeting else NEED_SOMEBODY
    chosen = chosen.where(CalendarReply.state.in_([state] if state else wanted))
    return [row_of(one) for one in session.scalars(chosen.order_by(CalendarReply.id))]


def row_of(reply: CalendarReply) -> ReplyRow:
    """The reply as a list shows it."""
    return ReplyRow(
        number=reply.id,
        state=reply.state,
        meeting=reply.meeting.name if reply.meeting else "",
        who=_who(reply),
        says=said_in_words(reply),
        proof=reply.proof,
        why=reply.why,
        sender=reply.sender,
        written_at=reply.stamp,
    )


def show_reply(session: Session, reply: CalendarReply) -> ReplySheet:
    """Everything known of a reply."""
    meeting, person = reply.meeting, reply.person
    member = membership(session, meeting, person) if meeting and person else None
    return ReplySheet(
        number=reply.id,
        state=reply.state,
        why=reply.why,
        meeting=reply.meeting.name if reply.meeting else "",
        who=_who(reply),
        method=reply.method,
        says=said_in_words(reply),
        officers_entry=officers_entry(member) if member else Reply.NONE,
        comment=reply.comment,
        proof=reply.proof,
        sender=reply.sender,
        attendee=reply.attendee,
        sent_by=reply.sent_by,
        subject=reply.subject,
        message_id=reply.message_id,
        uid=reply.uid,
        recurrence_id=reply.recurrence_id,
        partstat=reply.partstat,
        sequence=reply.sequence,
        written_at=reply.stamp,
        imported_at=reply.imported_at,
        imported_by=reply.officer,
        content_hash=reply.content_hash,
        version=reply.version,
    )


def said_in_words(reply: CalendarReply) -> str:
    """For example "accepted", or "proposes Friday 14 May 2027, 14:00 to 15:00"."""
    if reply.proposed_day is None:
        return str(reply.answer) if reply.answer is not Reply.NONE else reply.partstat.lower()
    start, end = reply.proposed_start, reply.proposed_end
    hours = f", {span(start.time(), end.time())}" if start and end else ""
    return f"proposes {day_in_words(reply.proposed_day)}{hours}"


def _who(reply: CalendarReply) -> str:
    return reply.person.full_name if reply.person else reply.attendee
