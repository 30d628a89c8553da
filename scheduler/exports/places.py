"""Every text of a paper with the place where it stands, in words that a person can follow."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from scheduler.exports.as_json import Paper
from scheduler.papers.audience import Audience, Reader
from scheduler.papers.minutes import RecordedOutcome
from scheduler.papers.parts import (
    AgendaLine,
    CommitmentLine,
    DelegationList,
    ItemNote,
    MeetingFacts,
    NoteSection,
    Section,
    SourceLine,
)
from scheduler.papers.seating import SeatingPlan

# How a place is called; what is not listed is found by the name of what it stands in.
_NAMES: dict[type, str] = {
    MeetingFacts: "cover",
    DelegationList: "delegation {0.party}",
    AgendaLine: "agenda item {0.number}",
    ItemNote: "note {0.number} {0.title}",
    NoteSection: "{0.section.heading}",
    CommitmentLine: "commitment {0.reference}",
    RecordedOutcome: "{0.kind} {0.reference}",
    SourceLine: "sources",
}
# A table inside a paper is drawn without a head of its own.
_NOT_PRINTED: dict[type, frozenset[str]] = {
    SeatingPlan: frozenset({"title", "when", "marking", "layout"})
}


def texts(paper: Paper) -> Iterator[tuple[str, str]]:
    """Pairs of place and text, in the order of the paper; what is empty or not printed is left out.

    Not printed are the addresses behind links.
    """
    yield from _texts(paper, ())


def _texts(value: object, place: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, str) and value:
        yield ", ".join(place) or "cover", value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part, place)
    elif is_dataclass(value) and not isinstance(value, Audience | Reader):
        here = (*place, *_name(value))
        silent = {"link", "alignments"} | _NOT_PRINTED.get(type(value), frozenset())
        for field in fields(value):
            part = getattr(value, field.name)
            if field.name not in silent and not isinstance(part, Section):
                yield from _texts(part, here)


def _name(value: object) -> tuple[str, ...]:
    name = _NAMES.get(type(value))
    return (" ".join(name.format(value).split()),) if name else ()
