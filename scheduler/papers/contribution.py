"""The form on which a service writes its contribution to one agenda item, as a value."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.papers.audience import Audience, Piece
from scheduler.papers.parts import Section

# What a service may be asked for; the rest of a note is the secretariat's.
ASKED = (
    Section.OBJECTIVES,
    Section.LINE_TO_TAKE,
    Section.SPEAKING_POINTS,
    Section.DEFENSIVE_POINTS,
    Section.BACKGROUND,
    Section.CONTACT,
)
HINTS = {
    Section.OBJECTIVES: "What we want from this item.",
    Section.LINE_TO_TAKE: "What we say, in two or three sentences.",
    Section.SPEAKING_POINTS: "The points to make, one to a line.",
    Section.DEFENSIVE_POINTS: "What to answer if asked.",
    Section.BACKGROUND: "What one must know, half a page at most.",
    Section.CONTACT: "Who can be called: name, service, telephone, e-mail.",
}


@dataclass(frozen=True, slots=True)
class ContributionForm:
    """A form for one body and one item; always the own of that body's party.

    `key` finds the request again when the form comes back. Every text is ready to print.
    """

    key: str
    meeting: str
    title: str
    when: str
    item: str
    item_title: str
    body: str
    deadline: date
    remarks: str
    marking: str
    prepared_on: date
    audience: Audience

    def pieces(self) -> Iterator[Piece]:
        """The form is one piece."""
        yield Piece(f"contribution form of {self.body} on item {self.item}", self.audience)


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form that came back: who wrote it, and what, as Markdown by section.

    `left_out` says in words what a section held that a note cannot hold.
    """

    key: str
    author: str
    texts: tuple[tuple[Section, str], ...]
    left_out: tuple[str, ...] = ()
