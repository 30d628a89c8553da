"""`scheduler partnership`: load the partnership from its file, or write it back."""

from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, warn
from scheduler.cli.verbs import Noun
from scheduler.exports.partnership_toml import write_partnership
from scheduler.files import read_text, write_whole
from scheduler.imports.partnership_file import read_partnership
from scheduler.papers.words import counted
from scheduler.secretariat.partnerships import (
    LoadReport,
    choose_home_party,
    dump_partnership,
    load_partnership,
)
from scheduler.secretariat.three_way import Side


@click.group(cls=Noun)
def partnership() -> None:
    """Load the partnership from its file, or write it back."""


@partnership.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--take-file", is_flag=True, help="Where both changed the same, the file holds.")
@click.option("--keep-record", is_flag=True, help="Where both changed the same, the record holds.")
@pass_app
def load(app: App, file: Path, *, take_file: bool, keep_record: bool) -> None:
    """Bring the record to what FILE says.

    What officers edited meanwhile is kept.
    """
    if take_file and keep_record:
        raise click.UsageError("give --take-file or --keep-record, not both")
    wins = Side.FILE if take_file else Side.RECORD if keep_record else None
    read = read_partnership(read_text(file), str(file))
    with app.writing() as session:
        report = load_partnership(
            session, read, str(file), now=app.now, officer=app.officer, wins=wins
        )
    answer(app, report, lambda: _say(report, file))
    warn(report.findings)


@partnership.command()
@click.option("--partnership", "code", metavar="CODE", help="Which, if there are several.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to a file.",
)
@pass_app
def dump(app: App, code: str | None, output: Path | None) -> None:
    """Write the partnership in the format of its file.

    It goes to the screen, or to a file.
    """
    with app.reading() as session:
        dumped = dump_partnership(session, code)
    text = write_partnership(dumped)
    if output is None:
        answer(app, dumped.model_dump(mode="json"), lambda: click.echo(text, nl=False))
        return
    is_new = write_whole(output, text.encode())
    said = "Wrote" if is_new else "Unchanged:"
    answer(app, {"file": output, "written": is_new}, lambda: click.echo(f"{said} {output}"))


@partnership.command()
@click.argument("party")
@click.option("--partnership", "code", metavar="CODE", help="Which, if there are several.")
@pass_app
def home(app: App, party: str, code: str | None) -> None:
    """Say whose secretariat this is.

    Notes are PARTY's own unless you say otherwise.
    """
    with app.writing() as session:
        chosen = choose_home_party(session, code, party)
        name = chosen.partnership.name
        party_code = chosen.code
    answer(
        app,
        {"home": party_code},
        lambda: click.echo(f"This is the secretariat of {party_code} in the {name}."),
    )


def _say(report: LoadReport, file: Path) -> None:
    for line in (*report.changes, *report.notes):
        click.echo(f"  {line}")
    if report.changed_nothing:
        click.echo(f"Nothing to change: the record already is as {file} says.")
        return
    click.echo(
        f"Loaded {file} into {report.partnership}: {counted(report.added, 'entry', 'entries')} "
        f"added, {report.changed} changed, {report.unchanged} as they were."
    )
    for change in report.milestones:
        click.echo(f"  {change.meeting}: {change}")
