import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from pypdf import PageObject, PdfReader

from scheduler.errors import Finding, RenderFailed, Severity
from scheduler.exports.as_json import Paper
from scheduler.exports.pdf import render_pdf
from scheduler.exports.places import texts
from scheduler.papers.audience import Reader
from scheduler.papers.blocks import Alignment, Block, Paragraph, Span, Table
from scheduler.papers.pack import BriefingPack
from scheduler.papers.parts import ItemNote, NoteSection, Section, SourceLine
from scheduler.resources import resource
from tests.exports.names_of_the_world import NAMES_OF_THE_WORLD, UNSHOWN
from tests.exports.sample_papers import (
    EU,
    MEETING,
    NAMES,
    sample_minutes,
    sample_note,
    sample_pack,
    with_every_text,
)

SECTIONS = [
    "Scene-setter",
    "Objectives",
    "Line to take",
    "Speaking points",
    "Defensive points (if raised)",
    "Background",
]
PAPERS = [sample_pack(), sample_note(), sample_minutes()]
IDS = ["pack", "note", "minutes"]
# pypdf does not read /ActualText, which puts the letters of these back in their order.
UNORDERED = [NAMES["Arabic"], NAMES["Vietnamese"]]
FRAGMENTS = [
    '#read("paper.json")',
    '#import"house.typ":*',
    "#panic()",
    "$x$",
    "{{7*7}}{%raw%}",
    "</w:t><script>&amp;",
    "][\\",
    "*_`~=@x<label>",
    "//c/*d*/",
]
every_paper = pytest.mark.parametrize("paper", PAPERS, ids=IDS)


def pages(paper: Paper) -> list[PageObject]:
    return list(read(paper).pages)


@cache
def read(paper: Paper) -> PdfReader:
    return PdfReader(BytesIO(render_pdf(paper).content))


def squashed(text: str) -> str:
    """The letters alone: pages break words, and fonts write accents in their own way."""
    return re.sub(r"[\s\u200b\u2068\u2069]", "", normalize("NFKC", text)).casefold()


def printed(paper: Paper) -> str:
    return squashed("".join(page.extract_text() for page in pages(paper)))


def headings(outline: list[Any]) -> list[Any]:
    return [headings(entry) if isinstance(entry, list) else entry.title for entry in outline]


def left_edges(paper: Paper) -> Iterator[float]:
    for page in pages(paper):
        edges: list[float] = []
        page.extract_text(
            visitor_text=lambda text, cm, tm, _font, _size, edges=edges: (  # type: ignore[misc]
                edges.append(round(tm[4] + cm[4], 1)) if text.strip() else None
            )
        )
        yield min(edges, default=0.0)


ADDRESSES = (
    "https://www.iom.int/news/european-union-iom-strengthen-strategic-dialogue-global-migration",
    f"https://home-affairs.ec.europa.eu/a_page_whose_name_{'is_longer_' * 9}/than-a-line?a=1&b=2",
)
LONG_WORD = "Rechtsschutzversicherungsgesellschaftsverband"
SOUGHT = (*ADDRESSES, LONG_WORD)


def telling_pack() -> BriefingPack:
    """A post and addresses that an officer looks for, in narrow columns and in running text."""
    pack = sample_pack(1)
    [eu, iom] = pack.delegations
    person = replace(
        eu.participants[0], post="Deputy Director-General for many things", body=LONG_WORD
    )
    text = "The Director-General met the Director-General, and the (Director-General) met nobody."
    [note] = item_with(Paragraph((Span(text),)))
    return replace(
        pack,
        delegations=(replace(eu, participants=(person,)), iom),
        notes=(note,),
        sources=tuple(SourceLine("A source", address, None) for address in ADDRESSES),
    )


def item_with(block: Block) -> tuple[ItemNote]:
    section = NoteSection(Section.SCENE_SETTER, (block,), EU)
    return (ItemNote("1", "Opening", (section,)),)


def fragments(paper: Paper) -> Iterator[tuple[str, float, float]]:
    """Each run of the text with its place from the left and from the bottom of its page."""
    for page in pages(paper):
        found: list[tuple[str, float, float]] = []
        page.extract_text(
            visitor_text=lambda text, cm, tm, _font, _size, found=found: (  # type: ignore[misc]
                found.append((text.strip(), tm[4] + cm[4], tm[5] + cm[5]))
            )
        )
        yield from found


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


@every_paper
def test_pdf_has_the_same_bytes_twice(paper: Paper) -> None:
    assert render_pdf(paper).content == render_pdf(paper).content


@every_paper
def test_pdf_of_ordinary_texts_has_no_findings(paper: Paper) -> None:
    assert render_pdf(paper).findings == ()


