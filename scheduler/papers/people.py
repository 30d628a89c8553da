"""The papers of who comes: participants with biographies, name plates, badge list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduler.papers.audience import Audience, Piece, Reader
from scheduler.papers.blocks import RichText
from scheduler.papers.parts import DelegationList, MeetingFacts, SourceLine


class PeopleKind(StrEnum):
    """What is printed of the delegations."""

    PARTICIPANTS = "participants"
    PLATES = "plates"
    BADGES = "badges"


@dataclass(frozen=True, slots=True)
class BiographyText:
    """What a paper tells of a person; `dated` is the day of which it tells."""

    name: str
    post: str
    body: str
    dated: date
    text: RichText
    source: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class PeoplePaper:
    """The members of the delegations to one meeting, printed for one reader."""

    kind: PeopleKind
    meeting: MeetingFacts
    reader: Reader
    reader_name: str
    prepared_on: date
    marking: str
    delegations: tuple[DelegationList, ...]
    biographies: tuple[BiographyText, ...] = ()
    sources: tuple[SourceLine, ...] = ()

    def pieces(self) -> Iterator[Piece]:
        """Every piece with its audience, in the order of the paper."""
        for delegation in self.delegations:
            yield Piece(f"delegation list {delegation.party}", delegation.audience)
        for one in self.biographies:
            yield Piece(f"biography of {one.name}", one.audience)
