"""Word and HTML say the same words in the same order; PDF says the same words."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from scheduler.exports.as_json import Paper
from scheduler.exports.html import render_html
from scheduler.exports.pdf import render_pdf
from scheduler.exports.word import render_word
from scheduler.papers.audience import Reader
from scheduler.papers.parts import BREAK, DocumentLine
from tests.exports.page_reader import read_page
from tests.exports.sample_papers import (
    EU,
    SPEAKERS,
    sample_minutes,
    sample_note,
    sample_pack,
    with_every_text,
)
from tests.exports.word_reader import sections_of

PUBLIC: dict[str, Any] = {"reader": Reader(None), "delegations": (), "sources": ()}
PUBLIC_PACK = replace(sample_pack(), commitments=(), **PUBLIC)
PUBLIC_MINUTES = replace(sample_minutes(), **PUBLIC)
# What is one party's own on an item that is not: a document and a speaker; and a break.
LINE = replace(
    sample_pack().agenda[1],
    documents=(DocumentLine("Non-paper", audience=EU),),
    speakers=(replace(SPEAKERS[0], audience=EU), SPEAKERS[1]),
)
OWN_PACK = replace(sample_pack(), agenda=(LINE, replace(LINE, number="b1", kind=BREAK)))


@pytest.mark.parametrize(
    "paper",
    [sample_pack(), sample_note(), sample_minutes(), PUBLIC_PACK, PUBLIC_MINUTES, OWN_PACK],
    ids=["pack", "note", "minutes", "public-pack", "public-minutes", "own-pack"],
)
def test_word_and_html_say_the_same(paper: Paper) -> None:
    page = read_page(render_html(paper).content)
    parts = [" ".join(part.split()) for part in page.parts]
    parts[0] = parts[0].removeprefix("Skip to the text ")
    colophon = f" SOM-12 · {page.text.split('SOM-12 · ')[-1]}"
    parts[-1] = parts[-1].removesuffix(colophon)
    assert parts == sections_of(render_word(paper).content)


@pytest.mark.parametrize(
    ("paper", "of_pdf_alone", "of_html_alone"),
    [
        (sample_pack(), {"note"}, {"skip"}),
        (OWN_PACK, {"note"}, {"skip"}),
        (sample_note(), set(), {"contents", "skip"}),
        (sample_minutes(), {"record"}, {"commitments", "contents", "skip", "text"}),
        (PUBLIC_MINUTES, {"record"}, {"commitments", "contents", "skip", "text"}),
    ],
    ids=["pack", "own-pack", "note", "minutes", "public-minutes"],
)
def test_pdf_and_html_say_the_same_words(
    paper: Paper, of_pdf_alone: set[str], of_html_alone: set[str]
) -> None:
    # Pdf readers know letters beyond ASCII under several names.
    latin = with_every_text(paper, lambda text: text.encode("ascii", "replace").decode())
    pages = PdfReader(BytesIO(render_pdf(latin).content)).pages

    in_pdf = _words(" ".join(page.extract_text() for page in pages))
    in_html = _words(read_page(render_html(latin).content).text)

    assert (in_pdf - in_html, in_html - in_pdf) == (of_pdf_alone, of_html_alone)


def test_minutes_for_the_public_have_no_attendance() -> None:
    assert [part.split()[0] for part in sections_of(render_word(PUBLIC_MINUTES).content)[1:]] == [
        "Contents",
        "1.",
        "2.",
        "3.",
    ]


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.casefold()))
