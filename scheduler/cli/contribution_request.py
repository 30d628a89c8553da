"""`scheduler contribution request`: who is asked for what, with a form for each by mail or file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
from sqlalchemy.orm import Session

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, warn
from scheduler.cli.papers import kept_word_files
from scheduler.cli.verbs import DAY, Verb, meeting_argument
from scheduler.errors import InvalidValue
from scheduler.files import write_all
from scheduler.model.agenda import AgendaItem
from scheduler.model.body import Body
from scheduler.model.contribution import Contribution
from scheduler.model.meeting import Meeting
from scheduler.papers.audience import Reader
from scheduler.papers.words import counted, day_in_words
from scheduler.secretariat import contributions
from scheduler.secretariat.contribution_mail import form_files
from scheduler.secretariat.contribution_requests import RequestMail, mail_requests
from scheduler.secretariat.contributions import ContributionRow
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.item_labels import find_item
from scheduler.secretariat.last_look import last_look
from scheduler.secretariat.letters_wall import refuse_letters
from scheduler.secretariat.naming import agenda_of, find_body, find_meeting
from scheduler.secretariat.second_wall import wall_of


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked, the forms that were written to files, and the messages with the others.

    `mailed` is the address to which each goes, in the order of `asked`; empty for a file.
    """

    asked: tuple[ContributionRow, ...]
    mailed: tuple[str, ...]
    forms: tuple[Path, ...]
    kept: tuple[Path, ...]
    prepared: tuple[int, ...]


@click.command(cls=Verb)
@meeting_argument
@click.option("--item", "items", multiple=True, metavar="N", help="For this item; may repeat.")
@click.option("--from", "bodies", multiple=True, metavar="BODY", help="Of this body; may repeat.")
@click.option("--deadline", type=DAY, help="The last day; without it, that of the back-plan.")
@click.option("--remarks", help="What the service is told on the form.")
@click.option("--by", "convener", metavar="BODY", help="Whose mailbox asks, if not the host's.")
@click.option(
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write every form to this folder, those that go by mail too.",
)
@click.option("--preview", is_flag=True, help="Only show it; ask nothing and write nothing.")
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
    convener: str | None,
    folder: Path | None,
    preview: bool,
) -> None:
    """Ask for contributions: a form for each, by mail.

    Without --item it is about the items on which the body leads; without --from it asks the bodies
    that lead on the item. To ask again makes the form again, with the new terms. Each mailbox gets
    one message with its forms; it waits in the outbox: `scheduler outbox send` sends it. The forms
    of a body without a mailbox are written to files.
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
        by = find_body(session, convener) if convener else None
        mail = mail_requests(session, found, asked, convener=by, today=app.today, now=app.now)
        refuse_letters(session, found, [one.id for one in mail.messages])
        as_files = [one for one in asked if folder or one.key not in mail.mailed]
        forms = _forms(app, session, as_files, folder)
        kept = {} if preview else kept_word_files(forms, app.now)
        page = _page(app, session, found, asked, mail, forms=[*forms], kept=[*kept])
        findings = [f for one in asked for f in contributions.late_terms(one, today=app.today)]
        name = named_with_date(found)
        if preview:
            session.rollback()
        else:
            # A request without its form would be one that nobody can answer.
            write_all(kept | forms)
    answer(app, page, lambda: _say(name, page, is_preview=preview))
    warn((*findings, *mail.findings))


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
    app: App, session: Session, wanted: Sequence[Contribution], folder: Path | None
) -> dict[Path, bytes]:
    """The forms that become files, by their paths."""
    if not wanted:
        return {}
    made = form_files(session, wanted, today=app.today)
    wall = wall_of(session, wanted[0].meeting, Reader(wanted[0].body.party.code))
    with last_look("the form", wall) as look:
        for form, content in made.items():
            look.at(form, content)
    return {(folder or Path()) / form: content for form, content in made.items()}


def _page(
    app: App,
    session: Session,
    meeting: Meeting,
    asked: Sequence[Contribution],
    mail: RequestMail,
    *,
    forms: Sequence[Path],
    kept: Sequence[Path],
) -> Request:
    agenda = agenda_of(session, meeting)
    return Request(
        asked=tuple(contributions.row_of(one, agenda, today=app.today) for one in asked),
        mailed=tuple(mail.mailed.get(one.key, "") for one in asked),
        forms=tuple(forms),
        kept=tuple(kept),
        prepared=tuple(one.id for one in mail.messages),
    )


def _say(name: str, page: Request, *, is_preview: bool) -> None:
    count = counted(len(page.asked), "contribution")
    click.echo(f"{'Would ask' if is_preview else 'Asked'} for {count} to {name}:")
    files = iter(page.forms)
    is_all = len(page.forms) == len(page.asked)
    for row, address in zip(page.asked, page.mailed, strict=True):
        where = [address] if address else []
        if is_all or not address:
            where.append(str(next(files)))
        until = day_in_words(row.deadline)
        click.echo(f"  item {row.item}, {row.body}, by {until}: {', '.join(where)}")
    for path in page.kept:
        click.echo(f"  {path}  the Word file as it was")
    if page.prepared and is_preview:
        click.echo(f"{counted(len(page.prepared), 'message')} would be prepared.")
    elif page.prepared:
        click.echo(f"{counted(len(page.prepared), 'message')} prepared.")
        click.echo("Send what waits with: scheduler outbox send")
