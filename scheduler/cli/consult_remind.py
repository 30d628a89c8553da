"""`scheduler consult remind`: those who have not answered, once a batch."""

from dataclasses import dataclass

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, table
from scheduler.cli.verbs import Verb, meeting_argument
from scheduler.papers.words import counted
from scheduler.secretariat.consultation_reminders import (
    Reminder,
    ReminderPlan,
    plan_reminders,
    prepare_reminders,
)
from scheduler.secretariat.letters_wall import refuse_letters
from scheduler.secretariat.naming import find_body, find_meeting


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """What one recipient would get, or gets, and why."""

    delegations: tuple[str, ...]
    recipient: str
    address: str
    is_reminded: bool
    why: str


@dataclass(frozen=True, slots=True)
class ReminderPage:
    """Who is reminded; `prepared` are the numbers of the new messages."""

    meeting: str
    sender: str
    reminders: tuple[ReminderRow, ...]
    prepared: tuple[int, ...]


@click.command(cls=Verb)
@meeting_argument
@click.option("--from", "convener", metavar="BODY", help="Whose mailbox asks, if not the host's.")
@click.option("--preview", is_flag=True, help="Only show it; put nothing into the outbox.")
@pass_app
def remind(app: App, meeting: str, convener: str | None, *, preview: bool) -> None:
    """Write a reminder to each delegation that has not answered.

    It goes to the mailbox of the body, else to the first of the delegation who has an address. The
    reminders wait in the outbox: `scheduler outbox send` sends them.
    """
    with app.reading() if preview else app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        body = find_body(session, convener) if convener else None
        plan = plan_reminders(session, found, convener=body, now=app.now)
        written = [] if preview else prepare_reminders(session, plan, now=app.now)
        page = _page(plan, tuple(one.id for one in written))
        refuse_letters(session, found, page.prepared)
    answer(app, page, lambda: _say(page, is_preview=preview))


def _page(plan: ReminderPlan, prepared: tuple[int, ...]) -> ReminderPage:
    return ReminderPage(
        meeting=plan.consultation.meeting.name,
        sender=f"{plan.sender.name} <{plan.sender.address}>",
        reminders=tuple(map(_row, plan.reminders)),
        prepared=prepared,
    )


def _row(one: Reminder) -> ReminderRow:
    mailbox = one.recipient.mailbox if one.recipient else None
    return ReminderRow(
        delegations=one.delegations,
        recipient=mailbox.name if mailbox else "",
        address=mailbox.address if mailbox else "",
        is_reminded=one.is_due,
        why=one.why,
    )


def _say(page: ReminderPage, *, is_preview: bool) -> None:
    rows = [
        (
            ", ".join(one.delegations),
            "reminder" if one.is_reminded else "nothing",
            one.why,
            one.recipient,
            one.address,
        )
        for one in page.reminders
    ]
    table(("Delegation", "Gets", "Why", "Who", "Address"), rows)
    if is_preview:
        count = sum(one.is_reminded for one in page.reminders)
        click.echo(f"{counted(count, 'message')} would be prepared: {page.meeting}.")
        return
    sender = f", from {page.sender}" if page.prepared else ""
    click.echo(f"{counted(len(page.prepared), 'message')} prepared{sender}: {page.meeting}.")
    if page.prepared:
        click.echo("Send what waits with: scheduler outbox send")
