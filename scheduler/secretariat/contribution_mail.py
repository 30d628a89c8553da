"""Letters about contributions: all that is asked of one mailbox, with its forms, in one message.

Nothing of what others were asked is in it.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.exports.mail import as_mail
from scheduler.model.contribution import Contribution
from scheduler.model.meeting import Meeting
from scheduler.model.outbox import Message, MessageKind
from scheduler.papers.mail import Attachment, Letter, Mailbox
from scheduler.papers.words import listed
from scheduler.secretariat import contributions
from scheduler.secretariat.identity import file_stem
from scheduler.secretariat.item_labels import labels
from scheduler.secretariat.meetings import short_name
from scheduler.secretariat.naming import agenda_of


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that one mailbox is asked for; without an address, what one body is asked for."""

    mailbox: Mailbox
    contributions: tuple[Contribution, ...]

    @property
    def facts(self) -> dict[str, str]:
        """What a message of it says, by which a later one is compared with it."""
        return {f"{one.key}": one.deadline.isoformat() for one in self.contributions}

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies whose mailbox it is."""
        names = (short_name(one.body, one.meeting) for one in self.contributions)
        return tuple(dict.fromkeys(names))

    @property
    def in_words(self) -> str:
        """The bodies in a sentence."""
        return listed(list(self.bodies))


@dataclass(frozen=True, slots=True)
class Said:
    """What a message about contributions is, says, and why."""

    kind: MessageKind
    subject: str
    text: str
    why: str


def parcels_of(contributions: Iterable[Contribution]) -> list[Parcel]:
    """The contributions by the mailbox that is asked, in the order of asking."""
    by_address: dict[str, list[Contribution]] = {}
    for one in contributions:
        by_address.setdefault(one.body.mailbox or one.body.code, []).append(one)
    return [
        Parcel(Mailbox(short_name(body, together[0].meeting), body.mailbox), tuple(together))
        for together in by_address.values()
        for body in (together[0].body,)
    ]


def labels_of(session: Session, meeting: Meeting) -> Mapping[int, str]:
    """The label of each item of the agenda, by the item."""
    agenda = agenda_of(session, meeting)
    return dict(zip((item.id for item in agenda), labels(agenda), strict=True))


def form_files(
    session: Session, wanted: Sequence[Contribution], *, today: date
) -> dict[str, bytes]:
    """The forms of contributions to one meeting, by the name of the file; empty without any."""
    from scheduler.exports.contribution_form import render_form  # noqa: PLC0415 -- slow import

    files = {}
    called = labels_of(session, wanted[0].meeting) if wanted else {}
    for one in wanted:
        label = called[one.item_id]
        stem = file_stem(one.meeting.name, f"item-{label}", one.body.code)
        files[f"{stem}.docx"] = render_form(contributions.form_of(one, label, today=today))
    return files


def message_of(
    session: Session, parcel: Parcel, sender: Mailbox, said: Said, *, today: date, now: datetime
) -> Message:
    """The message of a parcel, with its forms; not yet in the outbox."""
    meeting = parcel.contributions[0].meeting
    forms = form_files(session, parcel.contributions, today=today)
    letter = Letter(
        key=_key(session, meeting, parcel.mailbox.address, now),
        sender=sender,
        recipient=parcel.mailbox,
        subject=said.subject,
        text=said.text,
        date=now,
        attachments=tuple(Attachment(name, content) for name, content in forms.items()),
    )
    return Message(
        kind=said.kind,
        meeting=meeting,
        message_id=letter.message_id,
        sender_name=sender.name,
        sender=sender.address,
        recipient_name=parcel.mailbox.name,
        address=parcel.mailbox.address,
        subject=letter.subject,
        why=said.why,
        facts=parcel.facts,
        mail=as_mail(letter),
        prepared_at=now,
    )


def _key(session: Session, meeting: Meeting, address: str, now: datetime) -> str:
    """What makes a Message-ID unlike any other, and tells nothing of whom it is for."""
    earlier = session.scalar(select(func.count()).where(Message.meeting_id == meeting.id))
    said = f"contribution {meeting.uid} {address} {earlier} {now.isoformat()}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]
