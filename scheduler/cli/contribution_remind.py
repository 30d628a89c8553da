"""`scheduler contribution remind`: those from whom nothing has come, once a batch."""

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, table
from scheduler.cli.verbs import Verb, meeting_argument
from scheduler.papers.words import counted
from scheduler.secretariat.contribution_reminders import (
    ContributionReminders,
    remind_of_contributions,
)
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.letters_wall import refuse_letters
from scheduler.secretariat.naming import find_body, find_meeting


@click.command(cls=Verb)
@meeting_argument
@click.option("--by", "convener", metavar="BODY", help="Whose mailbox asks, if not the host's.")
@click.option("--preview", is_flag=True, help="Only show it; put nothing into the outbox.")
@pass_app
def remind(app: App, meeting: str, convener: str | None, *, preview: bool) -> None:
    """Write a reminder to each mailbox that owes a contribution.

    One message for all that it owes. The reminders wait in the outbox: `scheduler outbox send`
    sends them.
    """
    with app.reading() if preview else app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        reminded = remind_of_contributions(
            session,
            found,
            convener=find_body(session, convener) if convener else None,
            is_preview=preview,
            today=app.today,
            now=app.now,
        )
        refuse_letters(session, found, reminded.prepared)
        name = named_with_date(found)
    answer(app, reminded, lambda: _say(name, reminded, is_preview=preview))


def _say(name: str, reminded: ContributionReminders, *, is_preview: bool) -> None:
    rows = [
        (
            ", ".join(one.bodies),
            ", ".join(one.items),
            "reminder" if one.is_due else "nothing",
            one.why,
            one.address,
        )
        for one in reminded.reminders
    ]
    table(("Body", "Items", "Gets", "Why", "Address"), rows)
    if is_preview:
        count = sum(one.is_due for one in reminded.reminders)
        click.echo(f"{counted(count, 'message')} would be prepared for {name}.")
        return
    click.echo(f"{counted(len(reminded.prepared), 'message')} prepared for {name}.")
    if reminded.prepared:
        click.echo("Send what waits with: scheduler outbox send")