@every_paper
def test_pdf_prints_every_text_of_the_paper(paper: Paper) -> None:
    shown = printed(paper)
    missing = [
        (place, text)
        for place, text in texts(paper)
        if squashed(text) not in shown and not any(name in text for name in UNORDERED)
    ]

    assert missing == []


@pytest.mark.parametrize("name", UNORDERED)
def test_pdf_holds_the_letters_of_joined_and_stacked_scripts(name: str) -> None:
    assert set(squashed(name)) - set(printed(sample_pack())) == set()


@pytest.mark.judge
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_poppler_reads_every_name_but_the_arabic_one(tmp_path: Path) -> None:
    (tmp_path / "pack.pdf").write_bytes(render_pdf(sample_pack()).content)

    told = subprocess.run(
        ["pdftotext", tmp_path / "pack.pdf", "-"], capture_output=True, check=True
    )

    text = normalize("NFKC", told.stdout.decode())
    # Noto Sans Arabic sets the dots of a letter as glyphs of their own, which poppler reads twice.
    assert [script for script, name in NAMES.items() if name not in text] == ["Arabic"]


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


@every_paper
def test_pdf_is_tagged_and_claims_pdf_ua(paper: Paper) -> None:
    root: Any = read(paper).root_object

    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_title_and_date_of_the_file_come_from_the_paper() -> None:
    metadata = read(sample_pack()).metadata

    assert metadata is not None
    assert metadata.title == "Briefing pack: 12th Senior Officials Meeting"
    assert str(metadata.creation_date) == "2026-04-20 00:00:00+00:00"


@pytest.mark.parametrize("fragment", FRAGMENTS)
@pytest.mark.parametrize("paper", [PAPERS[0], PAPERS[2]], ids=["pack", "minutes"])
def test_hostile_text_prints_literally_in_every_field(paper: Paper, fragment: str) -> None:
    numbers = count(100)
    hostile = with_every_text(paper, lambda _: f"{fragment}:{next(numbers)}:")

    shown = printed(hostile)

    unprinted = [
        number
        for number in range(100, next(numbers))
        if squashed(f"{fragment}:{number}:") not in shown
    ]
    assert unprinted == []


def test_control_characters_and_lone_surrogates_are_dropped() -> None:
    paper = replace(sample_note(), marking="EU\x00\x1b\ud800 only\ufffe")

    rendered = render_pdf(paper)

    assert rendered.findings == ()
    assert rendered.content == render_pdf(sample_note()).content


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
            "the PDF is tagged but does not claim PDF/UA-1, because of these texts",
        ),
    )
    assert root["/MarkInfo"]["/Marked"].value is True
    assert b"pdfuaid" not in root["/Metadata"].get_data()


def test_names_of_the_world_print_in_an_accessible_pdf() -> None:
    [eu, _] = sample_pack().delegations
    named = tuple(replace(eu.participants[0], name=n) for n in NAMES_OF_THE_WORLD.values())
    paper = replace(sample_pack(), delegations=(replace(eu, participants=named),))

    rendered = render_pdf(paper)

    metadata: Any = PdfReader(BytesIO(rendered.content)).root_object["/Metadata"]
    assert rendered.findings == ()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata.get_data()


def test_arabic_paragraph_and_heading_print() -> None:
    paper = with_every_text(
        sample_pack(), lambda text: NAMES["Arabic"] if text.startswith("Migration") else text
    )

    assert render_pdf(paper).findings == ()


def test_words_are_found_whole() -> None:
    text = "".join(page.extract_text() for page in pages(telling_pack()))

    assert text.count("Director-General") == 4
    assert [words for words in SOUGHT if words not in text.replace("\n", "")] == []
    assert "\u200b" not in text
    assert "\u00ad" not in text


@pytest.mark.judge
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_poppler_finds_words_whole(tmp_path: Path) -> None:
    (tmp_path / "pack.pdf").write_bytes(render_pdf(telling_pack()).content)

    told = subprocess.run(
        ["pdftotext", tmp_path / "pack.pdf", "-"], capture_output=True, check=True
    )

    text = told.stdout.decode()
    assert text.count("Director-General") == 4
    assert [words for words in SOUGHT if words not in text.replace("\n", "")] == []


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


def test_what_is_one_partys_own_is_marked() -> None:
    pack = sample_pack(2)
    joint = replace(pack, marking="", notes=(), commitments=())
    owned = replace(joint, agenda=(replace(joint.agenda[0], audience=EU), joint.agenda[1]))

    assert [printed(paper).count("euonly") for paper in (joint, owned)] == [0, 1]
    assert printed(replace(pack, marking="", agenda=(), commitments=())).count("euonly") == 3


