"""`scheduler person`: list, show, erase."""

from datetime import date

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.biography import biography
from scheduler.cli.body import on_option
from scheduler.cli.output import answer, fields, table
from scheduler.cli.person_erase import erase
from scheduler.cli.verbs import Noun
from scheduler.papers.words import short_day
from scheduler.secretariat.naming import find_partnership, find_person
from scheduler.secretariat.who_is_who import list_people
from scheduler.secretariat.who_was_it import person_on


@click.group(cls=Noun)
def person() -> None:
    """See people with their posts, and keep their biographies."""


person.add_command(biography)
person.add_command(erase)


@person.command("list")
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@on_option
@pass_app
def list_(app: App, partnership: str | None, day: date | None) -> None:
    """List the people, with the post each has on a day."""
    with app.reading() as session:
        found = find_partnership(session, partnership)
        rows = list_people(session, found, day or app.today)
    columns = ("Party", "Name", "Key", "Post", "Biography of")
    cells = [
        (row.party, row.name, row.key, row.post, short_day(row.biography) if row.biography else "")
        for row in rows
    ]
    answer(app, rows, lambda: table(columns, cells))


@person.command()
@click.argument("name", metavar="PERSON")
@on_option
@pass_app
def show(app: App, name: str, day: date | None) -> None:
    """Show the posts of PERSON on a day.

    Those of other days too, and the meetings they came to.
    """
    with app.reading() as session:
        sheet = person_on(session, find_person(session, name), day or app.today)
    answer(app, sheet, lambda: fields(sheet))
