"""`scheduler gap`: report."""

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import FINDINGS, answer
from scheduler.cli.verbs import Noun, meeting_argument
from scheduler.papers.words import counted
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.gaps import Gap, find_gaps
from scheduler.secretariat.naming import find_meeting


@click.group(cls=Noun)
def gap() -> None:
    """See what a briefing still lacks."""


@gap.command()
@meeting_argument
@pass_app
def report(app: App, meeting: str) -> None:
    """Say on which items of MEETING a line is missing, and whose.

    Exits with 3 where one is. What is written and not cleared is said too, and is no gap.
    """
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        gaps = find_gaps(session, found, today=app.today)
        name = named_with_date(found)
    answer(app, gaps, lambda: _say(name, gaps))
    if any(one.is_open for one in gaps):
        click.get_current_context().exit(FINDINGS)


def _say(name: str, gaps: list[Gap]) -> None:
    click.echo(name)
    for one in gaps:
        click.echo(str(one))
    missing = sum(one.is_open for one in gaps)
    click.echo(f"{counted(missing, 'gap')}." if missing else "There is no gap.")
