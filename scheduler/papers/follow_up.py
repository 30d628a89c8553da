"""What a body owes, the status sheet on which it is asked about that, and the sheet filled in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.papers.audience import Audience, Piece, Reader
from scheduler.papers.words import counted


@dataclass(frozen=True, slots=True)
class Owed:
    """A commitment that is still owed, with its lineage: where it was decided, what came since.

    `due_on` is None where the day is not known; `days_late` is 0 for what is not late.
    """

    reference: str
    text: str
    decided: str
    due: str
    due_on: date | None
    days_late: int
    contributors: tuple[str, ...]
    since: tuple[str, ...]
    audience: Audience

    @property
    def standing(self) -> str:
        """For example "late by 12 days", or "open"."""
        return f"late by {counted(self.days_late, 'day')}" if self.days_late else "open"

    @property
    def state(self) -> str:
        """What tells how it stands from how it stood: nothing that only the calendar changes."""
        day = self.due_on.isoformat() if self.due_on else ""
        return f"{day} {'late' if self.days_late else 'open'} {len(self.since)}"


@dataclass(frozen=True, slots=True)
class BodyOwes:
    """What one body owes, the earliest due first; without a code, what nobody owes yet."""

    code: str
    name: str
    party: str
    mailbox: str
    owed: tuple[Owed, ...]

    @property
    def late(self) -> int:
        """How many of them are late."""
        return sum(one.days_late > 0 for one in self.owed)


@dataclass(frozen=True, slots=True)
class StatusSheet:
    """What one body is asked about, on one day; as its own party may read it."""

    partnership: str
    name: str
    marking: str
    body: BodyOwes
    prepared_on: date

    @property
    def key(self) -> str:
        """What finds the body again when the sheet comes back."""
        return f"{self.partnership}/{self.body.code}/{self.prepared_on.isoformat()}"

    @property
    def title(self) -> str:
        """What the sheet is headed."""
        return f"Commitments of {self.body.name}"

    @property
    def reader(self) -> Reader:
        """For whom it is."""
        return Reader(self.body.party)

    def pieces(self) -> Iterator[Piece]:
        """Each commitment with its audience."""
        for one in self.body.owed:
            yield Piece(f"commitment {one.reference}", one.audience)


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What a body wrote on one commitment; `day` is when that happened, if it says so."""

    reference: str
    text: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A status sheet that came back; only what somebody wrote on."""

    partnership: str
    body: str
    reports: tuple[SheetReport, ...]
