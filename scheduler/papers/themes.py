"""Themes over the years: what a report on threads shows, with who may read each line of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.papers.audience import Audience, Piece, Reader

WITHOUT_THREAD = "Without a thread"


@dataclass(frozen=True, slots=True)
class Tally:
    """Minutes planned and used, and the commitments that came of it.

    `closed` and `open` are as they stand today; one that is neither was superseded.
    """

    planned: int = 0
    used: int = 0
    commitments: int = 0
    closed: int = 0
    open: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.planned + other.planned,
            self.used + other.used,
            self.commitments + other.commitments,
            self.closed + other.closed,
            self.open + other.open,
        )


@dataclass(frozen=True, slots=True)
class ThemeItem:
    """One agenda item of a theme.

    Its tally has no minutes where an item above it, of the same theme, has them already.
    """

    meeting: str
    number: str
    title: str
    state: str
    tally: Tally
    audience: Audience


@dataclass(frozen=True, slots=True)
class ThemeMeeting:
    """A meeting whose agenda is counted; `when` is its day in words, or what is known of it."""

    name: str
    day: date | None
    when: str
    is_held: bool


@dataclass(frozen=True, slots=True)
class Theme:
    """A thread and its items, those of the earliest meeting first; without a key, what has none."""

    key: str
    title: str
    closed_on: date | None
    items: tuple[ThemeItem, ...]
    total: Tally

    @property
    def label(self) -> str:
        """What it is called, in a table or a picture."""
        return self.title or WITHOUT_THREAD

    @property
    def meetings(self) -> tuple[str, ...]:
        """The names of the meetings on whose agenda it is, each once."""
        return tuple(dict.fromkeys(item.meeting for item in self.items))

    def at(self, meeting: ThemeMeeting) -> Tally | None:
        """What it took at one meeting; None where it is not on the agenda."""
        found = [item.tally for item in self.items if item.meeting == meeting.name]
        return total(found) if found else None


@dataclass(frozen=True, slots=True)
class ThemeReport:
    """Which theme was on which agenda; the meetings by day, those without one last.

    `since` and `until` are the first and the last day that count, None where there is no end.
    """

    title: str
    reader: Reader
    series: str
    since: date | None
    until: date | None
    prepared_on: date
    meetings: tuple[ThemeMeeting, ...]
    themes: tuple[Theme, ...]

    def pieces(self) -> Iterator[Piece]:
        """Every item with its audience."""
        for theme in self.themes:
            for item in theme.items:
                yield Piece(f"item {item.number} of {item.meeting}", item.audience)


def total(tallies: Sequence[Tally]) -> Tally:
    """All of them together."""
    return sum(tallies, start=Tally())
