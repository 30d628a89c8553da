"""The picture of themes: what it says and draws, that it prints, that no words touch."""

import io
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from pypdf import PdfReader

from scheduler.exports.pictures.printed import picture_file
from scheduler.exports.pictures.theme_grid import draw_themes
from scheduler.papers.themes import Tally, ThemeMeeting
from tests.exports.pictures.boxes import SVG, parsed, texts
from tests.exports.pictures.sample_themes import MEETINGS, REPORT, item, theme


def _said(svg: str) -> list[str]:
    return [one.text or "" for one in parsed(svg).iter(f"{SVG}text")]


def test_a_picture_of_themes_says_who_took_up_what_and_how_long() -> None:
    picture = draw_themes(REPORT)

    said = _said(picture.svg)

    assert said[:2] == [
        "Themes of the Partnership of <Northland> & Southmark",
        "Meetings from Wed 1 Jan 2025. Prepared on Tuesday 24 November 2026, for NORTH",
    ]
    # A meeting that takes up no theme has no column.
    names = {"ANNUAL-0", "ANNUAL-1", "PREP-2026-1", "ANNUAL-2", "ANNUAL-3"}
    assert names & set(said) == names - {"ANNUAL-0"}
    assert [one for one in said if one.endswith((" min", " done"))] == [
        "60 / 75 min",
        "2 of 2 done",
        "45 / 40 min",
        "0 of 1 done",
        "45 min",
        "30 / 20 min",
        "– / 10 min",
    ]
    assert picture.description.startswith("Meetings from Wed 1 Jan 2025. Port fees, with all ")
    assert picture.description.endswith(
        "Without a thread: ANNUAL-1 0 min planned, 10 used, no commitment."
    )


def test_what_is_planned_is_framed_and_what_was_used_is_filled() -> None:
    bars = list(parsed(draw_themes(REPORT).svg).iter(f"{SVG}rect"))[1:-3]

    widths = [(one.get("fill"), one.get("width"), one.get("stroke-dasharray")) for one in bars]

    # 75 minutes fill the column, 88 wide.
    assert widths[:3] == [("#444", "88", None), ("none", "70.4", None), ("#444", "46.9", None)]
    assert widths[4] == ("none", "52.8", "4 3")


def test_no_words_of_many_long_names_touch() -> None:
    meetings = tuple(
        replace(MEETINGS[0], name=f"A-VERY-LONG-NAME-OF-A-MEETING-{at}-X") for at in range(12)
    )
    at_each = [item(one.name, "1", Tally(1440, 1440, 100, 99, 1)) for one in meetings]
    themes = tuple(theme(f"k{at}", "Water " * at, *at_each) for at in range(1, 12))

    boxes = texts(parsed(draw_themes(replace(REPORT, meetings=meetings, themes=themes)).svg))

    assert [(a.what, b.what) for a, b in combinations(boxes, 2) if a.touches(b)] == []


def test_a_report_without_any_theme_has_a_picture_too() -> None:
    picture = draw_themes(replace(REPORT, themes=(), since=None))

    assert picture.description == "All meetings. No agenda has an item in these days."
    assert "All meetings. Prepared on " in picture.svg


def test_a_meeting_without_a_day_says_so() -> None:
    undated = ThemeMeeting("OLD-1", None, "date unknown", is_held=True)
    old = theme("a", "A", item("OLD-1", "1", Tally(planned=5)))

    said = _said(draw_themes(replace(REPORT, meetings=(undated,), themes=(old,))).svg)

    assert said[said.index("OLD-1") + 1] == "no day"


def test_a_picture_of_themes_is_printed() -> None:
    content = picture_file(draw_themes(REPORT), Path("a.pdf")).content

    (page,) = PdfReader(io.BytesIO(content)).pages
    assert "Fish stocks" in page.extract_text()
    assert picture_file(draw_themes(REPORT), Path("b.pdf")).content == content
