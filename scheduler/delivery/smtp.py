"""Hands messages to a mail server by SMTP (RFC 5321), one connection for as many as it takes.

Only when the whole of a message is away and no answer comes is it uncertain whether the server has
it: the end of the message, a dot, is the last that is sent (RFC 5321 4.2.5).
"""

import re
import smtplib
import ssl
from contextlib import suppress
from types import TracebackType
from typing import Self

from scheduler.delivery.envelopes import Delivery, Envelope, MailServer, Result, Security
from scheduler.errors import MailServerUnavailable
from scheduler.papers.clean import clean_text

_ACCEPTED, _GO_ON = (250, 251, 252), (354,)  # RFC 5321 4.3.2
_REFUSED_FROM = 500
_LONGEST_ANSWER = 500
_LEADING_DOT = re.compile(r"^\.", re.MULTILINE)
# Servers ask who greets them; a submission server lets in whoever logs in.
_GREETING = "[127.0.0.1]"


class Post:
    """A way to a mail server, opened with the first message and after each that broke it."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._open: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._open is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._open.quit()
        self._give_up()

    def deliver(self, envelope: Envelope) -> Delivery:
        """Hand one message in.

        Raises MailServerUnavailable where the server cannot be spoken to at all: then it surely has
        not got the message, and would not take the next one either.
        """
        connection = self._connection()
        try:
            refusal = self._introduced(connection, envelope)
        except (smtplib.SMTPException, OSError) as error:
            self._give_up()
            return Delivery(Result.LATER, f"the connection was lost ({_reason(error)})")
        if refusal:
            with suppress(smtplib.SMTPException, OSError):
                connection.rset()
            return refusal
        return self._handed_over(connection)

    def _introduced(self, connection: smtplib.SMTP, envelope: Envelope) -> Delivery | None:
        """Everything but the answer to the message; what stopped it before its end."""
        steps = (
            (f"MAIL FROM:<{envelope.sender}>", _ACCEPTED),
            (f"RCPT TO:<{envelope.recipient}>", _ACCEPTED),
            ("DATA", _GO_ON),
        )
        for command, wanted in steps:
            code, answer = connection.docmd(command)
            if code not in wanted:
                return _refusal(code, answer)
        connection.send(f"{_LEADING_DOT.sub('..', envelope.mail)}.\r\n".encode("ascii"))
        return None

    def _handed_over(self, connection: smtplib.SMTP) -> Delivery:
        try:
            code, answer = connection.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._give_up()
            return Delivery(Result.UNCERTAIN, f"no answer to the message ({_reason(error)})")
        if code in _ACCEPTED:
            return Delivery(Result.SENT, _said(code, answer))
        return _refusal(code, answer)

    def _connection(self) -> smtplib.SMTP:
        if self._open is not None and not _answers(self._open):
            self._give_up()
        if self._open is None:
            self._open = self._connected()
        return self._open

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        connection: smtplib.SMTP | None = None
        try:
            connection = _greeted(server)
            if server.user:
                connection.login(server.user, server.password)
        except (smtplib.SMTPException, OSError) as error:
            if connection is not None:
                connection.close()
            raise MailServerUnavailable(str(server), *_meaning(error, server)) from None
        return connection

    def _give_up(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None


def _answers(connection: smtplib.SMTP) -> bool:
    """False for a connection that the server has ended, as some do after so many messages."""
    with suppress(smtplib.SMTPException, OSError):
        return connection.noop()[0] in _ACCEPTED
    return False


def _greeted(server: MailServer) -> smtplib.SMTP:
    """A connection that is as closed to others as the settings ask; raises if it cannot be."""
    place = (server.host, server.port, _GREETING)
    connection = (
        smtplib.SMTP_SSL(*place, timeout=server.patience, context=_context(server))
        if server.security is Security.TLS
        else smtplib.SMTP(*place, timeout=server.patience)
    )
    try:
        if server.security is Security.STARTTLS:
            connection.starttls(context=_context(server))
        connection.ehlo_or_helo_if_needed()
    except BaseException:
        connection.close()
        raise
    return connection


def _context(server: MailServer) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if server.authorities:
        context.load_verify_locations(server.authorities)
    return context


def _meaning(error: Exception, server: MailServer) -> tuple[str, str]:
    """Why the server cannot be spoken to, and what to do. Never what it said to a login."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        reason = f"refused the user {server.user!r} or the password ({error.smtp_code})"
        return reason, "check both in the settings"
    if isinstance(error, ssl.SSLCertVerificationError):
        reason = f"has a certificate that is not trusted ({error.verify_message})"
        return reason, "check the host's name, or name a file of authorities in the settings"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        reason = f"does not offer what the settings ask ({_reason(error)})"
        return reason, "check the port, and whether it is tls or starttls"
    return f"cannot be reached ({_reason(error)})", "check its name, the port and the network"


def _refusal(code: int, answer: bytes) -> Delivery:
    """A refusal for good (5xx), or for now; anything else is no answer of SMTP, and for now too."""
    result = Result.REFUSED if code >= _REFUSED_FROM else Result.LATER
    return Delivery(result, _said(code, answer))


def _said(code: int, answer: bytes) -> str:
    return f"{code} {_short(answer.decode('utf-8', 'replace'))}".strip()


def _reason(error: Exception) -> str:
    return _short(getattr(error, "strerror", None) or str(error) or type(error).__name__)


def _short(text: str) -> str:
    return " ".join(clean_text(text).split())[:_LONGEST_ANSWER]
