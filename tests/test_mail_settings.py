"""Which mail server the environment names, and what of it never goes in the open."""

from pathlib import Path

import pytest

from scheduler.delivery.envelopes import MailServer, Security
from scheduler.errors import InvalidValue
from scheduler.settings import read_mail_server

HOST = {"SCHEDULER_SMTP_HOST": "mail.north.example"}
USER = {"SCHEDULER_SMTP_USER": "som"}
PASSWORD = {"SCHEDULER_SMTP_PASSWORD": "open sesame"}


@pytest.mark.parametrize(
    ("security", "port"), [("", 587), ("starttls", 587), ("TLS", 465), ("none", 25)]
)
def test_port_follows_from_how_the_way_is_closed(security: str, port: int) -> None:
    server = read_mail_server(HOST | {"SCHEDULER_SMTP_SECURITY": security})

    kind = Security(security.lower() or "starttls")
    assert server == MailServer("mail.north.example", port, kind)


def test_password_comes_from_a_file_before_the_environment(tmp_path: Path) -> None:
    kept = tmp_path / "password"
    kept.write_text("kept in a file\n", encoding="utf-8")

    from_file = {"SCHEDULER_SMTP_PASSWORD_FILE": str(kept)}
    assert read_mail_server(HOST | USER | PASSWORD).password == "open sesame"  # noqa: S105 -- a test's
    assert read_mail_server(HOST | USER | PASSWORD | from_file).password == "kept in a file"  # noqa: S105 -- a test's


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"SCHEDULER_SMTP_HOST": ""}, "SCHEDULER_SMTP_HOST '' cannot be used"),
        ({"SCHEDULER_SMTP_PORT": "smtp"}, "expected a port from 1 to 65535"),
        ({"SCHEDULER_SMTP_PORT": "65536"}, "expected a port from 1 to 65535"),
        ({"SCHEDULER_SMTP_SECURITY": "ssl"}, "expected one of starttls, tls, none"),
        (USER, "expected a password in SCHEDULER_SMTP_PASSWORD_FILE or SCHEDULER_SMTP_PASSWORD"),
        (USER | {"SCHEDULER_SMTP_PASSWORD": "sésame"}, "expected one of printable ASCII signs"),
        ({"SCHEDULER_SMTP_USER": "é"}, "expected a name of ASCII signs"),
        (
            USER | PASSWORD | {"SCHEDULER_SMTP_SECURITY": "none"},
            "its password would go in the open",
        ),
        ({"SCHEDULER_SMTP_CA_FILE": "nowhere.pem"}, "the file 'nowhere.pem' cannot be used"),
        (USER | {"SCHEDULER_SMTP_PASSWORD_FILE": "nowhere"}, "the file 'nowhere' cannot be used"),
    ],
)
def test_setting_that_cannot_be_used_is_refused(more: dict[str, str], said: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        read_mail_server(HOST | more)

    assert said in str(refused.value)
    assert "sesame" not in str(refused.value)
    assert "sésame" not in str(refused.value)


def test_password_stays_out_of_what_is_printed() -> None:
    assert "sesame" not in repr(read_mail_server(HOST | USER | PASSWORD))


def test_password_may_go_in_the_open_to_this_machine() -> None:
    local = {"SCHEDULER_SMTP_HOST": "localhost", "SCHEDULER_SMTP_SECURITY": "none"}
    assert read_mail_server(local | USER | PASSWORD).user == "som"
