"""The closed days of a year as they are printed, and what an imported list changes."""

import os
import sys
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from string import ascii_uppercase

import click

from scheduler.papers.words import counted, short_day
from scheduler.planning.closures import Hardness
from scheduler.planning.words import MONTHS, WEEKDAYS
from scheduler.secretariat.closure_editions import ImportedEdition
from scheduler.secretariat.closures import CalendarYear, ClosedDay

_WEEK = len(WEEKDAYS)
_COLUMNS = 6 * _WEEK - 5
_SATURDAY = 5
_SEVERAL = {Hardness.BLOCK: "#", Hardness.WARN: "+", Hardness.NOTE: "+"}
_COLOURS = {Hardness.BLOCK: "red", Hardness.WARN: "yellow", Hardness.NOTE: "cyan"}
_FORCE = {Hardness.BLOCK: "closed", Hardness.WARN: "avoid", Hardness.NOTE: "note"}
_KEY = (
    "capital letter: closed; small letter: to avoid, or only to know; "
    "#, +: several of these; blank: weekend"
)
_SIGNS = len(ascii_uppercase)


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
    signs = dict(zip((one.key for one in calendars), _letters(calendars), strict=True))
    heads = ["MTWTFSS"[column % _WEEK] for column in range(_COLUMNS)]
    closing = _closing(calendars)
    months = (_in_weeks(_cells(year, month, closing, signs)) for month in range(1, 13))
    return [
        f"{year:<5}{_in_weeks(heads)}",
        *(f"{name[:3]:<5}{cells}" for name, cells in zip(MONTHS, months, strict=True)),
        "",
        *(line for one in calendars for line in _legend(one, signs[one.key])),
        "",
        _KEY,
    ]


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


def _letters(calendars: Sequence[CalendarYear]) -> Iterator[str]:
    """A to Z, then a sign for all others; small where a day is not closed to meetings."""
    for place, one in enumerate(calendars):
        letter = ascii_uppercase[place] if place < _SIGNS else "*"
        yield letter if one.hardness is Hardness.BLOCK else letter.lower()


def _closing(calendars: Sequence[CalendarYear]) -> dict[date, list[CalendarYear]]:
    found: dict[date, list[CalendarYear]] = {}
    for one in calendars:
        for closed in one.days:
            found.setdefault(closed.day, []).append(one)
    return found


def _cells(
    year: int, month: int, closing: dict[date, list[CalendarYear]], signs: dict[str, str]
) -> list[str]:
    """The days of a month, after as many blanks as the days of its first week that are not its."""
    first_weekday, length = monthrange(year, month)
    days = (date(year, month, number) for number in range(1, length + 1))
    return [" "] * first_weekday + [_cell(day, closing.get(day, []), signs) for day in days]


def _cell(day: date, closed_by: list[CalendarYear], signs: dict[str, str]) -> str:
    if not closed_by:
        return " " if day.weekday() >= _SATURDAY else click.style(_mark(), dim=True)
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
    force = click.style(_FORCE[one.hardness], fg=_COLOURS[one.hardness])
    if one.edition is None:
        yield f"{sign}  {one.name}: {force}; unknown, no edition speaks for this year"
        return
    provisional = ", provisional" if one.is_provisional else ""
    on_workdays = [closed for closed in one.days if closed.day.weekday() < _SATURDAY]
    count = counted(len(on_workdays), "working day")
    yield f"{sign}  {one.name}: {force}; {one.edition}{provisional}; {count}"
    yield from (f"     {line}" for line in _runs(on_workdays))


def _runs(days: Sequence[ClosedDay]) -> Iterator[str]:
    """The days with their names; those of one name that follow each other stand in one line."""
    run: list[ClosedDay] = []
    for closed in days:
        if run and not _follows(run[-1], closed):
            yield _run(run)
            run = []
        run.append(closed)
    if run:
        yield _run(run)


def _follows(before: ClosedDay, closed: ClosedDay) -> bool:
    """Whether only a weekend, or nothing, lies between two days of one name."""
    gap = (closed.day - before.day) // timedelta(days=1)
    return closed.name == before.name and gap <= (3 if before.day.weekday() == _SATURDAY - 1 else 1)


def _run(run: Sequence[ClosedDay]) -> str:
    first, last = run[0].day, run[-1].day
    begin = f"{WEEKDAYS[first.weekday()][:3]} {first.day} {MONTHS[first.month - 1][:3]}"
    if first == last:
        return f"{begin}  {run[0].name}"
    end = f"{WEEKDAYS[last.weekday()][:3]} {last.day} {MONTHS[last.month - 1][:3]}"
    return f"{begin} to {end}  {run[0].name}"
