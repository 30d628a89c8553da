"""The sheet of a rule as it is printed: in English or French, as wide as the terminal has room."""

import shutil
import sys
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

import click

from scheduler.cli.output import table
from scheduler.cli.rule_sheet import Language, RuleSheet, days_of_year, shown
from scheduler.cli.year_picture import ENGLISH_YEAR, FRENCH_YEAR, YearNames, show_year
from scheduler.recurrence import Rule

_GAP_OF_COLUMNS = 3
# The columns that a narrow terminal leaves out: first the zone, then what the dates say themselves.
_ZONE, _DERIVED = (4, 5), (1, 6)


class _Names(NamedTuple):
    """What stands around the dates."""

    columns: tuple[str, ...]
    endless: str
    outlasting: str
    last: str
    first: str
    year: YearNames


_NAMES: dict[Language, _Names] = {
    "en": _Names(
        ("", "Weekday", "Date", "Time", "Offset", "UTC", "Days since"),
        endless="There is no last date.",
        outlasting="The last date is after the year 9999.",
        last="The last date is {}.",
        first="The first date is in year {}.",
        year=ENGLISH_YEAR,
    ),
    "fr": _Names(
        ("", "Jour", "Date", "Heure", "Décalage", "UTC", "Jours depuis"),
        endless="Il n’y a pas de dernière date.",
        outlasting="La dernière date vient après l’an 9999.",
        last="La dernière date est le {}.",
        first="La première date est en l’an {}.",
        year=FRENCH_YEAR,
    ),
}


def say_sheet(sheet: RuleSheet, rule: Rule, year: int | None, language: Language) -> None:
    """The words, the dates, how they end, and the picture of a year; the first one's if none."""
    names = _NAMES[language]
    click.echo(sheet.words)
    if sheet.first_year:
        click.echo(names.first.format(sheet.first_year))
    if not sheet.instances:
        return
    table(*_fitting(names.columns, [each.row for each in sheet.instances]))
    click.echo(_end(sheet, names, language))
    click.echo()
    drawn = year or sheet.instances[0].start.year
    show_year(drawn, days_of_year(rule, sheet.start, drawn), names.year)


def fits(columns: Sequence[str], rows: Collection[Sequence[str]]) -> bool:
    """True if no cell of the table must be broken; a file or pipe takes any."""
    width = 0
    for place, head in enumerate(columns):
        longest = max((len(row[place]) for row in rows), default=0)
        if longest:  # a column that is empty is not drawn
            width += max(len(head), longest) + _GAP_OF_COLUMNS
    return not sys.stdout.isatty() or width <= shutil.get_terminal_size().columns


def _fitting(
    columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    for left_out in ((), _ZONE):
        kept = _without(columns, rows, left_out)
        if fits(*kept):
            return kept
    return _without(columns, rows, _ZONE + _DERIVED)


def _without(
    columns: Sequence[str], rows: Sequence[Sequence[str]], places: Collection[int]
) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    kept = [place for place in range(len(columns)) if place not in places]
    return [columns[place] for place in kept], [[row[place] for place in kept] for row in rows]


def _end(sheet: RuleSheet, names: _Names, language: Language) -> str:
    if not sheet.is_finite:
        return names.endless
    return names.outlasting if sheet.last is None else names.last.format(_day(sheet.last, language))


def _day(moment: date, language: Language) -> str:
    if language == "en":
        return shown(moment)
    from scheduler.recurrence.words.french import FRENCH  # noqa: PLC0415 -- not for English

    return f"{FRENCH.written('wkst', moment.weekday())} {FRENCH.written('moment', moment)}"
