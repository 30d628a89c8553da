"""`scheduler person biography`: set, show, list, remove."""

from datetime import date
from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.given import TEXT_FILE, audience_option, text_given
from scheduler.cli.output import answer, confirm_change, table
from scheduler.cli.verbs import DAY, Noun
from scheduler.errors import NotFound
from scheduler.papers.audience import Reach
from scheduler.papers.words import short_day
from scheduler.secretariat import biographies
from scheduler.secretariat.naming import find_person

person_argument = click.argument("name", metavar="PERSON")
dated_option = click.option("--dated", type=DAY, help="The day it tells of; today, if not said.")


@click.group(cls=Noun)
def biography() -> None:
    """Keep what is written of a person, each text with its day.

    A paper prints the newest from the day of the meeting or before it that its reader may read.
    """


@biography.command("set")
@person_argument
@click.argument("text", required=False)
@click.option("--file", type=TEXT_FILE, help="Read the text from this file.")
@dated_option
@click.option("--source", default="", help='Where it comes from, such as "iom.int, 4 April 2025".')
@audience_option(Reach.PARTY, "Who may read it; own, if not said.")
@click.option(
    "--version",
    type=click.IntRange(min=1),
    help="The version you read; refused if the record has moved on.",
)
@pass_app
def set_(
    app: App,
    /,
    *,
    name: str,
    text: str | None,
    file: Path | None,
    dated: date | None,
    source: str,
    reach: Reach,
    version: int | None,
) -> None:
    """Write the biography of PERSON as of a day.

    It stands in place of one of the same day and audience.
    TEXT is Markdown; - reads stdin.
    """
    day = dated or app.today
    new = biographies.NewBiography(text_given(text, file), day, reach, source)
    with app.writing() as session:
        found = find_person(session, name)
        written = biographies.set_biography(session, found, new, version=version, today=app.today)
        row = biographies.row_of(written)
        sentence = f"Wrote the biography of {row.person} of {short_day(row.dated)}, {row.audience}."
    confirm_change(app, row, sentence)


@biography.command("list")
@person_argument
@pass_app
def list_(app: App, name: str) -> None:
    """List the biographies of PERSON, the newest first."""
    with app.reading() as session:
        found = find_person(session, name)
        rows = [biographies.row_of(one) for one in biographies.biographies_of(session, found)]
    columns = ("Dated", "Audience", "Source", "Begins", "Version")
    cells = [
        (short_day(r.dated), r.audience, r.source, r.text.splitlines()[0][:60], str(r.version))
        for r in rows
    ]
    answer(app, rows, lambda: table(columns, cells))


@biography.command()
@person_argument
@click.option("--on", "day", type=DAY, help="As a paper of this day prints it; today, if not said.")
@pass_app
def show(app: App, name: str, day: date | None) -> None:
    """Show the newest biography of PERSON up to a day."""
    with app.reading() as session:
        found = find_person(session, name)
        every = biographies.biographies_of(session, found)
        rows = [biographies.row_of(one) for one in every if one.dated <= (day or app.today)]
        if not rows:
            known = [one.dated.isoformat() for one in every]
            raise NotFound(f"biography of {found.name}", f"{day or app.today} or before", known)
    row = rows[0]
    source = f", from {row.source}" if row.source else ""
    about = f"{row.person}, {short_day(row.dated)} [{row.audience}{source}, version {row.version}]"
    answer(app, row, lambda: click.echo(f"{about}\n{row.text}"))


@biography.command()
@person_argument
@click.option("--dated", type=DAY, required=True, help="The day of the one to remove.")
@audience_option(Reach.PARTY, "Whose it is; own, if not said.")
@pass_app
def remove(app: App, name: str, dated: date, reach: Reach) -> None:
    """Take one biography of PERSON out of the record."""
    with app.writing() as session:
        found = find_person(session, name)
        biographies.remove_biography(session, found, dated, reach)
        full = found.full_name
    value = {"person": full, "dated": dated, "removed": True}
    confirm_change(app, value, f"Removed the biography of {full} of {short_day(dated)}.")
