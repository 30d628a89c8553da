"""The words of the record in a paper's data, as the language of the paper has them."""

import re
from collections.abc import Iterator
from typing import Any

from scheduler.papers.language import Language
from scheduler.papers.parts import Section

_Data = dict[str, Any]
_REPLACED_BY = "replaced by "
# What the secretariat heads in English where no title of the record stands.
_HEADINGS = {
    "The meeting as a whole": "whole_meeting",
    "Other outcomes": "other_outcomes",
    "What came of it": "what_came_of_it",
}
# How minutes begin what came of an item.
_FORMULAS = {
    "note": "it_was_noted",
    "conclusion": "it_was_concluded",
    "decision": "it_was_decided",
}

# The parts of a pack as its manifest calls them.
_PARTS = {
    "Cover": "cover",
    "Participants": "participants",
    "Biographies": "biographies",
    "Agenda": "agenda",
    "Matters arising": "matters_arising",
    "Sources": "sources",
    "Seating": "seating",
    "Contents": "contents",
    "Changes": "changes",
    "Annexes": "annexes",
    "Open points": "open_points",
    "Running order": "running_order",
    "Lines and contacts": "lines",
    **_HEADINGS,
}
_NUMBERED = re.compile(r"(Item|Annex) (\S+): (.*)", re.DOTALL)
_ON_ITEM = re.compile(r"(.+) on item (.*)", re.DOTALL)
_SECTIONS = {section.heading.lower(): section.replace("-", "_") for section in Section}


def translate(data: _Data, language: Language) -> None:
    """Put the words of the record into the language: states, kinds, standings, fixed headings."""
    meeting = data["meeting"]
    meeting["state"] = language.term("meeting_state", meeting["state"])
    meeting["mode"] = language.term("mode", meeting["mode"])
    if data["reader"] == "the public":
        data["reader_name"] = language.say("public")
    for delegation in data.get("delegations", ()):
        for person in delegation["participants"]:
            person["standing"] = _standing(person["standing"], language)
    for titled in (*data.get("notes", ()), *_lines(data)):
        if not titled["number"] and titled["title"] in _HEADINGS:
            titled["title"] = language.say(_HEADINGS[titled["title"]])
    for item in data.get("items", ()):
        for outcome in item["outcomes"]:
            formula = _FORMULAS.get(outcome["kind"])
            outcome["formula"] = language.say(formula) if formula else ""
            outcome["kind"] = language.term("outcome_kind", outcome["kind"])
    for commitment in _commitments(data):
        commitment["state"] = language.term("commitment_state", commitment["state"])


def _lines(data: _Data) -> Iterator[_Data]:
    yield from data.get("agenda", ())
    yield from (item["line"] for item in data.get("items", ()))


def _commitments(data: _Data) -> Iterator[_Data]:
    yield from data.get("commitments", ())
    for item in data.get("items", ()):
        yield from item["commitments"]


def _standing(words: str, language: Language) -> str:
    if words.startswith(_REPLACED_BY):
        return language.say("replaced_by", name=words.removeprefix(_REPLACED_BY))
    return language.term("standing", words)


def part_in_words(part: str, language: Language) -> str:
    """A part of a pack, which its manifest names in English, as it is printed."""
    if numbered := _NUMBERED.fullmatch(part):
        return language.say(numbered[1].lower(), number=numbered[2], title=numbered[3])
    return language.say(_PARTS[part]) if part in _PARTS else part


def piece_in_words(name: str, language: Language) -> str:
    """A piece of a pack, which its manifest names in English, as it is printed."""
    on_item = _ON_ITEM.fullmatch(name)
    if on_item and on_item[1] in _SECTIONS:
        section = language.say(_SECTIONS[on_item[1]]).lower()
        rest = part_in_words(on_item[2], language)
        return language.pieces["on item"].format(section=section, rest=rest)
    for start, words in language.pieces.items():
        if name.startswith(start):
            return words.format(rest=name.removeprefix(start))
    return name
