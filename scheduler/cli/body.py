"""`scheduler body`: list, show."""

from datetime import date

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, fields, table
from scheduler.cli.verbs import DAY, Noun
from scheduler.secretariat.naming import find_body, find_partnership
from scheduler.secretariat.who_is_who import list_bodies
from scheduler.secretariat.who_was_it import body_on

on_option = click.option("--on", "day", type=DAY, help="As of this day; today, if not said.")


@click.group(cls=Noun)
def body() -> None:
    """See the bodies, by their names of any day."""


@body.command("list")
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@on_option
@pass_app
def list_(app: App, partnership: str | None, day: date | None) -> None:
    """List the bodies, by their names of a day."""
    with app.reading() as session:
        found = find_partnership(session, partnership)
        rows = list_bodies(session, found, day or app.today)
    columns = ("Party", "Code", "Short", "Name", "Takes part")
    cells = [(row.party, row.code, row.short, row.name, row.takes_part) for row in rows]
    answer(app, rows, lambda: table(columns, cells))


@body.command()
@click.argument("code", metavar="BODY")
@on_option
@pass_app
def show(app: App, code: str, day: date | None) -> None:
    """Show BODY as it was on a day.

    Its name, who held its posts, and who led for it where the parties met on that day.
    """
    with app.reading() as session:
        sheet = body_on(session, find_body(session, code), day or app.today)
    answer(app, sheet, lambda: fields(sheet))
