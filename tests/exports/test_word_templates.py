"""Word templates as an officer may leave them: restyled, broken, or with a tag that runs code."""

import importlib
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from scheduler.errors import RenderFailed
from scheduler.exports.word import render_with
from scheduler.papers.blocks import ListBlock
from scheduler.papers.parts import NoteSection, Section
from scheduler.resources import resource
from tests.exports.sample_papers import EU, sample_note, sample_pack, words
from tests.exports.word_reader import W, body_of, parts_of, styled

TEMPLATES = resource("templates") / "papers"


@pytest.mark.parametrize("name", ["pack", "note", "minutes"])
def test_committed_template_is_what_the_script_builds(name: str) -> None:
    script = importlib.import_module("templates.papers.build_word_templates")
    assert parts_of(script.build(getattr(script, name))) == parts_of(
        (TEMPLATES / f"{name}.docx").read_bytes()
    )


@pytest.mark.parametrize(
    ("tag", "reason"),
    [
        ("{{ nothing.here }}", "'nothing' is undefined"),
        ("{{ meeting.nonsense }}", "has no attribute 'nonsense'"),
        ("{% if %}", "Expected an expression"),
        ("{{ ''.__class__.__mro__ }}", "is unsafe"),
        ("{{ 1 / 0 }}", "division by zero"),
    ],
)
def test_wrong_tag_is_named(tmp_path: Path, tag: str, reason: str) -> None:
    document = docx.Document(str(TEMPLATES / "pack.docx"))
    document.add_paragraph(tag)
    document.save(str(tmp_path / "pack.docx"))
    with pytest.raises(RenderFailed, match=r"pack\.docx has a wrong tag") as caught:
        render_with(tmp_path / "pack.docx", sample_pack())
    assert reason in str(caught.value)


def test_missing_style_is_named(tmp_path: Path) -> None:
    document = docx.Document(str(TEMPLATES / "pack.docx"))
    document.styles["Code"].delete()
    document.styles["Quote"].delete()
    document.save(str(tmp_path / "pack.docx"))
    with pytest.raises(RenderFailed, match="lacks the styles Quote and Code; add them to"):
        render_with(tmp_path / "pack.docx", sample_pack())


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 no package"])
def test_unreadable_template_is_one_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "pack.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RenderFailed, match="is no Word document that can be read"):
        render_with(path, sample_pack())


def test_template_without_contents_is_left_without(tmp_path: Path) -> None:
    document = docx.Document(str(TEMPLATES / "note.docx"))
    for paragraph in document.paragraphs:
        if (paragraph.style and paragraph.style.name) == "toc 1":
            paragraph._p.getparent().remove(paragraph._p)  # noqa: SLF001 -- no public way to delete one
    document.save(str(tmp_path / "note.docx"))
    content = render_with(tmp_path / "note.docx", sample_note()).content
    names = [mark.get(f"{W}name") or "" for mark in body_of(content).iter(f"{W}bookmarkStart")]
    assert [name for name in names if name.startswith("_Toc")] == []


def test_numbered_list_prints_where_the_template_lost_its_numbers(tmp_path: Path) -> None:
    document = docx.Document(str(TEMPLATES / "pack.docx"))
    [numbering] = document.styles["List Number"].element.xpath("w:pPr/w:numPr")
    numbering.getparent().remove(numbering)
    document.save(str(tmp_path / "pack.docx"))
    section = NoteSection(Section.OBJECTIVES, (ListBlock(((words("step"),),), start=4),), EU)
    pack = sample_pack(1)
    paper = replace(pack, notes=(replace(pack.notes[0], sections=(section,)),))
    assert styled(render_with(tmp_path / "pack.docx", paper).content, "ListNumber") == ["step"]
