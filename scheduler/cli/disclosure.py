"""`scheduler disclosure`: list, bundle."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, table, warn
from scheduler.cli.verbs import DAY, Noun
from scheduler.errors import InvalidValue
from scheduler.files import read_text, write_whole
from scheduler.imports.redaction_list import read_redaction, read_redactions
from scheduler.papers.disclosure import DisclosureBundle, DisclosurePiece, redacted
from scheduler.papers.words import counted
from scheduler.secretariat.disclosure import Asked, disclosure_bundle, note_disclosure
from scheduler.secretariat.naming import find_body, find_partnership
from scheduler.secretariat.threads import find_thread

_Command = Callable[..., Any]


@click.group(cls=Noun)
def disclosure() -> None:
    """Find what a request for access to documents asks for.

    Under Regulation (EC) No 1049/2001. Nothing is disclosed: what is made here is for the home
    party's own work.
    """


def _asked_options(command: _Command) -> _Command:
    """The options that say what a request is about."""
    for option in reversed(
        (
            click.option(
                "--word",
                "words",
                multiple=True,
                metavar="TEXT",
                help="That says this; repeat it for pieces that say any of several.",
            ),
            click.option("--thread", metavar="KEY", help="On the items of this topic."),
            click.option("--since", type=DAY, help="Of meetings from this day on."),
            click.option("--until", type=DAY, help="Of meetings up to this day."),
            click.option("--body", metavar="CODE", help="Written, owed or helped with by it."),
            click.option("--leave-out", multiple=True, metavar="PIECE", help="Without this one."),
            click.option("--partnership", metavar="CODE", help="Which, if there are several."),
        )
    ):
        command = option(command)
    return command


@disclosure.command("list")
@_asked_options
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.csv",
    help="Write it with the texts into this file too.",
)
@pass_app
def list_(app: App, /, *, path: Path | None, **asked: Any) -> None:  # noqa: ANN401 -- click's own
    """List the pieces, with author, state and audience.

    With --json also their lines, as a redaction counts them.
    """
    if path and path.suffix.lower() != ".csv":
        raise InvalidValue("the list's file", str(path), "a name ending in .csv")
    with app.reading() as session:
        found = _found(session, app.today, **asked)
    content = b""
    if path:
        from scheduler.exports.disclosure_csv import (  # noqa: PLC0415 -- only for this file
            disclosure_csv,
        )

        content = disclosure_csv(found)
    _note(app, asked["partnership"], found, "listed", (path.name, content) if path else None)
    if path:
        write_whole(path, content)
    pieces = [_as_value(one) for one in found.pieces_found]
    answer(app, {"file": path, "pieces": pieces}, lambda: _say(found, path))


@disclosure.command()
@_asked_options
@click.option(
    "--redact",
    "said",
    multiple=True,
    metavar="ARTICLE|TEXT",
    help="Cover this text in every piece, as 4(1)(b)|Ana Lind; repeatable.",
)
@click.option(
    "--redactions",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.toml",
    help="Cover what this file lists, by piece; repeatable.",
)
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE.pdf",
    help="The PDF to write.",
)
@pass_app
def bundle(
    app: App,
    /,
    *,
    said: tuple[str, ...],
    files: tuple[Path, ...],
    path: Path,
    **asked: Any,  # noqa: ANN401 -- click's own
) -> None:
    """Print the pieces in one PDF, with an index.

    A black bar with the article stands for what is covered; the words themselves are not in the
    file. It is a working copy, and is marked so.
    """
    from scheduler.exports.disclosure_pdf import render_bundle  # noqa: PLC0415 -- slow import

    if path.suffix.lower() != ".pdf":
        raise InvalidValue("the bundle's file", str(path), "a name ending in .pdf")
    redactions = [read_redaction(one) for one in said]
    for file in files:
        redactions += read_redactions(read_text(file), file.name)
    with app.reading() as session:
        found = redacted(_found(session, app.today, **asked), redactions)
    made = render_bundle(found)
    _note(app, asked["partnership"], found, "bound", (path.name, made.content))
    is_new = write_whole(path, made.content)
    bars = counted(found.bars.total(), "bar")
    count = counted(len(found.pieces_found), "piece")
    sentence = f"{'Bound' if is_new else 'Unchanged:'} {count} with {bars}, for {found.reader}"
    value = {
        "file": path,
        "written": is_new,
        "pieces": [one.key for one in found.pieces_found],
        "bars": dict(found.bars),
        "findings": made.findings,
    }
    answer(app, value, lambda: click.echo(f"{sentence} alone: {path}"))
    warn(made.findings)


def _note(
    app: App,
    partnership: str | None,
    found: DisclosureBundle,
    action: str,
    file: tuple[str, bytes] | None,
) -> None:
    """Leave it in the trail before a file is written, so that no file is out of which it is not."""
    with app.writing() as session:
        of = find_partnership(session, partnership)
        note_disclosure(session, of, found, action, file)


def _found(
    session: Session,
    today: date,
    *,
    words: tuple[str, ...],
    thread: str | None,
    since: date | None,
    until: date | None,
    body: str | None,
    leave_out: tuple[str, ...],
    partnership: str | None,
) -> DisclosureBundle:
    if since and until and until < since:
        raise InvalidValue("--until", str(until), f"a day that is not before --since {since}")
    of = find_partnership(session, partnership)
    asked = Asked(
        words=words,
        thread=find_thread(session, of, thread) if thread else None,
        since=since,
        until=until,
        body=find_body(session, body) if body else None,
        leave_out=leave_out,
    )
    return disclosure_bundle(session, of, asked, today=today)


def _as_value(one: DisclosurePiece) -> dict[str, object]:
    facts = ("key", "kind", "title", "meeting", "when", "day", "thread", "author", "state")
    named = {name: getattr(one, name) for name in (*facts, "marking", "source")}
    return {**named, "audience": str(one.audience), "lines": one.lines}


def _say(found: DisclosureBundle, path: Path | None) -> None:
    columns = ("Piece", "What", "Author", "State", "Marking", "For", "Meeting", "Day")
    table(
        columns,
        [
            (
                *(one.key, one.title, one.author, one.state, one.marking, str(one.audience)),
                *(one.meeting, one.when),
            )
            for one in found.pieces_found
        ],
    )
    click.echo(f"{counted(len(found.pieces_found), 'piece')}, none of them disclosed.")
    if path:
        click.echo(f"Written for {found.reader} alone: {path}")
