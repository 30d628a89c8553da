"""`scheduler pack`: print the briefing pack of a meeting."""

from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.papers import (
    format_option,
    output_option,
    paper_stem,
    reader_option,
    write_paper,
)
from scheduler.cli.verbs import Noun, meeting_argument
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.naming import find_meeting
from scheduler.secretariat.packs import briefing_pack, reader_of


@click.group(cls=Noun)
def pack() -> None:
    """Print the briefing pack of a meeting."""


@pack.command()
@meeting_argument
@reader_option
@format_option
@output_option
@click.option(
    "--with-date-explained", is_flag=True, help="Add why it is on its day; for our own eyes."
)
@pass_app
def build(
    app: App,
    meeting: str,
    reader_word: str | None,
    formats: tuple[str, ...],
    folder: Path,
    *,
    with_date_explained: bool,
) -> None:
    """Bind the pack of MEETING for one reader.

    It holds participants, agenda, notes and open commitments.
    A pack for the other party holds what is joint or public, and nothing that is ours alone.
    """
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        reader = reader_of(found.partnership, reader_word)
        paper = briefing_pack(
            session, found, reader, today=app.today, with_date_explained=with_date_explained
        )
        stem = paper_stem(found.name, "pack", reader)
        sentence = f"Built the briefing pack of {named_with_date(found)}, for {reader}:"
    write_paper(app, paper, sentence, stem=stem, folder=folder, formats=formats)
