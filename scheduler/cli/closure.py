"""`scheduler closure`: list, show, import, confirm, check."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.closure_page import say_import, say_year
from scheduler.cli.output import answer, confirm_change, exit_with_findings, table, warn
from scheduler.cli.verbs import Noun
from scheduler.imports.closure_lists import read_closure_list
from scheduler.papers.words import counted
from scheduler.secretariat.closure_check import check_closures, lacks_of_rule
from scheduler.secretariat.closure_editions import confirm_edition, import_edition
from scheduler.secretariat.closures import CalendarRow, list_calendars, show_year

_COLUMNS = ("Calendar", "Kind", "Place", "Hardness", "Year", "Days", "Edition", "In use", "Binds")
YEAR = click.IntRange(1900, 2999)


@click.group(cls=Noun)
def closure() -> None:
    """Keep the calendars of closed days, and see a year."""


@closure.command("list")
@click.option("--year", type=YEAR, help="Tell which edition decides for this year.")
@pass_app
def list_(app: App, year: int | None) -> None:
    """List the closure calendars.

    What each one is, whom it binds, how hard, the edition of the year, and the editions in use:
    those that the dates of meetings and milestones were computed with.
    """
    with app.reading() as session:
        rows = list_calendars(session, year or app.today.year)
    answer(app, rows, lambda: table(_COLUMNS, chain.from_iterable(map(_rows, rows))))


def _rows(one: CalendarRow) -> Iterator[tuple[str, ...]]:
    """The edition of the year, then the other editions that are in use."""
    yield _row(one)
    for use in one.in_use:
        if use is not one.use:
            yield (one.key, *[""] * 5, use.edition, str(use), "")


def _row(one: CalendarRow) -> tuple[str, ...]:
    provisional = ", provisional" if one.is_provisional else ""
    edition = f"{one.edition}{provisional}" or "unknown: import it"
    place = (one.kind, one.place, one.hardness)
    use, binds = str(one.use or ""), ", ".join(one.used_by)
    return (one.key, *place, str(one.year), str(one.days), edition, use, binds)


@closure.command()
@click.argument("year", type=YEAR)
@click.option("--calendar", "keys", multiple=True, metavar="KEY", help="Only this one; repeatable.")
@pass_app
def show(app: App, year: int, keys: tuple[str, ...]) -> None:
    """Show the closed days of YEAR as a calendar with a legend.

    Of the calendars that bind a series or a body, unless others are named.
    """
    with app.reading() as session:
        calendars = show_year(session, year, keys)
    answer(app, {"year": year, "calendars": calendars}, lambda: say_year(year, calendars))


@closure.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--calendar", "key", required=True, metavar="KEY", help="Whose days FILE lists.")
@click.option("--year", "years", type=YEAR, multiple=True, help="A year that FILE lists whole.")
@click.option("--only", multiple=True, metavar="KIND", help="Only days of this kind.")
@click.option("--edition", metavar="NAME", help="How to call it, if not after the file.")
@click.option("--source", metavar="TEXT", help="Where it was published.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and store nothing.")
@pass_app
def import_(
    app: App,
    file: Path,
    *,
    key: str,
    years: tuple[int, ...],
    only: tuple[str, ...],
    edition: str | None,
    source: str | None,
    dry_run: bool,
) -> None:
    """Make a published list a calendar's newest edition.

    FILE is iCalendar, or a table with the head date;name;kind. The edition is provisional until
    it is confirmed. No meeting moves by itself.
    """
    listed = read_closure_list(file, years=years, only=only)
    label = edition or f"{file.name} of {app.today.isoformat()}"
    with app.reading() if dry_run else app.writing() as session:
        imported = import_edition(
            session,
            key,
            listed,
            label=label,
            source=source or file.name,
            now=app.now,
            officer=app.officer,
            is_stored=not dry_run,
        )
    answer(
        app,
        {"stored": imported.is_new and not dry_run, "import": imported},
        lambda: say_import(imported, is_stored=not dry_run),
    )


@closure.command()
@click.argument("calendar", metavar="CALENDAR")
@click.argument("year", type=YEAR)
@click.option("--source", default="", metavar="TEXT", help="The decision that confirms it.")
@pass_app
def confirm(app: App, calendar: str, year: int, source: str) -> None:
    """Make the edition of CALENDAR that decides for YEAR official."""
    with app.writing() as session:
        made = confirm_edition(
            session, calendar, year, source=source, now=app.now, officer=app.officer
        )
        findings = lacks_of_rule(session, calendar, made.years)
    years = ", ".join(map(str, made.years))
    value = {
        "calendar": calendar,
        "edition": made.edition,
        "years": made.years,
        "findings": findings,
    }
    sentence = f"{made.label} is official for {years}: {counted(len(made.closures), 'day')}."
    confirm_change(app, value, sentence, findings)


@closure.command()
@pass_app
def check(app: App) -> None:
    """Find unknown, expired and provisional years.

    Of every calendar in use, this year and two ahead; and where an imported list differs from the
    rule. Exit code 3 where this year or the next is unknown.
    """
    with app.reading() as session:
        checked = check_closures(session, today=app.today)
    years = f"{checked.years[0]} to {checked.years[-1]}"
    findings = counted(len(checked.findings), "finding")
    sentence = f"{counted(len(checked.calendars), 'calendar')} in use, {years}: {findings}."
    answer(app, checked, lambda: click.echo(sentence))
    if not app.as_json:
        warn(checked.findings)
    exit_with_findings(checked.findings)
