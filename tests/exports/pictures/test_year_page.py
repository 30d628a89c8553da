"""The files of a year's picture: SVG, PNG, PDF, and a page that says it in words too."""

import io
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from scheduler.errors import InvalidValue
from scheduler.exports.pictures.year_chart import draw_year
from scheduler.exports.pictures.year_page import render_page, year_file
from scheduler.papers.year_view import YearView
from tests.exports.pictures.sample_year import EMPTY, FULL, SMALL

PNG_OF_A4 = (1684, 1191)  # at 144 dots an inch


class _Page(HTMLParser):
    """The ids, the cells of tables and the items of lists, and the tags that are left open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for key, value in attrs if key == "id"]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] in (["td"], ["th"], ["li"], ["h3"], ["p"]):
            self.words.append(data)


def test_a_pdf_is_a_page_of_a4_with_the_words_of_the_legend() -> None:
    reader = PdfReader(io.BytesIO(year_file(SMALL, Path("year.pdf")).content))
    (page,) = reader.pages
    text = page.extract_text()

    assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)
    assert [word for word in ("held", "closed, provisional", "weekend") if word not in text] == []
    root: Any = reader.root_object
    assert root["/MarkInfo"]["/Marked"].value is True
    assert reader.metadata
    assert reader.metadata.title == SMALL.title


def test_a_png_has_the_size_of_its_page() -> None:
    content = year_file(SMALL, Path("year.PNG")).content

    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(content[16:20]), int.from_bytes(content[20:24])) == PNG_OF_A4


def test_an_svg_is_what_is_drawn() -> None:
    assert year_file(SMALL, Path("year.svg")).content == draw_year(SMALL).svg.encode()


@pytest.mark.parametrize("name", ["a.svg", "a.png", "a.pdf", "a.html"])
def test_the_same_year_has_the_same_bytes(name: str) -> None:
    assert year_file(SMALL, Path(name)) == year_file(SMALL, Path(name))


def test_another_ending_is_refused() -> None:
    with pytest.raises(InvalidValue) as refused:
        year_file(SMALL, Path("year.jpg"))

    assert str(refused.value) == (
        "the picture's file 'year.jpg' cannot be used: "
        "expected a name ending in .svg, .png, .pdf or .html"
    )


def test_a_page_says_the_picture_in_words() -> None:
    page = _Page(render_page(SMALL))

    assert page.open == []
    assert page.words[1:8] == [
        "Meeting",
        "Date",
        "State",
        "ANNUAL-1",
        "2027-01-14",
        "held",
        "PREP-2027-1",
    ]
    assert page.words[page.words.index("A · Northland") :][:5] == [
        "A · Northland",
        "Closed. In Northland. Edition: 2027. Source: invented.",
        "Friday 1 January 2027: feast",
        "Thursday 6 to Friday 7 May 2027: feast",
        "B · Southmark",
    ]
    assert page.words[-1] == (
        "Closed. In Northland. Edition: no edition speaks for this year. Source: invented."
    )


@pytest.mark.parametrize("view", [SMALL, EMPTY, FULL], ids=["small", "empty", "full"])
def test_the_two_pictures_of_a_page_share_no_id(view: YearView) -> None:
    page = render_page(view)
    ids = _Page(page).ids

    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#(.*?)\)", page)) <= set(ids)


def test_a_page_runs_nothing_and_shows_marks_of_a_text_as_they_are() -> None:
    page = render_page(SMALL)

    assert "<h1>Northland &lt;&amp; Southmark&gt;: 2027</h1>" in page
    assert "default-src 'none'" in page
    assert "<script" not in page


def test_a_page_without_a_meeting_says_so() -> None:
    assert "No meeting has a day in this year." in _Page(render_page(EMPTY)).words