def test_head_of_delegation_stands_right_below_the_name() -> None:
    [eu, _] = sample_pack().delegations
    head = replace(eu.participants[0], name="Someone", post="", is_head=True)
    unnamed = replace(head, name="")
    gaps = []
    for person, words in ((head, "Someone"), (unnamed, "Name not given")):
        paper = replace(sample_pack(), delegations=(replace(eu, participants=(person,)),))
        gaps.append(height_of(words, paper) - height_of("Head of", paper))

    assert [round(gap) for gap in gaps] == [10, 10]


def test_public_pack_says_nothing_of_what_the_public_is_not_told() -> None:
    empty = replace(sample_pack(), delegations=(), notes=(), commitments=(), sources=())
    paper = replace(empty, reader=Reader(None), reader_name="the public")

    assert headings(read(paper).outline) == ["Contents", "Agenda"]


def test_empty_pack_prints_what_is_missing_in_words() -> None:
    paper = replace(
        sample_pack(), delegations=(), agenda=(), notes=(), commitments=(), sources=(), marking=""
    )

    shown = printed(paper)

    sentences = (
        "No delegation is on record.",
        "No agenda is on record.",
        "No commitment is open.",
    )
    assert [sentence for sentence in sentences if squashed(sentence) not in shown] == []


def test_late_commitment_says_so_in_words() -> None:
    on_time = replace(sample_pack(), commitments=sample_pack().commitments[1:])

    assert "reportedlate" in printed(sample_pack())
    assert "late" not in printed(on_time).partition("som-11/a2")[2]


Templates = Callable[[str], Path]


@pytest.fixture
def templates(tmp_path: Path) -> Templates:
    """A folder of templates whose pack is the given source."""

    def write(source: str) -> Path:
        (tmp_path / "pack.typ").write_text(source, encoding="utf-8")
        return tmp_path

    return write


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ('#let paper = json("paper.json")\n#paper.absent', "pack.typ:2:7: dictionary does not"),
        ('#read("/../../etc/passwd")', "pack.typ:1:6: path"),
        ('#read("/etc/passwd")', "pack.typ:1:6: file not found"),
        ("#let f() = f()\n#f()", "maximum function call depth exceeded"),
        ("#while true { }", "pack.typ:1:7: condition is always true"),
        ('#import "@preview/cetz:0.3.0"', "pack.typ fetches a package from the network"),
        ('#import ("@pre" + "view/cetz:0.3.0")', "failed to download package"),
        ('#import "@local/own:0.1.0"', "package not found"),
    ],
)
def test_wrong_template_is_one_sentence(templates: Templates, source: str, reason: str) -> None:
    with pytest.raises(RenderFailed) as caught:
        render_pdf(sample_pack(), templates=templates(source))

    message = str(caught.value)
    assert message.startswith("the PDF of the briefing pack of SOM-12 could not be made: ")
    assert message.endswith("; put the template right")
    assert reason in caught.value.reason
    assert "\n" not in message


def test_template_that_breaks_pdf_ua_is_printed_with_a_note(templates: Templates) -> None:
    source = '#set document(title: "x")\n#set text(font: "Noto Sans")\n= One\n=== Three'

    rendered = render_pdf(sample_pack(), templates=templates(source))

    assert rendered.findings == (
        Finding(
            Severity.NOTE,
            "the PDF is tagged but does not claim PDF/UA-1, because it has a fault: "
            "pack.typ:4:0: PDF/UA-1 error: skipped from heading level 1 to 3",
        ),
    )


def test_unknown_font_of_a_template_is_a_finding(templates: Templates) -> None:
    source = '#set document(title: "x")\n#set text(font: ("Noto Sans", "Helvetica"))\n= One'

    rendered = render_pdf(sample_pack(), templates=templates(source))

    assert rendered.findings == (
        Finding(Severity.WARNING, "pack.typ:2:16: unknown font family: helvetica"),
    )


def test_symbolic_link_among_the_templates_is_not_followed(
    templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.svg"
    secret.write_text("<svg/>")
    folder = templates('#read("secret.svg")')
    try:
        (folder / "secret.svg").symlink_to(secret)
    except OSError:
        pytest.skip("this system lets no plain user make symbolic links")

    with pytest.raises(RenderFailed, match="file not found"):
        render_pdf(sample_pack(), templates=folder)


@pytest.mark.parametrize(
    "path", sorted((resource("templates") / "papers").glob("*.typ")), ids=lambda path: path.name
)
def test_shipped_template_evaluates_nothing_and_fetches_nothing(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert re.findall(r"\beval\(|@preview|@local|\bread\(", source) == []
