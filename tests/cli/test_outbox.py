"""The outbox from the command line, with a real mail server behind it."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from time import sleep

import pytest

from scheduler.delivery.envelopes import Security
from scheduler.store.session import Database
from tests.cli.child import CALL, ROOT, refused
from tests.cli.conftest import NOW, Call
from tests.delivery.mail_desk import HangUp, MailDesk

ADDRESS = "ana@north.example"


@pytest.fixture
def waiting(call: Call, record: Database) -> Database:
    """An invitation to ANNUAL-2 waits for Ana Lind as message 1."""
    added = ("attendee", "add", "ANNUAL-2", "--party", "NORTH")
    assert call(*added, "--person", "Ana Lind", "--body", "TRADE").code == 0
    call("invite", "address", "Ana Lind", ADDRESS)
    call("invite", "mailbox", "TRADE", "trade@north.example")
    assert call("invite", "prepare", "ANNUAL-2").code == 0
    return record


def uses(desk: MailDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in desk.environment.items():
        monkeypatch.setenv(name, value)


def listed(call: Call, *words: str) -> list[tuple[int, str, str]]:
    rows = call("outbox", "list", "--meeting", "ANNUAL-2", "--json", *words).value
    return [(row["number"], row["state"], row["answer"]) for row in rows]


@pytest.mark.usefixtures("waiting")
def test_what_waits_is_listed_and_shown(call: Call) -> None:
    [row] = call("outbox", "list", "--json").value
    assert (row["number"], row["state"], row["recipient"], row["address"]) == (
        1,
        "prepared",
        "Ms Ana Lind",
        ADDRESS,
    )
    shown = call("outbox", "show", "1").out
    assert shown.endswith(
        "DG TRADE invites you to this meeting.\n\n"
        "2nd Annual Meeting, Partnership of Northland and Southmark\n"
        "Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)\n\n"
        "Please accept or decline with the buttons of your calendar program; "
        "the answer goes to DG TRADE.\n\n"
    )
    assert call("outbox", "show", "2") == refused("there is no message '2'", 2)


@pytest.mark.usefixtures("waiting")
def test_message_is_sent_as_it_was_shown_and_once(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = call("outbox", "show", "1", "--mail").out
    with MailDesk() as desk:
        uses(desk, monkeypatch)
        first, second = call("outbox", "send"), call("outbox", "send")

    assert (first.code, first.out, first.err) == (0, "Sent 1 message.\n", "")
    assert (second.code, second.out) == (0, "Sent no messages.\n")
    assert desk.taken == [("trade@north.example", ADDRESS, mail.encode())]
    assert call("outbox", "list", "--json").value == []
    assert listed(call) == [(1, "sent", "250 taken")]
    [attendee] = call("attendee", "list", "ANNUAL-2", "--json").value
    assert (attendee["standing"], attendee["invited_on"]) == ("invited", "2026-11-24")


@pytest.mark.usefixtures("waiting")
def test_refused_message_fails_and_is_told(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    with MailDesk(on_recipient=lambda _: "550 no such person") as desk:
        uses(desk, monkeypatch)
        said = call("outbox", "send")

    assert (said.code, said.out) == (3, "Sent no messages.\n")
    assert said.err == "error: message 1 to Ms Ana Lind: not sent: 550 no such person\n"
    assert listed(call) == [(1, "failed", "550 no such person")]


@pytest.mark.usefixtures("waiting")
def test_server_that_is_busy_is_tried_later(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    replies = iter(["451 busy", "250 taken"])
    with MailDesk(on_mail=lambda: next(replies)) as desk:
        uses(desk, monkeypatch)
        said = call("outbox", "send")
        assert said.err == "warning: message 1 to Ms Ana Lind: not sent yet: 451 busy\n"
        assert call("outbox", "send").out == "Sent no messages.\n"
        monkeypatch.setenv("SCHEDULER_NOW", (NOW + timedelta(minutes=5)).isoformat())
        assert call("outbox", "send").out == "Sent 1 message.\n"


@pytest.mark.usefixtures("waiting")
def test_server_that_is_not_there_changes_nothing_but_the_next_attempt(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    with MailDesk() as desk:
        uses(desk, monkeypatch)
    said = call("outbox", "send")

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"scheduler: the mail server {desk.server} cannot be reached (")
    [row] = call("outbox", "list", "--json").value
    assert (row["state"], row["attempts"], row["next_attempt_at"]) == (
        "prepared",
        1,
        (NOW + timedelta(minutes=5)).isoformat(),
    )


@pytest.mark.usefixtures("waiting")
def test_uncertain_message_is_sent_again_only_by_name(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = MailDesk()

    def hang_up_once() -> str:
        if len(desk.taken) == 1:
            raise HangUp
        return "250 taken"

    desk.on_mail = hang_up_once
    with desk:
        uses(desk, monkeypatch)
        assert call("outbox", "send").code == 3
        assert call("outbox", "send").out == "Sent no messages.\n"
        assert call("outbox", "send", "1").code == 1
        assert call("outbox", "send", "1", "--again").out == "Sent 1 message.\n"

    [first, second] = desk.taken
    assert first == second


@pytest.mark.usefixtures("waiting")
def test_officer_says_that_it_arrived(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang_up() -> str:
        raise HangUp

    with MailDesk(on_mail=hang_up) as desk:
        uses(desk, monkeypatch)
        call("outbox", "send")

    assert call("outbox", "arrived", "1").out == "Message 1 to Ms Ana Lind arrived.\n"
    assert listed(call) == [(1, "sent", "an officer says that it arrived")]


@pytest.mark.usefixtures("waiting")
def test_discarded_message_stays(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    said = call("outbox", "discard", "1", "--reason", "told by telephone")

    assert said.out == "Discarded message 1 to Ms Ana Lind.\n"
    with MailDesk() as desk:
        uses(desk, monkeypatch)
        call("outbox", "send")
    assert desk.taken == []
    assert listed(call) == [(1, "discarded", "told by telephone")]


@pytest.mark.usefixtures("waiting")
def test_outdated_message_is_held_back_and_the_others_go(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("meeting", "edit", "ANNUAL-2", "--venue", "Charlemagne")
    with MailDesk() as desk:
        uses(desk, monkeypatch)
        said = call("outbox", "send")

    assert (said.code, said.out, desk.taken) == (0, "Sent no messages.\n", [])
    assert said.err == (
        "warning: sending message 1 to Ms Ana Lind is not possible: it no longer says what holds; "
        "prepare what holds now: scheduler invite prepare ANNUAL-2\n"
    )


@pytest.mark.usefixtures("waiting")
def test_sending_needs_a_server(call: Call) -> None:
    said = call("outbox", "send")

    assert (said.code, listed(call)) == (2, [(1, "prepared", "")])


def test_password_is_nowhere(
    call: Call, waiting: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = waiting.engine.url.database
    with MailDesk(security=Security.STARTTLS, needs_login=True) as desk:
        uses(desk, monkeypatch)
        monkeypatch.setenv("SCHEDULER_SMTP_USER", "scheduler")
        monkeypatch.setenv("SCHEDULER_SMTP_PASSWORD", "not-the-password")
        said = call("outbox", "send")

    assert said.code == 1
    assert "refused the user 'scheduler' or the password (535)" in said.err
    assert "not-the-password" not in said.err
    assert path is not None
    assert b"not-the-password" not in Path(path).read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_killed_between_the_servers_yes_and_our_mark_it_is_uncertain(
    call: Call, waiting: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record is locked when the server says yes: the sender has its answer and cannot mark."""
    path = waiting.engine.url.database
    assert path is not None
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:

        def lock_the_record() -> str:
            other.execute("BEGIN IMMEDIATE")
            return "250 taken"

        with MailDesk(on_mail=lock_the_record) as desk:
            uses(desk, monkeypatch)
            sender = subprocess.Popen(
                [sys.executable, "-c", CALL, "outbox", "send"],
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
            while not desk.taken and sender.poll() is None:
                sleep(0.05)
            with pytest.raises(subprocess.TimeoutExpired):
                sender.wait(timeout=1)
            assert len(desk.taken) == 1
            os.kill(sender.pid, signal.SIGKILL)
            sender.wait()
            other.execute("ROLLBACK")

            assert listed(call) == [(1, "sending", "")]
            assert call("outbox", "send").out == "Sent no messages.\n"
            monkeypatch.setenv("SCHEDULER_NOW", (NOW + timedelta(minutes=15)).isoformat())
            assert listed(call) == [(1, "uncertain", "")]
            lost = call("outbox", "send")
            assert (lost.code, lost.err) == (
                3,
                "error: message 1 to Ms Ana Lind: may have arrived: its sending was interrupted\n",
            )
            desk.on_mail = lambda: "250 taken"
            assert call("outbox", "send").out == "Sent no messages.\n"
            assert len(desk.taken) == 1
            assert call("outbox", "send", "1", "--again").out == "Sent 1 message.\n"

    sent = [message_from_bytes(content)["Message-ID"] for *_, content in desk.taken]
    assert len(sent) == 2
    assert len(set(sent)) == 1
