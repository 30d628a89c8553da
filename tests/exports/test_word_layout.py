"""Where things stand on the pages of a Word document, and in what size."""

from dataclasses import replace

from scheduler.exports.word import render_word
from scheduler.exports.word_blocks import column_widths, reads_leftwards, table_size
from scheduler.papers.blocks import Alignment, Span, Table
from tests.exports.sample_papers import MEETING, NAMES, pack_with, sample_pack, words
from tests.exports.word_reader import W, body_of, parts_of, style_of, styled, words_of


def test_notes_start_on_right_hand_pages_with_a_gutter() -> None:
    body = body_of(render_word(sample_pack()).content)
    sections = list(body.iter(f"{W}sectPr"))
    kinds = [s.find(f"{W}type") for s in sections]
    assert [None if kind is None else kind.get(f"{W}val") for kind in kinds] == (
        [None] + ["oddPage"] * 6
    )
    covers = [section.find(f"{W}titlePg") is not None for section in sections]
    assert covers == [True] + [False] * 6
    margins = [section.find(f"{W}pgMar") for section in sections]
    sides = [
        [m.get(W + side) for side in ("left", "right", "gutter")] for m in margins if m is not None
    ]
    assert sides == [["1134", "1134", "454"]] * 7


def test_cover_without_a_marking_has_no_empty_box() -> None:
    assert styled(render_word(replace(sample_pack(), marking="")).content, "Marking") == []


def test_long_title_and_marking_take_no_more_room_than_short_ones() -> None:
    long = replace(MEETING, title="A very long title of a meeting " * 10)
    paper = replace(sample_pack(), meeting=long, marking="for a few readers " * 15)
    sizes = [
        (style_of(p), run.find(f"{W}rPr/{W}sz"))
        for p in body_of(render_word(paper).content).iter(f"{W}p")
        for run in p.iter(f"{W}r")
    ]
    shrunk = {style: int(size.get(f"{W}val", "")) for style, size in sizes if size is not None}
    assert shrunk == {"Marking": 10, "Title": 32}  # of 22 and 60 half points


def test_columns_stand_as_they_were_said_to() -> None:
    spans = tuple((Span(word),) for word in "abc")
    table = Table(spans, (spans,), (Alignment.START, Alignment.CENTRE, Alignment.END))
    body = body_of(render_word(pack_with((table,))).content)
    placed = [
        (words_of(p), mark.get(f"{W}val"))
        for p in body.iter(f"{W}p")
        if (mark := p.find(f"{W}pPr/{W}jc")) is not None
    ]
    assert placed == [("b", "center"), ("c", "right")] * 2


def test_table_of_many_columns_has_small_type() -> None:
    sizes = [table_size(columns) for columns in (5, 6, 8, 11)]
    assert [size and size.pt for size in sizes] == [None, 9, 8, 6.5]


def test_running_lines_name_marking_meeting_and_reader() -> None:
    parts = parts_of(render_word(sample_pack()).content)
    lines = [
        parts[name].decode() for name in parts if name.startswith(("word/header", "word/footer"))
    ]
    assert sum("EU only" in line and "SOM-12 for European Union" in line for line in lines) == 2
    assert sum(" PAGE " in line and " NUMPAGES " in line for line in lines) == 2


def test_text_read_from_the_right_is_set_so() -> None:
    body = body_of(render_word(pack_with((words(NAMES["Arabic"]), words("plain")))).content)
    turned = [words_of(p) for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}bidi") is not None]
    assert turned == [NAMES["Arabic"]]
    assert not reads_leftwards("12 plain")


def test_columns_are_as_wide_as_their_texts() -> None:
    assert column_widths([["a", "b" * 40], ["", "c"]]) == [1530, 7654]
    assert column_widths([["a" * 500, "b" * 500]]) == [4592, 4592]


def test_many_columns_are_as_wide_as_their_longest_words() -> None:
    rows = [["Responsible service", "of the", *"cdef"], ["two", "many small words", *"cdef"]]
    assert column_widths(rows) == [1981, *[1440] * 5]
