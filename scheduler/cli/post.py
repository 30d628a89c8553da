"""`scheduler post`: list, show, add, end, remove."""

from datetime import date

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.body import on_option
from scheduler.cli.output import answer, confirm_change, fields, table
from scheduler.cli.verbs import DAY, Noun
from scheduler.papers.words import day_in_words
from scheduler.secretariat.mandates import add_post, end_post, remove_post
from scheduler.secretariat.naming import find_body, find_partnership
from scheduler.secretariat.post_holders import find_post, post_name
from scheduler.secretariat.who_is_who import list_posts
from scheduler.secretariat.who_was_it import post_on


@click.group(cls=Noun)
def post() -> None:
    """See who holds each post, on any day, and make posts.

    Who holds one is said by `mandate add` and `mandate end`.
    """


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


@post.command()
@click.argument("body", metavar="BODY")
@click.argument("title")
@click.option(
    "--precedence",
    type=click.IntRange(min=0, max=10_000),
    default=100,
    help="Its rank in the body; the lowest number sits first.",
)
@pass_app
def add(app: App, body: str, title: str, precedence: int) -> None:
    """Make a post called TITLE in BODY; it is vacant until held."""
    with app.writing() as session:
        made = post_name(add_post(session, find_body(session, body), title, precedence=precedence))
    value = {"post": made, "precedence": precedence}
    confirm_change(app, value, f"Made the post {made}; nobody holds it yet.")


@post.command()
@click.argument("name", metavar="POST")
@click.option("--on", "day", type=DAY, required=True, help="The last day on which it is there.")
@pass_app
def end(app: App, name: str, day: date) -> None:
    """Record the last day of POST, which falls away.

    It is not vacant afterwards: no delegation is proposed with it, and no paper names it so. Said
    again, the day is corrected.
    """
    with app.writing() as session:
        found = find_post(session, name)
        findings = end_post(session, found, day)
        sentence = f"The post {post_name(found)} falls away after {day_in_words(day)}."
        value = {"post": post_name(found), "ended_on": day, "findings": findings}
    confirm_change(app, value, sentence, findings)


@post.command()
@click.argument("name", metavar="POST")
@pass_app
def remove(app: App, name: str) -> None:
    """Take out POST, made by mistake: nobody ever held it."""
    with app.writing() as session:
        found = find_post(session, name)
        removed = post_name(found)
        remove_post(session, found)
    confirm_change(app, {"post": removed, "removed": True}, f"Removed the post {removed}.")
