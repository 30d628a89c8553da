"""The picture of a series' health: what it holds, that it prints, that no name covers another."""

import io
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader

from scheduler.errors import InvalidValue
from scheduler.exports.pictures.printed import picture_file
from scheduler.exports.pictures.series_timeline import Marked, Timeline, draw_timeline
from scheduler.planning.series_health import PastMeeting, gaps_of
from scheduler.planning.spacing import NO_SPACING, Spacing

PROMISE = Spacing.parse("9 to 18 months")
HELD = (
    PastMeeting("SOM-1", date(2013, 5, 3), 1),
    PastMeeting("SOM-2", date(2014, 10, 1), 2),
    PastMeeting("SOM-X", date(2016, 2, 16)),
    PastMeeting("SOM-5", date(2018, 4, 4), 5),
    PastMeeting("SOM-7", date(2020, 10, 13), 7),
)
FULL = Timeline(
    title="Senior <Officials> & Meeting",
    promise="every year",
    as_of=date(2020, 11, 24),
    spacing=PROMISE,
    meetings=(
        *(Marked(one.name, one.day, is_held=True) for one in HELD if one.day),
        Marked("SOM-8", date(2021, 5, 7), is_held=False),
    ),
    gaps=gaps_of(HELD, PROMISE, is_numbered=True),
    mean_months=14.9,
    undated=("SOM-3", "SOM-6"),
    forecast="all is well",
)
EMPTY = Timeline("T", "ad hoc", date(2026, 11, 24), NO_SPACING, (), (), None)


def _words(svg: str) -> list[str]:
    root = ET.fromstring(svg)  # noqa: S314 -- our own
    return [one.text or "" for one in root.iter("{http://www.w3.org/2000/svg}text")]


def _count(svg: str, tag: str) -> int:
    return len(re.findall(f"<{tag} ", svg))


def test_the_picture_names_every_meeting_gap_and_doubt() -> None:
    picture = draw_timeline(FULL)
    words = _words(picture.svg)

    assert [word for word in words if word.startswith("SOM-") and " " not in word] == [
        "SOM-1",
        "SOM-2",
        "SOM-X",
        "SOM-5",
        "SOM-7",
        "SOM-8",
    ]
    assert {"9 months", "18 months", "mean 14.9", "17.0 months", "16.5 in all"} <= set(words)
    assert "15.2 on average of 2 gaps" in words
    assert words[-2:] == ["Held, without a known day: SOM-3 and SOM-6.", "All is well."]
    # Five held and one in the legend; one to come and one in the legend.
    assert (_count(picture.svg, "circle"), _count(picture.svg, "polygon")) == (6, 2)
    assert picture.description.startswith("Held: SOM-1 on Fri 3 May 2013, SOM-2 on ")
    assert '<title id="title">Senior &lt;Officials&gt; &amp; Meeting</title>' in picture.svg


def test_whose_turn_is_next_is_told_whole_however_long() -> None:
    turns = "SOM-2027-1: lead: " + "; ".join(f"DG NUMBER {number}" for number in range(40))

    picture = draw_timeline(replace(FULL, turns=turns))

    told = " ".join(_words(picture.svg))
    assert f"Whose turn is next: {turns}." in told
    assert f"Whose turn is next: {turns}." in picture.description


def test_the_same_timeline_gives_the_same_picture() -> None:
    assert draw_timeline(FULL) == draw_timeline(FULL)


def test_a_series_without_a_past_or_a_promise_has_a_picture_too() -> None:
    words = _words(draw_timeline(EMPTY).svg)

    assert words[:3] == ["T", "Promised: ad hoc", "As of Tue 24 Nov 2026"]
    assert "2026" in words


def test_a_gap_with_a_greatest_length_alone_is_promised_from_nothing() -> None:
    most = Spacing.parse("at most 18 months")

    words = _words(draw_timeline(replace(FULL, spacing=most)).svg)

    assert ("9 months" in words, "18 months" in words) == (False, True)


def test_no_name_of_many_meetings_covers_another() -> None:
    meetings = tuple(
        Marked(f"MEETING-{2000 + at}-1", date(2000 + at, 5, 1), is_held=True) for at in range(40)
    )
    svg = draw_timeline(replace(FULL, meetings=meetings, gaps=())).svg
    names = re.findall(
        r'<text x="([\d.]+)" y="([\d.]+)"[^>]*font-weight="bold">(MEETING[^<]*)', svg
    )
    by_line: dict[str, list[float]] = {}
    for x, y, _ in names:
        by_line.setdefault(y, []).append(float(x))

    assert 0 < len(names) < 40
    assert len(by_line) == 2
    for places in by_line.values():
        apart = [after - before for before, after in pairwise(places)]
        assert min(apart) >= len("MEETING-2000-1") * 8


def test_a_picture_is_printed_by_the_ending_of_its_name() -> None:
    picture = draw_timeline(FULL)

    png, pdf = (picture_file(picture, Path(f"a.{ending}")).content for ending in ("PNG", "pdf"))

    assert png.startswith(b"\x89PNG")
    assert picture_file(picture, Path("a.svg")).content == picture.svg.encode()
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    assert "Held, without a known day" in page.extract_text()
    assert 800 < page.mediabox.width < 850
    assert picture_file(picture, Path("b.pdf")).content == pdf


def test_another_ending_is_refused() -> None:
    with pytest.raises(InvalidValue, match=r"a name ending in \.svg, \.png or \.pdf"):
        picture_file(draw_timeline(EMPTY), Path("a.jpg"))
