"""The closed days of a year as they are printed, and what an imported list changes."""

import os
import sys
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

import click

from scheduler.papers.words import counted, short_day
from scheduler.papers.year_view import CalendarYear, ClosedDay, Run, letters, named_runs
from scheduler.planning.closures import SATURDAY, Hardness
from scheduler.planning.words import MONTHS, WEEKDAYS
from scheduler.secretariat.closure_editions import ImportedEdition

_WEEK = len(WEEKDAYS)
_COLUMNS = 6 * _WEEK - 5
_SEVERAL = {Hardness.BLOCK: "#", Hardness.WARN: "+", Hardness.NOTE: "+"}
_COLOURS = {Hardness.BLOCK: "red", Hardness.WARN: "yellow", Hardness.NOTE: "cyan"}
_FORCE = {Hardness.BLOCK: "closed", Hardness.WARN: "avoid", Hardness.NOTE: "note"}
KEY = (
    "capital letter: closed; small letter: to avoid, or only to know; "
    "#, +: several of these; blank: weekend"
)


def say_year(year: int, calendars: Sequence[CalendarYear]) -> None:
    """Print the year, a line for each month, and the legend; coloured only on a terminal."""
    is_plain = bool(os.environ.get("NO_COLOR"))
    for line in closure_picture(year, calendars):
        click.echo(click.unstyle(line) if is_plain else line)


def closure_picture(year: int, calendars: Sequence[CalendarYear]) -> list[str]:
    """The lines of the picture and of its legend.

    A day that one calendar closes bears its letter, a capital where the day is closed to meetings;
    one that several close bears # (closed) or + (to avoid).
    """
    return [
        *year_grid(year, calendars),
        "",
        *(line for one, sign in signed(calendars) for line in _legend(one, sign)),
        "",
        KEY,
    ]


def year_grid(
    year: int, calendars: Sequence[CalendarYear], above: Mapping[date, str] = MappingProxyType({})
) -> list[str]:
    """The head with the weekdays, and a line for each month; `above` covers what lies below."""
    signs = {one.key: sign for one, sign in signed(calendars)}
    heads = ["MTWTFSS"[column % _WEEK] for column in range(_COLUMNS)]
    cells = {day: _cell(closed_by, signs) for day, closed_by in _closing(calendars).items()}
    months = (_in_weeks(_cells(year, month, {**cells, **above})) for month in range(1, 13))
    return [
        f"{year:<5}{_in_weeks(heads)}",
        *(f"{name[:3]:<5}{line}" for name, line in zip(MONTHS, months, strict=True)),
    ]


def signed(calendars: Sequence[CalendarYear]) -> Iterator[tuple[CalendarYear, str]]:
    """Each calendar with the letter that stands for it."""
    return zip(calendars, letters(calendars), strict=True)


def calendar_line(one: CalendarYear, sign: str) -> str:
    """What a letter stands for: the calendar, how hard it is, and its edition."""
    force = click.style(_FORCE[one.hardness], fg=_COLOURS[one.hardness])
    if one.edition is None:
        return f"{sign}  {one.name}: {force}; unknown, no edition speaks for this year"
    provisional = ", provisional" if one.is_provisional else ""
    count = counted(len(_on_workdays(one)), "working day")
    return f"{sign}  {one.name}: {force}; {one.edition}{provisional}; {count}"


def say_import(imported: ImportedEdition, *, is_stored: bool) -> None:
    """Print what an imported list changes."""
    years = ", ".join(map(str, imported.years))
    held = f"{imported.calendar} {years}: {counted(imported.days, 'day')}"
    if not imported.is_new:
        click.echo(f"{held}, as in {imported.edition}: nothing to change.")
        return
    for left_out in imported.left_out:
        click.echo(f"left out: {left_out}")
    before = ", ".join(imported.before) or "nothing: these years were unknown"
    click.echo(f"{held}; until now {before}")
    for sign, days in (("+", imported.come), ("-", imported.gone)):
        for one in days:
            click.echo(f"{sign} {short_day(one.day)}  {one.name}")
    if not (imported.come or imported.gone):
        click.echo("The days are the same.")
    if is_stored:
        click.echo(
            f"Stored as {imported.edition!r}, provisional. Once it is official: scheduler "
            f"closure confirm {imported.calendar} {imported.years[0]}"
        )
    else:
        click.echo("Nothing was stored.")


def _closing(calendars: Sequence[CalendarYear]) -> dict[date, list[CalendarYear]]:
    found: dict[date, list[CalendarYear]] = {}
    for one in calendars:
        for closed in one.days:
            found.setdefault(closed.day, []).append(one)
    return found


def _cells(year: int, month: int, cells: Mapping[date, str]) -> list[str]:
    """The days of a month, after as many blanks as the days of its first week that are not its."""
    first_weekday, length = monthrange(year, month)
    days = (date(year, month, number) for number in range(1, length + 1))
    return [" "] * first_weekday + [cells.get(day) or _free(day) for day in days]


def _free(day: date) -> str:
    return " " if day.weekday() >= SATURDAY else click.style(_mark(), dim=True)


def _cell(closed_by: Sequence[CalendarYear], signs: Mapping[str, str]) -> str:
    hardest = min((one.hardness for one in closed_by), key=list(Hardness).index)
    deciding = [one for one in closed_by if one.hardness is hardest]
    sign = signs[deciding[0].key] if len(deciding) == 1 else _SEVERAL[hardest]
    return click.style(sign, fg=_COLOURS[hardest], bold=hardest is Hardness.BLOCK)


def _mark() -> str:
    """What stands for a day on which everybody works, in the encoding of the output."""
    return "·" if (sys.stdout.encoding or "").lower().replace("-", "") == "utf8" else "."


def _in_weeks(cells: list[str]) -> str:
    return " ".join("".join(cells[at : at + _WEEK]) for at in range(0, len(cells), _WEEK)).rstrip()


def _legend(one: CalendarYear, sign: str) -> Iterator[str]:
    """The calendar, its edition, and its days, without those of the weekend."""
    yield calendar_line(one, sign)
    yield from (f"     {_run(run)}" for run in named_runs(_on_workdays(one)))


def _on_workdays(one: CalendarYear) -> list[ClosedDay]:
    return [closed for closed in one.days if closed.day.weekday() < SATURDAY]


def _run(run: Run) -> str:
    first, last = run.first, run.last
    begin = f"{WEEKDAYS[first.weekday()][:3]} {first.day} {MONTHS[first.month - 1][:3]}"
    if first == last:
        return f"{begin}  {run.name}"
    end = f"{WEEKDAYS[last.weekday()][:3]} {last.day} {MONTHS[last.month - 1][:3]}"
    return f"{begin} to {end}  {run.name}"
