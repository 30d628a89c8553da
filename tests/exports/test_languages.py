"""Papers in French: every fixed word comes from the catalogue, in all three formats."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, time
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from scheduler.errors import InvalidFile, NotFound
from scheduler.exports.house import find_house
from scheduler.exports.html import render_html
from scheduler.exports.languages import english, find_language, known_languages, missing_words
from scheduler.exports.pdf import render_pdf
from scheduler.exports.word import render_word
from scheduler.model.delegation import PROPOSED
from scheduler.model.vocabulary import (
    Certainty,
    CommitmentState,
    ItemKind,
    LinkKind,
    MeetingState,
    Mode,
    OutcomeKind,
    Presence,
    Reply,
)
from scheduler.papers.edition import ChangeOfPiece
from scheduler.papers.sample import sample_paper
from scheduler.resources import resource
from tests.exports.sample_papers import MEETING, sample_pack

FOLDER = resource("templates") / "languages"
FRENCH = find_language("fr")
_PARTS = re.compile(r"\{\w+\}")
# What a person reads of a page: its text, and what is read aloud.
_READ = re.compile(
    r'<style>.*?</style>|<(?!/?\w)|<\w[^>]*?(?:aria-label|data-label|alt)="|<[^>]*>', re.DOTALL
)


def catalogue(code: str) -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))


def test_french_has_every_key_with_the_same_places() -> None:
    assert missing_words("fr") == []
    for group in ("words", "pieces"):
        ours, theirs = catalogue("en")[group], catalogue("fr")[group]
        assert {key: sorted(_PARTS.findall(words)) for key, words in ours.items()} == {
            key: sorted(_PARTS.findall(words)) for key, words in theirs.items()
        }


def _is_text(name: str) -> bool:
    return name.startswith("word/") and not name.startswith("word/media/")


@pytest.mark.parametrize(
    ("group", "words"),
    [
        ("meeting_state", [*MeetingState]),
        ("certainty", [*Certainty]),
        ("mode", [*Mode]),
        ("item_kind", [*ItemKind]),
        ("standing", [PROPOSED, "announced", "invited", "not recorded", *Presence, *Reply]),
        ("role", ["head", "alternate"]),
        ("commitment_state", [*CommitmentState, "decided", "since amended"]),
        ("outcome_kind", [*OutcomeKind]),
        ("step", [*LinkKind]),
        ("change", [*ChangeOfPiece]),
    ],
)
def test_french_knows_every_word_of_the_record(group: str, words: list[str]) -> None:
    # That nothing is known, and that nobody has answered, is said by "not recorded".
    left_out = {Presence.UNKNOWN, Reply.NONE} if group == "standing" else set()
    assert sorted(catalogue("fr")["terms"][group]) == sorted(set(words) - left_out)


def test_french_sets_no_break_spaces_within_its_signs() -> None:
    text = (FOLDER / "fr.toml").read_text(encoding="utf-8")
    said = [line.partition("=")[2] for line in text.splitlines() if not line.startswith("#")]
    assert [line for line in said if re.search("[^\u00a0][:;!?»]|«[^\u00a0]", line)] == []


def test_french_days_hours_numbers_and_lists() -> None:
    assert FRENCH.day(date(2027, 5, 7)) == "vendredi 7 mai 2027"
    assert FRENCH.day(date(2027, 8, 1)) == "dimanche 1er août 2027"
    assert FRENCH.short_day(date(2027, 5, 7)) == "ven. 7 mai 2027"
    assert FRENCH.days(date(2018, 10, 11), date(2018, 10, 12)) == (
        "du jeudi 11 au vendredi 12 octobre 2018"
    )
    assert FRENCH.span(time(9, 30), time(17, 0)) == "09:30 à 17:00"
    assert FRENCH.listed(["a"]) == "a"
    assert FRENCH.listed(["a", "b"]) == "a et b"
    assert FRENCH.listed(["a", "b", "c", "d"]) == "a, b, c et d"
    assert (FRENCH.ordinal(1), FRENCH.ordinal(12)) == ("1re", "12e")
    assert FRENCH.thousands(2048) == "2\u00a0048"


def test_english_lists_and_ordinals_are_those_of_the_record() -> None:
    assert english().listed(["a", "b", "c"]) == "a, b and c"
    assert (english().ordinal(1), english().ordinal(12)) == ("1st", "12th")


def test_a_language_of_an_officer_lies_over_english(tmp_path: Path) -> None:
    folder = tmp_path / "languages"
    folder.mkdir()
    (folder / "de.toml").write_text('[words]\nagenda = "Tagesordnung"\n', encoding="utf-8")

    german = find_language("de", tmp_path)

    assert german.say("agenda") == "Tagesordnung"
    assert german.say("contents") == "Contents"
    assert german.day(date(2027, 5, 7)) == "Freitag 7 Mai 2027"
    assert known_languages(tmp_path) == ["de", "en", "fr"]


def test_a_language_without_a_catalogue_is_refused() -> None:
    with pytest.raises(NotFound, match="there is no language of papers 'xx'; there are: en, fr"):
        find_language("xx")


def test_a_catalogue_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "fr.toml").write_text("[words", encoding="utf-8")

    with pytest.raises(InvalidFile, match=r"fr\.toml"):
        find_language("fr", tmp_path)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """What a reader of the sample pack and minutes in French is told, by file."""
    house = find_house(language="fr")
    found = {}
    for kind in ("pack", "minutes"):
        paper = sample_paper(kind, house.language)
        pages = PdfReader(BytesIO(render_pdf(paper, house=house).content)).pages
        found[f"{kind}.pdf"] = " ".join(page.extract_text() for page in pages)
        with ZipFile(BytesIO(render_word(paper, house).content)) as file:
            xml = " ".join(file.read(name).decode() for name in file.namelist() if _is_text(name))
        found[f"{kind}.docx"] = " ".join(re.findall(r"<w:t[ >][^<]*", xml))
        found[f"{kind}.html"] = _READ.sub(" ", render_html(paper, house).content.decode())
    return found


def test_no_english_heading_is_left_in_french(texts: dict[str, str]) -> None:
    ours, theirs = catalogue("en")["words"], catalogue("fr")["words"]
    french = "\n".join(theirs.values()).casefold()
    english_words = {
        part.strip(" :,().")
        for words in ours.values()
        for part in _PARTS.split(words)
        if len(part.strip(" :,().")) > 1 and part.strip(" :,().").casefold() not in french
    }
    assert len(english_words) > 70
    for name, text in texts.items():
        said = {w for w in english_words if re.search(rf"\b{re.escape(w)}\b", text, re.IGNORECASE)}
        assert (name, said) == (name, set())


def test_french_headings_are_in_every_format(texts: dict[str, str]) -> None:
    for name in ("pack.pdf", "pack.docx", "pack.html"):
        text = " ".join(texts[name].replace("\u00a0", " ").split())
        for heading in ("Sommaire", "Ordre du jour", "Suivi des engagements", "mardi 1er octobre"):
            assert (name, heading in text) == (name, True)


def test_the_page_and_the_word_file_say_their_language() -> None:
    house = find_house(language="fr")
    paper = sample_paper("note", house.language)

    page = render_html(paper, house).content.decode()
    with ZipFile(BytesIO(render_word(paper, house).content)) as file:
        styles, core = file.read("word/styles.xml"), file.read("docProps/core.xml")

    assert '<html lang="fr">' in page
    assert b'w:val="fr-FR"' in styles
    assert b"<dc:language>fr</dc:language>" in core


def test_english_papers_are_as_they_were_without_a_house() -> None:
    assert render_html(sample_pack()).content == render_html(sample_pack(), find_house()).content
    assert MEETING.when == "Thursday 7 May 2026"


def written_in(file: Path) -> list[str]:
    """The words that stand in a template as they are, between signs that end a text."""
    if file.suffix == ".docx":
        with ZipFile(file) as package:
            xml = " ".join(package.read(n).decode() for n in package.namelist() if _is_text(n))
        return re.findall(r"<w:t(?: [^>]*)?>([^<]*)", xml)
    source = re.sub(r"(?m)^\s*//.*$", "", file.read_text(encoding="utf-8"))
    headings = re.findall(r"(?m)^= ([^#\n]+)", source)
    return headings + re.findall(r'[>"\[]([^<>"\[\]{}#]+)[<"\]]', source)


def test_no_template_holds_an_english_word_of_the_catalogue() -> None:
    # Table is a kind of block, and late a class; the bundle for requests is a paper in English.
    english_words = {words for words in catalogue("en")["words"].values() if len(words) > 3}
    files = [*(resource("templates") / "papers").iterdir()]
    found = {
        (file.name, text.strip())
        for file in files
        if file.suffix in {".typ", ".jinja", ".docx"} and file.stem != "disclosure"
        for text in written_in(file)
        if text.strip() in english_words - {"Table", "late"}
    }
    assert found == set()
