"""The picture of a year: what it holds, its bytes, and that nothing covers what it should not."""

from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from scheduler.exports.pictures.year_chart import PAPER, PHONE, SCREEN, Sheet, draw_year
from scheduler.papers.year_view import Standing, YearView
from scheduler.planning.closures import Hardness
from tests.exports.pictures.boxes import Box, groups, marks, overlaps, parsed, texts
from tests.exports.pictures.sample_year import (
    AS_OF,
    EMPTY,
    FULL,
    LONG_NAMES,
    SMALL,
    WHOLE,
    calendar,
    entry,
)

SNAPSHOT = Path(__file__).with_name("year.svg")
GROUPS = ("lane", "notes", "row")
EIGHT_POINTS = 8 * 96 / 72
SHEETS = pytest.mark.parametrize("sheet", [PAPER, SCREEN, PHONE], ids=["paper", "screen", "phone"])
VIEWS = pytest.mark.parametrize(
    "view",
    [SMALL, EMPTY, FULL, WHOLE, LONG_NAMES],
    ids=["small", "empty", "full", "whole", "long names"],
)


def _shape(one: ET.Element) -> tuple[str | None, ...]:
    is_filled = "filled" if one.get("fill") != "#fff" else "outline"
    return (one.tag, one.get("points"), one.get("r"), one.get("stroke-dasharray"), is_filled)


def _words(view: YearView, group: str, sheet: Sheet = PAPER) -> list[str]:
    root = parsed(draw_year(view, sheet).svg)
    return [box.what for one in groups(root, group) for box in texts(one)]


def _all_words(view: YearView, sheet: Sheet) -> str:
    return " ".join(box.what for box in texts(parsed(draw_year(view, sheet).svg)))


def test_the_picture_of_a_small_year_is_as_it_was() -> None:
    assert draw_year(SMALL).svg == SNAPSHOT.read_text(encoding="utf-8")


@SHEETS
@VIEWS
def test_no_words_cover_others_or_leave_the_sheet(view: YearView, sheet: Sheet) -> None:
    root = parsed(draw_year(view, sheet).svg)
    found = texts(root)
    page = Box(0, 0, float(root.get("width", "")), float(root.get("height", "")), "page")

    assert overlaps(found) == []
    assert [
        box.what
        for box in found
        if box.left < 0 or box.top < 0 or box.right > page.right or box.bottom > page.bottom
    ] == []


@SHEETS
@VIEWS
def test_no_words_are_on_marks_and_no_closed_days_on_others(view: YearView, sheet: Sheet) -> None:
    root = parsed(draw_year(view, sheet).svg)

    for row in groups(root, "row"):
        assert overlaps([*texts(row), *marks(row)]) == []
    for name in ("lane", "head", "legend"):
        for one in groups(root, name):
            written, drawn = texts(one), list(marks(one))
            assert [(a.what, b) for a in written for b in drawn if a.touches(b)] == []


@SHEETS
def test_no_text_is_smaller_than_eight_points(sheet: Sheet) -> None:
    sizes = {
        float(one.get("font-size", ""))
        for one in parsed(draw_year(FULL, sheet).svg).iter()
        if one.tag.endswith("text")
    }

    assert min(sizes) >= EIGHT_POINTS


def test_ten_calendars_and_a_dozen_meetings_fit_on_a_page_of_a4() -> None:
    calendars = tuple(calendar(f"Place {at}", [date(2027, 1, 1)]) for at in range(10))
    meetings = tuple(entry(f"SOM-{month}", date(2027, month, 9)) for month in range(1, 13))
    root = parsed(draw_year(YearView(2027, "T", AS_OF, calendars, meetings)).svg)

    assert (root.get("width"), root.get("height")) == ("1122.5", "793.7")


def test_every_entry_is_named_with_its_day_and_holds_together() -> None:
    assert sorted(_words(SMALL, "lane")) == [
        "ANNUAL-1 14 Jan",
        "ANNUAL-2 14 May",
        "PREP-2027-1 9 Mar",
        "PREP-2027-2 12 Oct",
        "PREP-2027-2?",
        "PREP-2027-3 31 Dec",
        "SIDE-2027-1 10 Mar",
    ]


