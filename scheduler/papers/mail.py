"""What is sent to one person: a letter between two mailboxes, and the invitation inside it."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scheduler.papers.calendar import CalendarEntry

LONGEST_MAILBOX = 254  # RFC 5321 4.5.3.1.3, less the brackets

# Narrower than RFC 5321 4.1.2: every one of these stands unquoted in headers, in SMTP and, without
# percent signs, in a mailto address.
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ATOM = "[A-Za-z0-9!$'*+/=_~-]+"
_MAILBOX = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")


def tagged(address: str, tag: str) -> str:
    """The plus-address of a mailbox: som+tag@echo.example for som@echo.example."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{tag}@{domain}"


def is_mailbox(address: str) -> bool:
    """True for an address that mail can be sent to from here: plain ASCII, such as a@b.example."""
    return len(address) <= LONGEST_MAILBOX and _MAILBOX.fullmatch(address) is not None


class Method(StrEnum):
    """What a scheduling message asks of who gets it (RFC 5546 3.2)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and the address of its mail."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What stands after the @."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Invitation:
    """One meeting for one person, whom it asks to come or tells not to.

    The entry's stamp and sequence are those of this message. `is_whole` is false where only this
    person's part ends and the meeting takes place without them (RFC 5546 3.2.5). `role` and
    `partstat` are words of RFC 5545 3.2.16 and 3.2.12. Nobody else is named. `answers_to` is an
    address for the answers, where it is another than the organizer's (RFC 7986 6.2).
    """

    method: Method
    entry: CalendarEntry
    organizer: Mailbox
    attendee: Mailbox
    role: str = "REQ-PARTICIPANT"
    partstat: str = "NEEDS-ACTION"
    is_whole: bool = True
    answers_to: str = ""


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """The iCalendar object of a letter, with the method that stands inside it too."""

    method: Method
    content: bytes


@dataclass(frozen=True, slots=True)
class Attachment:
    """A Word file that goes with a letter."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to one person; `key` is the local part of its Message-ID, its own for life.

    `answers_to` is an address for the answers, where it is another than the sender's.
    """

    key: str
    sender: Mailbox
    recipient: Mailbox
    subject: str
    text: str
    date: datetime
    calendar: CalendarPart | None = None
    answers_to: str = ""
    attachments: tuple[Attachment, ...] = ()

    @property
    def message_id(self) -> str:
        """The Message-ID (RFC 5322 3.6.4)."""
        return f"<{self.key}@{self.sender.domain}>"
