"""Answers that came by mail: imported, listed, shown, accepted and discarded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import (
    Finding,
    IllegalTransition,
    NotAllowed,
    NotFound,
    Severity,
)
from scheduler.imports.replies.reading import ReplyMail
from scheduler.model.delegation import Attendance
from scheduler.model.reply import CalendarReply, ReplyProof, ReplyState
from scheduler.secretariat.reply_decisions import settle
from scheduler.secretariat.reply_records import keep_reply
from scheduler.secretariat.texts import one_line

_S = ReplyState
_OPEN = (_S.UNVERIFIED, _S.BESIDE, _S.UNMATCHED)


@dataclass(frozen=True, slots=True)
class ReplyImport:
    """How many messages there were, the replies that are new, and what deserves a look."""

    messages: int
    new: tuple[CalendarReply, ...]
    known: int
    others: int
    findings: tuple[Finding, ...]


def import_replies(
    session: Session, mails: Iterable[ReplyMail], *, now: datetime, officer: str
) -> ReplyImport:
    """Keep every answer that is not known yet, and let those count that may.

    The order in which messages come changes nothing.
    """
    messages, known, others = 0, 0, 0
    new: list[CalendarReply] = []
    findings: list[Finding] = []
    for mail in mails:
        messages += 1
        others += not mail.answers
        if mail.fault:
            findings.append(Finding(Severity.WARNING, f"not read: {mail.fault}", mail.where))
        for place, answer in enumerate(mail.answers):
            if _is_known(session, mail, place):
                known += 1
                continue
            reply, unsaid = keep_reply(session, mail, place, answer, now=now, officer=officer)
            new.append(reply)
            findings += [*unsaid, *settle(session, reply, now=now, officer=officer)]
            session.flush()
    return ReplyImport(messages, tuple(new), known, others, tuple(findings))


def find_reply(session: Session, number: int) -> CalendarReply:
    """The reply of that number; NotFound where there is none."""
    found = session.get(CalendarReply, number)
    if found is None:
        raise NotFound("reply", str(number))
    return found


def accept_reply(
    session: Session,
    reply: CalendarReply,
    *,
    member: Attendance | None = None,
    now: datetime,
    officer: str,
) -> list[Finding]:
    """Let a reply count on the officer's word, in place of their own entry too.

    A stranger's needs the member whose it is. One that is older than what counts stays so, and says
    it. Raises IllegalTransition for one that nobody has to decide about.
    """
    if reply.state not in _OPEN:
        raise _illegal(reply, _S.COUNTED)
    if member is not None:
        reply.person = member.person
        reply.meeting = member.delegation.meeting
    if reply.meeting is None or reply.person is None:
        act, reason = f"accepting reply {reply.id}", f"nobody is known to be {reply.attendee}"
        raise NotAllowed(act, reason, "say whose it is with --for WHO, and --meeting if need be")
    reply.proof = ReplyProof.OFFICER
    return settle(session, reply, is_asked=True, now=now, officer=officer)


def discard_reply(reply: CalendarReply, *, reason: str) -> None:
    """Decide that a reply never counts; it stays in the record.

    Raises IllegalTransition for one that counts or has been discarded.
    """
    if reply.state in (_S.COUNTED, _S.DISCARDED):
        raise _illegal(reply, _S.DISCARDED)
    reply.state, reply.why = _S.DISCARDED, one_line("--reason", reason)


def _illegal(reply: CalendarReply, wanted: ReplyState) -> IllegalTransition:
    may = [_S.COUNTED] if reply.state in _OPEN else []
    may += [_S.DISCARDED] if reply.state not in (_S.COUNTED, _S.DISCARDED) else []
    what = f"reply {reply.id} of {reply.attendee}"
    return IllegalTransition(what, reply.state, wanted, [str(one) for one in may])


def _is_known(session: Session, mail: ReplyMail, place: int) -> bool:
    same = select(CalendarReply.id).where(
        CalendarReply.content_hash == mail.content_hash, CalendarReply.place == place
    )
    return session.scalar(same) is not None