@SHEETS
@pytest.mark.parametrize("view", [FULL, LONG_NAMES], ids=["full", "long names"])
def test_no_name_is_cut_however_long(view: YearView, sheet: Sheet) -> None:
    told = {group: "".join("".join(_words(view, group, sheet)).split()) for group in GROUPS}
    entries = ["".join(one.name.split()) for one in view.entries]
    calendars = ["".join(one.name.split()) for one in view.calendars]

    assert [name for name in entries if name not in told["lane"]] == []
    assert [name for name in calendars if name not in told["notes"]] == []
    assert [name for name in calendars if name not in told["row"]] == calendars[
        len(calendars) * sheet.has_names :
    ]
    title = "".join(view.title.split())
    assert sheet.title == 0 or title in "".join(_all_words(view, sheet).split())


def test_a_name_from_right_to_left_does_not_turn_its_day_around() -> None:
    (said,) = _words(YearView(2027, "T", AS_OF, (), (entry("لقاء", date(2027, 3, 9)),)), "lane")

    assert said == "لقاء\u200e 9 Mar"


def test_closed_days_are_dated_beside_their_marks() -> None:
    rows = _words(SMALL, "row")

    assert rows[:4] == ["A", "Northland", "1", "6–7"]
    assert rows[rows.index("Break", 9) + 1] == "1 Jul–8 Aug"
    assert rows.count("unknown: no edition speaks for this year") == 2


def test_the_legend_has_what_the_picture_has_and_no_more() -> None:
    only_held = YearView(2027, "T", date(2026, 1, 1), (), (entry("A", AS_OF, Standing.HELD),))

    assert _words(only_held, "legend") == ["held", "weekend"]
    assert _words(SMALL, "legend") == [
        "held",
        "confirmed",
        "proposed",
        "planned",
        "what the plan would add",
        "kept free while the delegations are asked",
        "cancelled",
        "closed",
        "closed, provisional",
        "to avoid",
        "only to know",
        "weekend",
        "as of this day",
    ]


def test_each_kind_of_mark_has_a_shape_of_its_own_without_its_colour() -> None:
    def shapes(standing: Standing) -> str:
        view = YearView(2027, "T", AS_OF, (), (entry("A", date(2027, 6, 9), standing),))
        (lane,) = groups(parsed(draw_year(view).svg), "lane")
        return str([_shape(one) for one in lane if not one.tag.endswith("text")])

    assert len({shapes(standing) for standing in Standing}) == len(Standing)


def test_how_hard_is_told_by_height_and_how_sure_by_hatching() -> None:
    drawn = {}
    for hardness in Hardness:
        for unsure in (False, True):
            one = calendar("A", [AS_OF], hardness=hardness, is_provisional=unsure)
            (row, _) = groups(parsed(draw_year(YearView(2027, "T", AS_OF, (one,), ())).svg), "row")
            (mark,) = marks(row)
            fills = [
                shape.get("fill", "") for shape in row if shape.get("fill") not in (None, "#fff")
            ]
            drawn[hardness, unsure] = (round(mark.bottom - mark.top), fills[0].startswith("url("))

    assert drawn == {
        (Hardness.BLOCK, False): (11, False),
        (Hardness.BLOCK, True): (10, True),
        (Hardness.WARN, False): (8, False),
        (Hardness.WARN, True): (7, True),
        (Hardness.NOTE, False): (4, False),
        (Hardness.NOTE, True): (3, True),
    }


def test_the_description_tells_entries_and_editions() -> None:
    described = draw_year(SMALL).description

    assert described.startswith("As of Mon 1 Feb 2027. ANNUAL-1, 2027-01-14, held; PREP-2027-1,")
    assert described.endswith(
        "Southmark: 2027, provisional; 1 day. Break: 2027; 40 days. Payments: 2027; 1 day. "
        "Unknown: unknown, no edition speaks for this year."
    )
    assert draw_year(EMPTY).description == "As of Mon 1 Feb 2027. No meeting."


def test_a_phone_has_rows_only_for_what_is_closed_in_the_months() -> None:
    assert _words(SMALL, "row", PHONE)[:2] == ["A", "1"]
    assert "Northland" not in _words(SMALL, "row", PHONE)
    assert _words(SMALL, "notes", PHONE)[-2:] == ["E", "Unknown, unknown"]
