"""`scheduler mandate`: add, end."""

from datetime import date

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import confirm_change
from scheduler.cli.verbs import DAY, Noun
from scheduler.secretariat import mandates
from scheduler.secretariat.post_holders import find_post, post_name, tenure_of

post_argument = click.argument("post", metavar="POST")
person_argument = click.argument("person", metavar="PERSON")


@click.group(cls=Noun)
def mandate() -> None:
    """Say who holds a post, from which day to which."""


@mandate.command()
@post_argument
@person_argument
@click.option("--from", "since", type=DAY, help="The first day, if it is known.")
@click.option("--last-day", type=DAY, help="The last day, if it is known.")
@click.option("--acting", "is_acting", is_flag=True, help="They only stand in.")
@click.option("--source", metavar="KEY", help="The source that says so, by its key.")
@click.option("--new-person", "is_new", is_flag=True, help="Put somebody new on record.")
@pass_app
def add(
    app: App,
    /,
    *,
    post: str,
    person: str,
    since: date | None,
    last_day: date | None,
    is_acting: bool,
    source: str | None,
    is_new: bool,
) -> None:
    """Record that PERSON holds POST.

    POST is like "HOME/Director General". Delegations that are proposed follow, as of the day of
    their meeting.
    """
    with app.writing() as session:
        found = find_post(session, post)
        said_by = mandates.find_source(session, found, source) if source else None
        term = mandates.Term(since, last_day, is_acting, said_by)
        made, findings = mandates.add_mandate(session, found, person, term, is_new_person=is_new)
        row = tenure_of(made, app.today)
        sentence = f"{row.holder} holds {post_name(found)} {row.period}."
    confirm_change(app, {"mandate": row, "findings": findings}, sentence, findings)


@mandate.command()
@post_argument
@person_argument
@click.option("--last-day", type=DAY, required=True, help="The last day on which they hold it.")
@pass_app
def end(app: App, post: str, person: str, last_day: date) -> None:
    """Record when PERSON leaves POST.

    The post is vacant from the next day on, until somebody else holds it.
    """
    with app.writing() as session:
        found = find_post(session, post)
        row = tenure_of(mandates.end_mandate(session, found, person, last_day), app.today)
        sentence = f"{row.holder} held {post_name(found)} {row.period}."
    confirm_change(app, {"mandate": row}, sentence)
