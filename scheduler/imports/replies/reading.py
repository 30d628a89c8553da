"""A message that may answer, read whole: who sent it, whether that is certain, what it says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.imports.replies.answers import Attendee, ReadAnswer, read_answers
from scheduler.imports.replies.authentication import is_authentic
from scheduler.imports.replies.headers import (
    date_of,
    recipients_of,
    sender_of,
    words_of,
)
from scheduler.imports.replies.mailboxes import RawMail
from scheduler.imports.replies.messages import Unread, open_mail


@dataclass(frozen=True, slots=True)
class SaidAnswer:
    """An answer and whose it is; DTSTAMP, else the date of the message, tells its order."""

    said: ReadAnswer
    attendee: Attendee
    stamp: datetime


@dataclass(frozen=True, slots=True)
class ReplyMail:
    """A message: without answers it is no business of ours, or `fault` says what is wrong with it.

    `sender` is empty where From is not clear, and `is_authentic` is said of nobody else.
    """

    where: str
    content_hash: str = ""
    sender: str = ""
    is_authentic: bool = False
    recipients: tuple[str, ...] = ()
    subject: str = ""
    message_id: str = ""
    answers: tuple[SaidAnswer, ...] = ()
    fault: str = ""


def read_reply_mail(raw: RawMail, *, authserv_id: str = "") -> ReplyMail:
    """What a message says; nothing of it is ever fetched, run or trusted by itself."""
    try:
        return _read(raw, authserv_id)
    except Unread as refused:
        return ReplyMail(raw.where, fault=str(refused))


def _read(raw: RawMail, authserv_id: str) -> ReplyMail:
    mail = open_mail(raw)
    if mail.calendar is None:
        return ReplyMail(raw.where)
    sender, written = sender_of(mail.headers), date_of(mail.headers)
    answers = [_answer(said, sender, written) for said in read_answers(mail.calendar)]
    return ReplyMail(
        where=raw.where,
        content_hash=mail.content_hash,
        sender=sender,
        is_authentic=is_authentic(mail.headers, authserv_id, sender),
        recipients=recipients_of(mail.headers),
        subject=words_of(mail.headers, "subject"),
        message_id=words_of(mail.headers, "message-id"),
        answers=tuple(answers),
    )


def _answer(said: ReadAnswer, sender: str, written: datetime | None) -> SaidAnswer:
    stamp = said.stamp or written
    if stamp is None:
        raise Unread("nobody can say when it was written: expected a DTSTAMP or a date")
    return SaidAnswer(said, _whose(said.attendees, sender), stamp)


def _whose(attendees: Sequence[Attendee], sender: str) -> Attendee:
    """The one who answers: the only one named, or of several the sender.

    Exchange names some without an address: then the sender answers.
    """
    if len(attendees) > 1:
        own = [one for one in attendees if sender and sender in (one.address, one.sent_by)]
        if len(own) != 1:
            raise Unread("it names several people, and does not say who answers")
        return own[0]
    if not attendees or not (attendees[0].address or sender):
        raise Unread("it does not say who answers: expected one ATTENDEE")
    only = attendees[0]
    return only if only.address else replace(only, address=sender)
