"""`scheduler pack verify`: know a file again, or all the files of a meeting's packs in a folder."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, exit_with_findings, table, warn
from scheduler.cli.verbs import Verb
from scheduler.errors import Finding, Severity
from scheduler.files import read_bytes
from scheduler.secretariat import editions
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.edition_files import (
    FileState,
    LyingFile,
    lying_files,
    names_of_files,
)
from scheduler.secretariat.naming import find_meeting

_LARGEST = 500_000_000
_SAID = {
    FileState.MISSING: "it is missing",
    FileState.CHANGED: "it is altered, or is of no edition in the record",
    FileState.EARLIER: "it is of an earlier edition",
}


@click.command(cls=Verb)
@click.argument("what", metavar="FILE|MEETING")
@click.option(
    "--in",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="With MEETING: the folder of its packs; without it, this one.",
)
@pass_app
def verify(app: App, what: str, folder: Path) -> None:
    """Say of which edition a file is, or look for all of them.

    With MEETING every file made of the latest edition of each of its packs is looked for in the
    folder: is it there, whole and unchanged? Exits with 3 where one is not.
    """
    if Path(what).suffix or Path(what).exists():
        _verify_file(app, Path(what))
    else:
        _verify_meeting(app, what, folder)


def _verify_file(app: App, file: Path) -> None:
    sha256 = _hash(file)
    with app.reading() as session:
        known = editions.edition_of_file(session, sha256)
        value = {"file": file, "sha256": sha256, "is_known": known is not None}
        if known is None:
            message = "no edition in the record is this file: it was changed, or is of another"
            findings = [Finding(Severity.ERROR, message, str(file))]
            answer(app, value, lambda: None)
            warn(findings)
            exit_with_findings(findings)
            return
        edition = known.edition
        sentence = (
            f"{file} is edition {edition.ordinal} of the {edition.kind} pack of "
            f"{named_with_date(edition.meeting)}, for {edition.reader}, whole and unchanged."
        )
        value |= {"manifest": editions.sheet_of(session, edition)}
    answer(app, value, lambda: click.echo(sentence))


def _verify_meeting(app: App, meeting: str, folder: Path) -> None:
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        names = names_of_files(session, found)
        there = {name: _hash(folder / name) for name in names if (folder / name).exists()}
        files = lying_files(session, found, there)
    columns = ("File", "Edition", "Kind", "For", "State")
    rows = [(one.name, str(one.edition), one.kind, one.reader, one.state) for one in files]
    answer(app, files, lambda: table(columns, rows))
    findings = list(_findings(files))
    warn(findings)
    exit_with_findings(findings)


def _findings(files: list[LyingFile]) -> Iterator[Finding]:
    for one in files:
        if one.state in _SAID:
            yield Finding(Severity.ERROR, _SAID[one.state], one.name)


def _hash(file: Path) -> str:
    return hashlib.sha256(read_bytes(file, largest=_LARGEST)).hexdigest()
