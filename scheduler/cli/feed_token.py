"""`scheduler feed token`: add, list, rotate, revoke."""

import os

import click
from sqlalchemy.orm import Session

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, confirm_change, table, warn
from scheduler.cli.verbs import Noun
from scheduler.errors import Finding, InvalidValue, Severity
from scheduler.papers.words import listed, short_day
from scheduler.secretariat import feed_tokens
from scheduler.secretariat.feed_access import Holder
from scheduler.secretariat.feed_tokens import NewToken, TokenRow
from scheduler.secretariat.naming import find_body, find_partnership, find_party, find_person
from scheduler.settings import WEB_ADDRESS, read_web_address

number_argument = click.argument("number", metavar="NUMBER", type=click.IntRange(min=1))


@click.group(cls=Noun)
def token() -> None:
    """Give secret addresses of feeds, or take them back."""


@token.command()
@click.argument("feeds", metavar="NAME...", nargs=-1, required=True)
@click.option("--person", metavar="NAME", help="Who holds it.")
@click.option("--body", metavar="CODE", help="The body that holds it.")
@click.option("--party", metavar="CODE", help="The party that holds it.")
@click.option("--label", default="", metavar="TEXT", help="What it is for, in your list.")
@click.option("--partnership", metavar="CODE", help="Whose party, if there are several.")
@pass_app
def add(app: App, /, *, feeds: tuple[str, ...], label: str, **holders: str | None) -> None:
    """Give somebody access to joint feeds.

    NAME is a feed of `feed list`, or NAME.recurring in that style. The addresses are shown once;
    pass them on as you would a password. What they show is what the holder may see on that day.
    """
    stems = [name.removesuffix(".ics") for name in feeds]
    address = read_web_address(os.environ)
    with app.writing() as session:
        holder = _holder(session, **holders)
        made = feed_tokens.add_token(
            session, holder, stems, label=label, now=app.now, today=app.today
        )
    _tell(app, made, address)


@token.command("list")
@pass_app
def list_(app: App) -> None:
    """List the tokens: whose they are, what they open, when they were used last.

    Never their secrets. The last use is right to about a minute.
    """
    with app.reading() as session:
        rows = feed_tokens.list_tokens(session)
    columns = ("No.", "Holder", "Feeds", "For", "Since", "Last used", "State")
    answer(app, rows, lambda: table(columns, [_cells(row) for row in rows]))


@token.command()
@number_argument
@pass_app
def rotate(app: App, number: int) -> None:
    """Give a token another secret.

    The addresses before open nothing from now on; the new ones are shown once.
    """
    address = read_web_address(os.environ)
    with app.writing() as session:
        made = feed_tokens.rotate_token(feed_tokens.find_token(session, number), now=app.now)
    _tell(app, made, address)


@token.command()
@number_argument
@pass_app
def revoke(app: App, number: int) -> None:
    """Take a token back: from now on it opens nothing."""
    with app.writing() as session:
        found = feed_tokens.find_token(session, number)
        feed_tokens.revoke_token(found, now=app.now)
        row = feed_tokens.row_of(found)
    confirm_change(app, row, f"Token {number} of {row.holder} opens nothing any more.")


def _holder(
    session: Session,
    *,
    person: str | None,
    body: str | None,
    party: str | None,
    partnership: str | None,
) -> Holder:
    given = [name for name in (person, body, party) if name]
    if len(given) != 1:
        said = listed(given) if given else "nobody"
        raise InvalidValue("the holder", said, "one of --person, --body and --party")
    if person:
        return find_person(session, person)
    if body:
        return find_body(session, body)
    return find_party(find_partnership(session, partnership), given[0])


def _tell(app: App, made: NewToken, address: str) -> None:
    addresses = [f"{address}{path}" for path in made.paths]
    value = {"number": made.number, "holder": made.holder, "addresses": addresses}
    answer(app, value, lambda: _say(made, addresses))
    if not address:
        message = f"these addresses lack their beginning: say where the server is in {WEB_ADDRESS}"
        warn([Finding(Severity.NOTE, message)])


def _say(made: NewToken, addresses: list[str]) -> None:
    click.echo(f"Token {made.number} of {made.holder}. Its addresses are shown only now:")
    for address in addresses:
        click.echo(address)


def _cells(row: TokenRow) -> tuple[str, ...]:
    used = f"{row.last_used_at:%d %b %Y %H:%M} UTC" if row.last_used_at else "never"
    return (
        str(row.number),
        f"{row.holder} ({row.kind})",
        ", ".join(row.feeds),
        row.label,
        short_day((row.rotated_at or row.created_at).date()),
        used,
        f"revoked {short_day(row.revoked_at.date())}" if row.revoked_at else "live",
    )
