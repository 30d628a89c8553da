import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from scheduler.exports.pictures.measured import width
from scheduler.exports.pictures.printed import picture_file
from scheduler.exports.pictures.seating import draw_seating
from scheduler.papers.audience import JOINT, Reader
from scheduler.papers.seating import Layout, Place, SeatingPlan
from tests.exports.sample_papers import HOSTILE, NAMES

LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh-Cholmondeley van der Sample " * 3


def _plan(names: list[str], layout: Layout = Layout.FACING) -> SeatingPlan:
    places = [
        Place(name, "Director for the Sample", "DG SPECIMEN", "North", is_head=at == 0)
        for at, name in enumerate(names)
    ]
    return SeatingPlan(
        title="ANNUAL-2: 2nd Annual Meeting",
        when="Friday 7 May 2027, Brussels",
        marking="LIMITED",
        reader=Reader("NORTH"),
        layout=layout,
        far=tuple(places),
        near=(Place("", "Envoy", "DG FISH", "South", is_head=True),),
        standing_by=("Di Falk",),
        audiences=(("North", JOINT), ("South", JOINT)),
        prepared_on=date(2027, 4, 1),
    )


def _texts(svg: str) -> list[str]:
    return [unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


def test_every_name_is_whole_in_any_script() -> None:
    names = [*NAMES.values(), "見本花子", LONG.strip()]
    drawn = "".join(_texts(draw_seating(_plan(names)).svg)).replace(" ", "")

    assert [name for name in names if name.replace(" ", "") not in drawn] == []


def test_no_line_of_a_place_is_wider_than_its_box() -> None:
    root = ET.fromstring(draw_seating(_plan([LONG.strip()])).svg)  # noqa: S314 -- our own
    middle = [
        (text.text or "", int(text.attrib["font-size"]), text.get("font-weight") == "bold")
        for text in root.iter("{http://www.w3.org/2000/svg}text")
        if text.get("text-anchor") == "middle"
    ]

    assert [text for text, size, bold in middle if width(text, size, is_bold=bold) > 176] == []


def test_plan_is_told_in_words_and_hostile_text_stays_text() -> None:
    plan = _plan([HOSTILE])
    picture = draw_seating(plan)

    assert ET.fromstring(picture.svg).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 -- our own
    assert draw_seating(plan) == picture
    assert draw_seating(_plan(["Ana Lind"])).description == (
        "At the far side, from left to right: Ana Lind (North, head). "
        "At the near side, from left to right: Envoy (South, head)."
    )
    assert _texts(draw_seating(_plan(["Ana Lind"])).svg) == [
        "LIMITED",
        "Seating plan · ANNUAL-2: 2nd Annual Meeting",
        "Friday 7 May 2027, Brussels",
        "Ana Lind",
        "Director for the Sample",
        "DG SPECIMEN",
        "North",
        "South",
        "Envoy",
        "DG FISH",
        "North: solid frame, twice around the head",
        "South: dashed frame, twice around the head",
        "Alternates, without a place: Di Falk",
        "Prepared on Thursday 1 April 2027, for NORTH",
    ]


def test_mixed_sides_bear_no_party() -> None:
    texts = _texts(draw_seating(replace(_plan(["Ana Lind"]), layout=Layout.ALTERNATING)).svg)
    assert texts.count("North") == 0


@pytest.mark.parametrize("ending", ["png", "pdf"])
def test_arabic_and_chinese_names_print(ending: str) -> None:
    picture = draw_seating(_plan([NAMES["Arabic"], "見本花子"]))
    rendered = picture_file(picture, Path(f"plan.{ending}"))
    content = rendered.content
    assert content[:4] == {"png": b"\x89PNG", "pdf": b"%PDF"}[ending]
    assert picture_file(picture, Path(f"plan.{ending}")).content == content
    claims = "the PDF is tagged but claims neither PDF/UA-1 nor PDF/A-2a, because it has a fault: "
    assert [one.message.startswith(claims) for one in rendered.findings] == [True] * (
        ending == "pdf"
    )
