"""`scheduler meeting public-line`: what everybody may be told of a meeting."""

from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.given import TEXT_FILE, text_given
from scheduler.cli.output import answer, confirm_change
from scheduler.cli.verbs import Verb, meeting_argument, version_option
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.naming import find_meeting
from scheduler.secretariat.public_lines import keep_public_line, public_line_of


@click.command("public-line", cls=Verb)
@meeting_argument
@click.argument("text", metavar="TEXT", required=False)
@click.option("--file", type=TEXT_FILE, help="Take the text from this file.")
@version_option
@pass_app
def public_line(
    app: App, meeting: str, text: str | None, file: Path | None, version: int | None
) -> None:
    """Write what everybody may be told, or show it.

    TEXT may be - for stdin; an empty one forgets it. Print it with conclusions build --for public.
    """
    if text is None and file is None:
        _show(app, meeting)
        return
    said = text_given(text, file)
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        line = keep_public_line(session, found, said, version=version, today=app.today)
        act = "Wrote" if line else "Forgot"
        sentence = f"{act} the public line of {named_with_date(found)}."
        value = {"text": line.text if line else "", "version": line.version if line else None}
    confirm_change(app, value, sentence)


def _show(app: App, meeting: str) -> None:
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        line = public_line_of(session, found)
        value = {"text": line.text if line else "", "version": line.version if line else None}
        title = named_with_date(found)
    told = value["text"] or "Nothing is written."
    answer(app, value, lambda: click.echo(f"{title}\n{told}"))
