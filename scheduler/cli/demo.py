"""`scheduler demo`: a demonstration on the real partnership, in a folder of its own."""

from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, table
from scheduler.cli.papers import FORMATS, paper_stem, render
from scheduler.cli.verbs import Verb
from scheduler.errors import AlreadyExists
from scheduler.exports.as_json import Paper
from scheduler.exports.ical import feed as as_ical
from scheduler.files import read_text, write_all
from scheduler.imports.demo_file import read_demo
from scheduler.imports.partnership_file import read_partnership
from scheduler.papers.audience import Reader
from scheduler.resources import resource
from scheduler.secretariat.demo import HOME, Stage, stage_demo
from scheduler.secretariat.feeds import feeds_of
from scheduler.secretariat.item_labels import find_item
from scheduler.secretariat.meetings import MeetingRow, list_meetings
from scheduler.secretariat.minutes import minutes_of
from scheduler.secretariat.packs import briefing_note, briefing_pack
from scheduler.store import schema
from scheduler.store.backup import replace_database
from scheduler.store.session import Database, open_database

DATABASE = "scheduler.db"
SIGN = "DEMONSTRATION.txt"
SIGN_TEXT = """\
This folder was made by `scheduler demo`, and running that again makes it anew.
The partnership's facts are from the public record; every briefing text, record and outcome in it
is a sample written for the demonstration, and nobody's position.
"""


@click.command(cls=Verb)
@click.argument(
    "folder",
    metavar="[DIR]",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("scheduler-demo"),
)
@pass_app
def demo(app: App, folder: Path) -> None:
    """Make a demonstration in DIR.

    A database, feeds, a briefing pack, a note and minutes.
    Without DIR it lies in ./scheduler-demo. Repeating it makes the same folder anew.
    """
    _require_ours(folder)
    staged = folder / f".{DATABASE}.new"
    try:
        database = _empty_database(staged, app)
        rows, files = _play(app, database, folder)
        database.engine.dispose()
        write_all(files)
        replace_database(staged, folder / DATABASE)
    finally:
        staged.unlink(missing_ok=True)
    listed = [folder / DATABASE, *files]
    answer(app, {"meetings": rows, "files": listed}, lambda: _say(rows, listed, folder))


def _require_ours(folder: Path) -> None:
    # Hidden files and empty folders may be of a call that was cut short.
    seen = (path for path in folder.rglob("*") if not path.name.startswith("."))
    if not (folder / SIGN).exists() and any(path.is_file() for path in seen):
        raise AlreadyExists("folder", str(folder), "it holds other files; name another folder")


def _empty_database(path: Path, app: App) -> Database:
    path.unlink(missing_ok=True)
    database = open_database(str(path))
    schema.create(database.engine, now=app.now)
    return database


def _play(app: App, database: Database, folder: Path) -> tuple[list[MeetingRow], dict[Path, bytes]]:
    """Stage the demonstration in the database, and set everything that is printed from it."""
    calendars = resource("calendars")
    file = read_partnership(read_text(calendars / "eu-iom.toml"), "eu-iom.toml")
    samples = read_demo(read_text(calendars / "eu-iom-demo.toml"))
    with database.writing(verb="demo", now=app.now, officer=app.officer) as session:
        stage = stage_demo(
            session, file, samples, today=app.today, now=app.now, officer=app.officer
        )
        rows = list_meetings(session)
        files = {folder / SIGN: SIGN_TEXT.encode()}
        for feed in filter(lambda one: one.entries, feeds_of(session, stage.partnership)):
            files[folder / "feeds" / f"{feed.slug}.ics"] = as_ical(feed)
        reader = Reader(HOME)
        pack = briefing_pack(session, stage.next_som, reader, today=app.today)
        item = find_item(session, stage.next_som, "3")
        note = briefing_note(session, stage.next_som, reader, item=item, today=app.today)
        minutes = minutes_of(session, stage.rehearsed, reader, today=app.today)
        names = _stems(stage, reader)
    papers: tuple[Paper, ...] = (pack, note, minutes)
    for paper, stem in zip(papers, names, strict=True):
        files |= _set(paper, stem, folder)
    return rows, files


def _stems(stage: Stage, reader: Reader) -> tuple[str, str, str]:
    return (
        paper_stem(stage.next_som.name, "pack", reader),
        paper_stem(stage.next_som.name, "note-item-3", reader),
        paper_stem(stage.rehearsed.name, "minutes", reader),
    )


def _set(paper: Paper, stem: str, folder: Path) -> dict[Path, bytes]:
    return {
        folder / f"{stem}{ending}": render(paper, name, stem).content
        for name, ending in FORMATS.items()
    }


def _say(rows: list[MeetingRow], files: list[Path], folder: Path) -> None:
    table(("Meeting", "Date", "Hours", "State"), [(r.name, r.when, r.hours, r.state) for r in rows])
    click.echo("Made, every text in it a sample:")
    for path in files:
        if path.parent == folder:
            click.echo(f"  {path}")
    feeds = sum(1 for path in files if path.suffix == ".ics")
    click.echo(f"  {folder / 'feeds'}: {feeds} calendar feeds")
    base = f"scheduler --database {folder / DATABASE}"
    click.echo("Try next:")
    for words in (
        "meeting show next:SOM",
        "agenda show next:SOM",
        'meeting move next:SOM 2027-05-14 --reason "the chair travels"',
        "meeting confirm next:SOM",
        "pack build next:SOM --for IOM",
        "commitment list --open",
    ):
        click.echo(f"  {base} {words}")
