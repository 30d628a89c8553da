"""What a picture of a year shows: closed days by calendar, meetings, and days kept free."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from scheduler.planning.closures import SATURDAY, Hardness

_LETTERS = 26


class Standing(StrEnum):
    """How firm a day is, the firmest first; a proposal is what a plan would add."""

    HELD = "held"
    CONFIRMED = "confirmed"
    PROPOSED = "proposed"
    PLANNED = "planned"
    PROPOSAL = "proposal"
    HOLD = "hold"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A closed day with its name."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """The closed days of one calendar in a year, weekend days too, and where they come from.

    `edition` is None, and there are no days, where no edition speaks for the year.
    """

    key: str
    name: str
    kind: str
    place: str
    binds: tuple[str, ...]
    hardness: Hardness
    edition: str | None
    is_provisional: bool
    source: str
    days: tuple[ClosedDay, ...]


@dataclass(frozen=True, slots=True)
class YearEntry:
    """A meeting, or a day kept free or proposed for one; `last` is inside it.

    `words` say all that is known of its date.
    """

    name: str
    standing: Standing
    first: date
    last: date
    words: str

    @property
    def days(self) -> Iterator[date]:
        """Every day of it."""
        count = (self.last - self.first).days + 1
        return (self.first + timedelta(days=place) for place in range(count))


@dataclass(frozen=True, slots=True)
class YearView:
    """A year as of a day: its calendars in order, and its entries, the earliest first."""

    year: int
    title: str
    as_of: date
    calendars: tuple[CalendarYear, ...]
    entries: tuple[YearEntry, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Days that follow each other; `last` is inside it."""

    first: date
    last: date
    name: str = ""

    @property
    def next_day(self) -> date:
        """The day after it."""
        return self.last + timedelta(days=1)


def named_runs(days: Sequence[ClosedDay]) -> list[Run]:
    """The days of one name that follow each other, or only a weekend apart, as one run."""
    return [
        run
        for name, of_name in groupby(days, key=lambda one: one.name)
        for run in joined([Run(one.day, one.day, name) for one in of_name], over_weekends=True)
    ]


def joined(runs: Sequence[Run], *, over_weekends: bool) -> list[Run]:
    """Runs in order of time, those that follow each other made one, under the name of the first."""
    found: list[Run] = []
    for run in runs:
        if found and _follows(found[-1].last, run.first, over_weekends=over_weekends):
            found[-1] = Run(found[-1].first, run.last, found[-1].name)
        else:
            found.append(run)
    return found


def blocks(days: Sequence[ClosedDay]) -> list[Run]:
    """The days that follow each other, whatever their names."""
    return joined([Run(one.day, one.day) for one in days], over_weekends=False)


def letters(calendars: Sequence[CalendarYear]) -> Iterator[str]:
    """A to Z, then a sign for all others; small where a day is not closed to meetings."""
    for place, one in enumerate(calendars):
        letter = chr(ord("A") + place) if place < _LETTERS else "*"
        yield letter if one.hardness is Hardness.BLOCK else letter.lower()


def _follows(before: date, day: date, *, over_weekends: bool) -> bool:
    gap = (day - before).days
    return gap <= (3 if over_weekends and before.weekday() == SATURDAY - 1 else 1)
