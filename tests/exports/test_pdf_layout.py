"""Where things stand on the pages of a PDF."""

import re
from collections.abc import Iterator
from dataclasses import replace

from scheduler.exports.as_json import Paper
from scheduler.exports.pdf import render_pdf
from scheduler.papers.blocks import Alignment, Span, Table
from tests.exports.pdf_reader import fragments, item_with, pages, read, squashed
from tests.exports.sample_papers import MEETING, NAMES, sample_pack


def left_edges(paper: Paper) -> Iterator[float]:
    for page in pages(paper):
        edges: list[float] = []
        page.extract_text(
            visitor_text=lambda text, cm, tm, _font, _size, edges=edges: (  # type: ignore[misc]
                edges.append(round(tm[4] + cm[4], 1)) if text.strip() else None
            )
        )
        yield min(edges, default=0.0)


def start_of(words: str, table: Table) -> float:
    paper = replace(sample_pack(1), notes=item_with(table))
    return next(x for text, x, _ in fragments(paper) if text == words)


def height_of(words: str, paper: Paper) -> float:
    return next(y for text, _, y in fragments(paper) if words in text)


def right_edges(paper: Paper) -> Iterator[float]:
    """Where the runs of right-hand pages end, if every letter were as wide as a w."""
    for text, x, _ in fragments(paper):
        if re.fullmatch("w+", text):
            yield x + len(text) * 7 * 0.79


def test_note_starts_on_a_right_hand_page() -> None:
    reader = read(sample_pack(5))
    tops = [entry for entry in reader.outline if not isinstance(entry, list)]
    notes = [entry for entry in tops if "Item" in str(entry.title) or "whole" in str(entry.title)]

    numbers = [(reader.get_destination_page_number(entry) or 0) + 1 for entry in notes]

    assert len(numbers) == 6
    assert [number % 2 for number in numbers] == [1] * 6


def test_contents_give_the_page_of_each_part() -> None:
    reader = read(sample_pack())
    contents = squashed(reader.pages[2].extract_text())

    listed = [
        f"{entry.title}{(reader.get_destination_page_number(entry) or 0) + 1}"
        for entry in reader.outline
        if not isinstance(entry, list) and entry.title != "Contents"
    ]

    assert [line for line in listed if squashed(line) not in contents] == []


def test_inner_margin_is_the_wider_one_on_both_sides() -> None:
    edges = list(left_edges(sample_pack()))

    assert {edge for edge in edges[0::2] if edge} == {85.0}  # 30 mm, right-hand pages
    assert {edge for edge in edges[1::2] if edge} == {56.7}  # 20 mm


def test_header_and_footer_stand_on_every_page_but_the_cover_and_empty_ones() -> None:
    paper = sample_pack()
    found = [page.extract_text() for page in pages(paper)]

    with_footer = [number for number, text in enumerate(found, 1) if "Prepared on Mon" in text]
    empty = [number for number, text in enumerate(found, 1) if not text]

    assert empty == [2, 6, 8, 10, 12]
    assert with_footer == [1, 3, 4, 5, 7, 9, 11, 13, 14]  # the cover says it among the facts
    assert [f"Page {n} of {len(found)}" in found[n - 1] for n in with_footer[1:]] == [True] * 8
    assert "Page 1 of" not in found[0]
    assert [
        [word in found[n - 1] for word in ("EU only", "SOM-12", "For European Union")]
        for n in with_footer[1:]
    ] == [[True] * 3] * 8


def test_word_wider_than_its_column_stays_in_it() -> None:
    header = tuple((Span(f"Head{n} " + "e" * 30),) for n in range(8))
    row = tuple((Span("w" * 40),) for _ in range(8))
    [note] = item_with(Table(header, (row,)))

    edges = list(right_edges(replace(sample_pack(), notes=(note,))))

    assert max(edges) <= 595.3 - 56.6  # the outer margin of a right-hand page
    assert render_pdf(replace(sample_pack(), notes=(note,))).findings == ()


def test_columns_stand_as_they_were_said_to() -> None:
    spans = [((Span(word),), (Span(word * 9),)) for word in "abc"]
    alignments = (Alignment.START, Alignment.CENTRE, Alignment.END)
    header, row = zip(*spans, strict=True)
    placed = Table(header, (row,), alignments)

    starts = [start_of(letter, placed) - start_of(letter * 9, placed) for letter in "abc"]

    assert [round(start) for start in starts] == [0, 25, 38]


def test_cover_is_one_page_however_long_its_texts_are() -> None:
    facts = replace(
        MEETING,
        title="A very long title of a meeting " * 16,
        partnership="A partnership of many words " * 15,
        chairs=tuple(f"{name}, Director of something or other" for name in NAMES.values()) * 3,
        place="a place with a long name, " * 12,
    )
    paper = replace(sample_pack(1), meeting=facts, marking="for a few readers alone " * 20)

    [cover, empty, contents] = [squashed(page.extract_text()) for page in pages(paper)[:3]]

    assert squashed("Monday 20 April 2026") in cover
    assert (empty, "contents" in contents) == ("", True)
    assert render_pdf(paper).findings == ()


def test_head_of_delegation_stands_right_below_the_name() -> None:
    [eu, _] = sample_pack().delegations
    head = replace(eu.participants[0], name="Someone", post="", is_head=True)
    unnamed = replace(head, name="")
    gaps = []
    for person, words in ((head, "Someone"), (unnamed, "Name not given")):
        paper = replace(sample_pack(), delegations=(replace(eu, participants=(person,)),))
        gaps.append(height_of(words, paper) - height_of("Head of", paper))

    assert [round(gap) for gap in gaps] == [10, 10]
