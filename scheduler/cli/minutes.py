"""`scheduler minutes`: print the minutes of a meeting, and agree them with the other party."""

from pathlib import Path

import click

from scheduler.cli.agreeing import add_agreeing
from scheduler.cli.app import App, pass_app
from scheduler.cli.houses import house_for
from scheduler.cli.output import answer
from scheduler.cli.papers import (
    format_option,
    output_option,
    paper_stem,
    reader_option,
    write_paper,
)
from scheduler.cli.text_papers import build
from scheduler.cli.verbs import Noun, meeting_argument
from scheduler.papers.minutes import TextKind
from scheduler.secretariat.conclusions import flash_note_of
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.naming import find_meeting
from scheduler.secretariat.packs import reader_of
from scheduler.secretariat.previous_minutes import previous_minutes
from scheduler.secretariat.second_wall import wall_of


@click.group(cls=Noun)
def minutes() -> None:
    """Print the minutes of a meeting, and agree them."""


add_agreeing(minutes)
minutes.add_command(build)


@minutes.command()
@meeting_argument
@reader_option
@format_option
@output_option
@pass_app
def flash(
    app: App, meeting: str, reader_word: str | None, formats: tuple[str, ...], folder: Path
) -> None:
    """Set the flash note: what came of MEETING, and what is next.

    One page for one's own side. Without --for, for the home party.
    """
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        reader = reader_of(found.partnership, reader_word)
        house = house_for(app, found.partnership, reader)
        paper = flash_note_of(session, found, reader, today=app.today, spoken=house.language)
        stem = paper_stem(found.name, str(TextKind.FLASH_NOTE), reader)
        wall = wall_of(session, found, reader)
        sentence = f"Built the flash note of {named_with_date(found)}, for {reader}:"
    write_paper(
        app, paper, sentence, wall=wall, house=house, stem=stem, folder=folder, formats=formats
    )


@minutes.command()
@meeting_argument
@pass_app
def previous(app: App, meeting: str) -> None:
    """Say which minutes MEETING is to approve.

    Those of the meeting before it in its series: the version that went round last.
    """
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        told = previous_minutes(session, found)
    answer(app, told, lambda: click.echo(told.words))
