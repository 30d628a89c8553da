"""Answers that come back to the meeting of `inviting.convened`, made without any mail."""

import hashlib
import io
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.imports.replies.answers import Attendee, ReadAnswer
from scheduler.imports.replies.mailboxes import mail_in
from scheduler.imports.replies.reading import ReplyMail, SaidAnswer, read_reply_mail
from scheduler.model.meeting import Meeting
from scheduler.model.reply import CalendarReply, ReplyMethod
from scheduler.secretariat.attendance import find_attendee
from scheduler.secretariat.replies import ReplyImport, import_replies
from tests.clock import NOW
from tests.imports.replies.corpus import FOLDER, SERVER

ANA, ELODIE = "ana@north.example", "elodie@south.example"
# The answers of the corpus were written on 2 December 2026.
LATER = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)


def answer(
    meeting: Meeting,
    partstat: str = "ACCEPTED",
    *,
    who: str = ANA,
    sender: str | None = None,
    minute: int = 0,
    sequence: int = 0,
    counter: date | None = None,
    is_authentic: bool = True,
    recipients: tuple[str, ...] = (),
) -> ReplyMail:
    """A message with one answer, written some minutes after NOW; a counter proposes a day."""
    method = ReplyMethod.COUNTER if counter else ReplyMethod.REPLY
    stamp = NOW + timedelta(minutes=minute)
    said = ReadAnswer(method, meeting.uid, sequence, stamp, (), start=counter)
    whole = (said, who, sender, partstat, is_authentic, recipients)
    return ReplyMail(
        where="a.eml",
        content_hash=hashlib.sha256(repr(whole).encode()).hexdigest(),
        sender=who if sender is None else sender,
        is_authentic=is_authentic,
        recipients=recipients,
        answers=(SaidAnswer(said, Attendee(who, partstat=partstat), stamp),),
    )


def bring(session: Session, *mails: ReplyMail, now: datetime = LATER) -> ReplyImport:
    return import_replies(session, mails, now=now, officer="Ada")


def bring_corpus(session: Session, *names: str) -> ReplyImport:
    paths = [str(FOLDER / f"{name}.eml") for name in names]
    raw = (one for path in paths for one in mail_in(path, io.BytesIO()))
    return bring(session, *(read_reply_mail(one, authserv_id=SERVER) for one in raw))


def states(session: Session) -> list[str]:
    """The state of each reply, in the order they came."""
    return [str(one) for one in session.scalars(select(CalendarReply.state).order_by("id"))]


def replied(session: Session, meeting: Meeting, name: str = "Ana Lind") -> tuple[str, str]:
    """What the record says that somebody answered, and from where it knows."""
    member = find_attendee(session, meeting, name)
    return str(member.reply), member.reply_source


def by_hash(session: Session) -> Iterable[tuple[str, str]]:
    return sorted(
        (one.content_hash, str(one.state)) for one in session.scalars(select(CalendarReply))
    )
