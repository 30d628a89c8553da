import json
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest

from scheduler.exports.as_json import Paper, as_data
from scheduler.papers.pack import BriefingNote
from tests.exports.sample_papers import sample_minutes, sample_note, sample_pack


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
    }


def test_note_section_carries_its_heading_and_blocks() -> None:
    section: dict[str, Any] = as_data(sample_note())["notes"][0]["sections"][0]

    assert section == {
        "type": "NoteSection",
        "section": "scene-setter",
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
                    }
                ],
            }
        ],
        "audience": "EU only",
    }


def test_texts_are_cleaned() -> None:
    assert as_data(replace(sample_note(), marking="a\x00\ud800b"))["marking"] == "ab"


def test_object_that_is_no_part_of_a_paper_is_refused() -> None:
    @dataclass(frozen=True)
    class Odd:
        inner: object

    with pytest.raises(TypeError, match=r"^object is no value of a paper$"):
        as_data(cast("BriefingNote", Odd(object())))
