"""Comments on a text that went round: comment, comments, settle, read-back."""

from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.given import TEXT_FILE, text_given
from scheduler.cli.output import answer, confirm_change, table, warn
from scheduler.cli.text_kind import kind_of
from scheduler.cli.verbs import Verb, meeting_argument, version_option, words
from scheduler.files import read_bytes
from scheduler.imports.forms.package import LARGEST_FILE
from scheduler.imports.returned_text import read_returned
from scheduler.model.vocabulary import CommentState
from scheduler.papers.tracked import TrackedChange
from scheduler.papers.words import counted
from scheduler.secretariat import minutes_comments
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.minutes_comments import CommentRow, find_comment, row_of
from scheduler.secretariat.naming import find_meeting, find_party

_COLUMNS = ("N", "Version", "Party", "Item", "Kind", "Text", "Author", "Came on", "State", "Answer")
party_option = click.option("--party", required=True, help="Whose comment it is.")


@click.command(cls=Verb)
@meeting_argument
@click.argument("text", metavar="TEXT", required=False)
@party_option
@click.option("--item", "number", metavar="N", default="", help="The agenda item.")
@click.option("--file", type=TEXT_FILE, help="Take the text from this file.")
@pass_app
@click.pass_context
def comment(  # noqa: PLR0917 -- one for each option
    ctx: click.Context,
    app: App,
    meeting: str,
    text: str | None,
    party: str,
    number: str,
    file: Path | None,
) -> None:
    """Keep what a party wants otherwise in the last version.

    TEXT may be - for stdin. One that comes late is kept, and said to be late.
    """
    kind, said = kind_of(ctx), text_given(text, file)
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        made = minutes_comments.add_comment(
            session,
            found,
            kind,
            find_party(found.partnership, party),
            TrackedChange("remark", said, item=number),
            now=app.now,
            officer=app.officer,
        )
        row = row_of(made)
        late = ", late" if row.late else ""
        sentence = (
            f"Kept comment {row.number} of {row.party} on the {kind} of "
            f"{named_with_date(found)}{late}."
        )
    confirm_change(app, row, sentence)


@click.command(cls=Verb)
@meeting_argument
@click.option("--state", type=words(CommentState), help="Only those of this state.")
@pass_app
@click.pass_context
def comments(ctx: click.Context, app: App, meeting: str, state: CommentState | None) -> None:
    """List the comments, and what became of each."""
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        every = minutes_comments.comments_of(session, found, kind_of(ctx))
        rows = [row_of(one) for one in every if state in (None, one.state)]
        title = named_with_date(found)

    def in_words() -> None:
        click.echo(title)
        table(_COLUMNS, map(_cells, rows))

    answer(app, rows, in_words)


@click.command(cls=Verb)
@meeting_argument
@click.argument("number", metavar="N", type=int)
@click.argument("state", type=words(CommentState))
@click.option("--answer", "told", default="", help="What the party is told.")
@version_option
@pass_app
@click.pass_context
def settle(  # noqa: PLR0917 -- one for each option
    ctx: click.Context,
    app: App,
    meeting: str,
    number: int,
    state: CommentState,
    told: str,
    version: int | None,
) -> None:
    """Say what became of comment N.

    One that is taken changes no text by itself: change the record, and send it round again.
    """
    kind = kind_of(ctx)
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        made = find_comment(session, found, kind, number)
        minutes_comments.settle(made, state, told, version=version)
        session.flush()
        row = row_of(made)
        sentence = f"Comment {number} on the {kind} of {named_with_date(found)} is {state}."
    confirm_change(app, row, sentence)


@click.command("read-back", cls=Verb)
@click.argument("file", metavar="FILE", type=TEXT_FILE)
@meeting_argument
@party_option
@pass_app
@click.pass_context
def read_back(ctx: click.Context, app: App, file: Path, meeting: str, party: str) -> None:
    """Keep the comments and tracked changes of a Word file.

    What is kept already is not kept twice. Words that were changed without tracking are told.
    """
    kind = kind_of(ctx)
    came = read_returned(file.name, read_bytes(file, largest=LARGEST_FILE))
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        whose = find_party(found.partnership, party)
        made = minutes_comments.read_back(
            session, found, kind, whose, came.changes, now=app.now, officer=app.officer
        )
        lost = list(minutes_comments.untracked(session, found, kind, whose, came.paragraphs))
        rows = [row_of(one) for one in made]
        sentence = (
            f"Read {counted(len(rows), 'new comment')} of {whose.code} on the {kind} of "
            f"{named_with_date(found)}."
        )

    def in_words() -> None:
        click.echo(sentence)
        if rows:
            table(_COLUMNS, map(_cells, rows))

    answer(app, {"comments": rows, "findings": lost}, in_words)
    warn(lost)


def _cells(row: CommentRow) -> tuple[str, ...]:
    came = f"{row.came_on}{', late' * row.late}"
    about = str(row.number), str(row.of), row.party, row.item, str(row.kind), row.text
    return *about, row.author, came, str(row.state), row.answer
