"""Every paper as PDF: what a screen reader and an archive need is there, in the right order."""

from collections.abc import Callable
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Pdf

from scheduler.exports.disclosure_pdf import render_bundle
from scheduler.exports.pictures.printed import picture_file
from scheduler.exports.pictures.theme_grid import draw_themes
from scheduler.papers.people import PeopleKind
from tests.exports.pdf_reader import IDS, PAPERS, content_of
from tests.exports.pdf_structure import faults_of, read_aloud
from tests.exports.pictures.sample_themes import REPORT
from tests.exports.sample_disclosure import sample_bundle
from tests.exports.sample_people import sample_people
from tests.exports.test_pack_annexes import PACK

MADE: dict[str, Callable[[], bytes]] = {
    **{name: partial(content_of, paper) for name, paper in zip(IDS, PAPERS, strict=True)},
    "whole pack": partial(content_of, PACK),
    **{kind: partial(content_of, sample_people(kind)) for kind in PeopleKind},
    "disclosure": lambda: render_bundle(sample_bundle()).content,
    "picture": lambda: picture_file(draw_themes(REPORT), Path("a.pdf")).content,
}


@cache
def _made(name: str) -> bytes:
    return MADE[name]()


@pytest.mark.parametrize("name", MADE)
def test_pdf_has_all_that_its_claims_ask_for(name: str) -> None:
    assert faults_of(_made(name)) == []


def test_pack_is_read_aloud_in_the_order_of_its_parts() -> None:
    said = "".join(read_aloud(_made("whole pack")).split())

    places = [
        said.find("".join(words.split()), start)
        for words, start in (
            ("12th Senior Officials Meeting", 0),
            ("Changed since edition 1", 0),
            ("Contents Changed since edition 1", 0),
            ("Participants EU Name Post Body Standing", 0),
            ("Agenda No. Time Item Lead 1 09:30 45 min Opening and adoption of the agenda", 0),
            ("Briefing note The meeting as a whole", 0),
            ("Defensive points (if raised) ONLY IF RAISED", 0),
            ("Figures Year Assisted persons Remark 2024 1 204 provisional 2025", 0),
            ("Matters arising Reference Commitment Owner Due State", 0),
            ("Far side of the table, from left to right 1. Ms A", 0),
        )
    ]

    assert -1 not in places
    assert places == sorted(places)


def _no_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def _no_claim(pdf: Pdf) -> None:
    xmp = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata = pdf.make_stream(xmp.replace(b"<pdfaid:part>2<", b"<pdfaid:part>3<"))


def _no_profile(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


def _loose_paint(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(b"0 0 9 9 re f")


def _font_left_out(pdf: Pdf) -> None:
    next(one for one in _dictionaries(pdf) if "/FontFile2" in one).__delitem__("/FontFile2")


def _no_scope(pdf: Pdf) -> None:
    for one in _dictionaries(pdf):
        if one.get("/S") == "/TH":
            del one.A


def _no_words_on_links(pdf: Pdf) -> None:
    for one in _dictionaries(pdf):
        if one.get("/Subtype") == "/Link":
            del one.Contents


def _skipped_level(pdf: Pdf) -> None:
    for one in _dictionaries(pdf):
        if one.get("/S") == "/H2":
            one.S = pikepdf.Name.H3


def _dictionaries(pdf: Pdf) -> list[Any]:
    return [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]


@pytest.mark.parametrize(
    ("break_it", "fault"),
    [
        (_no_language, "no language"),
        (_no_claim, "no <pdfaid:part>2</pdfaid:part>"),
        (_no_profile, "no output intent with a profile"),
        (_loose_paint, "page 1: f paints what is neither tagged nor an artifact"),
        (_font_left_out, "is not embedded"),
        (_no_scope, "a head of a table that does not say for what"),
        (_no_words_on_links, "a link without words on where it leads"),
        (_skipped_level, "a heading 3 after a heading 1"),
    ],
)
def test_the_walk_sees_what_is_missing(break_it: Callable[[Pdf], None], fault: str) -> None:
    file = BytesIO()
    with pikepdf.open(BytesIO(_made("whole pack"))) as pdf:
        break_it(pdf)
        pdf.save(file)

    found = faults_of(file.getvalue())

    assert found
    assert all(fault in one for one in found)


def test_the_walk_sees_a_picture_without_words() -> None:
    file = BytesIO()
    with pikepdf.open(BytesIO(_made("picture"))) as pdf:
        for one in _dictionaries(pdf):
            if one.get("/S") == "/Figure":
                del one.Alt
        pdf.save(file)

    assert faults_of(file.getvalue()) == ["a Figure without words that stand for it"]
