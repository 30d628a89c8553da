"""`scheduler agenda`: show, add, edit, move, remove; further verbs have files of their own."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import click
from sqlalchemy.orm import Session

from scheduler.cli.agenda_backlog import backlog, drop, propose, take
from scheduler.cli.agenda_carrying import carry, cascade, escalate, history, left_behind
from scheduler.cli.agenda_matters import matter, matters
from scheduler.cli.agenda_people import lead, number_argument, speaker
from scheduler.cli.agenda_templates import template
from scheduler.cli.agenda_versions import agree, diff, freeze, share, versions
from scheduler.cli.app import App, pass_app
from scheduler.cli.given import Verb, audience_option, text_given
from scheduler.cli.output import answer, confirm_change, table, warn
from scheduler.cli.room import begin, end
from scheduler.cli.verbs import Noun, meeting_argument, version_option, words
from scheduler.errors import InvalidValue
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Party
from scheduler.model.vocabulary import ItemKind, ItemState
from scheduler.papers.words import counted, hour
from scheduler.secretariat import agendas
from scheduler.secretariat.agenda_carrying import waiting
from scheduler.secretariat.agenda_items import ItemEdit, NewDocument, begins_thread
from scheduler.secretariat.agenda_sheets import AgendaSheet, ItemRow, item_row, show_agenda
from scheduler.secretariat.agenda_templates import template_waits
from scheduler.secretariat.agenda_versions import changed_since
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.item_labels import find_item
from scheduler.secretariat.naming import find_body, find_meeting, find_party

MINUTES = click.IntRange(1, 1440)
COLUMNS = (
    *("N", "Time", "Min", "Section", "Item", "Kind", "State", "Leads", "Speakers", "Thread"),
    *("For", "Version"),
)


def item_options(verb: Verb) -> Verb:
    """The options that say what an item holds, of `add` and `edit` alike."""
    options: tuple[Callable[[Verb], Verb], ...] = (
        click.option("--kind", type=words(ItemKind), help="What the item is for."),
        click.option("--section", metavar="HEADING", help="The heading that it stands under."),
        click.option("--minutes", "minutes_planned", type=MINUTES, help="The minutes planned."),
        click.option(
            "--lead", "leads", multiple=True, metavar="PARTY=BODY", help="Who leads for a party."
        ),
        click.option(
            "--document",
            "documents",
            multiple=True,
            metavar='"TITLE|ADDRESS"',
            help="A paper and its http or https address.",
        ),
        click.option("--thread", metavar="KEY", help="The topic it follows across meetings."),
        audience_option(None, "Who may read it, its documents and its record."),
    )
    for option in reversed(options):
        verb = option(verb)
    return verb


@click.group(cls=Noun)
def agenda() -> None:
    """Build the agenda, with the leads of both parties.

    What both sides know is numbered 1, 2, 3, sub-items 3.1, 3.2, breaks b1; an item of one party
    alone bears the number before it and a letter, as 2a, and takes no time of the meeting.
    What was said under an item is read by whoever may read the item; under a public one, by the
    parties alone.
    """


@agenda.command()
@meeting_argument
@pass_app
def show(app: App, meeting: str) -> None:
    """Show the agenda with its running clock.

    What is too long is a finding, and so is what changed since it was shared, or waits elsewhere.
    """
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        sheet = show_agenda(session, found)
        more = (
            *template_waits(session, found),
            *changed_since(session, found),
            *waiting(session, found),
        )
        findings = (*sheet.findings, *more)
        sheet = replace(sheet, findings=findings)
    answer(app, sheet, lambda: _say(sheet))
    warn(sheet.findings)


@agenda.command()
@meeting_argument
@click.argument("title", metavar="TITLE")
@item_options
@click.option("--at", metavar="N", help="Put it before this item; else at the end.")
@click.option("--under", metavar="N", help="Make it a sub-item of this item.")
@pass_app
def add(
    app: App,
    /,
    *,
    meeting: str,
    title: str,
    at: str | None,
    under: str | None,
    **facts: Any,  # noqa: ANN401 -- click's own
) -> None:
    """Put an item called TITLE on the agenda of MEETING.

    It is joint, if --audience does not say, and stands in the section of the item before it.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        new_thread = begins_thread(session, found.partnership, facts["thread"])
        next_one, parent = (
            find_item(session, found, label) if label else None for label in (at, under)
        )
        edit = _edit(session, found, facts)
        item = agendas.add_item(session, found, title, edit, at=next_one, under=parent)
        row = item_row(session, item)
        sentence = f"Added {_named(row)} to the agenda of {named_with_date(found)}."
    confirm_change(app, row, sentence, new_thread)


