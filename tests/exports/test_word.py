"""Papers as Word documents: complete, and never run by their texts."""

import re
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from scheduler.exports.as_json import Paper
from scheduler.exports.word import render_word
from scheduler.papers.blocks import ListBlock, Paragraph, Quote, Span, Table
from scheduler.papers.blocks import RichText as Text
from tests.exports.sample_papers import (
    EU,
    HOSTILE,
    NAMES,
    pack_with,
    sample_minutes,
    sample_note,
    sample_pack,
    with_every_text,
    words,
)
from tests.exports.word_reader import W, body_of, parts_of, sections_of, styled, words_of
from tests.judges.programs import program

PAPERS = pytest.mark.parametrize(
    "paper", [sample_pack(), sample_note(), sample_minutes()], ids=["pack", "note", "minutes"]
)


@PAPERS
def test_same_paper_gives_the_same_bytes(paper: Paper) -> None:
    assert render_word(paper) == render_word(paper)
    assert render_word(paper).findings == ()


def test_pack_has_its_parts_in_order() -> None:
    content = render_word(sample_pack()).content
    titles = [
        "Participants",
        "Agenda",
        "The meeting as a whole",
        "Item 1: Opening and adoption of the agenda",
        "Item 2: Migration in Ελλάδα & Türkiye",
        "Item 3: Co-operation",
        "Matters arising",
        "Sources",
    ]
    assert styled(content, "Heading1") == titles
    assert styled(content, "Toc1") == titles
    assert styled(content, "Heading2")[3:9] == [
        "Scene-setter",
        "Objectives",
        "Line to take",
        "Speaking points",
        "Defensive points (if raised)",
        "Background",
    ]


def test_sections_of_minutes_read_as_recorded() -> None:
    sections = sections_of(render_word(sample_minutes()).content)
    assert [one for one in sections if one.startswith(("1.", "3."))] == [
        (
            "1. Opening and adoption of the agenda standing "
            "Lead EU: DG HOME IOM: Specimina Exemplar The chairs opened the meeting. "
            "Decision SOM-12/D1 It was decided that: The agenda was adopted."
        ),
        (
            "3. Co-operation discussion Lead EU: DG HOME IOM: Specimina Exemplar "
            "EU, speaker: Ms Ana Líndová IOM, speaker: Migration Data Unit "
            "Documents Draft agenda (https://example.org/agenda) Non-paper Nothing is recorded."
        ),
    ]


def test_section_of_the_pack_reads_as_written() -> None:
    assert sections_of(render_word(sample_pack()).content)[5] == (
        "Item 1: Opening and adoption of the agenda EU only "
        "Scene-setter Why item 1 is on the agenda. "
        "Objectives Agree the text. Set a date. "
        "Line to take We welcome the progress made. "
        "Speaking points Thank the host. Ask for data. "
        "Defensive points (if raised) Only if raised "
        "If asked about money: the budget is not agreed. "
        "Background Where things stand The working group met twice; both sides agreed on "
        "principles, see the specimen page and field ref_no. A second line stands here. "
        "First point on returns. Second point, with two below: nested one nested two "
        "Third step. Fourth step. Figures Year Assisted persons Remark 2024 1 204 provisional "
        "2025 1 391 final In their words We look forward to the next round."
    )


