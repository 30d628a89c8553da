import json
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest

from scheduler.exports.as_json import Paper, as_data
from scheduler.papers.audience import JOINT
from scheduler.papers.pack import BriefingNote
from tests.exports.sample_papers import EU, SPEAKERS, sample_minutes, sample_note, sample_pack


@pytest.mark.parametrize(
    "paper", [sample_pack(), sample_note(), sample_minutes()], ids=["pack", "note", "minutes"]
)
def test_data_of_a_paper_survive_json(paper: Paper) -> None:
    assert json.loads(json.dumps(as_data(paper))) == as_data(paper)


def test_days_hours_and_audiences_become_words() -> None:
    data = as_data(sample_pack())

    assert data["type"] == "BriefingPack"
    assert data["prepared_on"] == "Monday 20 April 2026"
    assert data["reader"] == "EU"
    assert data["agenda"][0] == {
        "type": "AgendaLine",
        "number": "1",
        "title": "Opening and adoption of the agenda",
        "kind": "standing",
        "start": "09:30",
        "minutes": 45,
        "leads": [["EU", "DG HOME"], ["IOM", "Specimina Exemplar"]],
        "documents": [],
        "audience": "joint",
        "section": "",
        "speakers": [],
        "mark": "",
    }


def test_document_carries_its_words() -> None:
    [agenda, paper] = as_data(sample_pack())["agenda"][1]["documents"]

    assert agenda["words"] == "Draft agenda (https://example.org/agenda)"
    assert paper == {
        "type": "DocumentLine",
        "title": "Non-paper",
        "address": "",
        "audience": None,
        "mark": "",
        "words": "Non-paper",
    }


def test_speaker_of_one_partys_own_carries_words_and_mark() -> None:
    pack = sample_pack()
    own = replace(SPEAKERS[0], audience=EU)
    line = replace(pack.agenda[0], speakers=(own, SPEAKERS[1]))

    said = as_data(replace(pack, agenda=(line,)))["agenda"][0]["speakers"]

    assert [(one["words"], one["mark"]) for one in said] == [
        ("EU, speaker: Ms Ana Líndová", "EU only"),
        ("IOM, speaker: Migration Data Unit", ""),
    ]


def test_note_that_is_one_partys_own_says_so_once() -> None:
    [_, note] = as_data(sample_note())["notes"]

    assert note["mark"] == "EU only"
    assert {section["mark"] for section in note["sections"]} == {""}


def test_note_with_joint_sections_says_so_section_by_section() -> None:
    pack = sample_pack(1)
    first, *rest = pack.notes[1].sections
    mixed = replace(pack.notes[1], sections=(replace(first, audience=JOINT), *rest))

    note = as_data(replace(pack, notes=(mixed,)))["notes"][0]

    assert note["mark"] == ""
    assert [section["mark"] for section in note["sections"]] == ["", *["EU only"] * 5]


def test_report_that_is_one_partys_own_says_so_unless_the_commitment_does() -> None:
    pack = sample_pack(1)
    own_line = replace(pack.commitments[0], audience=EU)

    [joint, _] = as_data(pack)["commitments"]
    [own] = as_data(replace(pack, commitments=(own_line,)))["commitments"]

    assert (joint["mark"], joint["history"]) == (
        "",
        ["Mon 12 Jan 2026: reported, half of the data sent (EU only)", "Tue 3 Mar 2026: carried"],
    )
    assert (own["mark"], own["history"][0]) == (
        "EU only",
        "Mon 12 Jan 2026: reported, half of the data sent",
    )


def test_note_section_carries_its_heading_and_blocks() -> None:
    section: dict[str, Any] = as_data(sample_note())["notes"][0]["sections"][0]

    assert section == {
        "type": "NoteSection",
        "section": "scene-setter",
        "is_draft": False,
        "heading": "Scene-setter",
        "text": [
            {
                "type": "Paragraph",
                "spans": [
                    {
                        "type": "Span",
                        "text": "The first meeting of the year.",
                        "bold": False,
                        "italic": False,
                        "code": False,
                        "link": "",
                        "struck": False,
                        "footnote": [],
                    }
                ],
            }
        ],
        "audience": "EU only",
        "author": "",
        "marking": "",
        "source": "",
        "mark": "",
        "byline": "",
    }


def test_texts_are_cleaned() -> None:
    assert as_data(replace(sample_note(), marking="a\x00\ud800b"))["marking"] == "ab"


def test_object_that_is_no_part_of_a_paper_is_refused() -> None:
    @dataclass(frozen=True)
    class Odd:
        inner: object

    with pytest.raises(TypeError, match=r"^object is no value of a paper$"):
        as_data(cast("BriefingNote", Odd(object())))
