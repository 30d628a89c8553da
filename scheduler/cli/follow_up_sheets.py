"""`scheduler follow-up report` and `read`: the status sheets, out and in."""

from collections.abc import Sequence
from pathlib import Path

import click
from sqlalchemy.orm import Session

from scheduler.cli.app import App, pass_app
from scheduler.cli.follow_up_options import body_option, partnership_option
from scheduler.cli.given import audience_option
from scheduler.cli.output import answer, exit_with_findings, table, warn
from scheduler.cli.papers import formats_option, output_option, write_made
from scheduler.cli.verbs import Verb
from scheduler.errors import InvalidFile, InvalidValue
from scheduler.exports.rendered import Rendered
from scheduler.files import read_bytes
from scheduler.papers.audience import Reach
from scheduler.papers.follow_up import StatusSheet
from scheduler.papers.words import counted, day_in_words
from scheduler.secretariat.identity import file_stem
from scheduler.secretariat.last_look import last_look
from scheduler.secretariat.naming import find_body, find_partnership
from scheduler.secretariat.status_sheets import (
    TakenSheet,
    refused_sheet,
    status_sheets,
    take_sheet,
)

_ENDINGS = {"word": ".docx", "xlsx": ".xlsx"}


@click.command(cls=Verb)
@body_option
@formats_option(_ENDINGS, "both")
@output_option
@partnership_option
@pass_app
def report(
    app: App, body: str | None, formats: tuple[str, ...], folder: Path, partnership: str | None
) -> None:
    """Write a status sheet for each body that owes something.

    With what its own party may read. What it writes there comes back with `follow-up read`.
    """
    made: dict[Path, Rendered] = {}
    with app.reading() as session:
        framework = find_partnership(session, partnership)
        of = find_body(session, body) if body else None
        for sheet, wall in status_sheets(session, framework, body=of, today=app.today):
            with last_look("the sheet", wall) as look:
                for name in dict.fromkeys(formats or _ENDINGS):
                    path = folder / f"{_stem(sheet)}{_ENDINGS[name]}"
                    made[path] = Rendered(_render(sheet, name))
                    look.at(path.name, made[path].content)
        name = framework.name
    day = day_in_words(app.today)
    write_made(app, made, f"Status sheets of {name} on {day}:" if made else "Nobody owes anything.")


@click.command(cls=Verb)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--apply", "is_applied", is_flag=True, help="Take it in; else it is only shown.")
@audience_option(None, "Who may read the reports; own of ours, joint of theirs, if not said.")
@pass_app
def read(app: App, files: tuple[Path, ...], *, is_applied: bool, reach: Reach | None) -> None:
    """Read status sheets that came back.

    What a body wrote becomes a report in the chain of its commitment. Each file is taken whole, or
    not at all.
    """
    with app.writing() if is_applied else app.reading() as session:
        taken = [_take(app, session, file, reach, is_applied=is_applied) for file in files]
    answer(app, taken, lambda: _say(taken, is_applied=is_applied))
    findings = [finding for one in taken for finding in one.findings]
    warn(findings)
    exit_with_findings(findings)


def _take(
    app: App, session: Session, file: Path, reach: Reach | None, *, is_applied: bool
) -> TakenSheet:
    from scheduler.imports.forms.status_sheet import read_status_sheet  # noqa: PLC0415 -- slow
    from scheduler.imports.spreadsheets import LARGEST_FILE  # noqa: PLC0415 -- slow import

    try:
        filled = read_status_sheet(file.name, read_bytes(file, largest=LARGEST_FILE))
    except InvalidFile as error:
        return refused_sheet(file.name, "; ".join(one.message for one in error.problems))
    except InvalidValue as error:
        return refused_sheet(file.name, str(error))
    return take_sheet(
        session,
        filled,
        file.name,
        reach=reach,
        is_applied=is_applied,
        now=app.now,
        officer=app.officer,
    )


def _render(sheet: StatusSheet, name: str) -> bytes:
    from scheduler.exports.status_sheets import (  # noqa: PLC0415 -- slow import
        status_form,
        status_spreadsheet,
    )

    return status_form(sheet) if name == "word" else status_spreadsheet(sheet)


def _stem(sheet: StatusSheet) -> str:
    return file_stem("status", sheet.body.code, sheet.prepared_on.isoformat())


def _say(taken: Sequence[TakenSheet], *, is_applied: bool) -> None:
    columns = ("File", "Body", "Reference", "Report", "On", "Audience")
    rows = [
        (
            sheet.file,
            sheet.body,
            one.reference,
            one.text,
            one.day.isoformat() if one.day else "",
            one.audience,
        )
        for sheet in taken
        for one in sheet.reports
    ]
    table(columns, rows)
    whole = sum(len(sheet.reports) for sheet in taken if not sheet.is_refused)
    done = "taken in" if is_applied else "would be taken in"
    click.echo(f"{counted(whole, 'report')} {done}.")
    if whole and not is_applied:
        click.echo("Take them in with --apply.")
