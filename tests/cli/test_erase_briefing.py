"""Who wrote, cleared, sent or says something in a briefing is erased from all of it."""

from pathlib import Path

import pytest

from scheduler.model.agenda import Speaker
from scheduler.model.biography import Biography
from scheduler.model.briefing import BriefingSection
from scheduler.model.contribution import Contribution
from scheduler.model.outbox import Message
from scheduler.store.session import Database
from tests.cli.conftest import NOW, Call
from tests.imports.forms.filling import filled, paragraph, run

NAME = "Ana Lind"
ASK = (
    *("contribution", "request", "ANNUAL-2", "--item", "1", "--from", "TRADE", "--by", "TRADE"),
    *("--deadline", "2027-04-20", "--remarks", f"{NAME} knows more."),
)
TEXTS = (
    (Contribution, ("author", "cleared_by", "file", "remarks")),
    (BriefingSection, ("source", "cleared_by")),
)


@pytest.fixture
def briefed(record: Database, call: Call, tmp_path: Path) -> Database:
    """Ana Lind speaks on item 1, wrote and cleared the part of TRADE, and has a biography."""
    call("agenda", "add", "ANNUAL-2", "Ports", "--lead", "NORTH=TRADE")
    assert call("agenda", "speaker", "ANNUAL-2", "1", f"NORTH={NAME}").code == 0
    life = ("person", "biography", "set", NAME, "Born at sea.", "--dated", "2026-01-02")
    assert call(*life, "--source", f"{NAME} herself").code == 0
    call("invite", "mailbox", "TRADE", "trade@north.example")
    assert call(*ASK, "--output", str(tmp_path)).code == 0
    form = tmp_path / "annual-2-item-1-trade.docx"
    boxes = {"author": NAME, "line-to-take": "Hold firm."}
    content = {name: paragraph(run(words)) for name, words in boxes.items()}
    sent = tmp_path / f"{NAME}.docx"
    sent.write_bytes(filled(content, form.read_bytes()))
    assert call("contribution", "import", str(sent)).code == 0
    with record.writing(verb="t", now=NOW, officer="Ada") as session:
        session.get_one(Contribution, 1).cleared_by = NAME
        session.get_one(BriefingSection, 1).cleared_by = NAME
    return record


def _texts(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {
            f"{entity.__tablename__}.{name}": getattr(session.get_one(entity, 1), name)
            for entity, names in TEXTS
            for name in names
        }


def test_nothing_of_a_briefing_keeps_the_name(
    briefed: Database, call: Call, sqlite_location: str
) -> None:
    assert [name for name, text in _texts(briefed).items() if NAME not in text] == []
    assert NAME.encode() in Path(sqlite_location).read_bytes()
    mail = call("outbox", "show", "1", "--mail").out
    assert (NAME in mail, "attachment" in mail) == (False, True)

    erased = call("person", "erase", NAME, "--apply")

    assert erased.code == 0
    assert "No form of the name stands in the database file." in erased.out
    octets = Path(sqlite_location).read_bytes()
    assert [word for word in (NAME, "Born at sea", "ana-lind") if word.encode() in octets] == []
    assert [name for name, text in _texts(briefed).items() if "[erased]" not in text] == []
    with briefed.reading() as session:
        assert session.query(Biography).count() == 0
        assert [one.person and one.person.name for one in session.query(Speaker)] == ["[erased]"]
        # Its form named her, packed as Word files are.
        assert [one.mail for one in session.query(Message)] == ["[erased]"]
    assert call("audit", "verify").code == 0
