"""The chain of a commitment as a story: what was decided, and all that became of it."""

from dataclasses import dataclass
from datetime import date

from scheduler.papers.audience import Audience


@dataclass(frozen=True, slots=True)
class ChainEvent:
    """One step: on which day, at which meeting, who said so, and with what evidence."""

    kind: str
    day: date
    meeting: str
    body: str
    text: str
    link: str
    file: str
    officer: str
    audience: Audience

    @property
    def place(self) -> str:
        """Where it happened and who said so, for example "at SOM-12 by DG ECHO"."""
        at = f"at {self.meeting}" if self.meeting else ""
        by = f"by {self.body}" if self.body else ""
        return " ".join(part for part in (at, by) if part)

    @property
    def evidence(self) -> str:
        """Its link and its file; empty where it has none."""
        file = f"file {self.file}" if self.file else ""
        return ", ".join(part for part in (self.link, file) if part)


@dataclass(frozen=True, slots=True)
class Relative:
    """A commitment that stands before or after another in its place."""

    reference: str
    text: str
    state: str


@dataclass(frozen=True, slots=True)
class ChainStory:
    """A commitment and its events, in the order in which they were written.

    `text`, `owner` and `due` are as they stand now; `decided` and `decided_due` as first agreed.
    `earlier` are those in whose place it stands, `later` what stands in its own, nearest first.
    """

    reference: str
    kind: str
    text: str
    decided: str
    meeting: str
    when: str
    item: str
    owner: str
    contributors: tuple[str, ...]
    due: str
    decided_due: str
    state: str
    late: bool
    earlier: tuple[Relative, ...]
    later: tuple[Relative, ...]
    events: tuple[ChainEvent, ...]
    audience: Audience
    prepared_on: date

    @property
    def standing(self) -> str:
        """How it stands, for example "open, late, due Friday 7 May 2027"."""
        late = "late" if self.late else ""
        due = f"due {self.due}" if self.due else "without a due day"
        return ", ".join(part for part in (self.state, late, due) if part)

    @property
    def owed(self) -> str:
        """Who owes it, and with whose help."""
        helped = f", with {', '.join(self.contributors)}" if self.contributors else ""
        return f"owed by {self.owner or 'nobody yet'}{helped}"
