"""Who may read a piece, and the check that a paper holds nothing its reader may not see."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from scheduler.errors import AudienceLeak


class Reach(StrEnum):
    """How far a piece goes: to everybody, to both parties, or to one party alone."""

    PUBLIC = "public"
    JOINT = "joint"
    PARTY = "party"


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may read a piece; `party` is a party's code exactly when the reach is one party."""

    reach: Reach
    party: str | None = None

    def __post_init__(self) -> None:
        if (self.reach is Reach.PARTY) is (self.party is None):
            message = "an audience names a party exactly when it is one party's own"
            raise ValueError(message)

    def __str__(self) -> str:
        return f"{self.party} only" if self.party else str(self.reach)

    @property
    def mark(self) -> str:
        """What is printed beside a piece that is one party's own; empty for any other."""
        return str(self) if self.party else ""


PUBLIC = Audience(Reach.PUBLIC)
JOINT = Audience(Reach.JOINT)


def own(party: str) -> Audience:
    """The audience of one party's own pieces."""
    return Audience(Reach.PARTY, party)


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a paper is made: a party by its code, or the public (None)."""

    party: str | None

    def may_read(self, audience: Audience) -> bool:
        """True if nothing in the audience's reach stands between the piece and this reader."""
        match audience.reach:
            case Reach.PUBLIC:
                return True
            case Reach.JOINT:
                return self.party is not None
            case Reach.PARTY:
                return self.party == audience.party

    def __str__(self) -> str:
        return self.party or "the public"


@dataclass(frozen=True, slots=True)
class Piece:
    """One named part of a paper with its audience, as the wall sees it."""

    name: str
    audience: Audience


def refuse_leaks(paper: str, reader: Reader, pieces: Iterable[Piece]) -> None:
    """Raise AudienceLeak with every piece that the reader may not see; else nothing."""
    leaks = [f"{p.name} ({p.audience})" for p in pieces if not reader.may_read(p.audience)]
    if leaks:
        raise AudienceLeak(paper, str(reader), leaks)
