"""`scheduler thread`: list, show, close, reopen."""

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, confirm_change, table
from scheduler.cli.verbs import Noun
from scheduler.papers.words import counted, day_in_words
from scheduler.secretariat import threads
from scheduler.secretariat.naming import find_partnership
from scheduler.secretariat.threads import ThreadSheet

partnership_option = click.option(
    "--partnership", metavar="CODE", help="The partnership; may be left out if there is only one."
)
key_argument = click.argument("key", metavar="KEY")


@click.group(cls=Noun)
def thread() -> None:
    """Follow one topic across meetings.

    A thread begins with the first item that names its key: `agenda add MEETING TITLE --thread KEY`.
    """


@thread.command("list")
@partnership_option
@pass_app
def list_(app: App, partnership: str | None) -> None:
    """List the topics, with how often and when last."""
    with app.reading() as session:
        rows = threads.list_threads(session, find_partnership(session, partnership))
    answer(
        app,
        rows,
        lambda: table(
            ("Thread", "Title", "Items", "Last", "Closed"),
            [
                (
                    r.key,
                    r.title,
                    str(r.items),
                    r.last,
                    r.closed_on.isoformat() if r.closed_on else "",
                )
                for r in rows
            ],
        ),
    )


@thread.command()
@key_argument
@partnership_option
@pass_app
def show(app: App, key: str, partnership: str | None) -> None:
    """Show where a topic was discussed before."""
    with app.reading() as session:
        found = threads.find_thread(session, find_partnership(session, partnership), key)
        sheet = threads.show_thread(session, found)
    answer(app, sheet, lambda: _say(sheet))


@thread.command()
@key_argument
@partnership_option
@pass_app
def close(app: App, key: str, partnership: str | None) -> None:
    """Say that a topic is done with."""
    with app.writing() as session:
        found = threads.find_thread(session, find_partnership(session, partnership), key)
        threads.close_thread(session, found, today=app.today)
        sheet = threads.show_thread(session, found)
    confirm_change(app, sheet, f"Closed the thread {sheet.key}, {sheet.title}.")


@thread.command()
@key_argument
@partnership_option
@pass_app
def reopen(app: App, key: str, partnership: str | None) -> None:
    """Take a closed topic up again, under its key."""
    with app.writing() as session:
        found = threads.find_thread(session, find_partnership(session, partnership), key)
        threads.reopen_thread(session, found)
        sheet = threads.show_thread(session, found)
    confirm_change(app, sheet, f"Reopened the thread {sheet.key}, {sheet.title}.")


def _say(sheet: ThreadSheet) -> None:
    closed = f", closed on {day_in_words(sheet.closed_on)}" if sheet.closed_on else ""
    click.echo(f"{sheet.key}, {sheet.title}: {counted(len(sheet.stops), 'item')}{closed}")
    table(
        ("Meeting", "Day", "N", "Item", "State", "Came", "Outcomes", "For"),
        [
            (
                stop.meeting,
                stop.when,
                stop.number,
                stop.title,
                str(stop.state),
                stop.came,
                ", ".join(stop.outcomes),
                stop.audience,
            )
            for stop in sheet.stops
        ],
    )
