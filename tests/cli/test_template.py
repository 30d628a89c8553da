"""`scheduler template`, and papers in the style and language that a party chose."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from scheduler.secretariat.naming import find_partnership, find_party
from scheduler.store.session import Database
from tests import briefed
from tests.cli.conftest import Call
from tests.clock import NOW


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the officer's own."""
    folder = tmp_path / "mine"
    folder.mkdir()
    monkeypatch.setenv("SCHEDULER_TEMPLATES", str(folder))
    return folder


def test_list_says_where_each_template_comes_from(call: Call, own: Path) -> None:
    assert call("template", "copy", "plates").code == 0
    said = call("template", "list")

    assert said.code == 0
    lines = dict(line.split("\t")[:2] for line in said.out.splitlines())
    assert lines["papers/plates.typ"] == "own, as it was copied"
    assert lines["papers/pack.typ"] == "shipped"
    listed = call("template", "list", "--json").value
    assert {one["name"]: one["file"] for one in listed}["papers/plates.docx"] == str(
        own / "papers" / "plates.docx"
    )


def test_copy_says_what_it_copied_and_refuses_to_do_it_twice(call: Call, own: Path) -> None:
    said = call("template", "copy", "plates")
    again = call("template", "copy", "plates")

    assert said.out.splitlines() == [
        f"Copied plates to {own}; change it, then: scheduler template check",
        f"  {own / 'papers' / 'plates.docx'}",
        f"  {own / 'papers' / 'plates.typ'}",
    ]
    assert (again.code, again.out) == (1, "")
    assert "plates.docx already exists; look at it, and move it away" in again.err


def test_copy_asks_for_a_folder(call: Call, tmp_path: Path) -> None:
    assert call("template", "copy", "plates").code == 2
    said = call("--templates", str(tmp_path / "none"), "template", "copy", "plates")
    assert (said.code, "expected a folder that is there; make it first" in said.err) == (2, True)


def test_check_ends_with_3_where_something_is_wrong(call: Call, own: Path) -> None:
    assert call("template", "check", "badges").out == "Tried badges: nothing is wrong.\n"
    call("template", "copy", "badges.typ")
    file = own / "papers" / "badges.typ"
    file.write_text(file.read_text(encoding="utf-8") + "#paper.nothing\n", encoding="utf-8")

    said = call("template", "check", "badges")

    assert (said.code, said.out) == (3, "Tried badges: 1 finding.\n")
    assert re.match(r"error: badges, pdf: badges\.typ:\d+:7: dictionary does not", said.err)


def test_preview_writes_a_sample_in_each_format(call: Call, tmp_path: Path) -> None:
    formats = [word for name in ("word", "png") for word in ("--format", name)]
    said = call(
        *("template", "preview", "badges", "--style", "sample-green", *formats),
        *("--output", str(tmp_path)),
    )
    stem = tmp_path / "sample-badges-sample-green-fr"
    assert said.out.splitlines() == [
        "Wrote a sample of badges in the style sample-green:",
        f"  {stem}.docx",
        f"  {stem}-01.png",
    ]
    with ZipFile(f"{stem}.docx") as file:
        assert "Liste des badges" in file.read("word/document.xml").decode()


def test_an_unknown_style_or_language_is_one_sentence(call: Call, tmp_path: Path) -> None:
    for option, noun in (("--style", "style"), ("--language", "language")):
        said = call("template", "preview", "note", option, "xx", "--output", str(tmp_path))
        assert (said.code, list(tmp_path.glob("sample-*"))) == (2, [])
        assert said.err.startswith(f"scheduler: there is no {noun} of papers 'xx'; there are: ")


def test_a_party_reads_papers_in_its_own_language_and_style(
    call: Call, sqlite_database: Database, own: Path, tmp_path: Path
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        briefed.add_briefed(session)
        partnership = find_partnership(session)
        partnership.style = "sample-blue"
        find_party(partnership, "NORTH").language = "fr"
    call("template", "copy", "pack.html.jinja")
    template = own / "papers" / "pack.html.jinja"
    text = template.read_text(encoding="utf-8")
    template.write_text(f"{text}\n{{# ours #}}", encoding="utf-8")
    build = ("pack", "build", "ANNUAL-2", "--format", "html", "--output", str(tmp_path))

    ours, theirs = call(*build), call(*build, "--for", "SOUTH")

    assert (ours.code, theirs.code, ours.err) == (0, 0, "")
    north = (tmp_path / "annual-2-pack-north.html").read_text(encoding="utf-8")
    south = (tmp_path / "annual-2-pack-south.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in north
    assert "vendredi 7 mai 2027" in north
    assert "09:30 à 17:00 (Europe/Brussels)" in north
    assert '<html lang="en">' in south
    assert all(
        "--accent: #1b3f8b;" in page and "data:image/svg+xml" in page for page in (north, south)
    )


def test_a_template_that_breaks_leaves_the_earlier_paper(
    call: Call, sqlite_database: Database, own: Path, tmp_path: Path
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        briefed.add_briefed(session)
    build = ("note", "build", "ANNUAL-2", "--format", "html", "--output", str(tmp_path))
    assert call(*build).code == 0
    [paper] = tmp_path.glob("*.html")
    before = paper.read_bytes()
    call("template", "copy", "note.html.jinja")
    (own / "papers" / "note.html.jinja").write_text("{{ paper.absent }}", encoding="utf-8")

    said = call(*build)

    assert said.code == 1
    assert "its template note.html.jinja, line 1, cannot be filled: " in said.err
    assert paper.read_bytes() == before
