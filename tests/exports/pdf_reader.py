"""The sample papers as finished PDFs, and what a reader finds in one."""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any
from unicodedata import normalize

import pytest
from pypdf import PageObject, PdfReader

from scheduler.exports.as_json import Paper
from scheduler.exports.pdf import render_pdf
from scheduler.papers.blocks import Block
from scheduler.papers.parts import ItemNote, NoteSection, Section
from tests.exports.sample_papers import EU, sample_minutes, sample_note, sample_pack

PAPERS = [sample_pack(), sample_note(), sample_minutes()]
IDS = ["pack", "note", "minutes"]
every_paper = pytest.mark.parametrize("paper", PAPERS, ids=IDS)


def pages(paper: Paper) -> list[PageObject]:
    return list(read(paper).pages)


@cache
def read(paper: Paper) -> PdfReader:
    return PdfReader(BytesIO(content_of(paper)))


@cache
def content_of(paper: Paper) -> bytes:
    return render_pdf(paper).content


def squashed(text: str) -> str:
    """The letters alone: pages break words, and fonts write accents in their own way."""
    return re.sub(r"[\s\u200b\u2068\u2069]", "", normalize("NFKC", text)).casefold()


def printed(paper: Paper) -> str:
    return squashed("".join(page.extract_text() for page in pages(paper)))


def headings(outline: list[Any]) -> list[Any]:
    return [headings(entry) if isinstance(entry, list) else entry.title for entry in outline]


def item_with(block: Block) -> tuple[ItemNote]:
    section = NoteSection(Section.SCENE_SETTER, (block,), EU)
    return (ItemNote("1", "Opening", (section,)),)


def fragments(paper: Paper) -> Iterator[tuple[str, float, float]]:
    """Each run of the text with its place from the left and from the bottom of its page."""
    for page in pages(paper):
        found: list[tuple[str, float, float]] = []
        page.extract_text(
            visitor_text=lambda text, cm, tm, _font, _size, found=found: (  # type: ignore[misc]
                found.append((text.strip(), tm[4] + cm[4], tm[5] + cm[5]))
            )
        )
        yield from found
