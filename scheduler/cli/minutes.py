"""`scheduler minutes`: print the minutes of a meeting."""

from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.houses import house_for
from scheduler.cli.papers import (
    format_option,
    output_option,
    paper_stem,
    reader_option,
    write_paper,
)
from scheduler.cli.verbs import Noun, meeting_argument
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.minutes import minutes_of
from scheduler.secretariat.naming import find_meeting
from scheduler.secretariat.packs import reader_of
from scheduler.secretariat.second_wall import wall_of


@click.group(cls=Noun)
def minutes() -> None:
    """Print the minutes of a meeting."""


@minutes.command()
@meeting_argument
@reader_option
@format_option
@output_option
@pass_app
def build(
    app: App, meeting: str, reader_word: str | None, formats: tuple[str, ...], folder: Path
) -> None:
    """Set the minutes of MEETING.

    Attendance, what was said, what was concluded, who owes what.
    """
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        reader = reader_of(found.partnership, reader_word)
        house = house_for(app, found.partnership, reader)
        paper = minutes_of(session, found, reader, today=app.today, spoken=house.language)
        stem = paper_stem(found.name, "minutes", reader)
        wall = wall_of(session, found, reader)
        sentence = f"Built the minutes of {named_with_date(found)}, for {reader}:"
    write_paper(
        app, paper, sentence, wall=wall, house=house, stem=stem, folder=folder, formats=formats
    )
