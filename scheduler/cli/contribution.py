"""`scheduler contribution`: request, import, status, show, remind, clear, withdraw."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click
from sqlalchemy.orm import Session

from scheduler.cli.app import App, pass_app
from scheduler.cli.contribution_page import say_received, say_status, say_texts
from scheduler.cli.contribution_remind import remind
from scheduler.cli.output import answer, confirm_change, exit_with_findings, warn
from scheduler.cli.papers import kept_word_files
from scheduler.cli.verbs import DAY, Noun, meeting_argument
from scheduler.errors import InvalidFile, InvalidValue
from scheduler.files import read_bytes, write_all
from scheduler.model.agenda import AgendaItem
from scheduler.model.body import Body
from scheduler.model.contribution import Contribution
from scheduler.model.meeting import Meeting
from scheduler.papers.audience import Reader
from scheduler.papers.words import counted, day_in_words
from scheduler.secretariat import contributions
from scheduler.secretariat.contribution_forms import Received, receive, refusal
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.identity import file_stem
from scheduler.secretariat.item_labels import find_item
from scheduler.secretariat.last_look import last_look
from scheduler.secretariat.naming import agenda_of, find_body, find_meeting
from scheduler.secretariat.second_wall import wall_of

item_option = click.option("--item", required=True, metavar="N", help="The agenda item.")
body_option = click.option("--from", "body", required=True, metavar="BODY", help="The body asked.")


@click.group(cls=Noun)
def contribution() -> None:
    """Ask the services for their part, and take in what comes.

    Each service gets a Word form for each item. What comes back on it goes into the note as drafts
    of that service.
    """


contribution.add_command(remind)


@contribution.command()
@meeting_argument
@click.option("--item", "items", multiple=True, metavar="N", help="For this item; may repeat.")
@click.option("--from", "bodies", multiple=True, metavar="BODY", help="Of this body; may repeat.")
@click.option("--deadline", type=DAY, help="The last day; without it, that of the back-plan.")
@click.option("--remarks", help="What the service is told on the form.")
@click.option(
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The folder to write the forms to; without it, this one.",
)
@pass_app
def request(
    app: App,
    /,
    *,
    meeting: str,
    items: tuple[str, ...],
    bodies: tuple[str, ...],
    deadline: date | None,
    remarks: str | None,
    folder: Path,
) -> None:
    """Ask for contributions, and write the forms to send.

    Without --item it is about the items on which the body leads; without --from it asks the bodies
    that lead on the item. To ask again writes the form again, with the new terms.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        asked = [
            contributions.request_contribution(
                session,
                item,
                body,
                deadline=deadline,
                remarks=remarks,
                officer=app.officer,
                now=app.now,
            )
            for item, body in _asked(session, found, items, bodies)
        ]
        agenda = agenda_of(session, found)
        rows = [contributions.row_of(one, agenda, today=app.today) for one in asked]
        findings = [f for one in asked for f in contributions.late_terms(one, today=app.today)]
        # A request without its form would be one that nobody can answer.
        forms = _forms(app, session, folder, asked, rows)
        kept = kept_word_files(forms, app.now)
        write_all(kept | forms)
    value = {"asked": rows, "forms": [*forms], "kept": [*kept]}
    answer(app, value, lambda: _say_asked(named_with_date(found), rows, [*forms], [*kept]))
    warn(findings)


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


def _asked(
    session: Session, meeting: Meeting, items: Sequence[str], bodies: Sequence[str]
) -> list[tuple[AgendaItem, Body]]:
    """Each item with each body that is asked about it."""
    named = [find_body(session, body) for body in bodies]
    chosen = [find_item(session, meeting, item) for item in items]
    if chosen and named:
        return [(item, body) for item in chosen for body in named]
    agenda = chosen or agenda_of(session, meeting)
    led = [(item, body) for item in agenda for body in contributions.leads_of(item)]
    asked = [(item, body) for item, body in led if not named or body in named]
    if not asked:
        whom = f"of {', '.join(body.code for body in named)} " if named else ""
        expected = f"--item or --from: no lead {whom}on the agenda says who is asked about what"
        raise InvalidValue("the request", meeting.name, expected)
    return asked


def _forms(
    app: App,
    session: Session,
    folder: Path,
    asked: Sequence[Contribution],
    rows: Sequence[contributions.ContributionRow],
) -> dict[Path, bytes]:
    """The form of each contribution, by the file that it goes to."""
    from scheduler.exports.contribution_form import render_form  # noqa: PLC0415 -- slow import

    forms = {}
    for one, row in zip(asked, rows, strict=True):
        path = folder / f"{_stem(one.meeting, row.item, one)}.docx"
        forms[path] = render_form(contributions.form_of(one, row.item, today=app.today))
        wall = wall_of(session, one.meeting, Reader(one.body.party.code))
        with last_look("the form", wall) as look:
            look.at(path.name, forms[path])
    return forms


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


def _stem(meeting: Meeting, label: str, contribution: Contribution) -> str:
    return file_stem(meeting.name, f"item-{label}", contribution.body.code)


def _say_asked(
    name: str,
    rows: Sequence[contributions.ContributionRow],
    forms: Sequence[Path],
    kept: Sequence[Path],
) -> None:
    click.echo(f"Asked for {counted(len(rows), 'contribution')} to {name}:")
    for row, form in zip(rows, forms, strict=True):
        until = day_in_words(row.deadline)
        click.echo(f"  item {row.item}, {row.body}, by {until}: {form}")
    for path in kept:
        click.echo(f"  {path}  the Word file as it was")
