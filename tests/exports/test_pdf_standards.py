"""What programs find in a PDF: tags, bookmarks, title and date, the same bytes each time."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from scheduler.errors import Finding, Severity
from scheduler.exports.as_json import Paper
from scheduler.exports.pdf import render_pdf
from tests.exports.names_of_the_world import NAMES_OF_THE_WORLD, UNSHOWN
from tests.exports.pdf_reader import content_of, every_paper, headings, read
from tests.exports.pdf_structure import faults_of
from tests.exports.sample_papers import sample_minutes, sample_pack

SECTIONS = [
    "Scene-setter",
    "Objectives",
    "Line to take",
    "Speaking points",
    "Defensive points (if raised)",
    "Background",
]


@every_paper
def test_pdf_has_the_same_bytes_twice_and_no_findings(paper: Paper) -> None:
    rendered = render_pdf(paper)

    assert rendered.content == content_of(paper)
    assert rendered.findings == ()


def test_pack_has_a_bookmark_for_every_section() -> None:
    expected = [
        "Contents",
        "Participants",
        ["EU", "IOM"],
        "Agenda",
        "The meeting as a whole",
        ["Scene-setter"],
        "Item 1: Opening and adoption of the agenda",
        SECTIONS,
        "Item 2: Migration in Ελλάδα & Türkiye",
        SECTIONS,
        "Item 3: Co-operation",
        SECTIONS,
        "Matters arising",
        "Sources",
    ]

    assert headings(read(sample_pack()).outline) == expected


def test_minutes_have_a_bookmark_for_every_item() -> None:
    assert headings(read(sample_minutes()).outline) == [
        "Attendance",
        ["EU", "IOM"],
        "1. Opening and adoption of the agenda",
        "2. Migration in Ελλάδα & Türkiye",
        "3. Co-operation",
        "Sources",
    ]


def test_title_and_date_of_the_file_come_from_the_paper() -> None:
    metadata = read(sample_pack()).metadata

    assert metadata is not None
    assert metadata.title == "Briefing pack: 12th Senior Officials Meeting"
    assert str(metadata.creation_date) == "2026-04-20 00:00:00+00:00"


def test_name_without_font_is_a_finding_and_no_failure() -> None:
    paper = replace(sample_pack(), reader_name=UNSHOWN)

    rendered = render_pdf(paper)

    root: Any = PdfReader(BytesIO(rendered.content)).root_object
    assert rendered.findings == (
        Finding(
            Severity.WARNING,
            "no font can show 𓀀 (U+13000), 𓁐 (U+13050) and 𓀠 (U+13020) in '𓀀𓁐𓀠': it is "
            "printed as a box; write it otherwise, or add a font to templates/fonts/cjk",
            "cover",
        ),
        Finding(
            Severity.NOTE,
            "the PDF is tagged but claims neither PDF/UA-1 nor PDF/A-2a, because of these texts",
        ),
    )
    assert root["/MarkInfo"]["/Marked"].value is True
    assert not {b"pdfuaid", b"pdfaid"} & set(re.findall(rb"pdf\w+", root["/Metadata"].get_data()))


def test_names_of_the_world_print_in_an_accessible_pdf() -> None:
    [eu, _] = sample_pack().delegations
    named = tuple(replace(eu.participants[0], name=n) for n in NAMES_OF_THE_WORLD.values())
    paper = replace(sample_pack(), delegations=(replace(eu, participants=named),))

    rendered = render_pdf(paper)

    assert rendered.findings == ()
    assert faults_of(rendered.content) == []
