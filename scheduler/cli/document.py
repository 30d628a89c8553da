"""`scheduler document`: add, list, get, remove."""

import re
from pathlib import Path

import click

from scheduler.cli.agenda_people import number_argument
from scheduler.cli.app import App, pass_app
from scheduler.cli.given import TEXT_FILE, audience_option
from scheduler.cli.output import answer, confirm_change, table
from scheduler.cli.verbs import Noun, meeting_argument
from scheduler.files import write_whole
from scheduler.papers.audience import Reach
from scheduler.secretariat import documents
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.item_labels import find_item, label_of
from scheduler.secretariat.naming import find_meeting

title_argument = click.argument("title", metavar="TITLE")


@click.group(cls=Noun)
def document() -> None:
    """Keep the papers of agenda items in the record.

    PDF, Word, Excel, PowerPoint, PNG, JPEG and text files of up to 20 MB, told by what they hold.
    The same file is kept once, however many items have it.
    """


@document.command()
@meeting_argument
@number_argument
@click.argument("file", type=TEXT_FILE)
@click.option("--title", help="What it is called; as the file is, if not said.")
@audience_option(None, "Who may read it; as the item, if not said.")
@pass_app
def add(
    app: App,
    /,
    *,
    meeting: str,
    number: str,
    file: Path,
    title: str | None,
    reach: Reach | None,
) -> None:
    """Put a FILE to item N.

    It takes the place of a document of that title.
    """
    from scheduler.imports.document_files import read_document  # noqa: PLC0415 -- slow import

    content = read_document(file)
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        item = find_item(session, found, number)
        added = documents.add_document(session, item, content, title=title, reach=reach)
        row = documents.row_of(added, label_of(session, item))
        on = f"item {row.number}, {row.item}, of {named_with_date(found)}"
        sentence = f"Put {row.title} ({row.kind}, {row.size:,} bytes, {row.audience}) to {on}."
    confirm_change(app, row, sentence)


@document.command("list")
@meeting_argument
@click.argument("number", metavar="N", required=False)
@pass_app
def list_(app: App, meeting: str, number: str | None) -> None:
    """List the documents of MEETING, or of item N."""
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        item = find_item(session, found, number) if number else None
        rows = documents.list_documents(session, found, item=item)
    answer(
        app,
        rows,
        lambda: table(
            ("N", "Document", "Kind", "Bytes", "Address", "For", "SHA-256"),
            [
                (
                    *(row.number, row.title, row.kind, str(row.size or ""), row.address),
                    *(row.audience, row.sha256[:12]),
                )
                for row in rows
            ],
        ),
    )


@document.command()
@meeting_argument
@number_argument
@title_argument
@click.option(
    "--output",
    "-o",
    "folder",
    type=click.Path(path_type=Path),
    default=Path(),
    help="The folder to write into; this one, if not said.",
)
@pass_app
def get(app: App, meeting: str, number: str, title: str, folder: Path) -> None:
    """Write the file of a document into a folder."""
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        item = find_item(session, found, number)
        one = documents.find_document(item, title)
        suffix, content = documents.bytes_of(session, one)
        words = re.sub(r"[^\w-]+", "-", one.title)[:80].strip("-")
        path = folder / f"{found.name}-item-{label_of(session, item)}-{words}{suffix}"
        sentence = f"Wrote {one.title} of {named_with_date(found)}: {path}"
    write_whole(path, content)
    confirm_change(app, {"path": path, "size": len(content)}, sentence)


@document.command()
@meeting_argument
@number_argument
@title_argument
@pass_app
def remove(app: App, meeting: str, number: str, title: str) -> None:
    """Take a document off item N.

    Its file is gone from the record, if no other document has it.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        item = find_item(session, found, number)
        one = documents.find_document(item, title)
        row = documents.row_of(one, label_of(session, item))
        documents.remove_document(session, item, one)
        on = f"item {row.number}, {row.item}, of {named_with_date(found)}"
        sentence = f"Removed {row.title} from {on}."
    confirm_change(app, row, sentence)