@PAPERS
def test_every_line_of_the_contents_leads_to_a_bookmark(paper: Paper) -> None:
    body = body_of(render_word(paper).content)
    anchors = [link.get(f"{W}anchor") or "" for link in body.iter(f"{W}hyperlink")]
    bookmarks = [mark.get(f"{W}name") or "" for mark in body.iter(f"{W}bookmarkStart")]
    of_contents = [name for name in bookmarks if name.startswith("_Toc")]
    assert [anchor for anchor in anchors if anchor.startswith("_Toc")] == of_contents
    assert set(anchors) - {""} <= set(bookmarks)
    ids = [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkStart")]
    assert len(ids) == len(set(ids))
    kinds = [mark.get(f"{W}fldCharType") for mark in body.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]


def test_item_of_the_agenda_leads_to_its_note() -> None:
    body = body_of(render_word(sample_pack()).content)
    links = [link for link in body.iter(f"{W}hyperlink") if link.get(f"{W}anchor") == "note_3"]
    places = [
        words_of(p)
        for p in body.iter(f"{W}p")
        if p.find(f"{W}bookmarkStart[@{W}name='note_3']") is not None
    ]
    assert [words_of(link) for link in links] == ["Migration in Ελλάδα & Türkiye"]
    assert places == ["Item 2: Migration in Ελλάδα & Türkiye"]


def test_struck_words_are_struck() -> None:
    body = body_of(render_word(pack_with((Paragraph((Span("old", struck=True),)),))).content)
    struck = [words_of(r) for r in body.iter(f"{W}r") if r.find(f"{W}rPr/{W}strike") is not None]
    assert struck == ["old"]


def test_what_is_one_partys_own_is_marked() -> None:
    pack = sample_pack(2)
    owned = replace(pack, agenda=(replace(pack.agenda[0], audience=EU), pack.agenda[1]), notes=())
    assert styled(render_word(owned).content, "Mark") == ["EU only"]
    assert styled(render_word(pack).content, "Mark") == ["EU only"] * 3


def test_package_says_nothing_of_who_made_it() -> None:
    paper = replace(sample_pack(), prepared_on=date(2026, 4, 20))
    parts = parts_of(render_word(paper).content)
    properties = docx.Document(BytesIO(render_word(paper).content)).core_properties
    assert (properties.title, properties.author, properties.comments) == (
        "SOM-12: Briefing pack",
        "",
        "",
    )
    assert properties.created == properties.modified
    assert str(properties.created) == "2026-04-20 00:00:00+00:00"
    settings = parts["word/settings.xml"].decode()
    assert "mirrorMargins" in settings
    assert "updateFields" not in settings
    telling = ("thumbnail", "customXml", "docProps/app")
    assert [name for name in parts if any(word in name for word in telling)] == []
    assert list(parts) == ["[Content_Types].xml", *sorted(set(parts) - {"[Content_Types].xml"})]


def test_names_of_many_scripts_print() -> None:
    everything = words_of(body_of(render_word(sample_pack()).content))
    assert [name for name in NAMES.values() if name not in everything] == []


@PAPERS
def test_hostile_text_prints_literally_in_every_field(paper: Paper) -> None:
    # As long as the hostile one: long titles are set in smaller type.
    plain = render_word(with_every_text(paper, lambda _: "¤".ljust(len(HOSTILE), "-"))).content
    hostile = render_word(with_every_text(paper, lambda _: HOSTILE)).content
    assert [e.tag for e in body_of(hostile).iter()] == [e.tag for e in body_of(plain).iter()]
    count = words_of(body_of(plain)).count("¤")
    assert words_of(body_of(hostile)).count(" ".join(HOSTILE.split())) == count > 20


@PAPERS
def test_unprintable_characters_are_dropped_from_every_field(paper: Paper) -> None:
    dirty = "a\x00\x1b\ud800\ufffe\u202eb"
    clean = render_word(with_every_text(paper, lambda _: "ab"))
    assert render_word(with_every_text(paper, lambda _: dirty)) == clean


@pytest.mark.parametrize(
    "text", ["A & B <c>", "{_{ a }_} {_% b %_}", "{{ a }} {% b %}", "a\tb\nc", "&amp; &#65;"]
)
def test_text_is_not_lost(text: str) -> None:
    content = render_word(replace(pack_with((words(text),)), marking=text)).content
    assert words_of(body_of(content)).count(" ".join(text.split())) == 2


def test_address_that_nobody_may_follow_is_no_link() -> None:
    text = (Paragraph((Span("words", link="javascript:x"), Span("fine", link="https://a.int/"))),)
    parts = parts_of(render_word(pack_with(text)).content)
    assert b"javascript" not in b"".join(parts.values())
    assert parts["word/_rels/document.xml.rels"].count(b"https://a.int/") == 1


def test_each_numbered_list_counts_from_its_own_start() -> None:
    lists = tuple(ListBlock(((words("a"),), (words("b"),)), start=n) for n in (1, 7, 1))
    parts = parts_of(render_word(pack_with(lists)).content)
    starts = re.findall(rb'<w:startOverride w:val="(\d+)"', parts["word/numbering.xml"])
    assert starts == [b"1", b"7", b"1"]
    assert parts["word/document.xml"].count(b"<w:numId ") == 6


def test_thousands_of_numbered_lists_do_not_hurt() -> None:
    lists = tuple(ListBlock(((words("a"),),), start=1) for _ in range(3000))
    assert len(styled(render_word(pack_with(lists)).content, "ListNumber")) == 3000


def test_odd_blocks_keep_their_words() -> None:
    deep: Text = (words("end"),)
    for _ in range(6):
        deep = (ListBlock((deep, ())),)
    text = (*deep, Quote((Quote((words("said"),)), *deep)), Table(((),), (((),),)))
    assert sections_of(render_word(pack_with(text)).content)[4].endswith("end said end")


@pytest.mark.judge
def test_libreoffice_opens_the_pack_with_working_contents(tmp_path: Path) -> None:
    office = program("soffice")
    (tmp_path / "pack.docx").write_bytes(render_word(sample_pack()).content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run(
        [*command, str(tmp_path / "pack.docx")], check=True, timeout=180, capture_output=True
    )
    pdf = PdfReader(tmp_path / "pack.pdf")
    links = [a for a in pdf.pages[0].get("/Annots", []) if a.get_object()["/Subtype"] == "/Link"]
    outline = [str(item["/Title"]) for item in pdf.outline if not isinstance(item, list)]
    assert outline[0] == "Participants"
    assert len(outline) == len(links) == 8
    assert "Page 3 of 13" in pdf.pages[1].extract_text()
