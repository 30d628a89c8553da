"""`scheduler contribution`: request, import, status, show, remind, clear, withdraw."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from scheduler.cli.app import App, pass_app
from scheduler.cli.contribution_page import say_received, say_status, say_texts
from scheduler.cli.contribution_remind import remind
from scheduler.cli.contribution_request import request
from scheduler.cli.output import answer, confirm_change, exit_with_findings, warn
from scheduler.cli.verbs import Noun, meeting_argument
from scheduler.errors import InvalidFile, InvalidValue
from scheduler.files import read_bytes
from scheduler.model.contribution import Contribution
from scheduler.model.meeting import Meeting
from scheduler.papers.words import counted
from scheduler.secretariat import contributions
from scheduler.secretariat.contribution_forms import Received, receive, refusal
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.item_labels import find_item
from scheduler.secretariat.naming import agenda_of, find_body, find_meeting

item_option = click.option("--item", required=True, metavar="N", help="The agenda item.")
body_option = click.option("--from", "body", required=True, metavar="BODY", help="The body asked.")


@click.group(cls=Noun)
def contribution() -> None:
    """Ask the services for their part, and take in what comes.

    Each service gets a Word form for each item. What comes back on it goes into the note as drafts
    of that service.
    """


contribution.add_command(request)
contribution.add_command(remind)


@contribution.command("import")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@pass_app
def import_(app: App, path: Path) -> None:
    """Take in the form of PATH, or all the Word files of a folder.

    Each is taken whole or refused whole, with the reason; a late one is taken and called late.
    """
    files = _files(path)
    with app.writing() as session:
        received = [_receive(app, session, file) for file in files]
    findings = [finding for one in received for finding in one.findings]
    answer(app, received, lambda: say_received(received))
    warn(findings)
    exit_with_findings(findings)


@contribution.command()
@meeting_argument
@pass_app
def status(app: App, meeting: str) -> None:
    """Show who was asked for what, and what came."""
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        rows = contributions.list_contributions(session, found, today=app.today)
    answer(app, rows, lambda: say_status(rows))


@contribution.command()
@meeting_argument
@item_option
@body_option
@pass_app
def show(app: App, meeting: str, item: str, body: str) -> None:
    """Show what a body sent last."""
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        one = _get(session, found, item, body)
        row = contributions.row_of(one, agenda_of(session, found), today=app.today)
        name = named_with_date(found)
    answer(app, row, lambda: say_texts(name, row))


@contribution.command()
@meeting_argument
@item_option
@body_option
@pass_app
def clear(app: App, meeting: str, item: str, body: str) -> None:
    """Clear a contribution that came.

    With it those sections of the note that are as it brought them.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        one = _get(session, found, item, body)
        sections = contributions.clear_contribution(session, one, officer=app.officer, now=app.now)
        row = contributions.row_of(one, agenda_of(session, found), today=app.today)
        cleared = counted(len(sections), "section")
        sentence = (
            f"Cleared the contribution of {row.body} to item {row.item} of "
            f"{named_with_date(found)}, and {cleared} of the note."
        )
    confirm_change(app, row, sentence)


@contribution.command()
@meeting_argument
@item_option
@body_option
@pass_app
def withdraw(app: App, meeting: str, item: str, body: str) -> None:
    """Take back a request to which nothing has come."""
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        one = _get(session, found, item, body)
        row = contributions.row_of(one, agenda_of(session, found), today=app.today)
        contributions.withdraw_contribution(session, one)
        sentence = f"Withdrew the request to {row.body} on item {row.item} of "
        sentence += f"{named_with_date(found)}."
    confirm_change(app, row, sentence)


def _files(path: Path) -> list[Path]:
    """The Word files of a folder; what Word keeps beside an open file is none."""
    if not path.is_dir():
        return [path]
    found = [one for one in sorted(path.iterdir()) if one.suffix.lower() == ".docx"]
    if files := [one for one in found if not one.name.startswith("~$")]:
        return files
    raise InvalidValue("the folder", str(path), "one with Word files (.docx)")


def _receive(app: App, session: Session, file: Path) -> Received:
    from scheduler.imports.forms.form import read_form  # noqa: PLC0415 -- slow import
    from scheduler.imports.forms.package import LARGEST_FILE  # noqa: PLC0415 -- slow import

    try:
        form = read_form(file.name, read_bytes(file, largest=LARGEST_FILE))
    except InvalidFile as error:
        return refusal(file.name, "; ".join(problem.message for problem in error.problems))
    except InvalidValue as error:
        return refusal(file.name, str(error))
    return receive(session, form, file.name, today=app.today, now=app.now)


def _get(session: Session, meeting: Meeting, item: str, body: str) -> Contribution:
    return contributions.get_contribution(
        session, find_item(session, meeting, item), find_body(session, body)
    )
