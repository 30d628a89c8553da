"""`scheduler follow-up remind`: one message for each body, with all that is new to it."""

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.follow_up_options import body_option, partnership_option, within_option
from scheduler.cli.output import answer, table
from scheduler.cli.verbs import Verb
from scheduler.papers.words import counted
from scheduler.secretariat.follow_up_reminders import FollowUpReminders, remind_of_commitments
from scheduler.secretariat.naming import find_body, find_partnership


@click.command(cls=Verb)
@within_option
@body_option
@click.option("--by", "convener", metavar="BODY", help="Whose mailbox asks, if we have several.")
@click.option("--again", is_flag=True, help="Also of what a body was told already.")
@click.option("--preview", is_flag=True, help="Only show it; put nothing into the outbox.")
@partnership_option
@pass_app
def remind(
    app: App,
    /,
    *,
    within: int,
    body: str | None,
    convener: str | None,
    partnership: str | None,
    again: bool,
    preview: bool,
) -> None:
    """Write a reminder to each body of what it owes.

    Where each commitment was decided, what was reported since, how late it is; nothing twice while
    it stands as it stood. The reminders wait in the outbox: `scheduler outbox send` sends them.
    """
    with app.reading() if preview else app.writing() as session:
        reminded = remind_of_commitments(
            session,
            find_partnership(session, partnership),
            within=within,
            body=find_body(session, body) if body else None,
            convener=find_body(session, convener) if convener else None,
            again=again,
            is_preview=preview,
            today=app.today,
            now=app.now,
        )
    answer(app, reminded, lambda: _say(reminded, is_preview=preview))


def _say(reminded: FollowUpReminders, *, is_preview: bool) -> None:
    rows = [
        (
            one.name,
            ", ".join(one.references),
            "reminder" if one.is_due else "nothing",
            one.why,
            one.address,
        )
        for one in reminded.reminders
    ]
    table(("Body", "Commitments", "Gets", "Why", "Address"), rows)
    if is_preview:
        due = [one for one in reminded.reminders if one.is_due]
        for one in due:
            click.echo(f"\nTo {one.name} <{one.address}>:\n\n{one.text.rstrip()}")
        click.echo(f"\n{counted(len(due), 'message')} would be prepared.")
        return
    click.echo(f"{counted(len(reminded.prepared), 'message')} prepared.")
    if reminded.prepared:
        click.echo("Send what waits with: scheduler outbox send")
