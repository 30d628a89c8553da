"""Requests for contributions that go by mail: one message to a mailbox, with its forms alone."""

from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest

from scheduler.exports.mail import read_attachments
from scheduler.imports.forms.form import read_form
from scheduler.store.session import Database
from tests.cli.conftest import Call
from tests.delivery.mail_desk import MailDesk

TO_COME = "ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)"
TRADE, WATER = "trade@north.example", "water@north.example"
UNTIL = "by Tuesday 20 April 2027"
ASK = ("contribution", "request", "ANNUAL-2", "--deadline", "2027-04-20", "--by", "TRADE")


@pytest.fixture(autouse=True)
def _agenda(record: Database, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two items on which TRADE leads, one with WATER; the folder is the current one."""
    del record
    folder = tmp_path / "papers"
    folder.mkdir()
    monkeypatch.chdir(folder)
    call("agenda", "add", "ANNUAL-2", "Ports", "--lead", "NORTH=TRADE")
    call("agenda", "add", "ANNUAL-2", "Fees", "--lead", "NORTH=TRADE")
    call("agenda", "add", "ANNUAL-2", "Locks", "--lead", "NORTH=WATER")
    call("invite", "mailbox", "TRADE", TRADE)


def names(mail: str) -> list[str]:
    return [one.name for one in read_attachments(mail)]


def mail_of(call: Call, number: int) -> str:
    return call("outbox", "show", str(number), "--mail").out


def test_each_mailbox_gets_its_forms_in_one_message_that_is_sent(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("invite", "mailbox", "WATER", WATER)

    asked = call(*ASK, "--remarks", "Half a page.")
    shown = call("outbox", "show", "1", "--json").value
    mails = [mail_of(call, 1), mail_of(call, 2)]
    with MailDesk() as desk:
        for name, value in desk.environment.items():
            monkeypatch.setenv(name, value)
        sent = call("outbox", "send")

    assert (asked.code, asked.err, asked.out) == (
        0,
        "",
        (
            f"Asked for 3 contributions to {TO_COME}:\n"
            f"  item 1, DG TRADE, {UNTIL}: {TRADE}\n"
            f"  item 2, DG TRADE, {UNTIL}: {TRADE}\n"
            f"  item 3, DG WATER, {UNTIL}: {WATER}\n"
            "2 messages prepared.\nSend what waits with: scheduler outbox send\n"
        ),
    )
    assert list(Path().iterdir()) == []
    assert (shown["kind"], shown["subject"], shown["attachments"], shown["text"]) == (
        "request",
        "Contributions to the 2nd Annual Meeting",
        "annual-2-item-1-trade.docx, annual-2-item-2-trade.docx",
        (
            "DG TRADE asks DG TRADE for these contributions to the briefing for "
            f"{TO_COME}:\n\n"
            f"- item 1, Ports: {UNTIL}\n"
            f"- item 2, Fees: {UNTIL}\n\n"
            "There is a form for each with this message. Please fill it in and send it back to "
            f"{TRADE}.\n"
        ),
    )
    assert [names(mail) for mail in mails] == [
        ["annual-2-item-1-trade.docx", "annual-2-item-2-trade.docx"],
        ["annual-2-item-3-water.docx"],
    ]
    assert "Ports" not in mails[1]
    assert (sent.code, sent.out) == (0, "Sent 2 messages.\n")
    assert [(to, mail) for _, to, mail in desk.taken] == [
        (TRADE, mails[0].encode()),
        (WATER, mails[1].encode()),
    ]
    received = message_from_bytes(desk.taken[1][2], policy=SMTP)
    [form] = [part for part in received.walk() if part.get_filename()]
    content = form.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert read_form("back.docx", content).texts == ()


def test_preview_asks_nothing_and_writes_nothing(call: Call) -> None:
    trail = call("audit", "verify").out

    said = call(*ASK, "--preview")

    assert (said.code, said.out, said.err) == (
        0,
        (
            f"Would ask for 3 contributions to {TO_COME}:\n"
            f"  item 1, DG TRADE, {UNTIL}: {TRADE}\n"
            f"  item 2, DG TRADE, {UNTIL}: {TRADE}\n"
            f"  item 3, DG WATER, {UNTIL}: annual-2-item-3-water.docx\n"
            "1 message would be prepared.\n"
        ),
        (
            "note: WATER: no mailbox is known: send its forms yourself, or give it one: "
            "scheduler invite mailbox WATER ADDRESS\n"
        ),
    )
    assert list(Path().iterdir()) == []
    assert call("contribution", "status", "ANNUAL-2", "--json").value == []
    assert call("outbox", "list", "--json").value == []
    assert call("audit", "verify").out == trail


def test_body_without_a_mailbox_gets_its_form_as_a_file(call: Call) -> None:
    said = call(*ASK, "--json")

    assert [path.name for path in Path().iterdir()] == ["annual-2-item-3-water.docx"]
    assert (said.value["mailed"], said.value["forms"], said.value["prepared"]) == (
        [TRADE, TRADE, ""],
        ["annual-2-item-3-water.docx"],
        [1],
    )


def test_where_no_mailbox_of_ours_may_ask_all_forms_are_files(call: Call) -> None:
    call("invite", "mailbox", "WATER", WATER)

    said = call(*ASK[:-2])

    assert sorted(path.name for path in Path().iterdir()) == [
        "annual-2-item-1-trade.docx",
        "annual-2-item-2-trade.docx",
        "annual-2-item-3-water.docx",
    ]
    assert said.err == (
        f"note: asking by mail for contributions to {TO_COME} is not possible: neither its host "
        "nor a chair of the home party has a mailbox; give one: "
        "scheduler invite mailbox BODY ADDRESS, or say which with --by BODY\n"
    )
    assert call("outbox", "list", "--json").value == []


def test_second_request_takes_up_what_waits(call: Call) -> None:
    call(*ASK, "--item", "1")
    call(*ASK, "--item", "2")

    rows = call("outbox", "list", "--meeting", "ANNUAL-2", "--json").value
    assert [(row["number"], row["state"]) for row in rows] == [(1, "discarded"), (2, "prepared")]
    assert sorted(names(mail_of(call, 2))) == [
        "annual-2-item-1-trade.docx",
        "annual-2-item-2-trade.docx",
    ]


def test_request_that_was_taken_back_is_not_sent(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    call(*ASK, "--item", "1")
    reminded = call("contribution", "remind", "ANNUAL-2").out
    call("contribution", "withdraw", "ANNUAL-2", "--item", "1", "--from", "TRADE")
    with MailDesk() as desk:
        for name, value in desk.environment.items():
            monkeypatch.setenv(name, value)
        said = call("outbox", "send", "1")

    assert "the request itself waits as message 1" in reminded
    assert desk.taken == []
    assert said.err == (
        "scheduler: sending message 1 to DG TRADE is not possible: it no longer says what holds; "
        "prepare what holds now: scheduler contribution request ANNUAL-2\n"
    )
