"""A secret address from the outbox to the answer it proves, with a real mail server between."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from scheduler.store.session import Database
from tests.cli.child import refused
from tests.cli.conftest import Call
from tests.delivery.mail_desk import MailDesk

PEOPLE = (
    ("Ana Lind", "NORTH", "TRADE", "ana@north.example"),
    ("Élodie Ruiz", "SOUTH", "FISH", "el@south.example"),
)
STAND_IN = f"trade+{'0' * 32}@north.example"
ANSWER = """\
From: {sender}
To: {address}
Subject: Accepted
Date: Wed, 2 Dec 2026 11:15:07 +0100
Message-ID: <{number}@example>
Content-Type: text/calendar; method=REPLY; charset=utf-8

BEGIN:VCALENDAR
METHOD:REPLY
VERSION:2.0
BEGIN:VEVENT
UID:{uid}
DTSTAMP:20261202T101506Z
SEQUENCE:{sequence}
ATTENDEE;PARTSTAT=ACCEPTED:mailto:{sender}
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def sent(call: Call, record: Database, monkeypatch: pytest.MonkeyPatch) -> dict[str, EmailMessage]:
    """What Ana Lind and Élodie Ruiz got, by their addresses."""
    for name, party, body, address in PEOPLE:
        added = ("attendee", "add", "ANNUAL-2", "--party", party, "--body", body)
        assert call(*added, "--person", name).code == 0
        call("invite", "address", name, address)
    said = call("invite", "mailbox", "TRADE", "trade@north.example", "--secret-replies")
    assert said.out == (
        "TRADE invites from trade@north.example. Answers go to secret addresses of it.\n"
    )
    assert call("invite", "prepare", "ANNUAL-2", "--from", "TRADE").code == 0
    with MailDesk() as desk:
        for name, value in desk.environment.items():
            monkeypatch.setenv(name, value)
        assert call("outbox", "send").out == "Sent 2 messages.\n"
    record.engine.dispose()
    read = {who: message_from_bytes(mail, policy=SMTP) for _, who, mail in desk.taken}
    assert all(isinstance(mail, EmailMessage) for mail in read.values())
    return read


def _secret(mail: EmailMessage) -> str:
    """Where the answers go."""
    [told] = mail["Reply-To"].addresses
    return str(told.addr_spec)


def _lines(mail: EmailMessage) -> dict[str, str]:
    """The content lines of the invitation's event, by name."""
    [part] = [one for one in mail.walk() if one.get_content_type() == "text/calendar"]
    unfolded = str(part.get_content()).replace("\r\n", "\n").replace("\n ", "")
    event = unfolded.partition("BEGIN:VEVENT")[2]
    return {line.partition(":")[0].partition(";")[0]: line for line in event.split("\n")}


def _answer(mail: EmailMessage, folder: Path, *, sender: str, to: str, number: int = 1) -> str:
    lines = _lines(mail)
    path = folder / f"{number}.eml"
    path.write_text(
        ANSWER.format(
            sender=sender,
            address=to,
            number=number,
            uid=lines["UID"].removeprefix("UID:"),
            sequence=lines["SEQUENCE"].removeprefix("SEQUENCE:"),
        )
    )
    return str(path)


def test_each_person_is_told_an_address_of_their_own(sent: dict[str, EmailMessage]) -> None:
    told = {who: _secret(mail) for who, mail in sent.items()}

    assert len(set(told.values())) == len(PEOPLE)
    for who, mail in sent.items():
        assert mail["From"].addresses[0].addr_spec == "trade@north.example"
        assert _lines(mail)["ORGANIZER"] == (
            f'ORGANIZER;EMAIL="{told[who]}";CN="DG TRADE":mailto:trade@north.example'
        )
        [attached] = [one for one in mail.walk() if one.get_content_type() == "application/ics"]
        assert told[who].encode() in attached.get_payload(decode=True).replace(b"\r\n ", b"")  # type: ignore[union-attr]


def test_an_answer_to_it_counts_and_one_to_the_mailbox_or_by_another_does_not(
    sent: dict[str, EmailMessage], call: Call, tmp_path: Path
) -> None:
    ana, elodie = sent["ana@north.example"], sent["el@south.example"]
    cases = (
        (ana, "ana@north.example", "trade@north.example"),
        (ana, "ana@north.example", STAND_IN),
        (elodie, "el@south.example", _secret(ana)),
        (ana, "ana@north.example", _secret(ana)),
    )
    for number, (mail, sender, to) in enumerate(cases):
        path = _answer(mail, tmp_path, sender=sender, to=to, number=number)
        assert call("reply", "import", path).code == 0

    rows = call("reply", "list", "--meeting", "ANNUAL-2", "--json").value
    assert [(row["number"], row["state"], row["proof"]) for row in rows] == [
        (1, "unverified", "none"),
        (2, "unverified", "none"),
        (3, "unverified", "none"),
        (4, "counted", "secret address"),
    ]


def test_what_is_kept_and_shown_does_not_tell_the_secret(
    sent: dict[str, EmailMessage], call: Call, sqlite_location: str
) -> None:
    shown = call("outbox", "show", "1", "--mail").out
    kept = Path(sqlite_location).read_bytes()
    trail = call("db", "trail").out

    assert f"<{STAND_IN}>" in shown
    for mail in sent.values():
        token = _secret(mail).partition("+")[2].partition("@")[0]
        assert (token in shown, token.encode() in kept, token in trail) == (False, False, False)


def test_a_mailbox_keeps_its_choice_until_told_otherwise(call: Call, record: Database) -> None:
    del record
    chosen = [
        call("invite", "mailbox", "TRADE", *words, "--json").value["secret_replies"]
        for words in (
            ("trade@north.example",),
            ("trade@north.example", "--secret-replies"),
            ("som@north.example",),
            ("som@north.example", "--no-secret-replies"),
            ("som@north.example", "--secret-replies"),
            ("",),
        )
    ]
    assert chosen == [False, True, True, False, True, False]
    assert call("invite", "mailbox", "TRADE", f"{'a' * 32}@north.example", "--secret-replies") == (
        refused(
            f"the mailbox '{'a' * 32}@north.example' cannot be used: "
            "expected at most 31 characters before its @",
            2,
        )
    )
