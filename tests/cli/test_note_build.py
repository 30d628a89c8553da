from pathlib import Path

import pytest

from scheduler.store.session import Database
from tests import briefed
from tests.cli.conftest import Call
from tests.clock import NOW
from tests.exports.page_reader import read_page

pytestmark = pytest.mark.usefixtures("briefed_record")
WHEN = "ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)"


@pytest.fixture
def briefed_record(sqlite_database: Database) -> Database:
    """ANNUAL-2 with papers of every audience."""
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        briefed.add_briefed(session)
    return sqlite_database


def test_build_sets_the_note_on_one_item_alone(call: Call, tmp_path: Path) -> None:
    said = call(
        "note", "build", "ANNUAL-2", "--item", "1", "--format", "html", "--output", str(tmp_path)
    )

    path = tmp_path / "annual-2-note-item-1-north.html"
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[0] == f"Built the briefing note on item 1 of {WHEN}, for NORTH:"
    headings = [part.splitlines()[0].strip() for part in read_page(path.read_bytes()).parts[1:]]
    assert headings == ["Contents", "Item 1: Ports"]


def test_build_sets_every_note_that_the_reader_may_read(call: Call, tmp_path: Path) -> None:
    said = call(
        "note", "build", "ANNUAL-2", "--for", "public", "--format", "html",
        "--output", str(tmp_path), "--json",
    )  # fmt: skip

    path = tmp_path / "annual-2-note-public.html"
    assert said.value == {
        "files": [{"file": str(path), "written": True}],
        "kept": [],
        "findings": [],
    }
    headings = [part.splitlines()[0].strip() for part in read_page(path.read_bytes()).parts[1:]]
    assert headings == ["Contents", "Item 2: Fees"]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (
            ("--item", "1A", "--for", "SOUTH"),
            1,
            (
                "building the briefing note on item 1a of ANNUAL-2 is not possible: "
                "nothing is written that SOUTH may read; write it with: scheduler note set"
            ),
        ),
        (
            ("--item", "4"),
            2,
            ("there is no agenda item '4'; there are: 1 (Ports), 1a (Among ourselves), 2 (Fees)"),
        ),
    ],
)
def test_build_refuses_what_is_not_there(
    call: Call, tmp_path: Path, words: tuple[str, ...], code: int, sentence: str
) -> None:
    said = call("note", "build", "ANNUAL-2", *words, "--output", str(tmp_path / "papers"))

    assert (said.code, said.out, said.err) == (code, "", f"scheduler: {sentence}\n")
    assert not (tmp_path / "papers").exists()
