"""A paper as plain data that JSON can carry, for templates which must see no Python object.

Each value becomes a dictionary of its fields with its class name under `type`; days, hours and
audiences become the words that are printed, and every text is cleaned (papers.clean). A note's
section also carries its `heading` and `byline`, a document or speaker its `words`, and what has an
audience the `mark` to print beside it: said once, where a whole note or commitment is one party's
own. The mark of a section also says that it is a draft.
"""

from dataclasses import fields, is_dataclass
from datetime import date, time
from typing import Any

from scheduler.exports.languages import english
from scheduler.papers.audience import Audience, Reader
from scheduler.papers.clean import clean_text
from scheduler.papers.language import Language
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
from scheduler.papers.words import hour

Paper = BriefingPack | BriefingNote | Minutes | PeoplePaper


def template_of(paper: Paper) -> str:
    """The name of the paper's templates, without their ending."""
    match paper:
        case BriefingPack():
            return "pack"
        case BriefingNote():
            return "note"
        case Minutes():
            return "minutes"
        case PeoplePaper():
            return str(paper.kind)


def as_data(paper: Paper, language: Language | None = None) -> dict[str, Any]:
    """The whole paper, in English if no language is said.

    The same paper gives the same data in the same order.
    """
    return _record(paper, language or english())


def as_record(value: object) -> dict[str, Any]:
    """Any other value that is made of the parts of papers, in the same way."""
    return _record(value, english())


def _record(value: object, language: Language) -> dict[str, Any]:
    if not is_dataclass(value):
        message = f"{type(value).__name__} is no value of a paper"
        raise TypeError(message)
    told = {field.name: _plain(getattr(value, field.name), language) for field in fields(value)}
    record: dict[str, Any] = {
        "type": type(value).__name__,
        **told,
        **_marked(value, language),
    }
    match value:
        case NoteSection():
            record["heading"] = language.say(value.section.replace("-", "_"))
            record["byline"] = clean_text(_byline(value, language))
            record["mark"] = " · ".join(filter(None, (record["mark"], _draft(value, language))))
        case ItemNote() if value.mark:
            both = zip(record["sections"], value.sections, strict=True)
            record["sections"] = [{**told, "mark": _draft(one, language)} for told, one in both]
        case DocumentLine():
            record["words"] = clean_text(str(value))
        case SpeakerLine():
            record["words"] = clean_text(
                language.say("speaker", party=value.party, name=value.name)
            )
        case CommitmentLine():
            record["history"] = [_step(step, value, language) for step in value.history]
    return record


def _byline(section: NoteSection, language: Language) -> str:
    """Its marking, who wrote it and where it comes from, as it is printed above the text."""
    by = language.say("by", author=section.author) if section.author else ""
    source = f"{language.say('source')}{language.say('colon')}{section.source}"
    return " · ".join(part for part in (section.marking, by, section.source and source) if part)


def _draft(section: NoteSection, language: Language) -> str:
    """What is printed beside a text that nobody has cleared; empty for any other."""
    return language.say("draft") if section.is_draft else ""


def _marked(value: object, language: Language) -> dict[str, str]:
    if isinstance(value, ItemNote):
        return {"mark": _mark(value.sections[0].audience, language) if value.mark else ""}
    if not hasattr(value, "audience"):
        return {}
    return {"mark": _mark(value.audience, language)}


def _mark(audience: Audience | None, language: Language) -> str:
    """What is printed beside a piece that is one party's own; empty for any other."""
    if audience is None or audience.party is None:
        return ""
    return language.say("only", party=audience.party)


def _step(step: ChainStep, commitment: CommitmentLine, language: Language) -> str:
    text = clean_text(step.text)
    mark = "" if commitment.audience == step.audience else _mark(step.audience, language)
    return f"{text} ({mark})" if mark else text


def _plain(value: object, language: Language) -> Any:  # noqa: ANN401 -- what JSON can hold has no narrower name
    if isinstance(value, tuple):
        return [_plain(part, language) for part in value]
    if value is None or isinstance(value, int):
        return value
    words = _words(value, language)
    return _record(value, language) if words is None else words


def _words(value: object, language: Language) -> str | None:
    """What is printed for a value that stands for words, else None."""
    match value:
        case str() | Audience() | Reader():
            return clean_text(str(value))
        case time():
            return hour(value)
        case date():
            return language.day(value)
        case _:
            return None
