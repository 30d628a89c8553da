"""`scheduler db`: check, upgrade, back up and restore the database; read its trail."""

from pathlib import Path
from zoneinfo import ZoneInfo

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, exit_with_findings, warn
from scheduler.cli.trail_page import say_trail
from scheduler.cli.verbs import Noun
from scheduler.errors import AlreadyExists, StoreError
from scheduler.papers.words import counted
from scheduler.secretariat.naming import find_meeting
from scheduler.secretariat.trail import read_trail
from scheduler.store import backup as copies
from scheduler.store import revisions, schema
from scheduler.store.audit import head_of
from scheduler.store.health import Health, examine
from scheduler.store.session import Database


@click.group(cls=Noun)
def db() -> None:
    """Check, upgrade, back up or restore the database."""


@db.command()
@pass_app
def check(app: App) -> None:
    """Check that the database is sound.

    Its schema, the settings that keep changes, the data and the audit trail.
    """
    health = examine(app.database)
    answer(app, health, lambda: _say(health))
    warn(health.findings)
    exit_with_findings(health.findings)


@db.command()
@pass_app
def upgrade(app: App) -> None:
    """Bring the database to this program's schema.

    A copy is made first.
    """
    engine = app.unchecked_database.engine
    found = revisions.current_revision(engine)
    if found is None:
        revisions.require_current(engine)
    copy = schema.upgrade(engine, now=app.now)
    now = revisions.current_revision(engine)
    done = f"Upgraded {app.unchecked_database.where} from schema {found or 'none'} to {now}."
    if found == now:
        done = f"{app.unchecked_database.where} already has schema {now}; nothing was changed."
    kept = f" The database as it was: {copy}" if copy else ""
    answer(app, {"from": found, "to": now, "copy": copy}, lambda: click.echo(done + kept))


@db.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--overwrite", is_flag=True, help="Replace a file that is there.")
@pass_app
def backup(app: App, file: Path, *, overwrite: bool) -> None:
    """Write a whole copy of the database to FILE.

    Others may write to the database meanwhile.
    """
    if file.exists() and not overwrite:
        raise AlreadyExists("file", str(file), "give another name, or --overwrite")
    contents = copies.copy_to(app.database.engine, file)
    answer(app, contents, lambda: _say_contents("Backed up to", contents))


@db.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--yes", is_flag=True, help="Do it; without this, only show what would change.")
@pass_app
def restore(app: App, file: Path, *, yes: bool) -> None:
    """Make the backup FILE the database.

    The database as it was is kept beside it.
    """
    contents = copies.contents_of(file)
    revisions.require_known(str(file), contents.schema)
    if not yes:
        answer(app, contents, lambda: _preview(app, contents))
        return
    kept = copies.put_back(app.unchecked_database.engine, file, now=app.now)
    answer(app, {"restored": contents, "kept": kept}, lambda: _say_restored(contents, kept))


@db.command()
@click.argument("meeting", metavar="[MEETING]", required=False)
@click.option("--last", type=click.IntRange(min=1), metavar="N", help="Only the newest N entries.")
@pass_app
def trail(app: App, meeting: str | None, last: int | None) -> None:
    """Read the audit trail: when, who, what changed.

    Of one MEETING and all that hangs on it, with times in its zone; else with yours.
    """
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today) if meeting else None
        entries = read_trail(session, meeting=found, last=last)
        zone = ZoneInfo(found.zone) if found else None
    answer(app, entries, lambda: say_trail(entries, zone))


def _say(health: Health) -> None:
    for name, value in (
        ("database", health.database),
        ("engine", health.engine),
        ("schema", health.schema),
        ("durability", health.durability),
        ("time zones", f"tzdata {health.time_zones}"),
        ("audit trail", f"{health.audit_entries} entries, head {health.audit_head}"),
    ):
        click.echo(f"{name:<12} {value}")
    if not health.findings:
        click.echo("Everything is in order.")


def _say_contents(verb: str, contents: copies.Contents) -> None:
    meetings = counted(contents.rows.get("meeting", 0), "meeting")
    outcomes = counted(contents.rows.get("outcome", 0), "outcome")
    click.echo(
        f"{verb} {contents.path}: {meetings}, {outcomes}, "
        f"{contents.audit_position} audit entries, head {contents.audit_hash}"
    )


def _say_restored(contents: copies.Contents, kept: Path | None) -> None:
    _say_contents("Restored", contents)
    click.echo(f"The database as it was: {kept}" if kept else "There was no database before.")


def _preview(app: App, contents: copies.Contents) -> None:
    _say_contents("Would restore", contents)
    click.echo(_standing(app.unchecked_database))
    click.echo("Nothing was changed. Restore it with --yes; the database as it is now is kept.")


def _standing(database: Database) -> str:
    """What the backup would take the place of: it may be damaged, and mended by the backup."""
    try:
        if revisions.current_revision(database.engine) is None:
            return f"There is no database at {database.where} yet."
        with database.reading() as session:
            entries, head = head_of(session)
    except StoreError as error:
        return f"In its place now: {error}"
    return f"In place of {database.where}: {entries} audit entries, head {head}"
