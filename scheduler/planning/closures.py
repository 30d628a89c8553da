"""Days on which a body or a city does not work, each from one edition of one calendar."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from scheduler.planning.words import WEEKDAYS

SATURDAY = 5
_PROVISIONAL = ", provisional"


class Hardness(StrEnum):
    """What a closed day does to a date: forbids it, counts against it, or is only told."""

    BLOCK = "block"
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class ClosureCalendar:
    """One edition of a calendar: its closed days by name, and the years it speaks for.

    A year it does not speak for is unknown, not free; yet a day listed there closes too, beside
    what the edition of that year says (2 January 2015 was granted by the decision on 2014).
    `provisional` marks what a rule foretells and no decision has confirmed. `kind` says what the
    days are, `place` where they hold, `binds` whom.
    """

    key: str
    name: str
    edition: str
    provisional: bool
    source: str
    years: tuple[int, ...]
    closures: Mapping[date, str] = field(repr=False, hash=False)
    kind: str = ""
    place: str = ""
    binds: tuple[str, ...] = ()
    hardness: Hardness = Hardness.BLOCK

    @property
    def label(self) -> str:
        """For example "EU institutions (Brussels), rule 2027, provisional"."""
        parts = (self.name, self.edition, "provisional" if self.provisional else "")
        return ", ".join(part for part in parts if part)

    @property
    def reference(self) -> str:
        """For example "eu-institutions-brussels rule 2027": how computed dates name it."""
        return f"{self.key} {self.edition}"

    @property
    def reference_then(self) -> str:
        """The reference, and whether the edition was provisional when a date was computed."""
        return f"{self.reference}{_PROVISIONAL if self.provisional else ''}"


def reference_parts(reference: str) -> tuple[str, str]:
    """The key of the calendar and the name of its edition, whether or not it was provisional."""
    key, _, edition = reference.removesuffix(_PROVISIONAL).partition(" ")
    return key, edition


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

    __slots__ = ("_closed", "_deciding")

    def __init__(self, calendars: Iterable[ClosureCalendar] = ()) -> None:
        given = tuple(calendars)
        self._deciding = {
            (edition.key, year): edition for edition in given for year in edition.years
        }
        self._closed: dict[str, dict[date, Closure]] = {}
        for edition in given:
            self._close(edition)

    def on(self, day: date, keys: Iterable[str]) -> tuple[Closure, ...]:
        """Everything that closes a day under these calendars: the weekend first, then as given."""
        found = []
        if day.weekday() >= SATURDAY:
            found.append(Closure(day, WEEKDAYS[day.weekday()], WEEKEND))
        for key in keys:
            closed = self._closed.get(key)
            if closed is not None and (closure := closed.get(day)) is not None:
                found.append(closure)
        return tuple(found)

    def unknown(self, year: int, keys: Iterable[str]) -> tuple[str, ...]:
        """The calendars of which no edition speaks for this year."""
        return tuple(key for key in keys if (key, year) not in self._deciding)

    def deciding(self, year: int, key: str) -> ClosureCalendar | None:
        """The edition of a calendar that decides for a year; None where none speaks for it."""
        return self._deciding.get((key, year))

    def of_year(self, year: int, key: str) -> tuple[Closure, ...]:
        """Every day of a year that a calendar closes, earliest first; weekend days where listed."""
        closed = self._closed.get(key, {}).values()
        return tuple(sorted((one for one in closed if one.day.year == year), key=_day))

    def _close(self, edition: ClosureCalendar) -> None:
        """Note the days of the years that the edition decides, and those it lists beside them."""
        decided = {year for year in edition.years if self._deciding[edition.key, year] is edition}
        if not decided:
            return
        others = set(edition.years) - decided
        closed = self._closed.setdefault(edition.key, {})
        for day, name in edition.closures.items():
            if day.year in decided:
                closed[day] = Closure(day, name, edition)
            elif day.year not in others:
                closed.setdefault(day, Closure(day, name, edition))


def _day(closure: Closure) -> date:
    return closure.day
