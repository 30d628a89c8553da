"""`scheduler post`: list, show."""

from datetime import date

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.body import on_option
from scheduler.cli.output import answer, fields, table
from scheduler.cli.verbs import Noun
from scheduler.secretariat.naming import find_partnership
from scheduler.secretariat.post_holders import find_post
from scheduler.secretariat.who_is_who import list_posts
from scheduler.secretariat.who_was_it import post_on


@click.group(cls=Noun)
def post() -> None:
    """See who holds each post, on any day."""


@post.command("list")
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@on_option
@pass_app
def list_(app: App, partnership: str | None, day: date | None) -> None:
    """List the posts with who holds them on a day."""
    with app.reading() as session:
        found = find_partnership(session, partnership)
        rows = list_posts(session, found, day or app.today)
    columns = ("Party", "Post", "Holder", "Series")
    cells = [(row.party, row.post, row.holder, ", ".join(row.series)) for row in rows]
    answer(app, rows, lambda: table(columns, cells))


@post.command()
@click.argument("name", metavar="POST")
@on_option
@pass_app
def show(app: App, name: str, day: date | None) -> None:
    """Show who held POST on a day, and everybody who did.

    POST is like "HOME/Director General".
    """
    with app.reading() as session:
        sheet = post_on(session, find_post(session, name), day or app.today)
    answer(app, sheet, lambda: fields(sheet))
