"""`scheduler init`: a database for real work, with the partnership and the home party in it."""

from pathlib import Path

import click
from sqlalchemy import select

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer
from scheduler.cli.verbs import Verb
from scheduler.errors import AlreadyExists, NotFound
from scheduler.files import read_text
from scheduler.imports.partnership_file import PartnershipFile, read_partnership
from scheduler.model.partnership import Partnership
from scheduler.resources import resource
from scheduler.secretariat.partnerships import choose_home_party, load_partnership
from scheduler.store import revisions, schema
from scheduler.store.session import Database


@click.command(cls=Verb)
@click.option("--home", metavar="PARTY", help="The party whose secretariat this is, such as EU.")
@click.option(
    "--file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Another partnership's file; without it, the EU-IOM partnership.",
)
@pass_app
def init(app: App, home: str | None, file: Path | None) -> None:
    """Make a database and load the partnership into it."""
    database = app.unchecked_database
    _require_empty(database)
    path = file or resource("calendars") / "eu-iom.toml"
    read = read_partnership(read_text(path), str(path))
    party = _known(home or _ask(read), read)
    schema.create(database.engine, now=app.now)
    with app.writing() as session:
        report = load_partnership(session, read, now=app.now, officer=app.officer)
        party = choose_home_party(session, read.partnership.code, party).code
    answer(
        app,
        {"database": database.where, "home": party, "loaded": report},
        lambda: _say(database.where, party, read.partnership.name),
    )


def _require_empty(database: Database) -> None:
    # What a call that was cut short left behind is empty, and may be filled now.
    if revisions.current_revision(database.engine) is None:
        return
    with database.reading() as session:
        if session.scalar(select(Partnership.id).limit(1)) is not None:
            remedy = "load into it with: scheduler partnership load FILE"
            raise AlreadyExists("database", database.where, remedy)


def _ask(file: PartnershipFile) -> str:
    codes = [party.code for party in file.parties]
    question = f"Whose secretariat is this? ({', '.join(codes)})"
    try:
        return str(click.prompt(question, default=codes[0], err=True))
    except click.Abort:
        message = f"nobody said whose secretariat this is; give it with --home {codes[0]}"
        raise click.UsageError(message, click.get_current_context()) from None


def _known(home: str, file: PartnershipFile) -> str:
    codes = [party.code for party in file.parties]
    if home.casefold() not in [code.casefold() for code in codes]:
        raise NotFound("party", home, codes)
    return home


def _say(where: str, party: str, name: str) -> None:
    click.echo(f"Made the database {where}\nwith the {name}, for the secretariat of {party}.")
    click.echo("Next: scheduler meeting list, then scheduler plan")
