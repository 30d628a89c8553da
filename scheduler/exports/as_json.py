"""A paper as plain data that JSON can carry, for templates which must see no Python object.

Each value becomes a dictionary of its fields with its class name under `type`; days, hours and
audiences become the words that are printed, and every text is cleaned (papers.clean). A note's
section also carries its `heading` and `byline`, a document or speaker its `words`, and what has an
audience the `mark` to print beside it: said once, where a whole note or commitment is one party's
own.
"""

from dataclasses import fields, is_dataclass
from datetime import date, time
from typing import Any

from scheduler.papers.audience import Audience, Reader
from scheduler.papers.clean import clean_text
from scheduler.papers.minutes import Minutes
from scheduler.papers.pack import BriefingNote, BriefingPack
from scheduler.papers.parts import (
    ChainStep,
    CommitmentLine,
    DocumentLine,
    ItemNote,
    NoteSection,
    SpeakerLine,
)
from scheduler.papers.people import PeoplePaper
from scheduler.papers.words import day_in_words, hour

Paper = BriefingPack | BriefingNote | Minutes | PeoplePaper


def as_data(paper: Paper) -> dict[str, Any]:
    """The whole paper; the same paper gives the same data in the same order."""
    return _record(paper)


def as_record(value: object) -> dict[str, Any]:
    """Any other value that is made of the parts of papers, in the same way."""
    return _record(value)


def _record(value: object) -> dict[str, Any]:
    if not is_dataclass(value):
        message = f"{type(value).__name__} is no value of a paper"
        raise TypeError(message)
    record = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    record = {"type": type(value).__name__, **record, **_marked(value)}
    match value:
        case NoteSection():
            record["heading"] = value.section.heading
            record["byline"] = clean_text(value.byline)
        case ItemNote() if value.mark:
            record["sections"] = [{**section, "mark": ""} for section in record["sections"]]
        case DocumentLine() | SpeakerLine():
            record["words"] = clean_text(str(value))
        case CommitmentLine():
            record["history"] = [_step(step, value) for step in value.history]
    return record


def _marked(value: object) -> dict[str, str]:
    if isinstance(value, ItemNote):
        return {"mark": value.mark}
    if not hasattr(value, "audience"):
        return {}
    return {"mark": value.audience.mark if value.audience else ""}


def _step(step: ChainStep, commitment: CommitmentLine) -> str:
    text = clean_text(step.text)
    mark = "" if commitment.audience == step.audience else step.audience.mark
    return f"{text} ({mark})" if mark else text


def _plain(value: object) -> Any:  # noqa: ANN401 -- what JSON can hold has no narrower name
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if value is None or isinstance(value, int):
        return value
    words = _words(value)
    return _record(value) if words is None else words


def _words(value: object) -> str | None:
    """What is printed for a value that stands for words, else None."""
    match value:
        case str() | Audience() | Reader():
            return clean_text(str(value))
        case time():
            return hour(value)
        case date():
            return day_in_words(value)
        case _:
            return None
