"""What a deployment chooses, read once by the doors; no lower floor sees it."""

import getpass
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from scheduler.delivery.envelopes import MailServer, Security
from scheduler.errors import InvalidValue
from scheduler.files import read_text
from scheduler.papers.clean import clean_text

DATABASE = "SCHEDULER_DATABASE"
OFFICER = "SCHEDULER_OFFICER"
NOW = "SCHEDULER_NOW"
TEMPLATES = "SCHEDULER_TEMPLATES"
SMTP_HOST = "SCHEDULER_SMTP_HOST"
SMTP_PORT = "SCHEDULER_SMTP_PORT"
SMTP_SECURITY = "SCHEDULER_SMTP_SECURITY"
SMTP_USER = "SCHEDULER_SMTP_USER"
SMTP_PASSWORD = "SCHEDULER_SMTP_PASSWORD"  # noqa: S105 -- the name of a setting
SMTP_PASSWORD_FILE = "SCHEDULER_SMTP_PASSWORD_FILE"  # noqa: S105 -- the name of a setting
SMTP_AUTHORITIES = "SCHEDULER_SMTP_CA_FILE"
AUTHSERV_ID = "SCHEDULER_AUTHSERV_ID"
WEB_ADDRESS = "SCHEDULER_WEB_ADDRESS"

_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")

_PORTS_END = 65536
_LONGEST_NAME = 200
_YEARS = range(1900, 9900)  # room on both sides for zones, plans and windows


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the record lies, who acts, and when: `now` is an instant in UTC.

    `templates` is a folder of the officer's own, looked into before those that ship.
    """

    database: str
    officer: str
    now: datetime
    templates: Path | None = None


def read_settings(
    environment: Mapping[str, str],
    *,
    clock: datetime,
    database: str | None = None,
    officer: str | None = None,
    templates: Path | None = None,
) -> Settings:
    """What was given on the command line, else in the environment, else the defaults.

    SCHEDULER_NOW sets the clock for rehearsals and tests: an instant such as
    2026-11-24T09:00:00+00:00.
    """
    return Settings(
        database=database or environment.get(DATABASE) or str(default_database()),
        officer=_name(officer or environment.get(OFFICER) or _login_name()),
        now=_instant(environment[NOW]) if environment.get(NOW) else clock.astimezone(UTC),
        templates=_folder(templates or environment.get(TEMPLATES)),
    )


def read_mail_server(environment: Mapping[str, str]) -> MailServer:
    """The server that takes our mail, from the environment; the password from there or a file.

    A password goes nowhere unencrypted but to this machine.
    """
    host = environment.get(SMTP_HOST, "")
    if not host or not host.isprintable() or " " in host:
        raise InvalidValue(SMTP_HOST, host, "the name of the mail server that takes what is sent")
    security = _security(environment.get(SMTP_SECURITY) or Security.STARTTLS)
    user = environment.get(SMTP_USER, "")
    if not user.isascii():
        raise InvalidValue(SMTP_USER, user, "a name of ASCII signs")
    if user and security is Security.NONE and host not in _THIS_MACHINE:
        expected = f"starttls or tls: {SMTP_USER} is set, and its password would go in the open"
        raise InvalidValue(SMTP_SECURITY, str(security), expected)
    return MailServer(
        host=host,
        port=_port(environment.get(SMTP_PORT) or str(_PORTS[security])),
        security=security,
        user=user,
        password=_password(environment) if user else "",
        authorities=_readable(environment.get(SMTP_AUTHORITIES, "")),
    )


def read_authserv_id(environment: Mapping[str, str]) -> str:
    """The name under which our own mail server says whom it has authenticated (RFC 8601 2.2).

    Empty where none is trusted. That server must remove such headers from what comes in.
    """
    said = environment.get(AUTHSERV_ID, "").strip()
    if said and not re.fullmatch(r"[A-Za-z0-9._-]{1,253}", said):
        raise InvalidValue(AUTHSERV_ID, said, "the name in its headers, such as mx.service.example")
    return said


def read_web_address(environment: Mapping[str, str]) -> str:
    """Where the feeds are reached from outside, without a slash at its end; empty if not said.

    It is never taken from a request, which could say anything.
    """
    said = environment.get(WEB_ADDRESS, "").strip().rstrip("/")
    if said and not re.fullmatch(r"https?://[A-Za-z0-9.\-\[\]:]+(/[A-Za-z0-9._~/-]*)?", said):
        raise InvalidValue(WEB_ADDRESS, said, "an address such as https://calendars.example.org")
    return said


def default_database() -> Path:
    """Where this person's record lies when nothing else is said."""
    import platformdirs  # noqa: PLC0415 -- slow import, only for those who choose no path

    return Path(platformdirs.user_data_dir("scheduler", appauthor=False)) / "scheduler.db"


def _folder(said: Path | str | None) -> Path | None:
    if not said:
        return None
    folder = Path(said).expanduser()
    if not folder.is_dir():
        expected = "a folder that is there; make it first"
        raise InvalidValue(TEMPLATES, str(said), expected)
    return folder


def _name(text: str) -> str:
    name = " ".join(clean_text(text).split())
    if not name or len(name) > _LONGEST_NAME:
        expected = f"a name of 1 to {_LONGEST_NAME} characters in --officer or {OFFICER}"
        raise InvalidValue("the officer", text[:_LONGEST_NAME], expected)
    return name


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown officer"


def _security(text: str) -> Security:
    try:
        return Security(text.casefold())
    except ValueError:
        raise InvalidValue(SMTP_SECURITY, text, f"one of {', '.join(Security)}") from None


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text[:6]) < _PORTS_END):
        raise InvalidValue(SMTP_PORT, text, "a port from 1 to 65535, such as 587")
    return int(text)


def _password(environment: Mapping[str, str]) -> str:
    file = environment.get(SMTP_PASSWORD_FILE)
    said = read_text(Path(file)).rstrip("\r\n") if file else environment.get(SMTP_PASSWORD, "")
    if not said:
        expected = f"a password in {SMTP_PASSWORD_FILE} or {SMTP_PASSWORD}"
        raise InvalidValue(SMTP_USER, environment[SMTP_USER], expected)
    if not said.isascii() or not said.isprintable():
        raise InvalidValue("the password of", SMTP_USER, "one of printable ASCII signs")
    return said


def _readable(file: str) -> str:
    if file:
        read_text(Path(file))
    return file


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None or instant.year not in _YEARS:
        raise InvalidValue(NOW, text, "an instant with its zone, such as 2026-11-24T09:00:00+00:00")
    return instant.astimezone(UTC)
