"""`scheduler pack`: list, show, diff."""

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, fields, table
from scheduler.cli.papers import reader_option
from scheduler.cli.verbs import Verb, meeting_argument, words
from scheduler.papers.edition import PackKind, changes_between
from scheduler.secretariat import editions
from scheduler.secretariat.naming import find_meeting
from scheduler.secretariat.packs import bound_for

kind_option = click.option(
    "--kind", type=words(PackKind), help="Of which pack; without it, as the reader has it."
)


@click.command("list", cls=Verb)
@meeting_argument
@pass_app
def list_(app: App, meeting: str) -> None:
    """List the editions of the packs of MEETING."""
    with app.reading() as session:
        rows = editions.list_editions(session, find_meeting(session, meeting, today=app.today))
    answer(
        app,
        rows,
        lambda: table(
            ("Edition", "Kind", "For", "Prepared on", "By", "Pieces", "Files"),
            [
                (
                    *(str(row.edition), row.kind, row.reader, row.prepared_on.isoformat()),
                    *(row.officer, str(row.pieces), ", ".join(dict.fromkeys(row.files))),
                )
                for row in rows
            ],
        ),
    )


@click.command(cls=Verb)
@meeting_argument
@click.option("--edition", "number", type=click.IntRange(min=1), help="Without it, the latest.")
@kind_option
@reader_option
@pass_app
def show(
    app: App, meeting: str, number: int | None, kind: PackKind | None, reader_word: str | None
) -> None:
    """Show an edition: manifest, changes and files."""
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        kind, reader = bound_for(found.partnership, kind, reader_word)
        edition = editions.find_edition(session, found, kind, reader, number)
        sheet = editions.sheet_of(session, edition)

    def in_words() -> None:
        fields(sheet, leave_out=("changes", "pieces", "files"))
        for change in sheet.changes:
            click.echo(f"{change.what:<18} {change.part}: {change.name}")
        rows = [(one.part, one.name, one.audience, one.sha256[:12]) for one in sheet.pieces]
        table(("Part", "Piece", "For", "SHA-256"), rows)
        table(("File", "SHA-256"), [(one.name, one.sha256) for one in sheet.files])

    answer(app, sheet, in_words)


@click.command(cls=Verb)
@meeting_argument
@click.argument("before", metavar="A", type=click.IntRange(min=1))
@click.argument("after", metavar="B", type=click.IntRange(min=1))
@kind_option
@reader_option
@pass_app
def diff(
    app: App,
    /,
    *,
    meeting: str,
    before: int,
    after: int,
    kind: PackKind | None,
    reader_word: str | None,
) -> None:
    """Tell editions A and B apart, piece by piece."""
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        kind, reader = bound_for(found.partnership, kind, reader_word)
        one, other = (
            editions.pieces_of(editions.find_edition(session, found, kind, reader, number))
            for number in (before, after)
        )
    changes = changes_between(one, other)
    rows = [(change.part, change.name, str(change.what)) for change in changes]
    answer(app, changes, lambda: table(("Part", "Piece", "Change"), rows))
