"""What the desk does, as commands: `agenda begin`, `agenda end`, `attendee out`, `outcome type`."""

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.given import text_given
from scheduler.cli.output import confirm_change
from scheduler.cli.verbs import Verb, meeting_argument
from scheduler.papers.words import counted
from scheduler.secretariat import outcomes, sittings
from scheduler.secretariat.agenda_sheets import item_row
from scheduler.secretariat.attendance import confirmed_as, find_attendee, row_of
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.desk import enter_line
from scheduler.secretariat.item_labels import find_item
from scheduler.secretariat.naming import find_meeting


@click.command(cls=Verb)
@meeting_argument
@click.argument("number", metavar="N")
@pass_app
def begin(app: App, meeting: str, number: str) -> None:
    """Begin item N now, or go on with it; the one before it ends."""
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        item = find_item(session, found, number)
        ended = sittings.take_up(session, found, item, today=app.today, now=app.now)
        row = item_row(session, item)
        sentence = f"Began item {row.number}, {row.title}, of {named_with_date(found)}."
        if ended:
            took = counted(ended.minutes_used or 0, "minute")
            sentence += f" {ended.title} took {took}."
    confirm_change(app, row, sentence)


@click.command(cls=Verb)
@meeting_argument
@pass_app
def end(app: App, meeting: str) -> None:
    """End the item that is being taken, and keep its minutes."""
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        item = sittings.end(session, found, now=app.now)
        row = item_row(session, item)
        took = counted(item.minutes_used or 0, "minute")
        sentence = f"Ended item {row.number}, {row.title}, of {named_with_date(found)}: {took}."
    confirm_change(app, row, sentence)


@click.command(cls=Verb)
@meeting_argument
@click.argument("who", metavar="WHO")
@click.option("--item", "number", metavar="N", required=True, help="The agenda item.")
@click.option("--back", "is_back", is_flag=True, help="They were there after all.")
@pass_app
def out(app: App, meeting: str, who: str, number: str, *, is_back: bool) -> None:
    """Record that WHO was out of the room for an item."""
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        item, member = find_item(session, found, number), find_attendee(session, found, who)
        if is_back:
            sittings.come_in(session, item, member)
        else:
            sittings.go_out(session, item, member, today=app.today)
        where = "There for" if is_back else "Out for"
        sentence = f"{where} item {number}, {item.title}: {confirmed_as(member)}."
        row = row_of(member)
    confirm_change(app, row, sentence)


@click.command("type", cls=Verb)
@meeting_argument
@click.argument("line", metavar="LINE")
@click.option("--item", "number", metavar="N", help="The agenda item.")
@pass_app
def type_(app: App, meeting: str, line: str, number: str | None) -> None:
    """Record what LINE says, as at the desk.

    = begins a conclusion, + a decision, ! a commitment: '! DG ECHO to share the list by 15 June'.
    Any other line is a note. LINE may be - for stdin.
    """
    said = text_given(line)
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        item = find_item(session, found, number) if number else None
        made = enter_line(
            session, found, item, said, today=app.today, now=app.now, officer=app.officer
        )
        row = outcomes.row_of(made, today=app.today)
        sentence = f"Recorded the {row.kind} {row.reference} of {named_with_date(found)}."
    confirm_change(app, row, sentence)
