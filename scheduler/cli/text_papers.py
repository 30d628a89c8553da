"""`scheduler minutes build` and `scheduler conclusions build`: a text set for one reader."""

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
from scheduler.cli.text_kind import kind_of
from scheduler.cli.verbs import Verb, meeting_argument
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.minutes_versions import paper_of
from scheduler.secretariat.naming import find_meeting
from scheduler.secretariat.packs import reader_of
from scheduler.secretariat.second_wall import wall_of


@click.command(cls=Verb)
@meeting_argument
@reader_option
@click.option("--version", "which", metavar="N|draft", help="Which; without it, the adopted one.")
@format_option
@output_option
@pass_app
@click.pass_context
def build(  # noqa: PLR0917 -- one for each option
    ctx: click.Context,
    app: App,
    meeting: str,
    reader_word: str | None,
    which: str | None,
    formats: tuple[str, ...],
    folder: Path,
) -> None:
    """Set the text of MEETING.

    The version that was adopted, or the draft, which is the record as it stands.
    """
    kind = kind_of(ctx)
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        reader = reader_of(found.partnership, reader_word)
        house = house_for(app, found.partnership, reader)
        paper = paper_of(
            session, found, kind, reader, which, today=app.today, spoken=house.language
        )
        stem = paper_stem(found.name, str(kind), reader)
        wall = wall_of(session, found, reader)
        sentence = f"Built the {kind} of {named_with_date(found)}, for {reader}:"
    write_paper(
        app, paper, sentence, wall=wall, house=house, stem=stem, folder=folder, formats=formats
    )
