"""What a PDF says: every word of its paper, whole and as it was written."""

import shutil
import subprocess
from dataclasses import replace
from itertools import count
from pathlib import Path
from unicodedata import normalize

import pytest

from scheduler.exports.as_json import Paper
from scheduler.exports.pdf import render_pdf
from scheduler.exports.places import texts
from scheduler.papers.audience import Reader
from scheduler.papers.blocks import Paragraph, Span
from scheduler.papers.pack import BriefingPack
from scheduler.papers.parts import SourceLine
from tests.exports.pdf_reader import (
    PAPERS,
    every_paper,
    headings,
    item_with,
    pages,
    printed,
    read,
    squashed,
)
from tests.exports.sample_papers import EU, NAMES, sample_note, sample_pack, with_every_text

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


def test_what_is_one_partys_own_is_marked() -> None:
    pack = sample_pack(2)
    joint = replace(pack, marking="", notes=(), commitments=())
    owned = replace(joint, agenda=(replace(joint.agenda[0], audience=EU), joint.agenda[1]))

    assert [printed(paper).count("euonly") for paper in (joint, owned)] == [0, 1]
    assert printed(replace(pack, marking="", agenda=(), commitments=())).count("euonly") == 3


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
