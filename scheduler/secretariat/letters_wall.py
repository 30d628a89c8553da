"""The last look at letters that were prepared, before the door keeps them in the outbox."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.exports.mail import read_attachments, read_parts
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.outbox import Message
from scheduler.papers.audience import Reader
from scheduler.secretariat.last_look import last_look
from scheduler.secretariat.second_wall import wall_of


def refuse_letters(session: Session, meeting: Meeting, prepared: Collection[int]) -> None:
    """Raise AudienceLeak where a letter holds what its recipient's party may not read.

    `prepared` are the numbers of the messages, each to a person or to the mailbox of a body.
    """
    letters: defaultdict[str, list[Message]] = defaultdict(list)
    for message in session.scalars(select(Message).where(Message.id.in_(prepared))):
        letters[_party_of(session, message)].append(message)
    for party, messages in letters.items():
        with last_look("the message", wall_of(session, meeting, Reader(party or None))) as look:
            for message in messages:
                said = (message.subject, message.sender_name, *read_parts(message.mail))
                look.at(f"the message to {message.recipient_name}", "\n".join(said).encode())
                for attached in read_attachments(message.mail):
                    look.at(attached.name, attached.content)


def _party_of(session: Session, message: Message) -> str:
    """The party's code; of an address that the record does not know, that of nobody."""
    if message.person is not None:
        return message.person.party.code
    body = session.scalars(select(Body).where(Body.mailbox == message.address)).first()
    return body.party.code if body else ""
