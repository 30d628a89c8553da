"""`scheduler archive`: the whole record as readable text, and the record from such text."""

import time
from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, exit_with_findings, warn
from scheduler.cli.verbs import Noun
from scheduler.exports.archive.folder import new_archive
from scheduler.papers.words import counted
from scheduler.secretariat.archive_exports import Archived, export_archive
from scheduler.secretariat.archive_imports import import_archive, verify_archive
from scheduler.store.revisions import head_revision

folder_argument = click.argument(
    "folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=True)
)


@click.group(cls=Noun)
def archive() -> None:
    """Keep the whole record as text that anybody can read."""


@archive.command()
@folder_argument
@click.option("--replace", is_flag=True, help="Replace the archive that is there.")
@pass_app
def export(app: App, folder: Path, *, replace: bool) -> None:
    """Write the whole record to DIR as readable text.

    A folder for each meeting, body and person, with the documents and the audit trail. The home
    party's own texts are in it: it is not for the other party. DIR is there whole or not at all.
    """
    with app.reading() as session, new_archive(folder, replace=replace) as files:
        done = export_archive(session, files, schema=head_revision(), tell=_Progress().tell)
    answer(app, _value(folder, done), lambda: click.echo(_sentence(f"Wrote {folder}", done)))


@archive.command("import")
@folder_argument
@pass_app
def import_(app: App, folder: Path) -> None:
    """Make the record again from the archive in DIR.

    Only into an empty database, which is made where there is none yet: give its name with
    --database. An archive that is not as it was written is refused whole.
    """
    database = app.unchecked_database
    done = import_archive(database.engine, folder, now=app.now, tell=_Progress().tell)
    sentence = _sentence(f"Filled {database.where} from {folder}", done)
    value = {"database": database.where, **_value(folder, done)}
    answer(app, value, lambda: click.echo(sentence))


@archive.command()
@folder_argument
@pass_app
def verify(app: App, folder: Path) -> None:
    """Check that the archive in DIR is as it was written.

    Every file is held against its hash. Ends with code 3 where one was changed, added or lost.
    """
    count, findings = verify_archive(folder)
    how = "not as it was written" if findings else "as it was written"
    sentence = f"{folder} is {how}: {counted(count, 'file')}."
    answer(app, {"files": count, "findings": findings}, lambda: click.echo(sentence))
    warn(findings)
    exit_with_findings(findings)


class _Progress:
    """Says on stderr how far it is, now and then, where it takes longer than a moment."""

    _EVERY = 2.0  # seconds

    def __init__(self) -> None:
        self._last = time.monotonic()

    def tell(self, done: int, total: int, noun: str) -> None:
        """Say it, unless it was said a moment ago."""
        if (now := time.monotonic()) - self._last >= self._EVERY:
            self._last = now
            click.echo(f"{done:,} of {total:,} {noun}", err=True)


def _value(folder: Path, done: Archived) -> dict[str, object]:
    return {
        "folder": folder,
        "rows": done.rows,
        "audit_entries": done.audit_position,
        "audit_head": done.audit_hash,
    }


def _sentence(did: str, done: Archived) -> str:
    meetings = counted(done.rows.get("meeting", 0), "meeting")
    outcomes = counted(done.rows.get("outcome", 0), "outcome")
    entries = counted(done.audit_position, "audit entry", "audit entries")
    return f"{did}: {meetings}, {outcomes}, {entries}, head {done.audit_hash}"
