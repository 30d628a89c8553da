"""Every paper before two judges: axe in a real browser for pages, page-validation for PDFs."""

import json
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import NullPen

from scheduler.exports.html import render_html
from scheduler.exports.pictures.year_page import render_page
from scheduler.papers.people import PeopleKind
from tests.exports.pictures.sample_year import SMALL
from tests.exports.sample_papers import sample_minutes, sample_note
from tests.exports.sample_people import sample_people
from tests.exports.test_pack_annexes import PACK
from tests.exports.test_pdf_structure import MADE
from tests.judges.programs import missing, program

pytestmark = pytest.mark.judge

ROOT = Path(__file__).resolve().parents[2]
JUDGES = ROOT / "var" / "judges"
PAGES: dict[str, Callable[[], bytes]] = {
    "pack.html": lambda: render_html(PACK).content,
    "note.html": lambda: render_html(sample_note()).content,
    "minutes.html": lambda: render_html(sample_minutes()).content,
    "participants.html": lambda: render_html(sample_people(PeopleKind.PARTICIPANTS)).content,
    "year.html": lambda: render_page(SMALL).encode(),
}
WAYS = ("light", "dark", "print", "phone")
# page-validation 0.11 takes the characters of a CFF font for 0 wide; the font itself says 1000,
# which the last test here holds against the file.
MISREAD = "width 0.000 in its embedded CIDFontType0C program but 1000.000"


def _axe(pages: list[Path]) -> list[tuple[str, str, bool, list[str]]]:
    """Of each page, seen in each way: whether contrast was judged, and the faults."""
    if not all((JUDGES / "node_modules" / one).is_dir() for one in ("axe-core", "playwright-core")):
        missing("axe")
    judge = Path(__file__).with_name("axe_judge.mjs")
    browser = program("chromium", "google-chrome")
    done = subprocess.run(
        [program("node"), str(judge), str(JUDGES), browser, *map(str, pages)],
        capture_output=True, text=True, check=True, timeout=240,
    )  # fmt: skip
    return [
        (Path(one["page"]).name, one["way"], "color-contrast" in one["passes"], one["faults"])
        for one in json.loads(done.stdout)
    ]


def test_axe_finds_no_fault_in_any_page(tmp_path: Path) -> None:
    for name, made in PAGES.items():
        (tmp_path / name).write_bytes(made())

    found = _axe([tmp_path / name for name in PAGES])

    assert found == [(name, way, True, []) for name in PAGES for way in WAYS]


def test_axe_sees_a_pale_text_and_a_page_without_a_language(tmp_path: Path) -> None:
    page = PAGES["note.html"]().decode()
    pale = page.replace("--quiet: #56606b", "--quiet: #c6cbd0").replace(' lang="en"', "")
    (tmp_path / "pale.html").write_text(pale, encoding="utf-8")

    faults = {
        fault.split(" ", 1)[0] for *_, found in _axe([tmp_path / "pale.html"]) for fault in found
    }

    assert faults == {"color-contrast", "html-has-lang"}


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("name", MADE)
def test_pdf_keeps_the_standards_it_claims(name: str, profile: str) -> None:
    assert _faults(MADE[name](), profile) == []


def test_the_judge_sees_a_level_of_headings_left_out() -> None:
    file = BytesIO()
    with pikepdf.open(BytesIO(MADE["minutes"]())) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/H2":
                one.S = pikepdf.Name.H3
        pdf.save(file)

    rules = {fault.partition(":")[0] for fault in _faults(file.getvalue(), "ua1")}
    assert rules == {"PDFUA1-HEADING-NESTING-001"}


def _faults(content: bytes, profile: str) -> list[str]:
    packages = JUDGES / "python"
    if not (packages / "page").is_dir():
        missing("page-validation")
    if str(packages) not in sys.path:
        sys.path.append(str(packages))
    page = import_module("page")
    failures = page.validate_pdf_bytes(content, profile=profile).failures
    return [f"{one.rule_id}: {one.message}" for one in failures if MISREAD not in one.message]


def test_chinese_characters_are_as_wide_as_the_file_says() -> None:
    [font] = _outlines(MADE[PeopleKind.BADGES]())

    widths = set()
    for glyph in font.charset[1:]:
        outline = font.CharStrings[glyph]
        outline.draw(NullPen())
        widths.add(outline.width)

    assert widths == {1000}


def _outlines(content: bytes) -> list[Any]:
    """The embedded fonts that are written in CFF."""
    fonts = []
    with pikepdf.open(BytesIO(content)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and "/FontFile3" in one:
                font = CFFFontSet()
                font.decompile(BytesIO(one.FontFile3.read_bytes()), None)
                fonts.append(font[0])
    return fonts
