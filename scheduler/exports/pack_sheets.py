"""The sheets that only some packs have, as templates see them: running order, lines, seats."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from scheduler.exports.pictures.printed import Picture
from scheduler.exports.pictures.seating import draw_seating
from scheduler.papers.blocks import text_of
from scheduler.papers.clean import clean_text
from scheduler.papers.language import Language
from scheduler.papers.pack import BriefingPack
from scheduler.papers.parts import AgendaLine, ItemNote, NoteSection, Section
from scheduler.papers.seating import Place, SeatingPlan

_Data = dict[str, Any]
_SOUGHT = ("decision", "discussion", "information")


def running_order(
    agenda: Sequence[AgendaLine], told: Sequence[_Data], language: Language
) -> Iterator[_Data]:
    """What a chair does next: when, which item, who begins, who follows, what is sought of it.

    `told` are the lines of the agenda as templates see them.
    """
    for line, data in zip(agenda, told, strict=True):
        first, *others = [f"{lead} ({party})" for party, lead in data["leads"]] or [""]
        speakers = [one["words"] for one in data["speakers"]]
        yield {
            "number": data["number"],
            "title": data["title"],
            "time": _hours(line, language),
            "begins": first,
            "follow": "\n".join([*others, *speakers]),
            "sought": language.say(f"sought_{line.kind}") if line.kind in _SOUGHT else "",
        }


def _hours(line: AgendaLine, language: Language) -> str:
    if line.start is None or line.minutes is None:
        return f"{line.start:%H:%M}" if line.start else ""
    end = datetime.combine(date.min, line.start) + timedelta(minutes=line.minutes)
    return language.span(line.start, end.time())


@dataclass(frozen=True, slots=True)
class _Lines:
    note: ItemNote
    lines: tuple[NoteSection, ...]
    contacts: tuple[NoteSection, ...]


def lines_of(notes: Sequence[ItemNote]) -> Iterator[_Lines]:
    """What a delegate says on each item, and whom to ask, where either is written."""
    for note in notes:
        lines = tuple(one for one in note.sections if one.section is Section.LINE_TO_TAKE)
        contacts = tuple(one for one in note.sections if one.section is Section.CONTACT)
        if lines or contacts:
            yield _Lines(note, lines, contacts)


def lines_in_words(notes: Sequence[ItemNote], language: Language) -> Iterator[_Data]:
    """The same, ready to print."""
    for one in lines_of(notes):
        number = f"{one.note.number}. " if one.note.number else ""
        yield {
            "item": clean_text(number + one.note.title),
            "line": _joined(one.lines, language),
            "contact": _joined(one.contacts, language),
        }


def _joined(sections: Sequence[NoteSection], language: Language) -> str:
    drafts = f" ({language.say('draft')})"
    return "\n".join(clean_text(text_of(one.text)) + drafts * one.is_draft for one in sections)


def seating_data(pack: BriefingPack, language: Language) -> _Data:
    """The picture of the table, what it shows in words, and each side as a list."""
    if pack.seating is None:
        return {}
    svg = picture_of(pack.seating).svg
    sides = _sides(pack.seating, language)
    told = (f"{one['heading']}{language.say('colon')}{'; '.join(one['places'])}" for one in sides)
    return {
        "svg": svg,
        "address": f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}",
        "description": ". ".join(told),
        "sides": sides,
    }


def picture_of(plan: SeatingPlan) -> Picture:
    """The picture, with no words but those of the record: it is the same on any day."""
    return draw_seating(plan, is_bare=True)


def _sides(plan: SeatingPlan, language: Language) -> list[_Data]:
    sides = (("far_side", plan.far), ("near_side", plan.near))
    return [
        {"heading": language.say(side), "places": [_place(place) for place in places]}
        for side, places in sides
        if places
    ]


def _place(place: Place) -> str:
    named = ", ".join(part for part in (place.name, place.post, place.body) if part)
    return clean_text(f"{named} ({place.party})")