@agenda.command()
@meeting_argument
@number_argument
@click.option("--title", help="What the item is called.")
@item_options
@click.option(
    "--drop-document", "dropped_documents", multiple=True, metavar="TITLE", help="Leave it out."
)
@click.option("--state", type=words(ItemState), help="What became of it.")
@click.option("--minutes-used", type=MINUTES, help="The minutes it took, from the day on.")
@click.option(
    "--record", metavar="TEXT|-", help="What was said, in Markdown, from the day on; - reads stdin."
)
@version_option
@pass_app
def edit(app: App, /, *, meeting: str, number: str, version: int | None, **facts: Any) -> None:  # noqa: ANN401 -- click's own
    """Change item N; what is not said stays.

    Of a held meeting only --record, --minutes-used and --state may change.
    `--lead PARTY=` takes a lead away, `--thread ""` takes the item out of its thread.
    """
    if facts["record"] is not None:
        facts["record"] = text_given(facts["record"])
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        item = find_item(session, found, number)
        new_thread = begins_thread(session, found.partnership, facts["thread"])
        agendas.edit_item(
            session, item, _edit(session, found, facts), version=version, today=app.today
        )
        row = item_row(session, item)
        sentence = f"Changed {_named(row)} on the agenda of {named_with_date(found)}."
    confirm_change(app, row, sentence, new_thread)


@agenda.command()
@meeting_argument
@number_argument
@click.argument("to", metavar="TO")
@version_option
@pass_app
def move(app: App, meeting: str, number: str, to: str, version: int | None) -> None:
    """Give item N the place of item TO; those between close up.

    Its sub-items come along. The place of a sub-item makes it one.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        item, other = (find_item(session, found, label) for label in (number, to))
        row = item_row(session, agendas.move_item(session, item, other, version=version))
        now = f"it is item {row.number} now"
        sentence = f"Moved {row.title} on the agenda of {named_with_date(found)}: {now}."
    confirm_change(app, row, sentence)


@agenda.command()
@meeting_argument
@number_argument
@version_option
@pass_app
def remove(app: App, meeting: str, number: str, version: int | None) -> None:
    """Take item N off the agenda.

    Refused while notes, outcomes or sub-items hang on it.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        item = find_item(session, found, number)
        row = item_row(session, item)
        agendas.remove_item(session, item, version=version)
        sentence = f"Removed {_named(row)} from the agenda of {named_with_date(found)}."
    confirm_change(app, row, sentence)


for _verb in (
    *(lead, speaker, share, agree, freeze, versions, diff),
    *(template, propose, backlog, take, drop, carry, escalate, cascade, left_behind, history),
    *(matters, matter, begin, end),
):
    agenda.add_command(_verb)


def _edit(session: Session, meeting: Meeting, facts: dict[str, Any]) -> ItemEdit:
    leads = dict(_lead(session, meeting, lead) for lead in facts.pop("leads"))
    documents = tuple(_document(document) for document in facts.pop("documents"))
    return ItemEdit(leads=leads, documents=documents, **facts)


def _lead(session: Session, meeting: Meeting, lead: str) -> tuple[Party, Body | None]:
    party, sign, body = lead.partition("=")
    if not sign:
        raise InvalidValue("--lead", lead, "a party and its body, such as EU=ECHO")
    found = find_party(meeting.partnership, party.strip())
    return found, find_body(session, body) if body.strip() else None


def _document(document: str) -> NewDocument:
    title, _, address = document.rpartition("|")
    return NewDocument(title, address) if title else NewDocument(address)


def _named(row: ItemRow) -> str:
    return f"item {row.number}, {row.title},"


def _say(sheet: AgendaSheet) -> None:
    click.echo(", ".join(part for part in (sheet.meeting, sheet.when, sheet.hours) if part))
    table(COLUMNS, [_cells(row) for row in sheet.items])
    for row in sheet.items:
        if row.record or row.minutes_used or row.documents:
            took = f" ({counted(row.minutes_used, 'minute')})" if row.minutes_used else ""
            papers = [f"  {document}" for document in row.documents]
            said = [row.record] if row.record else []
            click.echo("\n".join([f"\n{row.number}. {row.title}{took}", *papers, *said]).rstrip())


def _cells(row: ItemRow) -> tuple[str, ...]:
    return (
        row.number,
        hour(row.start) if row.start else "",
        str(row.minutes or ""),
        row.section,
        row.title,
        str(row.kind),
        "" if row.state is ItemState.OPEN else str(row.state),
        ", ".join(row.leads),
        ", ".join(row.speakers),
        row.thread,
        row.audience,
        str(row.version),
    )
