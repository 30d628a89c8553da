"""`scheduler note`: set, show, build."""

from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.given import TEXT_FILE, audience_option, text_given
from scheduler.cli.output import answer, confirm_change
from scheduler.cli.papers import (
    format_option,
    output_option,
    paper_stem,
    reader_option,
    write_paper,
)
from scheduler.cli.verbs import Noun, meeting_argument, words
from scheduler.papers.audience import Reach
from scheduler.papers.parts import Section
from scheduler.secretariat import notes
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.item_labels import find_item
from scheduler.secretariat.naming import agenda_of, find_body, find_meeting
from scheduler.secretariat.packs import briefing_note, reader_of

item_option = click.option("--item", metavar="N", help="On this agenda item, such as 3 or 2a.")


@click.group(cls=Noun)
def note() -> None:
    """Write briefing notes, and print one alone.

    A note is the home party's own. EU classified information is refused: this program is not
    accredited to hold it.
    """


@note.command("set")
@meeting_argument
@click.argument("section", type=words(Section))
@click.argument("text", required=False)
@item_option
@click.option("--file", type=TEXT_FILE, help="Read the text from this file.")
@audience_option(Reach.PARTY, "Who may read it; own, if not said.")
@click.option("--body", metavar="CODE", help="The body that wrote it.")
@click.option(
    "--version",
    type=click.IntRange(min=0),
    help="The version you read, 0 for none; refused if the record has moved on.",
)
@pass_app
def set_(
    app: App,
    /,
    *,
    meeting: str,
    section: Section,
    text: str | None,
    item: str | None,
    file: Path | None,
    reach: Reach,
    body: str | None,
    version: int | None,
) -> None:
    """Write a SECTION of the note on MEETING, or on one item.

    It stands in place of what was there.
    TEXT is Markdown; - reads stdin, and an empty text removes the section.
    """
    said = text_given(text, file)
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        written = notes.set_section(
            session,
            found,
            section,
            said,
            item=find_item(session, found, item) if item else None,
            reach=reach,
            author=find_body(session, body) if body else None,
            version=version,
            now=app.now,
        )
        row = notes.row_of(written, agenda_of(session, found)) if written else None
        name = notes.in_words(section)
        done = f"Wrote the {name} ({row.audience})" if row else f"Removed the {name}"
        on = f" on item {item.strip().lower()}" if item else ""
        sentence = f"{done}{on} of {named_with_date(found)}."
    confirm_change(app, row, sentence)


@note.command()
@meeting_argument
@item_option
@pass_app
def show(app: App, meeting: str, item: str | None) -> None:
    """Show the notes, with versions and audiences."""
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        chosen = find_item(session, found, item) if item else None
        rows = notes.show_notes(session, found, item=chosen)
        title = named_with_date(found)
    answer(app, rows, lambda: _say(title, rows))


@note.command()
@meeting_argument
@item_option
@reader_option
@format_option
@output_option
@pass_app
def build(
    app: App,
    /,
    *,
    meeting: str,
    item: str | None,
    reader_word: str | None,
    formats: tuple[str, ...],
    folder: Path,
) -> None:
    """Set the note on MEETING, or on one item, alone."""
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        reader = reader_of(found.partnership, reader_word)
        chosen = find_item(session, found, item) if item else None
        paper = briefing_note(session, found, reader, item=chosen, today=app.today)
        label = paper.notes[0].number if chosen else ""
        stem = paper_stem(found.name, f"note-item-{label}" if label else "note", reader)
        on = f"item {label} of {named_with_date(found)}" if label else named_with_date(found)
        sentence = f"Built the briefing note on {on}, for {reader}:"
    write_paper(app, paper, sentence, stem=stem, folder=folder, formats=formats)


def _say(title: str, rows: list[notes.NoteRow]) -> None:
    click.echo(title)
    if not rows:
        click.echo("There are no notes.")
    for row in rows:
        on = f"item {row.item}, {row.title}: " if row.item else ""
        by = f", by {row.author}" if row.author else ""
        click.echo(f"\n{on}{row.section.heading} [{row.audience}{by}, version {row.version}]")
        click.echo(row.text)
