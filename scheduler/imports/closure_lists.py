"""A list of closed days as it was published, from an iCalendar file or a table, capped."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scheduler.errors import InvalidFile, InvalidValue, Problem
from scheduler.files import LARGEST_TEXT, read_text
from scheduler.imports.closure_csv import read_closure_csv
from scheduler.imports.closure_days import ListedDay
from scheduler.imports.closure_ics import read_closure_ics
from scheduler.papers.words import counted

_YEARS = range(1900, 3000)


@dataclass(frozen=True, slots=True)
class ClosureList:
    """The years that the list holds whole, its days by name, and what was left out of it."""

    years: tuple[int, ...]
    closures: dict[date, str]
    left_out: tuple[str, ...]


def read_closure_list(
    path: Path, *, years: Collection[int] = (), only: Collection[str] = ()
) -> ClosureList:
    """What a file lists for these years, or for the only year it has days of.

    `only` takes the days of these kinds. Raises InvalidFile or InvalidValue: where the years must
    be said, and where one of them has no day at all.
    """
    text, name = read_text(path, largest=LARGEST_TEXT), path.name
    if text.lstrip()[:15].upper() == "BEGIN:VCALENDAR":
        events = read_closure_ics(text, name)
        if events.is_empty:
            raise InvalidFile(name, [Problem(None, "it has no event of whole days")])
        wanted = _wanted(years, events.years, name)
        days: Iterable[ListedDay] = [one for year in wanted for one in events.days_of(year)]
        other_years = len(events.years - set(wanted))
        left_out = [
            f"{counted(events.with_hours, 'event')} with hours: only whole days close"
        ] * bool(events.with_hours)
    else:
        listed = read_closure_csv(text, name)
        wanted = _wanted(years, {one.day.year for one in listed}, name)
        days = [one for one in listed if one.day.year in wanted]
        other_years = len({one.day.year for one in listed} - set(wanted))
        left_out = []
    if other_years:
        left_out.append(f"the days of {counted(other_years, 'other year')}")
    return ClosureList(wanted, _named(days, only, wanted, name), tuple(left_out))


def _wanted(years: Collection[int], found: Collection[int], name: str) -> tuple[int, ...]:
    """The years said, else the only one there is; several may not all be whole in the file."""
    if years:
        return tuple(sorted(set(years)))
    if len(found) != 1:
        held = f"it has days of {', '.join(map(str, sorted(found)))}" if found else "its days recur"
        sentence = f"{held}: say with --year each year that it lists whole"
        raise InvalidFile(name, [Problem(None, sentence)])
    (year,) = found
    if year not in _YEARS:
        expected = f"days from {_YEARS.start} to {_YEARS.stop - 1}"
        raise InvalidValue("the year of the list", year, expected)
    return (year,)


def _named(
    days: Iterable[ListedDay], only: Collection[str], years: Collection[int], name: str
) -> dict[date, str]:
    """The days of these kinds, earliest first; a day listed twice bears both names."""
    kinds = {kind.casefold() for kind in only}
    named: dict[date, list[str]] = {}
    met: set[str] = set()
    for one in days:
        met.add(one.kind)
        if not kinds or one.kind.casefold() in kinds:
            names = named.setdefault(one.day, [])
            names += [one.name] * (one.name not in names)
    if missing := kinds - {kind.casefold() for kind in met}:
        there = ", ".join(sorted(filter(None, met))) or "no kinds at all"
        sentence = f"it has no day of kind {', '.join(sorted(missing))}; there are: {there}"
        raise InvalidFile(name, [Problem(None, sentence)])
    for year in years:
        if not any(day.year == year for day in named):
            raise InvalidFile(name, [Problem(None, f"it lists no day of {year}")])
    return {day: " and ".join(names) for day, names in sorted(named.items())}
