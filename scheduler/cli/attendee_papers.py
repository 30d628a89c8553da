"""`scheduler attendee`: paper, plates, badges, seating."""

from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.houses import house_for
from scheduler.cli.output import answer, warn
from scheduler.cli.papers import (
    FORMATS,
    formats_option,
    output_option,
    paper_stem,
    reader_option,
    write_paper,
)
from scheduler.cli.verbs import Verb, meeting_argument, words
from scheduler.files import write_whole
from scheduler.papers.people import PeopleKind
from scheduler.papers.seating import Layout
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.last_look import last_look
from scheduler.secretariat.naming import find_meeting
from scheduler.secretariat.packs import reader_of
from scheduler.secretariat.people_papers import people_paper
from scheduler.secretariat.seating_plans import seating_plan
from scheduler.secretariat.second_wall import wall_of

_NAMES = {
    PeopleKind.PARTICIPANTS: "list of participants",
    PeopleKind.PLATES: "name plates",
    PeopleKind.BADGES: "badge list",
}


@click.command(cls=Verb)
@meeting_argument
@reader_option
@formats_option(FORMATS, "all three")
@output_option
@pass_app
def paper(
    app: App, meeting: str, reader_word: str | None, formats: tuple[str, ...], folder: Path
) -> None:
    """Print who comes to MEETING, with their biographies."""
    _write(app, PeopleKind.PARTICIPANTS, meeting, reader_word, formats or tuple(FORMATS), to=folder)


@click.command(cls=Verb)
@meeting_argument
@reader_option
@formats_option(("pdf", "word"), "both")
@output_option
@pass_app
def plates(
    app: App, meeting: str, reader_word: str | None, formats: tuple[str, ...], folder: Path
) -> None:
    """Print a name plate for each who is expected at MEETING.

    A sheet of A4 each, to be folded along its length.
    """
    _write(app, PeopleKind.PLATES, meeting, reader_word, formats or ("pdf", "word"), to=folder)


@click.command(cls=Verb)
@meeting_argument
@reader_option
@formats_option(("pdf", "word", "csv"), "all three")
@output_option
@pass_app
def badges(
    app: App, meeting: str, reader_word: str | None, formats: tuple[str, ...], folder: Path
) -> None:
    """Print the list of badges for MEETING.

    Also as CSV, for the visitors' desk.
    """
    chosen = formats or ("pdf", "word", "csv")
    _write(app, PeopleKind.BADGES, meeting, reader_word, chosen, to=folder)


@click.command(cls=Verb)
@meeting_argument
@reader_option
@click.option(
    "--layout",
    type=words(Layout),
    default=Layout.FACING,
    help="Each party on its side, or neighbours of different parties.",
)
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The picture's file: .svg, .png or .pdf.",
)
@pass_app
def seating(app: App, meeting: str, reader_word: str | None, layout: Layout, file: Path) -> None:
    """Draw who sits where at the table of MEETING.

    The heads in the middle, the others outward by precedence.
    """
    from scheduler.exports.pictures.printed import picture_file  # noqa: PLC0415 -- slow import
    from scheduler.exports.pictures.seating import draw_seating  # noqa: PLC0415 -- slow import

    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        reader = reader_of(found.partnership, reader_word)
        plan = seating_plan(session, found, reader, layout, today=app.today)
        wall = wall_of(session, found, reader)
        title = named_with_date(found)
    drawn = draw_seating(plan)
    with last_look(f"the seating plan of {title}", wall) as look:
        made = picture_file(drawn, file)
        look.at(file.name, made.content)
        look.at(file.name, drawn.svg.encode())  # a picture of pixels has no words to read
    is_new = write_whole(file, made.content)
    said = f"{'Drew' if is_new else 'Unchanged:'} the seating plan of {title}, for {reader}: {file}"
    value = {"file": file, "written": is_new, "findings": made.findings}
    answer(app, value, lambda: click.echo(said))
    warn(made.findings)


def _write(
    app: App,
    kind: PeopleKind,
    meeting: str,
    word: str | None,
    formats: tuple[str, ...],
    *,
    to: Path,
) -> None:
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        reader = reader_of(found.partnership, word)
        house = house_for(app, found.partnership, reader)
        made, findings = people_paper(
            session, found, reader, kind, today=app.today, spoken=house.language
        )
        stem = paper_stem(found.name, str(kind), reader)
        wall = wall_of(session, found, reader)
        sentence = f"Built the {_NAMES[kind]} of {named_with_date(found)}, for {reader}:"
    write_paper(app, made, sentence, wall=wall, house=house, stem=stem, folder=to, formats=formats)
    warn(findings)
