"""Every paper as a Word document: what a screen reader needs is there, and no style is faked."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from scheduler.exports.as_json import Paper
from scheduler.exports.word import render_word
from scheduler.papers.people import PeopleKind
from tests.exports.sample_papers import sample_minutes, sample_note
from tests.exports.sample_people import sample_people
from tests.exports.test_pack_annexes import PACK
from tests.exports.word_reader import W, body_of, parts_of, style_of, words_of

PAPERS: dict[str, Paper] = {
    "pack": PACK,
    "note": sample_note(),
    "minutes": sample_minutes(),
    **{str(kind): sample_people(kind) for kind in PeopleKind},
}
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


@pytest.mark.parametrize("name", PAPERS)
def test_word_has_what_a_screen_reader_needs(name: str) -> None:
    assert faults_of(render_word(PAPERS[name]).content) == []


def test_the_walk_sees_what_is_missing() -> None:
    content = render_word(sample_minutes()).content
    body = body_of(content)
    for row in body.iter(f"{W}trPr"):
        for mark in row.findall(f"{W}tblHeader"):
            row.remove(mark)
    body.insert(1, ET.Element(f"{W}p"))
    body.insert(1, _heading(3))

    found = [*_faults_of_tables(body), *_faults_of_headings(body), *_faults_of_spacing(body)]

    tables = [one for one in found if one.startswith("a table without a head")]
    assert len(tables) == len(found) - 2 > 0
    assert found[-2:] == ["a heading 3 after a heading 0", "an empty paragraph after 'Three'"]


def faults_of(content: bytes) -> list[str]:
    parts = {name: part.decode() for name, part in parts_of(content).items() if "xml" in name}
    body = body_of(content)
    return [
        *(["no title"] if "<dc:title></dc:title>" in parts["docProps/core.xml"] else []),
        *(["no language"] if 'w:lang w:val="en-GB"' not in parts["word/styles.xml"] else []),
        *_faults_of_tables(body),
        *_faults_of_headings(body),
        *_faults_of_spacing(body),
        *("a picture without words" for one in body.iter(DRAWN) if not one.get("descr")),
    ]


def _faults_of_tables(body: ET.Element) -> Iterator[str]:
    for table in body.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        is_list = len(rows[0].findall(f"{W}tc")) > 2  # others are labels and their values
        if is_list and rows[0].find(f"{W}trPr/{W}tblHeader") is None:
            yield f"a table without a head: {words_of(table)[:60]}"


def _faults_of_headings(body: ET.Element) -> Iterator[str]:
    before = 0
    for paragraph in body.iter(f"{W}p"):
        if level := re.fullmatch(r"Heading(\d)", style_of(paragraph)):
            if int(level[1]) > before + 1:
                yield f"a heading {level[1]} after a heading {before}"
            before = int(level[1])


def _faults_of_spacing(body: ET.Element) -> Iterator[str]:
    """Word wants a paragraph after a table, and one that bears the break of a section."""
    last: ET.Element | None = None
    for element in body:
        is_bare = element.tag == f"{W}p" and not words_of(element)
        needed = last is not None and last.tag == f"{W}tbl"
        if is_bare and not needed and not _bears_something(element):
            yield f"an empty paragraph after {'' if last is None else words_of(last)[:40]!r}"
        last = element


def _bears_something(paragraph: ET.Element) -> bool:
    kinds = ("sectPr", "br", "drawing", "bookmarkStart", "fldChar")
    return any(paragraph.find(f".//{W}{kind}") is not None for kind in kinds)


def _heading(level: int) -> ET.Element:
    paragraph = ET.Element(f"{W}p")
    style = ET.SubElement(ET.SubElement(paragraph, f"{W}pPr"), f"{W}pStyle")
    style.set(f"{W}val", f"Heading{level}")
    run = ET.SubElement(ET.SubElement(paragraph, f"{W}r"), f"{W}t")
    run.text = "Three"
    return paragraph
