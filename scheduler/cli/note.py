"""`scheduler note`: set, clear, get, list, show, history, build."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from scheduler.cli.app import App, pass_app
from scheduler.cli.given import TEXT_FILE, audience_option, text_given
from scheduler.cli.houses import house_for
from scheduler.cli.note_page import say_list, say_notes
from scheduler.cli.output import answer, confirm_change
from scheduler.cli.papers import (
    format_option,
    output_option,
    paper_stem,
    reader_option,
    write_paper,
)
from scheduler.cli.trail_page import say_trail
from scheduler.cli.verbs import Noun, meeting_argument, words
from scheduler.files import write_whole
from scheduler.imports.markdown_findings import findings_in
from scheduler.model.briefing import BriefingSection
from scheduler.model.meeting import Meeting
from scheduler.papers.audience import Reach
from scheduler.papers.parts import Section
from scheduler.secretariat import notes
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.item_labels import find_item
from scheduler.secretariat.naming import agenda_of, find_body, find_meeting
from scheduler.secretariat.note_files import as_file, read_file, require_same
from scheduler.secretariat.packs import briefing_note, reader_of
from scheduler.secretariat.second_wall import wall_of
from scheduler.secretariat.trail import read_trail

item_option = click.option("--item", metavar="N", help="On this agenda item, such as 3 or 2a.")


@click.group(cls=Noun)
def note() -> None:
    """Write briefing notes, and print one alone.

    A note is the home party's own. EU classified information is refused: this program is not
    accredited to hold it.
    """


section_argument = click.argument("section", type=words(Section))
body_option = click.option("--body", metavar="CODE", help="The body that wrote it.")
version_option = click.option(
    "--version",
    "--if-version",
    type=click.IntRange(min=0),
    help="The version you read, 0 for none; refused if the record has moved on.",
)


@note.command("set")
@meeting_argument
@section_argument
@click.argument("text", required=False)
@item_option
@click.option("--file", type=TEXT_FILE, help="Read the text from this file.")
@audience_option(Reach.PARTY, "Who may read it; own, if not said.")
@body_option
@click.option("--marking", help="One of the partnership's markings; empty takes it away.")
@click.option("--source", help="Where the text comes from; empty takes it away.")
@version_option
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
    **facts: Any,  # noqa: ANN401 -- click's own
) -> None:
    """Write a SECTION of the note on MEETING, or on one item.

    It stands in place of what was there, of the same body if several wrote it, and is a draft.
    TEXT is Markdown; - reads stdin, and an empty text removes the section. A file that `note get`
    wrote says which version was read, and is refused if the record has moved on.
    """
    said = text_given(text, file)
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        author = find_body(session, body) if body else None
        of_item = find_item(session, found, item) if item else None
        if read := read_file(said):
            number, facts["version"], said = read
            meant = notes.find_section(session, found, section, of_item, author)
            require_same(session, number, facts["version"], meant, said)
        written = notes.set_section(
            session,
            found,
            section,
            said,
            item=of_item,
            reach=reach,
            author=author,
            now=app.now,
            **facts,
        )
        row = notes.row_of(written, agenda_of(session, found)) if written else None
        name = notes.in_words(section)
        done = f"Wrote the {name} ({row.audience})" if row else f"Removed the {name}"
        sentence = f"{done}{_on(item)} of {named_with_date(found)}."
    confirm_change(app, row, sentence, findings_in(said))


@note.command()
@meeting_argument
@section_argument
@item_option
@body_option
@version_option
@pass_app
def clear(
    app: App,
    /,
    *,
    meeting: str,
    section: Section,
    item: str | None,
    body: str | None,
    version: int | None,
) -> None:
    """Say that a SECTION may be relied on.

    The next edit makes it a draft again.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        cleared = _get(session, found, section, item, body)
        notes.clear_section(cleared, version=version, officer=app.officer, now=app.now)
        session.flush()
        row = notes.row_of(cleared, agenda_of(session, found))
        name = notes.in_words(section)
        sentence = f"Cleared the {name}{_on(item)} of {named_with_date(found)}."
    confirm_change(app, row, sentence)


@note.command()
@meeting_argument
@section_argument
@item_option
@body_option
@click.option(
    "--output",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; without it, the screen.",
)
@pass_app
def get(
    app: App,
    /,
    *,
    meeting: str,
    section: Section,
    item: str | None,
    body: str | None,
    path: Path | None,
) -> None:
    """Write a SECTION as a text file to edit.

    Bring it back with `note set --file`: its first line says which version you read.
    """
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        text = as_file(session, _get(session, found, section, item, body))
        name = f"{notes.in_words(section)}{_on(item)} of {named_with_date(found)}"
    if path is None:
        answer(app, {"text": text}, lambda: click.echo(text, nl=False))
        return
    write_whole(path, text.encode("utf-8"))
    answer(app, {"file": path}, lambda: click.echo(f"Wrote the {name} to {path}."))


@note.command("list")
@meeting_argument
@item_option
@pass_app
def list_(app: App, meeting: str, item: str | None) -> None:
    """List the sections, with author, state and marking."""
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        chosen = find_item(session, found, item) if item else None
        rows = notes.show_notes(session, found, item=chosen)
    answer(app, rows, lambda: say_list(rows))


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
    answer(app, rows, lambda: say_notes(title, rows))


@note.command()
@meeting_argument
@item_option
@pass_app
def history(app: App, meeting: str, item: str | None) -> None:
    """Show who wrote, changed and cleared what, and when."""
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        chosen = find_item(session, found, item) if item else None
        entries = read_trail(
            session, meeting=found, noun="briefing_section", item=chosen.id if chosen else None
        )
        zone = ZoneInfo(found.zone)
    answer(app, entries, lambda: say_trail(entries, zone))


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
        house = house_for(app, found.partnership, reader)
        chosen = find_item(session, found, item) if item else None
        paper = briefing_note(
            session, found, reader, item=chosen, today=app.today, spoken=house.language
        )
        label = paper.notes[0].number if chosen else ""
        stem = paper_stem(found.name, f"note-item-{label}" if label else "note", reader)
        on = f"item {label} of {named_with_date(found)}" if label else named_with_date(found)
        wall = wall_of(session, found, reader)
        sentence = f"Built the briefing note on {on}, for {reader}:"
    write_paper(
        app, paper, sentence, wall=wall, house=house, stem=stem, folder=folder, formats=formats
    )


def _get(
    session: Session, meeting: Meeting, section: Section, item: str | None, body: str | None
) -> BriefingSection:
    return notes.get_section(
        session,
        meeting,
        section,
        item=find_item(session, meeting, item) if item else None,
        author=find_body(session, body) if body else None,
    )


def _on(item: str | None) -> str:
    return f" on item {item.strip().lower()}" if item else ""
