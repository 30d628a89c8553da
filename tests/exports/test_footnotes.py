"""Footnotes and bylines of a note: the same words in PDF, Word and HTML."""

import re
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree as ET

import docx
from pypdf import PdfReader

from scheduler.exports.html import render_html
from scheduler.exports.pdf import render_pdf
from scheduler.exports.word import render_word
from scheduler.imports.markdown import parse_markdown
from scheduler.papers.audience import own
from scheduler.papers.pack import BriefingNote
from scheduler.papers.parts import ItemNote, NoteSection, Section
from tests.exports.page_reader import read_page
from tests.exports.sample_papers import sample_note
from tests.exports.word_reader import W, body_of, parts_of, words_of

TEXT = """\
Hold firm[^a] on **quotas**[^b].

- A point[^c]

| Year | Sum |
|------|-----|
| 2025 | ten[^d] |

[^a]: As agreed in *May*, see [the page](https://example.org/a).
[^b]: Second {{ 7*7 }} <b>&amp;</b> #panic().
[^c]: Third in a list.
[^d]: Fourth in a table.
"""


def _note() -> BriefingNote:
    sections = (
        NoteSection(
            Section.LINE_TO_TAKE,
            parse_markdown(TEXT),
            own("EU"),
            author="DG ECHO",
            marking="Sensitive",
            source="Talks in May",
        ),
        NoteSection(Section.DEFENSIVE_POINTS, parse_markdown("No[^1].\n\n[^1]: Fifth."), own("EU")),
        NoteSection(Section.BACKGROUND, parse_markdown("Long ago."), own("EU"), author="EEAS"),
    )
    return replace(sample_note(), notes=(ItemNote("1", "Ports", sections),))


SAID = (
    "Sensitive · By DG ECHO · Source: Talks in May",
    "By EEAS",
    "As agreed in May, see the page.",
    "Second {{ 7*7 }} <b>&amp;</b> #panic().",
    "Third in a list.",
    "Fourth in a table.",
    "Fifth.",
)


def _squashed(text: str) -> str:
    return "".join(text.split())


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text.casefold()))


def test_the_three_formats_say_every_footnote_and_byline() -> None:
    note = _note()
    pdf = render_pdf(note)
    word = render_word(note).content
    in_pdf = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages)
    in_word = words_of(body_of(word)) + " " + words_of(_footnotes(word))
    in_html = read_page(render_html(note).content).text

    assert pdf.findings == ()
    for shown in (in_pdf, in_word, in_html):
        assert [text for text in SAID if _squashed(text) not in _squashed(shown)] == []
    assert _words(in_html) ^ _words(in_word) == {"skip", "text"}


def _footnotes(content: bytes) -> ET.Element:
    return ET.fromstring(parts_of(content)["word/footnotes.xml"])  # noqa: S314 -- our own file


def test_word_has_real_footnotes_each_referred_to_once() -> None:
    content = render_word(_note()).content

    referred = [one.get(f"{W}id") for one in body_of(content).iter(f"{W}footnoteReference")]
    written = [one.get(f"{W}id") for one in _footnotes(content).iter(f"{W}footnote")]
    links = parts_of(content)["word/_rels/footnotes.xml.rels"].decode()

    assert referred == ["1", "2", "3", "4", "5"]
    assert written == ["-1", "0", *referred]
    assert 'Target="https://example.org/a"' in links
    assert docx.Document(BytesIO(content)).styles["footnote reference"].font.superscript
    assert content == render_word(_note()).content


def test_html_leads_to_each_footnote_and_back() -> None:
    page = render_html(_note()).content.decode()

    for number in range(1, 6):
        assert f'<sup><a id="ref-{number}" href="#fn-{number}"' in page
        assert f'<p id="fn-{number}" dir="auto"><a href="#ref-{number}"' in page


def test_a_paper_without_footnotes_has_no_place_for_them() -> None:
    assert "word/footnotes.xml" not in parts_of(render_word(sample_note()).content)
    assert b'<aside class="footnotes"' not in render_html(sample_note()).content
