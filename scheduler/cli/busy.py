"""`scheduler busy`: import, list, show, discard."""

from datetime import date, timedelta
from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, confirm_change, table
from scheduler.cli.verbs import DAY, Noun
from scheduler.imports.busy.folders import calendar_files
from scheduler.papers.words import counted, hour, short_day
from scheduler.secretariat import busy as busy_verbs
from scheduler.secretariat.busy import BusyImport, BusyRow, CalendarSource, ShownSpan
from scheduler.tzdb import zone as zone_called

_SHOWN = timedelta(weeks=4)
name_argument = click.argument("name", metavar="NAME")


@click.group(cls=Noun)
def busy() -> None:
    """Keep when people are taken, from their calendars.

    NAME is a person's, a body's code, or any other.
    """


@busy.command("import")
@name_argument
@click.argument("path", metavar="FILE|DIR", type=click.Path(path_type=Path))
@click.option("--zone", metavar="ZONE", help="Where they are: for whole days, and without a zone.")
@click.option("--keep-titles", is_flag=True, help="Keep what events are called.")
@pass_app
def import_(app: App, name: str, path: Path, zone: str | None, *, keep_titles: bool) -> None:
    """Keep the busy times of a calendar.

    An .ics file, or a folder of them. Only the times are kept. What was known under NAME is
    replaced.
    """
    source = CalendarSource(
        name=path.resolve().name,
        files=calendar_files(path),
        zone=zone_called(zone) if zone else None,
        keep_titles=keep_titles,
    )
    with app.writing() as session:
        done = busy_verbs.import_busy(session, name, source, now=app.now)
    confirm_change(app, done, _sentence(done), done.findings)


@busy.command("list")
@pass_app
def list_(app: App) -> None:
    """List whose busy times are known."""
    with app.reading() as session:
        rows = busy_verbs.list_busy(session)
    columns = ("Name", "Whose", "Events", "Zone", "File", "Titles", "Imported")
    answer(app, rows, lambda: table(columns, [_cells(row) for row in rows]))


@busy.command()
@name_argument
@click.option("--since", "first", type=DAY, help="The first day; today unless you say it.")
@click.option("--until", "last", type=DAY, help="The last day; four weeks later unless you say it.")
@pass_app
def show(app: App, name: str, first: date | None, last: date | None) -> None:
    """Show when somebody is taken, by the clocks of their zone."""
    first = first or app.today
    with app.reading() as session:
        spans = busy_verbs.show_busy(session, name, first=first, last=last or first + _SHOWN)
    answer(app, spans, lambda: table(("From", "To", "Title"), [_span(each) for each in spans]))


@busy.command()
@name_argument
@pass_app
def discard(app: App, name: str) -> None:
    """Forget somebody's busy times for good."""
    with app.writing() as session:
        known = busy_verbs.discard_busy(session, name)
    answer(
        app,
        {"discarded": known},
        lambda: click.echo(f"Discarded the busy times of {known}: they are no longer known."),
    )


def _sentence(done: BusyImport) -> str:
    whose = f"{done.name} ({done.whose})" if done.whose else done.name
    events = counted(done.events, "event")
    left_out = f", {done.left_out} left out" if done.left_out else ""
    hours = f"{done.hours:,.1f} hours taken in the year from now"
    if done.before is None:
        return f"Stored the busy times of {whose}: {events}{left_out}; {hours} ({done.zone})."
    change = f"{done.hours_more:,.1f} more and {done.hours_fewer:,.1f} fewer than before"
    return (
        f"Replaced the busy times of {whose}: {events}{left_out}, before {done.before}; "
        f"{hours}, {change} ({done.zone})."
    )


def _cells(row: BusyRow) -> tuple[str, ...]:
    titles = "kept" if row.has_titles else ""
    imported = short_day(row.imported_at.date())
    return (row.name, row.whose, str(row.events), row.zone, row.file_name, titles, imported)


def _span(each: ShownSpan) -> tuple[str, str, str]:
    start, end = (f"{short_day(at.date())} {hour(at)}" for at in (each.start, each.end))
    return start, end, each.title
