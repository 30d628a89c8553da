"""Editions through the command line: the same data is the same edition, a change the next one."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from scheduler.store.session import Database
from tests import briefed
from tests.cli.conftest import Call
from tests.clock import NOW
from tests.exports.page_reader import read_page
from tests.paper_words import everything_in


@pytest.fixture(autouse=True)
def briefed_record(sqlite_database: Database) -> Database:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        briefed.add_briefed(session)
    return sqlite_database


def _pdf(folder: Path, pages: int) -> Path:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    file = BytesIO()
    pdf.save(file, deterministic_id=True)
    (folder / "Report.pdf").write_bytes(file.getvalue())
    return folder / "Report.pdf"


def test_the_same_data_on_a_later_day_is_the_same_edition_and_bytes(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("pack", "build", "ANNUAL-2", "--output", str(tmp_path), "--json")
    first = call(*words)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("annual-2-pack*")}
    monkeypatch.setenv("SCHEDULER_NOW", "2026-12-01T09:00:00+00:00")

    again = call(*words)

    assert (first.value["edition"], first.value["new"]) == (1, True)
    assert (again.value["edition"], again.value["new"]) == (1, False)
    assert [one["written"] for one in again.value["files"]] == [False] * 3
    assert {path.name: path.read_bytes() for path in tmp_path.glob("annual-2-pack*")} == before


def test_a_change_is_the_next_edition_and_is_told_by_piece(call: Call, tmp_path: Path) -> None:
    build = ("pack", "build", "ANNUAL-2", "--format", "html", "--output", str(tmp_path))
    call(*build)
    call("note", "set", "ANNUAL-2", "objectives", "Something else.", "--item", "1")

    said = call(*build)

    assert said.out.splitlines()[0].endswith(", for NORTH, edition 2:")
    change = {"part": "Item 1: Ports", "name": "objectives on item 1", "what": "changed"}
    assert call("pack", "diff", "ANNUAL-2", "1", "2", "--json").value == [change]
    page = (tmp_path / "annual-2-pack-north.html").read_text()
    assert "Changed since edition 1" in page
    listed = call("pack", "list", "ANNUAL-2", "--json").value
    assert [(one["edition"], one["kind"], one["reader"]) for one in listed] == [
        (1, "chair", "NORTH"),
        (2, "chair", "NORTH"),
    ]
    assert call("pack", "show", "ANNUAL-2", "--json").value["changes"] == [change]


def test_a_file_is_known_as_its_edition_until_it_is_changed(call: Call, tmp_path: Path) -> None:
    call("pack", "build", "ANNUAL-2", "--kind", "partner", "--output", str(tmp_path))
    file = tmp_path / "annual-2-pack-south.pdf"

    whole = call("pack", "verify", str(file))
    file.write_bytes(file.read_bytes()[:-1])
    cut = call("pack", "verify", str(file))

    assert (whole.code, cut.code) == (0, 3)
    assert whole.out.startswith(f"{file} is edition 1 of the partner pack of ANNUAL-2, ")
    assert cut.err.count("no edition in the record is this file") == 1


def test_pdfs_of_items_are_bound_in_and_left_out_on_request(call: Call, tmp_path: Path) -> None:
    file = _pdf(tmp_path, 2)
    call("document", "add", "ANNUAL-2", "1", str(file))
    file.unlink()  # the record has kept it
    build = ("pack", "build", "ANNUAL-2", "--format", "pdf", "--output", str(tmp_path), "--json")

    bound, core = call(*build), call(*build, "--without-annexes")

    assert (bound.code, core.code) == (0, 0)
    assert (bound.value["edition"], core.value["edition"]) == (1, 1)
    sizes = [
        len(pikepdf.open(tmp_path / f"annual-2-pack-north{end}.pdf").pages) for end in ("", "-core")
    ]
    assert sizes[0] > sizes[1]
    sheet = call("pack", "show", "ANNUAL-2", "--json").value
    assert [one["name"] for one in sheet["pieces"]][-1] == "annex Report"


def test_a_broken_annex_is_a_finding_and_never_stops_the_pack(call: Call, tmp_path: Path) -> None:
    broken = tmp_path / "Broken.pdf"
    broken.write_bytes(b"%PDF-1.7\x00\xff")
    call("document", "add", "ANNUAL-2", "1", str(broken))

    said = call("pack", "build", "ANNUAL-2", "--output", str(tmp_path))

    assert said.code == 0
    assert "the annex Broken cannot be bound in: it is broken" in said.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("chair", "SOUTH"), "--kind 'chair' cannot be used: expected partner for SOUTH"),
        (("public", "NORTH"), "--kind 'public' cannot be used: expected chair for NORTH"),
    ],
)
def test_a_kind_is_refused_to_who_is_not_its_reader(
    call: Call, words: tuple[str, str], sentence: str
) -> None:
    said = call("pack", "build", "ANNUAL-2", "--kind", words[0], "--for", words[1])

    assert (said.code, said.err) == (2, f"scheduler: {sentence}\n")


def test_files_are_bound_in_after_the_documents_of_items_under_their_titles(
    call: Call, tmp_path: Path
) -> None:
    file = _pdf(tmp_path, 2)
    build = ("pack", "build", "ANNUAL-2", "--output", str(tmp_path), "--format", "html", "--json")

    said = call(*build, "--annex", str(file), "--annex", f"Ships of 2026={file}")

    assert (said.code, said.err) == (0, "")
    sheet = call("pack", "show", "ANNUAL-2", "--json").value
    sha256 = sheet["pieces"][-1]["sha256"]
    assert [(one["part"], one["audience"]) for one in sheet["pieces"][-2:]] == [
        ("Annex 1: Report", "NORTH only"),
        ("Annex 2: Ships of 2026", "NORTH only"),
    ]
    file.write_bytes(_pdf(tmp_path, 3).read_bytes())
    call(*build, "--annex", f"Ships of 2026={file}")
    changed = call("pack", "show", "ANNUAL-2", "--json").value["pieces"][-1]["sha256"]
    assert changed != sha256


def test_a_file_that_is_gone_or_no_pdf_leaves_the_earlier_edition_whole(
    call: Call, tmp_path: Path
) -> None:
    build = ("pack", "build", "ANNUAL-2", "--format", "html", "--output", str(tmp_path / "made"))
    (tmp_path / "Text.pdf").write_text("no PDF")
    file = _pdf(tmp_path, 1)
    call(*build, "--annex", str(file))
    before = [path.read_bytes() for path in (tmp_path / "made").iterdir()]
    file.unlink()

    gone = call(*build, "--annex", str(file))
    other = call(*build, "--annex", str(tmp_path / "Text.pdf"))

    assert (gone.code, other.code) == (2, 2)
    assert gone.err.endswith("expected a readable file (No such file or directory)\n")
    assert other.err.endswith("expected a name that fits: it holds text\n")
    assert [path.read_bytes() for path in (tmp_path / "made").iterdir()] == before
    assert len(call("pack", "list", "ANNUAL-2", "--json").value) == 1


def test_drafts_are_marked_and_left_out_on_request(call: Call, tmp_path: Path) -> None:
    build = ("pack", "build", "ANNUAL-2", "--output", str(tmp_path))
    call("note", "set", "ANNUAL-2", "speaking-points", "Say it.", "--item", "1", "--body", "WATER")
    call("note", "clear", "ANNUAL-2", "objectives", "--item", "1")
    call(*build)
    texts = {
        ending: everything_in((tmp_path / f"annual-2-pack-north{ending}").read_bytes(), ending)
        for ending in (".pdf", ".docx", ".html")
    }

    said = call(*build, "--cleared-only", "--format", "html")

    marked = {end: text.count("draft,notcleared") for end, text in texts.items()}
    assert marked == dict.fromkeys(texts, 4)
    assert said.err.splitlines() == [
        "warning: the meeting: scene-setter not cleared",
        "warning: item 1: speaking points of DG WATER not cleared",
        "warning: item 1a: line to take not cleared",
        "warning: item 2: background not cleared",
    ]
    page = (tmp_path / "annual-2-pack-north.html").read_text("utf-8")
    assert ("What we want." in page, "Say it." in page) == (True, False)


def test_the_chairs_pack_has_a_running_order_and_a_delegates_its_lines(
    call: Call, tmp_path: Path
) -> None:
    call("note", "set", "ANNUAL-2", "contact", "Ms Lind, 1234.", "--item", "1")
    call("agenda", "share", "ANNUAL-2")
    build = ("pack", "build", "ANNUAL-2", "--format", "html", "--output", str(tmp_path))
    call(*build)
    call(*build, "--kind", "delegation")
    chairs, delegates = (
        " ".join(read_page((tmp_path / f"annual-2-pack-north{end}.html").read_bytes()).text.split())
        for end in ("", "-delegation")
    )

    assert (
        "Running order Time Item Begins Follow Sought 09:30 to 10:15 1. Ports DG WATER (NORTH) "
        "DG HARBOUR (SOUTH) Exchange of views" in chairs
    )
    assert "1 no line from DG WATER, which leads and was not asked" in chairs
    assert "Agenda shared, version 1 of Tue 24 Nov 2026" in chairs
    assert ("Running order" in delegates, "Open points" in delegates) == (False, False)
    assert "1. Ports Ms Lind, 1234. (Draft, not cleared)" in delegates
    assert "1a. Among ourselves Hold firm. (Draft, not cleared)" in delegates


def test_the_files_of_a_meeting_are_looked_for_in_a_folder(call: Call, tmp_path: Path) -> None:
    build = ("pack", "build", "ANNUAL-2", "--output", str(tmp_path))
    call(*build, "--format", "html", "--kind", "delegation")
    call(*build, "--format", "html", "--format", "word", "--for", "SOUTH")
    call(*build, "--format", "html")
    before = (tmp_path / "annual-2-pack-north.html").read_bytes()
    verify = ("pack", "verify", "ANNUAL-2", "--in", str(tmp_path))
    whole = call(*verify, "--json")
    call("note", "set", "ANNUAL-2", "objectives", "Something else.", "--item", "1")
    call(*build, "--format", "html")
    (tmp_path / "annual-2-pack-north.html").write_bytes(before)
    (tmp_path / "annual-2-pack-south.docx").write_bytes(b"PK")
    (tmp_path / "annual-2-pack-south.html").unlink()

    said = call(*verify)

    assert (whole.code, {one["state"] for one in whole.value}) == (0, {"whole"})
    assert said.code == 3
    assert [line.split("\t") for line in said.out.splitlines()[1:]] == [
        ["annual-2-pack-north.html", "2", "chair", "NORTH", "earlier edition"],
        ["annual-2-pack-north-delegation.html", "1", "delegation", "NORTH", "whole"],
        ["annual-2-pack-south.html", "1", "partner", "SOUTH", "missing"],
        ["annual-2-pack-south.docx", "1", "partner", "SOUTH", "altered"],
    ]
    assert said.err.splitlines() == [
        "error: annual-2-pack-north.html: it is of an earlier edition",
        "error: annual-2-pack-south.html: it is missing",
        "error: annual-2-pack-south.docx: it is altered, or is of no edition in the record",
    ]
    assert call("pack", "verify", "ANNUAL-1").code == 1


def test_pages_of_what_changed_are_printed_behind_a_sheet_that_says_where_they_go(
    call: Call, tmp_path: Path
) -> None:
    build = ("pack", "build", "ANNUAL-2", "--output", str(tmp_path), "--format", "pdf")
    call(*build)
    same = call(*build, "--replacement-pages", "1")
    call("note", "set", "ANNUAL-2", "objectives", "Something else.", "--item", "1")

    said = call(*build, "--replacement-pages", "1", "--json")
    unknown = call(*build, "--replacement-pages", "7")

    assert (same.code, unknown.code, said.code) == (1, 2, 0)
    assert "no piece has changed since" in same.err
    first, *pages = [
        " ".join(page.extract_text().split())
        for page in PdfReader(tmp_path / "annual-2-pack-north-pages-since-1.pdf").pages
    ]
    assert "Take out Put in Cover page" in first
    assert "Item 1: Ports page" in first
    assert "Fees" not in first
    assert any("Something else." in page and " of " in page for page in pages)
    assert not any("Known to all." in page for page in pages)
