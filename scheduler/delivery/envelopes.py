"""What is handed to a mail server, and what it said."""

from dataclasses import dataclass, field
from enum import StrEnum


class Security(StrEnum):
    """How the way to the server is closed to others; nothing falls back to a weaker one."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in; without a user nobody logs in.

    `authorities` is a file of certificates that are trusted besides the machine's own; `patience`
    is in seconds, for each answer.
    """

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)
    authorities: str = ""
    patience: float = 60.0

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message for one address; `mail` is ASCII with CRLF."""

    sender: str
    recipient: str
    mail: str


class Result(StrEnum):
    """What became of a message: whether the server has it, and whether to try again."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A result, and what was said."""

    result: Result
    answer: str
