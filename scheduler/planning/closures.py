"""Days on which a body or a city does not work, each from one edition of one calendar."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from scheduler.planning.words import WEEKDAYS

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class ClosureCalendar:
    """One edition of a calendar: its closed days by name, and the years it speaks for.

    A year it does not speak for is unknown, not free. `provisional` marks what a rule foretells and
    no decision has confirmed.
    """

    key: str
    name: str
    edition: str
    provisional: bool
    source: str
    years: tuple[int, ...]
    closures: Mapping[date, str] = field(repr=False, hash=False)

    @property
    def label(self) -> str:
        """For example "EU institutions (Brussels), rule 2027, provisional"."""
        parts = (self.name, self.edition, "provisional" if self.provisional else "")
        return ", ".join(part for part in parts if part)


WEEKEND = ClosureCalendar(
    "weekend", "weekend", "", provisional=False, source="", years=(), closures={}
)


@dataclass(frozen=True, slots=True)
class Closure:
    """A closed day: its name and the calendar edition that closes it."""

    day: date
    name: str
    calendar: ClosureCalendar

    def __str__(self) -> str:
        return f"{self.calendar.label}: {self.name}"


class Closures:
    """Several calendars, asked together.

    Where two editions of one calendar speak for the same year, the one given later decides.
    """

    __slots__ = ("_editions",)

    def __init__(self, calendars: Iterable[ClosureCalendar] = ()) -> None:
        self._editions = {
            (calendar.key, year): calendar for calendar in calendars for year in calendar.years
        }

    def on(self, day: date, keys: Iterable[str]) -> tuple[Closure, ...]:
        """Everything that closes a day under these calendars: the weekend first, then as given."""
        found = []
        if day.weekday() >= SATURDAY:
            found.append(Closure(day, WEEKDAYS[day.weekday()], WEEKEND))
        for key in keys:
            calendar = self._editions.get((key, day.year))
            if calendar is not None and (name := calendar.closures.get(day)) is not None:
                found.append(Closure(day, name, calendar))
        return tuple(found)

    def unknown(self, year: int, keys: Iterable[str]) -> tuple[str, ...]:
        """The calendars of which no edition speaks for this year."""
        return tuple(key for key in keys if (key, year) not in self._editions)
