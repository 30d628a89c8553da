"""The record of an answer, as it was read; it stays so."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from scheduler.errors import Finding, InvalidValue, Severity
from scheduler.imports.replies.reading import ReplyMail, SaidAnswer
from scheduler.model.meeting import Meeting
from scheduler.model.reply import CalendarReply, ReplyMethod, ReplyState
from scheduler.model.vocabulary import Reply
from scheduler.secretariat.reply_matching import match
from scheduler.secretariat.texts import refuse_classified


def keep_reply(
    session: Session,
    mail: ReplyMail,
    place: int,
    answer: SaidAnswer,
    *,
    now: datetime,
    officer: str,
) -> tuple[CalendarReply, list[Finding]]:
    """Keep an answer with whose it is, before anything is decided; and what was left out of it."""
    found = match(session, mail, answer)
    said, attendee = answer.said, answer.attendee
    reply = CalendarReply(
        content_hash=mail.content_hash,
        place=place,
        meeting=found.meeting,
        person=found.person,
        state=ReplyState.UNMATCHED,
        proof=found.proof,
        why=found.why,
        method=said.method,
        uid=said.uid,
        recurrence_id=said.recurrence_id.isoformat() if said.recurrence_id else "",
        sequence=said.sequence,
        stamp=min(answer.stamp, now),  # a clock that is ahead would let nothing count after it
        attendee=attendee.address,
        sent_by=attendee.sent_by,
        partstat=attendee.partstat,
        answer=attendee.answer if said.method is ReplyMethod.REPLY else Reply.NONE,
        sender=mail.sender,
        message_id=mail.message_id,
        imported_at=now,
        officer=officer,
    )
    findings = [*_tell(reply, mail, answer), *_propose(reply, mail, answer)]
    session.add(reply)
    session.flush()
    return reply, findings


def _tell(reply: CalendarReply, mail: ReplyMail, answer: SaidAnswer) -> list[Finding]:
    """Keep the comment and the subject, unless they bear a marking that no record must hold."""
    comment = answer.said.comment or answer.attendee.comment
    try:
        refuse_classified("the answer", f"{mail.subject}\n\n{comment}")
    except InvalidValue as error:
        reply.comment, reply.subject = "", ""
        return [Finding(Severity.WARNING, f"its texts are not kept: {error}", mail.where)]
    reply.comment, reply.subject = comment, mail.subject
    return []


def _propose(reply: CalendarReply, mail: ReplyMail, answer: SaidAnswer) -> list[Finding]:
    """Keep what a counter proposes, as wall time where the meeting is held."""
    said, meeting = answer.said, reply.meeting
    if said.start is None:
        return []
    start, end = _wall(said.start, meeting), _wall(said.end, meeting) if said.end else None
    reply.proposed_day = start
    if isinstance(start, datetime):
        reply.proposed_day, reply.proposed_start = start.date(), start
        reply.proposed_end = end if isinstance(end, datetime) else None
    if not said.unknown_zone:
        return []
    read_as = meeting.zone if meeting else "its own"
    message = f"the time zone {said.unknown_zone!r} is not known; read as {read_as}"
    return [Finding(Severity.WARNING, message, mail.where)]


def _wall(moment: date, meeting: Meeting | None) -> date:
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo and meeting:
        moment = moment.astimezone(ZoneInfo(meeting.zone))
    return moment.replace(tzinfo=None)
