"""The doors look at finished files: what leaks is neither written nor kept, and the place is said.

The first wall is taken out as in tests/walls; the papers then hold what is one party's own.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scheduler.papers.parts import Section
from scheduler.secretariat import contributions, invitation_messages
from scheduler.secretariat.naming import agenda_of
from scheduler.store.session import Database
from tests import briefed
from tests.cli.conftest import Call
from tests.clock import NOW
from tests.walls.taken_out import PLACES, take_out_check

LINE = "We shall not offer more than twenty berths, and say so only when they ask."
THEIRS = "Ask the duty officer of the harbour at night."
SAID = '"we shall not offer more than" of the line-to-take on Ports, on {}'
REMEDY = "if they may, open that text to them; else write one of the two in other words"


@pytest.fixture
def told(sqlite_database: Database) -> Database:
    """ANNUAL-2, with a line to take that is Northland's own, and a contact of Southmark."""
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_briefed(session)
        ports = agenda_of(session, meeting)[0]
        briefed.add_section(session, meeting, Section.LINE_TO_TAKE, LINE, item=ports)
        briefed.add_section(session, meeting, Section.CONTACT, THEIRS, item=ports, of="SOUTH")
    return sqlite_database


@pytest.fixture
def open_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    take_out_check(monkeypatch)
    for place in PLACES.values():
        place(monkeypatch)


@pytest.mark.usefixtures("told", "open_wall")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["pack", "build"], "page 9 of annual-2-pack-south.pdf"),
        (["pack", "build", "--format", "word"], "word/document.xml of annual-2-pack-south.docx"),
        (["note", "build", "--format", "html"], "the page of annual-2-note-south.html"),
    ],
)
def test_a_paper_that_leaks_is_refused_with_piece_and_place(
    call: Call, tmp_path: Path, words: list[str], found: str
) -> None:
    said = call(*words, "ANNUAL-2", "--for", "SOUTH", "--output", str(tmp_path / "out"))

    assert (said.code, said.out) == (1, "")
    assert SAID.format(found) in said.err
    assert said.err.endswith(f", which SOUTH may not read; {REMEDY}\n")
    assert not (tmp_path / "out").exists()
    assert call("pack", "list", "ANNUAL-2", "--json").value == []


@pytest.mark.usefixtures("told", "open_wall")
def test_people_whom_the_public_may_not_know_of_are_refused(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (
        ["paper", "--format", "html", "--output", "out"],
        ["plates", "--format", "word", "--output", "out"],
        ["badges", "--format", "csv", "--output", "out"],
        ["seating", "--output", "seats.png"],
    ):
        said = call("attendee", *words, "ANNUAL-2", "--for", "public")

        assert (said.code, said.out) == (1, "")
        assert '"ana lind" of the person Ana Lind (name)' in said.err
        assert list(tmp_path.glob("out/*")) + list(tmp_path.glob("*.png")) == []


@pytest.mark.usefixtures("told")
def test_what_may_leave_leaves_and_its_answer_says_nothing_of_ours(
    call: Call, tmp_path: Path
) -> None:
    folder = str(tmp_path / "out")

    built = ("pack", "build", "ANNUAL-2", "--for", "SOUTH", "--format", "html")
    said = call(*built, "--output", folder, "--json")

    assert (said.code, said.err) == (0, "")
    assert "berths" not in json.dumps(said.value)


@pytest.mark.usefixtures("told")
def test_a_letter_that_leaks_is_not_prepared(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    call("invite", "address", "Élodie Ruiz", "elodie@south.example")
    call("invite", "mailbox", "TRADE", "trade@north.example")
    monkeypatch.setattr(invitation_messages, "text_of", lambda *_: LINE)

    said = call("invite", "prepare", "ANNUAL-2", "--from", "TRADE")

    assert (said.code, said.out) == (1, "")
    assert SAID.format("the text of the message to Élodie Ruiz") in said.err
    assert call("outbox", "list", "--json").value == []


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("by_mail", [False, True])
def test_a_form_that_leaks_is_not_written(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, by_mail: bool
) -> None:
    if by_mail:
        call("invite", "mailbox", "WATER", "water@north.example")
    true_form = contributions.form_of

    def form(*given: Any, **named: Any) -> Any:  # noqa: ANN401 -- whatever it is called with
        return replace(true_form(*given, **named), remarks=THEIRS)

    monkeypatch.setattr(contributions, "form_of", form)

    said = call(
        *("contribution", "request", "ANNUAL-2", "--item", "1", "--from", "WATER"),
        *("--deadline", "2027-04-01", *([] if by_mail else ["--output", str(tmp_path / "forms")])),
    )

    assert (said.code, said.out) == (1, "")
    assert '"ask the duty officer of the" of the contact on Ports' in said.err
    assert not (tmp_path / "forms").exists()
    assert call("contribution", "status", "ANNUAL-2", "--json").value == []
    assert call("outbox", "list", "--json").value == []
