"""`scheduler agenda lead` and `agenda speaker`: who leads and who speaks on an item."""

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import confirm_change
from scheduler.cli.verbs import Verb, meeting_argument, version_option
from scheduler.errors import InvalidValue
from scheduler.secretariat import agendas, speakers
from scheduler.secretariat.agenda_items import ItemEdit
from scheduler.secretariat.agenda_sheets import item_row
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.item_labels import find_item
from scheduler.secretariat.naming import find_body, find_meeting, find_party

number_argument = click.argument("number", metavar="N")


@click.command(cls=Verb)
@meeting_argument
@number_argument
@click.argument("leads", metavar="PARTY=BODY", nargs=-1, required=True)
@version_option
@pass_app
def lead(app: App, meeting: str, number: str, leads: tuple[str, ...], version: int | None) -> None:
    """Say which body leads on item N for a party.

    `PARTY=` takes the lead away.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        item = find_item(session, found, number)
        pairs = [halves("the lead", given) for given in leads]
        chosen = {
            find_party(found.partnership, party): find_body(session, body) if body else None
            for party, body in pairs
        }
        edit = ItemEdit(leads=chosen)
        agendas.edit_item(session, item, edit, version=version, today=app.today)
        row = item_row(session, item)
        who = ", ".join(row.leads) or "nobody"
        on = f"item {row.number}, {row.title}, of {named_with_date(found)}"
        sentence = f"Leads on {on}: {who}."
    confirm_change(app, row, sentence)


@click.command(cls=Verb)
@meeting_argument
@number_argument
@click.argument("who", metavar="PARTY=BODY|NAME", nargs=-1, required=True)
@click.option("--remove", is_flag=True, help="Take them off the item.")
@pass_app
def speaker(app: App, meeting: str, number: str, who: tuple[str, ...], *, remove: bool) -> None:
    """Say who speaks on item N beside the leads.

    A body by its code, or a person by name. The other party is told of a person of ours only once
    they are announced; the public never.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        item = find_item(session, found, number)
        for party, name in (halves("the speaker", given) for given in who):
            of = find_party(found.partnership, party)
            one = speakers.find_speaker(session, name)
            if remove:
                speakers.remove_speaker(session, item, one)
            else:
                speakers.add_speaker(session, item, of, one)
        row = item_row(session, item)
        now = ", ".join(row.speakers) or "nobody"
        sentence = (
            f"Speakers on item {row.number}, {row.title}, of {named_with_date(found)}: {now}."
        )
    confirm_change(app, row, sentence)


def halves(what: str, given: str) -> tuple[str, str]:
    """What stands before and after the sign of equality."""
    party, sign, name = given.partition("=")
    if not sign:
        raise InvalidValue(what, given, "a party and its body or person, such as EU=ECHO")
    return party.strip(), name.strip()
