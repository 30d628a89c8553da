"""A year as a picture for the terminal: a line for each month, its days under their weekdays."""

import os
import sys
from calendar import monthrange
from collections.abc import Container
from datetime import date
from typing import NamedTuple

import click

from scheduler.planning.words import MONTHS, WEEKDAYS

_WEEK = len(WEEKDAYS)
# A month of 31 days that begins on a Sunday ends in the sixth week.
_COLUMNS = 6 * _WEEK - 5
_LABEL = 5


class Marks(NamedTuple):
    """What stands for an instance and for any other day."""

    instance: str
    other: str


DRAWN = Marks("●", "·")
TYPED = Marks("#", ".")


class YearNames(NamedTuple):
    """How the days of a week and the months are named in a picture."""

    weekdays: str
    months: tuple[str, ...]


ENGLISH_YEAR = YearNames("MTWTFSS", tuple(name[:3] for name in MONTHS))
FRENCH_YEAR = YearNames(
    "LMMJVSD",
    ("janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"),
)


def show_year(year: int, days: Container[date], names: YearNames = ENGLISH_YEAR) -> None:
    """Print the year with these days marked; coloured only on a terminal."""
    is_plain = bool(os.environ.get("NO_COLOR"))
    for line in year_picture(year, days, marks_for(sys.stdout.encoding), names):
        click.echo(click.unstyle(line) if is_plain else line)


def marks_for(encoding: str | None) -> Marks:
    """Round marks where the encoding has them, else those of a typewriter."""
    try:
        "".join(DRAWN).encode(encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return TYPED
    return DRAWN


def year_picture(
    year: int, days: Container[date], marks: Marks, names: YearNames = ENGLISH_YEAR
) -> list[str]:
    """The head with the weekdays, then a line for each month."""
    heads = [names.weekdays[column % _WEEK] for column in range(_COLUMNS)]
    months = (_in_weeks(_cells(year, month, days, marks)) for month in range(1, len(MONTHS) + 1))
    return [
        f"{year:<{_LABEL}}{_in_weeks(heads)}",
        *(f"{name:<{_LABEL}}{cells}" for name, cells in zip(names.months, months, strict=True)),
    ]


def _cells(year: int, month: int, days: Container[date], marks: Marks) -> list[str]:
    """The days of a month, after as many blanks as the days of its first week that are not its."""
    first_weekday, length = monthrange(year, month)
    cells = [" "] * first_weekday
    for number in range(1, length + 1):
        day = date(year, month, number)
        if day in days:
            cells.append(click.style(marks.instance, fg="green", bold=True))
        else:
            cells.append(click.style(marks.other, dim=True))
    return cells


def _in_weeks(cells: list[str]) -> str:
    """The cells with a blank after each week."""
    weeks = ("".join(cells[at : at + _WEEK]) for at in range(0, len(cells), _WEEK))
    return " ".join(weeks)
