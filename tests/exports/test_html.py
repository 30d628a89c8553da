"""Papers as HTML: complete, quiet about everything outside, and never run by their texts."""

import hashlib
import re
from base64 import b64encode
from dataclasses import replace

import pytest

from scheduler.exports.as_json import Paper
from scheduler.exports.html import render_html
from scheduler.papers.audience import Reader
from scheduler.papers.blocks import Alignment, Block, Paragraph, Span, Table
from scheduler.papers.pack import BriefingPack
from scheduler.papers.parts import NoteSection, SourceLine
from tests.exports.page_reader import read_page
from tests.exports.sample_papers import (
    EU,
    HOSTILE,
    MEETING,
    NAMES,
    sample_minutes,
    sample_note,
    sample_pack,
    with_every_text,
)

PAPERS = pytest.mark.parametrize(
    "paper", [sample_pack(), sample_note(), sample_minutes()], ids=["pack", "note", "minutes"]
)


def headings(content: bytes, level: int) -> list[str]:
    found = re.findall(rf"<h{level}[^>]*>(.*?)</h{level}>", content.decode(), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", heading).split()) for heading in found]


def pack_with(text: Block) -> BriefingPack:
    pack = sample_pack(1)
    note = pack.notes[0]
    section = NoteSection(note.sections[0].section, (text,), EU)
    return replace(pack, notes=(replace(note, sections=(section,)),))


@PAPERS
def test_same_paper_gives_the_same_bytes(paper: Paper) -> None:
    assert render_html(paper) == render_html(paper)
    assert render_html(paper).findings == ()


@PAPERS
def test_page_needs_nothing_beside_itself(paper: Paper) -> None:
    page = read_page(render_html(paper).content)
    links = {attrs["href"] for tag, attrs in page.tags if "href" in attrs}
    outside = {link for link in links if not link.startswith("#")}
    assert outside <= {f"https://example.org/{name}" for name in ("press", "specimen", "agenda")}
    assert not {name for _, attrs in page.tags for name in attrs} & {"src", "srcset", "style"}
    assert {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object"} == set()


@PAPERS
def test_every_link_in_the_page_finds_its_anchor(paper: Paper) -> None:
    page = read_page(render_html(paper).content)
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    wanted = {attrs["href"][1:] for _, attrs in page.tags if attrs.get("href", "").startswith("#")}
    named = {attrs["aria-labelledby"] for _, attrs in page.tags if "aria-labelledby" in attrs}
    assert len(ids) == len(set(ids))
    assert (wanted | named) - set(ids) == set()


@PAPERS
def test_policy_allows_this_style_and_nothing_else(paper: Paper) -> None:
    page = render_html(paper).content.decode()
    [style] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(a["content"] for t, a in read_page(page.encode()).tags if "http-equiv" in a)
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_pack_has_its_parts_in_order() -> None:
    content = render_html(sample_pack()).content
    assert headings(content, 1) == ["12th Senior Officials Meeting"]
    assert headings(content, 2) == [
        "Contents",
        "Participants",
        "Agenda",
        "The meeting as a whole",
        "Item 1: Opening and adoption of the agenda",
        "Item 2: Migration in Ελλάδα &amp; Türkiye",
        "Item 3: Co-operation",
        "Matters arising",
        "Sources",
    ]
    assert headings(content, 3)[3:9] == [
        "Scene-setter",
        "Objectives",
        "Line to take",
        "Speaking points",
        "Defensive points (if raised)",
        "Background",
    ]


def test_minutes_have_their_parts_in_order() -> None:
    content = render_html(sample_minutes()).content
    assert headings(content, 2) == [
        "Contents",
        "Attendance",
        "1. Opening and adoption of the agenda",
        "2. Migration in Ελλάδα &amp; Türkiye",
        "3. Co-operation",
        "Sources",
    ]
    text = read_page(content).text
    assert "Decision SOM-12/D1 It was decided that: The agenda was adopted." in text
    assert "Conclusion SOM-12/C1 It was concluded that: Both sides will meet in June." in text
    assert (
        "3. Co-operation discussion Lead EU: DG HOME IOM: Specimina Exemplar "
        "EU, speaker: Ms Ana Líndová IOM, speaker: Migration Data Unit "
        "Documents Draft agenda (https://example.org/agenda) Non-paper Nothing is recorded."
    ) in text


def test_names_of_many_scripts_stand_apart() -> None:
    page = render_html(sample_pack()).content.decode()
    assert [name for name in NAMES.values() if f"<bdi>{name}</bdi>" not in page] == []


def test_empty_pack_says_so() -> None:
    empty = replace(sample_pack(), delegations=(), agenda=(), notes=(), commitments=(), sources=())
    text = read_page(render_html(empty).content).text
    assert text.count("Matters arising") == 2
    assert "No delegation is on record." in text
    assert "No agenda is on record." in text
    assert "No commitment is open." in text
    assert "Sources" not in text


def test_public_pack_says_nothing_of_what_the_public_is_not_told() -> None:
    empty = replace(sample_pack(), delegations=(), notes=(), commitments=(), sources=())
    content = render_html(replace(empty, reader=Reader(None), reader_name="the public")).content
    assert headings(content, 2) == ["Contents", "Agenda"]


def test_item_leads_to_its_note_and_its_document_to_where_it_lies() -> None:
    page = render_html(sample_pack()).content.decode()
    assert 'href="#note-3">Migration in Ελλάδα &amp; Türkiye</a>' in page
    assert '(<a href="https://example.org/agenda" rel="noreferrer">' in page


def test_link_of_the_meeting_stands_on_the_cover() -> None:
    address = "https://meet.example.org/j/1"
    pack = replace(sample_pack(1), meeting=replace(MEETING, link=address))
    page = render_html(pack).content.decode()
    linked = f'<dt>Link</dt><dd dir="auto"><a href="{address}" rel="noreferrer">{address}</a></dd>'
    assert linked in page


def test_columns_stand_as_they_were_said_to() -> None:
    spans = tuple((Span(word),) for word in "abc")
    table = Table(spans, (spans,), (Alignment.START, Alignment.CENTRE, Alignment.END))
    cells = [
        attrs.get("class", "")
        for tag, attrs in read_page(render_html(pack_with(table)).content).tags
        if tag == "td" and attrs.get("role") != "cell"
    ]
    assert cells == ["", "center", "end"]


def test_struck_words_are_struck() -> None:
    page = render_html(pack_with(Paragraph((Span("old", struck=True),)))).content.decode()
    assert "<s>old</s>" in page


def test_what_is_one_partys_own_is_marked() -> None:
    pack, minutes = sample_pack(2), sample_minutes()
    first, second = pack.agenda
    owned = replace(pack, agenda=(first, replace(second, audience=EU)), notes=())
    outcome = replace(minutes.items[0].outcomes[0], audience=EU)
    item = replace(minutes.items[0], outcomes=(outcome,), record=())
    marked = [
        read_page(render_html(paper).content).text.count(words)
        for paper, words in (
            (owned, "Migration in Ελλάδα & Türkiye EU only discussion"),
            (
                replace(minutes, items=(item,)),
                "Decision SOM-12/D1 EU only It was decided that: The agenda",
            ),
            (pack, "Item 1: Opening and adoption of the agenda EU only Scene-setter"),
        )
    ]
    assert marked == [1, 1, 1]


@PAPERS
def test_hostile_text_prints_literally_in_every_field(paper: Paper) -> None:
    plain = read_page(render_html(with_every_text(paper, lambda _: "¤")).content)
    hostile = read_page(render_html(with_every_text(paper, lambda _: HOSTILE)).content)
    assert [tag for tag, _ in hostile.tags] == [tag for tag, _ in plain.tags]
    literal = " ".join(HOSTILE.split())
    assert hostile.text.count(literal) == plain.text.count("¤") > 20


@PAPERS
def test_unprintable_characters_are_dropped_from_every_field(paper: Paper) -> None:
    dirty = "a\x00\x1b\ud800\ufffe\u202eb"
    clean = render_html(with_every_text(paper, lambda _: "ab"))
    assert render_html(with_every_text(paper, lambda _: dirty)) == clean


def test_text_is_not_lost() -> None:
    words = 'A & B <c> "d" {{ 7*7 }} {% raw %}'
    assert words in read_page(render_html(pack_with(Paragraph((Span(words),)))).content).text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///x", "//x"])
def test_address_that_nobody_may_follow_is_no_link(address: str) -> None:
    pack = pack_with(Paragraph((Span("words", link=address),)))
    page = read_page(
        render_html(replace(pack, sources=(SourceLine("title", address, None),))).content
    )
    assert {a["href"][0] for _, a in page.tags if "href" in a} == {"#"}
    assert f"title {address}" in page.text


def test_link_may_not_leave_its_attribute() -> None:
    pack = pack_with(Paragraph((Span("words", link='https://x/" onclick="alert(1)'),)))
    assert "onclick" not in {
        name for _, attrs in read_page(render_html(pack).content).tags for name in attrs
    }


def test_line_breaks_stay() -> None:
    page = render_html(pack_with(Paragraph((Span("one\ntwo\r\nthree"),)))).content.decode()
    assert '<p dir="auto">one<br>two<br>three</p>' in page
