"""`scheduler plan picture`: the year at a glance, in the terminal or as a file."""

import os
import sys
from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.closure_page import KEY, calendar_line, signed, year_grid
from scheduler.cli.output import answer, warn
from scheduler.cli.verbs import Verb, file_option
from scheduler.papers.year_view import Standing, YearEntry, YearView
from scheduler.secretariat.naming import find_partnership
from scheduler.secretariat.year_views import view_year

# What stands for a meeting in the terminal, and where its encoding has no such signs.
_DRAWN = dict(zip(Standing, "■●◆○△◇×", strict=True))
_TYPED = dict(zip(Standing, "@$&%^?!", strict=True))
_WORDS = {Standing.PROPOSAL: "the plan would add it", Standing.HOLD: "kept free"}


@click.command(cls=Verb)
@click.option("--year", type=click.IntRange(1900, 2999), help="Which; without it, this one.")
@click.option("--calendar", "keys", multiple=True, metavar="KEY", help="Only this one; repeatable.")
@click.option("--proposals", "has_proposals", is_flag=True, help="Draw what the plan would add.")
@file_option("Draw it into this file, whose name ends in .svg, .png, .pdf or .html.")
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@pass_app
def picture(
    app: App,
    year: int | None,
    keys: tuple[str, ...],
    path: Path | None,
    partnership: str | None,
    *,
    has_proposals: bool,
) -> None:
    """Show a year at a glance.

    Closed days, days to avoid, meetings, and days kept free. Of the calendars that bind a series or
    a body and of those to avoid, unless others are named.
    """
    with app.reading() as session:
        found = find_partnership(session, partnership)
        view = view_year(
            session,
            found,
            year or app.today.year,
            keys=keys,
            has_proposals=has_proposals,
            today=app.today,
        )
    if path:
        _write(view, path)
    answer(app, {"file": path, "year": view}, lambda: _say(view, path))


def _write(view: YearView, path: Path) -> None:
    from scheduler.exports.pictures.year_page import year_file  # noqa: PLC0415 -- slow import
    from scheduler.files import write_whole  # noqa: PLC0415 -- only where a file is asked for

    made = year_file(view, path)
    write_whole(path, made.content)
    warn(made.findings)


def _say(view: YearView, path: Path | None) -> None:
    if path:
        click.echo(f"{view.title}, as of {view.as_of}: {path}")
        return
    is_plain = bool(os.environ.get("NO_COLOR"))
    for line in in_lines(view, sys.stdout.encoding):
        click.echo(click.unstyle(line) if is_plain else line)


def in_lines(view: YearView, encoding: str | None) -> list[str]:
    """A line for each month, then the meetings, then what the letters stand for."""
    signs = _signs(encoding)
    # The firmest of those on one day is seen.
    softest_first = sorted(view.entries, key=lambda one: -list(Standing).index(one.standing))
    above = {
        day: click.style(signs[one.standing], fg="green", bold=True)
        for one in softest_first
        for day in one.days
        if day.year == view.year
    }
    return [
        view.title,
        "",
        *year_grid(view.year, view.calendars, above),
        "",
        *(_entry_line(one, signs) for one in view.entries),
        *(["No meeting has a day in this year."] if not view.entries else []),
        "",
        *(calendar_line(one, sign) for one, sign in signed(view.calendars)),
        "",
        KEY,
        f"The closed days by name: scheduler closure show {view.year}",
    ]


def _entry_line(one: YearEntry, signs: dict[Standing, str]) -> str:
    standing = _WORDS.get(one.standing, str(one.standing))
    return f"{signs[one.standing]}  {one.name}: {one.words}; {standing}"


def _signs(encoding: str | None) -> dict[Standing, str]:
    try:
        "".join(_DRAWN.values()).encode(encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return _TYPED
    return _DRAWN
