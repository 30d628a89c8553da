import pytest

from scheduler.exports.badge_csv import render_csv
from scheduler.exports.html import render_html
from scheduler.exports.pdf import render_pdf
from scheduler.exports.pictures.measured import fitting
from scheduler.exports.plates import plate
from scheduler.exports.word import render_word
from scheduler.papers.people import PeopleKind
from tests.exports.page_reader import read_page
from tests.exports.pdf_reader import pages, printed, squashed
from tests.exports.sample_papers import NAMES
from tests.exports.sample_people import sample_people
from tests.exports.word_reader import W, body_of, words_of

PARTICIPANTS = sample_people(PeopleKind.PARTICIPANTS)
PLATES = sample_people(PeopleKind.PLATES)
BADGES = sample_people(PeopleKind.BADGES)
TOLD = (
    NAMES["Greek"],
    "Head of delegation",
    "Post vacant",
    "Alternate",
    "Biographies",
    "both sides agreed",
    "As of Friday 2 January 2026. Source: sample",
)


def test_participants_say_the_same_in_three_formats() -> None:
    of_pdf = printed(PARTICIPANTS)
    of_word = squashed(words_of(body_of(render_word(PARTICIPANTS).content)))
    of_html = squashed(read_page(render_html(PARTICIPANTS).content).text)

    for said in (of_pdf, of_word, of_html):
        assert [text for text in TOLD if squashed(text) not in said] == []
        assert said.count(squashed("EU only")) == 1


@pytest.mark.parametrize("kind", list(PeopleKind))
def test_same_people_give_the_same_bytes(kind: PeopleKind) -> None:
    paper = sample_people(kind)
    assert render_word(paper) == render_word(paper)
    assert render_pdf(paper) == render_pdf(paper)
    assert render_pdf(paper).findings == ()


def test_plates_are_a_sheet_each_on_landscape_a4() -> None:
    sheets = pages(PLATES)

    assert [(round(p.mediabox.width), round(p.mediabox.height)) for p in sheets] == [(842, 595)] * 4
    first = squashed(sheets[0].extract_text())
    assert first.count(squashed(NAMES["Greek"])) == 2


def test_word_plates_have_two_faces_turned_from_each_other() -> None:
    body = body_of(render_word(PLATES).content)
    cells = list(body.iter(f"{W}tc"))

    turned = [cell.find(f"{W}tcPr/{W}textDirection") for cell in cells]
    assert [one.get(f"{W}val") for one in turned if one is not None] == ["tbRl", "btLr"] * 4
    assert [words_of(cell) for cell in cells[:4]] == [
        *[f"{NAMES['Greek']} Director-General, DG HOME European Union"] * 2,
        *["Director DG ECHO European Union"] * 2,
    ]


def test_long_names_on_plates_shrink_and_are_not_cut() -> None:
    person = {"name": "Ana " * 70, "post": "Director", "body": "DG HOME", "party": "EU"}

    made = plate(person)

    assert made["name"] == person["name"]
    assert made["name_size"] < plate({**person, "name": "Ana Lind"})["name_size"] == 88


def test_a_word_is_broken_only_at_the_least_size() -> None:
    assert fitting("Ana Lind", 50, 100, (20, 10)) == 20
    assert fitting("Featherstonehaugh", 100, 100, (20, 8)) == 8
    assert fitting("", 100, 100, (20, 8)) == 20


def test_badges_are_numbered_in_order() -> None:
    said = printed(BADGES)
    words = squashed(words_of(body_of(render_word(BADGES).content)))

    for text in (said, words):
        assert squashed(f"1 {NAMES['Greek']} Director-General DG HOME European Union head") in text


def test_csv_is_for_spreadsheets_and_calculates_nothing() -> None:
    content = render_csv(BADGES).content

    assert content.decode("utf-8-sig").split("\r\n") == [
        "No.,Name,Post,Body,Delegation,Role",
        f"1,{NAMES['Greek']},Director-General,DG HOME,European Union,head",
        "2,,Director,DG ECHO,European Union,",
        f"3,{NAMES['Arabic']},Adviser,DG HOME,European Union,alternate",
        "4,見本花子,'=1+1,DG HOME,European Union,",
        "",
    ]
