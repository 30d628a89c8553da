"""A real SMTP server on this machine, which answers as a test tells it to."""

import socket
import ssl
from asyncio import Transport
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from scheduler.delivery.envelopes import MailServer, Security

CERTIFICATES = Path(__file__).parent / "certificate"
CERTIFICATE = CERTIFICATES / "certificate.pem"
USER, PASSWORD = "scheduler", "a secret of the desk"


class HangUp(Exception):
    """What a test raises to have the connection closed without an answer."""


@dataclass
class MailDesk:
    """Takes what it gets, unless `on_recipient` or `on_mail` gives another reply."""

    security: Security = Security.NONE
    needs_login: bool = False
    on_recipient: Callable[[str], str] = lambda _: "250 OK"
    on_mail: Callable[[], str] = lambda: "250 taken"
    taken: list[tuple[str, str, bytes]] = field(default_factory=list)
    sessions: int = 0

    def __enter__(self) -> Self:
        self._port = _free_port()
        tls = _context() if self.security is not Security.NONE else None
        self._controller = _Desk(
            self,
            hostname="127.0.0.1",
            port=self._port,
            ssl_context=tls if self.security is Security.TLS else None,
            tls_context=tls if self.security is Security.STARTTLS else None,
            require_starttls=self.security is Security.STARTTLS,
            authenticator=self._knows if self.needs_login else None,
            auth_required=self.needs_login,
            auth_require_tls=self.security is Security.STARTTLS,
        )
        self._controller.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._controller.stop()

    @property
    def server(self) -> MailServer:
        """What the settings would say of it."""
        return MailServer(
            host="localhost" if self.security is not Security.NONE else "127.0.0.1",
            port=self._port,
            security=self.security,
            authorities=str(CERTIFICATE) if self.security is not Security.NONE else "",
            patience=5.0,
        )

    @property
    def environment(self) -> dict[str, str]:
        """The settings themselves."""
        return {
            "SCHEDULER_SMTP_HOST": self.server.host,
            "SCHEDULER_SMTP_PORT": str(self._port),
            "SCHEDULER_SMTP_SECURITY": str(self.security),
            "SCHEDULER_SMTP_CA_FILE": self.server.authorities,
        }

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's own
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del session, options
        envelope.rcpt_tos.append(address)
        return _reply(server, lambda: self.on_recipient(address))

    async def handle_DATA(  # noqa: N802 -- aiosmtpd's own
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        del session
        content = envelope.content
        assert isinstance(content, bytes)
        self.taken.append((envelope.mail_from or "", envelope.rcpt_tos[0], content))
        return _reply(server, self.on_mail)

    def _knows(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object
    ) -> AuthResult:
        del server, session, envelope, mechanism
        assert isinstance(given, LoginPassword)
        is_known = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=is_known, handled=False)


class _Desk(Controller):
    def factory(self) -> SMTP:
        self.handler.sessions += 1
        made: SMTP = super().factory()  # type: ignore[no-untyped-call] # aiosmtpd's own
        return made


def _reply(server: SMTP, asked: Callable[[], str]) -> str:
    try:
        return asked()
    except HangUp:
        assert isinstance(server.transport, Transport)
        server.transport.abort()
        return "421 nobody hears this"


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, CERTIFICATES / "key.pem")
    return context


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port
