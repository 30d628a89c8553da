"""`scheduler series`: list, show, policy, health."""

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, fields, table
from scheduler.cli.series_health import health
from scheduler.cli.series_policy import policy
from scheduler.cli.verbs import Noun
from scheduler.secretariat.naming import find_partnership, find_series
from scheduler.secretariat.rhythms import list_series, show_series


@click.group(cls=Noun)
def series() -> None:
    """See the rhythms of meetings and their policies."""


series.add_command(policy)
series.add_command(health)


@series.command("list")
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@pass_app
def list_(app: App, partnership: str | None) -> None:
    """List the series, with the rule and the next meeting.

    The rule is told in words, and whether a meeting is due.
    """
    with app.reading() as session:
        rows = list_series(session, find_partnership(session, partnership), today=app.today)
    columns = ("Series", "Name", "Rhythm", "Window", "Next meeting", "Cadence")
    answer(
        app,
        rows,
        lambda: table(
            columns, [(r.code, r.name, r.rhythm, r.window, r.next, str(r.cadence)) for r in rows]
        ),
    )


@series.command()
@click.argument("code", metavar="SERIES")
@pass_app
def show(app: App, code: str) -> None:
    """Show the rule of a SERIES and what came of it.

    What it promises, its next slots, and every exception.
    """
    with app.reading() as session:
        sheet = show_series(session, find_series(session, code), today=app.today)
    answer(app, sheet, lambda: fields(sheet))
