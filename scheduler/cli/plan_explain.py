"""`scheduler plan explain`: why this date, and why not another."""

from datetime import date

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, warn
from scheduler.cli.verbs import DAY, Verb, meeting_argument
from scheduler.secretariat.naming import find_partnership
from scheduler.secretariat.plan_explanation import ExplainedDay, explain_day


@click.command(cls=Verb)
@meeting_argument
@click.option("--date", "day", type=DAY, help="Another day: why it is not on this one.")
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@pass_app
def explain(app: App, meeting: str, day: date | None, partnership: str | None) -> None:
    """Say why MEETING is on its day, or why not on another.

    Every rule kept or broken, the calendars and editions that decide, the distance to the
    neighbours, and what the whole plan would cost. A slot is named as the plan names it.
    """
    with app.reading() as session:
        found = find_partnership(session, partnership) if partnership else None
        explained = explain_day(session, found, meeting, day=day, today=app.today)
    answer(app, explained, lambda: _say(explained))
    warn(explained.findings)


def _say(explained: ExplainedDay) -> None:
    for line in explained.explanation.lines():
        click.echo(line)
    for rule in explained.not_known:
        click.echo(f"  not known whether it keeps {rule}")
    if explained.computed_with and explained.computed_with != explained.decided_by:
        click.echo(f"  its own day was computed with {', '.join(explained.computed_with)}")
