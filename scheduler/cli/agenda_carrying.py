"""`scheduler agenda carry`, `escalate`, `cascade`, `left-behind`, `history`."""

from collections.abc import Callable

import click
from sqlalchemy.orm import Session

from scheduler.cli.agenda_people import number_argument
from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, confirm_change, table
from scheduler.cli.verbs import Verb, meeting_argument
from scheduler.model.agenda import AgendaItem
from scheduler.model.meeting import Meeting
from scheduler.secretariat import agenda_carrying
from scheduler.secretariat.agenda_carrying import Carried
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.item_labels import find_item
from scheduler.secretariat.naming import find_meeting, find_series

across_option = click.option(
    "--to", required=True, metavar="MEETING", help="The meeting of the other level, as next:SOM."
)


@click.command(cls=Verb)
@meeting_argument
@click.option("--to", metavar="MEETING", help="Another one than the next of the series.")
@pass_app
def carry(app: App, meeting: str, to: str | None) -> None:
    """Carry what a held meeting left to the next one.

    That is what is open or postponed. It stands before any other business there. An item of
    the same thread that is there already goes on with it; nothing is copied twice.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        target = find_meeting(session, to, today=app.today) if to else None
        carried = agenda_carrying.carry(session, found, to=target, today=app.today)
        nothing = f"Nothing of {named_with_date(found)} waits to be carried."
    sentence = "\n".join(map(_sentence, carried)) or nothing
    confirm_change(app, carried, sentence)


@click.command(cls=Verb)
@meeting_argument
@number_argument
@across_option
@pass_app
def escalate(app: App, meeting: str, number: str, to: str) -> None:
    """Put item N before a higher level, as HoU before SOM."""
    _across(app, meeting, number, to, agenda_carrying.escalate)


@click.command(cls=Verb)
@meeting_argument
@number_argument
@across_option
@pass_app
def cascade(app: App, meeting: str, number: str, to: str) -> None:
    """Let a lower level follow item N, as HoU what SOM decided."""
    _across(app, meeting, number, to, agenda_carrying.cascade)


@click.command("left-behind", cls=Verb)
@click.argument("series", metavar="SERIES", required=False)
@pass_app
def left_behind(app: App, series: str | None) -> None:
    """List items of held meetings that found no home yet."""
    with app.reading() as session:
        chosen = find_series(session, series) if series else None
        items = agenda_carrying.left_behind(session, chosen)
        rows = [agenda_carrying.left_row(session, item) for item in items]

    def in_words() -> None:
        if not rows:
            click.echo("No item was left behind.")
            return
        table(
            ("Meeting", "Day", "N", "Item", "State", "Thread", "For"),
            [
                (r.meeting, r.when, r.number, r.title, str(r.state), r.thread, r.audience)
                for r in rows
            ],
        )

    answer(app, rows, in_words)


@click.command(cls=Verb)
@meeting_argument
@number_argument
@pass_app
def history(app: App, meeting: str, number: str) -> None:
    """Show where item N comes from, and where it went."""
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        item = find_item(session, found, number)
        lines = agenda_carrying.history_of(item, session)
        title = f"item {number.strip().lower()}, {item.title}, of {named_with_date(found)}"

    def in_words() -> None:
        click.echo(title)
        for line in lines or ("it comes from no other meeting, and went to none",):
            click.echo(f"  {line}")

    answer(app, lines, in_words)


def _across(
    app: App,
    meeting: str,
    number: str,
    to: str,
    act: Callable[[Session, AgendaItem, Meeting], Carried],
) -> None:
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        item = find_item(session, found, number)
        carried = act(session, item, find_meeting(session, to, today=app.today))
    confirm_change(app, carried, _sentence(carried))


def _sentence(carried: Carried) -> str:
    verb = str(carried.passage).capitalize()
    beside = "" if carried.is_new else ", which follows the same thread"
    return f"{verb} {carried.title} of {carried.source}, to {carried.target}{beside}."
