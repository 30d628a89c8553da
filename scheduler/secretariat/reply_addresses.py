"""Secret addresses for answers: `trade+TOKEN@north.example`, told to one person for one meeting.

Who writes to it was told it, which proves the answer where no mail server does. The token has 160
random bits: 256 would leave a mailbox no room in the 64 octets before the @ (RFC 5321 4.5.3.1.1).
It is in lower case, as some servers fold it, and kept as its SHA-256 alone. So the letter that is
kept has a stand-in, which is no token, and the address is made when the letter goes out.
"""

import base64
import hashlib
import re
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue
from scheduler.exports.mail import with_reply_address
from scheduler.model.body import Person
from scheduler.model.meeting import Meeting
from scheduler.model.outbox import Message
from scheduler.model.reply import ReplyAddress
from scheduler.papers.mail import is_mailbox, tagged

_TOKEN_BYTES = 20
_LONGEST_LOCAL = 64
_MOST_TOKENS = 50
_NO_TOKEN = "0" * 32  # as long as a token, and never one: base32 has no 0
_ADDRESS = re.compile(r".*\+([a-z2-7]{32})@.*", re.DOTALL)


def stand_in(mailbox: str) -> str:
    """What stands in a kept letter for a secret address at this mailbox.

    Raises InvalidValue for a mailbox that leaves no room for one.
    """
    return _tagged(mailbox, _NO_TOKEN)


def outgoing_mail(session: Session, message: Message, *, now: datetime) -> str:
    """A message as it goes out: with a new secret address wherever it has the stand-in of one."""
    told = tagged(message.sender, _NO_TOKEN)
    if message.meeting is None or message.person is None or told not in message.mail:
        return message.mail
    address = add_reply_address(session, message.meeting, message.person, message.sender, now=now)
    return with_reply_address(message.mail, address, instead_of=told)


def add_reply_address(
    session: Session, meeting: Meeting, person: Person, mailbox: str, *, now: datetime
) -> str:
    """A new secret address at a mailbox of ours for this person's answers to this meeting.

    Returned once and never again. Raises InvalidValue for a mailbox that leaves no room for it.
    """
    token = base64.b32encode(secrets.token_bytes(_TOKEN_BYTES)).decode().lower()
    address = _tagged(mailbox, token)
    session.add(
        ReplyAddress(meeting=meeting, person=person, token_hash=_hash(token), created_at=now)
    )
    session.flush()
    return address


def holders_of(session: Session, addresses: Iterable[str]) -> Sequence[ReplyAddress]:
    """Whose the secret addresses among these are, and for which meeting."""
    found = (_ADDRESS.fullmatch(address) for address in addresses)
    hashes = [_hash(one[1]) for one in found if one][:_MOST_TOKENS]
    if not hashes:
        return ()
    return session.scalars(select(ReplyAddress).where(ReplyAddress.token_hash.in_(hashes))).all()


def _tagged(mailbox: str, token: str) -> str:
    address = tagged(mailbox, token)
    if not is_mailbox(address) or len(address.rpartition("@")[0]) > _LONGEST_LOCAL:
        longest = _LONGEST_LOCAL - len(token) - 1
        raise InvalidValue("the mailbox", mailbox, f"at most {longest} characters before its @")
    return address


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
