"""The parts that several papers share: the meeting's facts, people, agenda, sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from scheduler.papers.audience import Audience, Piece
from scheduler.papers.blocks import RichText

# The kind of an agenda item that has no number on paper.
BREAK = "break"


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What the cover and the headers say; every text is ready to print, empty where unknown.

    `when` is the day in words, or what is known of it; `hours` is like "09:30 to 17:00
    (Europe/Brussels)"; `name` is how officers call it (SOM-12); `title` is how it is announced;
    `link` is where those who are not in the room join.
    """

    partnership: str
    name: str
    title: str
    when: str
    hours: str = ""
    place: str = ""
    mode: str = ""
    state: str = ""
    host: str = ""
    chairs: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """One member of a delegation; a post without a name has an empty `name`, vacant or not.

    `standing` is how the record knows them: announced, invited, accepted, present, excused …, or
    empty where the reader is told nothing of it.
    """

    name: str
    post: str
    body: str
    is_head: bool
    standing: str
    is_alternate: bool = False
    is_vacant: bool = False


@dataclass(frozen=True, slots=True)
class DelegationList:
    """The participants of one party, head first, then in order of precedence."""

    party: str
    participants: tuple[Participant, ...]
    audience: Audience


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document of an agenda item, and where it lies; read as the item is, if not said."""

    title: str
    address: str = ""
    audience: Audience | None = None

    def __str__(self) -> str:
        return f"{self.title} ({self.address})" if self.address else self.title


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """Who speaks on an item for a party beside its lead; read as the item is, if not said."""

    party: str
    name: str
    audience: Audience | None = None

    def __str__(self) -> str:
        return f"{self.party}, speaker: {self.name}"


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One agenda item as printed; `start` is wall time, None while a time before it is unknown.

    A sub-item has a number such as 3.1, a break none on paper. `section` is the heading that it
    stands under.
    """

    number: str
    title: str
    kind: str
    start: time | None
    minutes: int | None
    leads: tuple[tuple[str, str], ...]
    documents: tuple[DocumentLine, ...]
    audience: Audience
    section: str = ""
    speakers: tuple[SpeakerLine, ...] = ()

    def pieces(self) -> Iterator[Piece]:
        """The item, and what belongs to it and has an audience of its own."""
        yield Piece(f"agenda item {self.number}", self.audience)
        for document in self.documents:
            if document.audience is not None:
                yield Piece(f"document {document.title}", document.audience)
        for speaker in self.speakers:
            if speaker.audience is not None:
                yield Piece(f"speaker {speaker.name}", speaker.audience)


class Section(StrEnum):
    """The sections of a briefing note, in the order in which they are printed."""

    SCENE_SETTER = "scene-setter"
    OBJECTIVES = "objectives"
    LINE_TO_TAKE = "line-to-take"
    SPEAKING_POINTS = "speaking-points"
    DEFENSIVE_POINTS = "defensive-points"
    BACKGROUND = "background"
    CONTACT = "contact"

    @property
    def heading(self) -> str:
        """How the section is headed on paper."""
        return {
            Section.SCENE_SETTER: "Scene-setter",
            Section.OBJECTIVES: "Objectives",
            Section.LINE_TO_TAKE: "Line to take",
            Section.SPEAKING_POINTS: "Speaking points",
            Section.DEFENSIVE_POINTS: "Defensive points (if raised)",
            Section.BACKGROUND: "Background",
            Section.CONTACT: "Contact",
        }[self]


@dataclass(frozen=True, slots=True)
class NoteSection:
    """One section of a briefing note.

    `author` and `source` are told to the party alone whose own the note is.
    """

    section: Section
    text: RichText
    audience: Audience
    author: str = ""
    marking: str = ""
    source: str = ""
    is_draft: bool = False

    @property
    def byline(self) -> str:
        """Its marking, who wrote it and where it comes from, as it is printed above the text."""
        by = f"By {self.author}" if self.author else ""
        source = f"Source: {self.source}" if self.source else ""
        return " · ".join(part for part in (self.marking, by, source) if part)


@dataclass(frozen=True, slots=True)
class ItemNote:
    """The briefing note on one agenda item; an empty number is the note on the whole meeting."""

    number: str
    title: str
    sections: tuple[NoteSection, ...]

    @property
    def mark(self) -> str:
        """The mark that all sections bear; empty where they differ."""
        marks = {section.audience.mark for section in self.sections}
        return marks.pop() if len(marks) == 1 else ""


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One step in the chain of a commitment, in words."""

    text: str
    audience: Audience

    @property
    def what(self) -> str:
        """How it is called among the pieces of a paper, before its commitment."""
        return "report on"


@dataclass(frozen=True, slots=True)
class ProposedLine(ChainStep):
    """What a meeting might say of a commitment; papers print it last in its chain."""

    @property
    def what(self) -> str:
        """How it is called among the pieces of a paper, before its commitment."""
        return "proposed line on"


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A commitment as the register shows it.

    `due` is a day or a meeting in words; `late` is judged on the paper's own day.
    """

    reference: str
    text: str
    owner: str
    due: str
    state: str
    late: bool
    decided: str
    history: tuple[ChainStep, ...]
    audience: Audience
    contributors: tuple[str, ...] = ()

    def pieces(self) -> Iterator[Piece]:
        """The commitment and each step of its chain, with who may read it."""
        yield Piece(f"commitment {self.reference}", self.audience)
        for step in self.history:
            yield Piece(f"{step.what} {self.reference}", step.audience)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where a fact comes from, and the day it was read."""

    title: str
    address: str
    read_on: date | None
