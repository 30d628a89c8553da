"""The manifest of a pack: every piece in the order of print, with who may read it and a hash."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, time
from enum import Enum

from scheduler.papers.audience import JOINT, PUBLIC, Audience
from scheduler.papers.edition import Annex, HeldPiece
from scheduler.papers.pack import BriefingPack
from scheduler.papers.parts import AgendaLine, CommitmentLine, ItemNote
from scheduler.papers.seating import places_of

COVER, PARTICIPANTS, BIOGRAPHIES = "Cover", "Participants", "Biographies"
AGENDA, MATTERS, SOURCES, SEATING = "Agenda", "Matters arising", "Sources", "Seating"
RUNNING_ORDER, OPEN_POINTS, LINES = "Running order", "Open points", "Lines and contacts"
_Told = tuple[str, str, Audience, object]


def manifest(pack: BriefingPack) -> tuple[HeldPiece, ...]:
    """Its pieces, each under a name of its own.

    Neither the day of the paper nor its edition counts: the same pieces are the same edition.
    """
    seen: Counter[str] = Counter()
    pieces = []
    for part, name, audience, value in _told(pack):
        seen[name] += 1
        own_name = name if seen[name] == 1 else f"{name} ({seen[name]})"
        pieces.append(HeldPiece(part, own_name, str(audience), fingerprint(value)))
    return tuple(pieces)


def digest(pieces: Iterable[HeldPiece]) -> str:
    """One hash for all pieces, their order and their audiences."""
    return fingerprint(tuple(pieces))


def fingerprint(value: object) -> str:
    """The SHA-256 of a value of papers; a field that is as if not said does not count.

    So a field that a later version of the program adds changes no hash before it says something.
    """
    return hashlib.sha256(repr(_canonical(value)).encode("utf-8", "surrogatepass")).hexdigest()


def annex_heading(number: int, annex: Annex) -> str:
    """How the annex of that number is headed."""
    return f"Annex {number}: {annex.title}"


def part_of_note(note: ItemNote) -> str:
    """How the note is headed."""
    return f"Item {note.number}: {note.title}" if note.number else note.title


def _told(pack: BriefingPack) -> Iterator[_Told]:
    shared = PUBLIC if pack.reader.party is None else JOINT
    facts = (pack.meeting, pack.reader_name, pack.marking)
    yield COVER, "cover", shared, facts
    yield from _of_people(pack)
    if pack.agenda_version:
        yield AGENDA, "agenda version", shared, pack.agenda_version
    for line in pack.agenda:
        yield from _of_line(line)
    for note in pack.notes:
        yield from _of_note(note)
    for commitment in pack.commitments:
        yield from _of_commitment(commitment)
    for point in pack.open_points:
        yield OPEN_POINTS, f"open point on item {point.item}", point.audience, point
    yield from _of_seats(pack)
    if pack.sources:
        yield SOURCES, "sources", shared, pack.sources
    for number, annex in enumerate(pack.annexes, 1):
        yield annex_heading(number, annex), f"annex {annex.title}", annex.audience, annex


def _of_people(pack: BriefingPack) -> Iterator[_Told]:
    for delegation in pack.delegations:
        name = f"delegation list {delegation.party}"
        yield PARTICIPANTS, name, delegation.audience, delegation
    for one in pack.biographies:
        yield BIOGRAPHIES, f"biography of {one.name}", one.audience, one


def _of_seats(pack: BriefingPack) -> Iterator[_Told]:
    if pack.seating is None:
        return
    for party, audience in pack.seating.audiences:
        held = (pack.seating.layout, places_of(pack.seating, party))
        yield SEATING, f"places of {party}", audience, held


def _of_line(line: AgendaLine) -> Iterator[_Told]:
    yield AGENDA, f"agenda item {line.number}", line.audience, line
    for document in line.documents:
        if document.audience is not None:
            yield AGENDA, f"document {document.title}", document.audience, document
    for speaker in line.speakers:
        if speaker.audience is not None:
            yield AGENDA, f"speaker {speaker.name}", speaker.audience, speaker


def _of_note(note: ItemNote) -> Iterator[_Told]:
    for section in note.sections:
        name = f"{section.section.heading.lower()} on item {note.number or note.title}"
        yield part_of_note(note), name, section.audience, section


def _of_commitment(line: CommitmentLine) -> Iterator[_Told]:
    yield MATTERS, f"commitment {line.reference}", line.audience, line
    for step in line.history:
        yield MATTERS, f"report on {line.reference}", step.audience, step


def _canonical(value: object) -> object:
    if is_dataclass(value):
        said = ((field, getattr(value, field.name)) for field in fields(value))
        told = [(f.name, _canonical(held)) for f, held in said if not _is_default(f.default, held)]
        return (type(value).__name__, *told)
    if isinstance(value, tuple):
        return tuple(_canonical(part) for part in value)
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date | time) else value


def _is_default(default: object, held: object) -> bool:
    return default is not MISSING and default == held
