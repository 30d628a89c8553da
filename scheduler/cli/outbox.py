"""`scheduler outbox`: list, show, send, discard, arrived."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, confirm_change, exit_with_findings, fields, table
from scheduler.cli.verbs import Noun, words
from scheduler.delivery.envelopes import Delivery, Result
from scheduler.errors import Finding, MailServerUnavailable, ProcedureError, Severity
from scheduler.model.outbox import MessageState
from scheduler.papers.words import counted
from scheduler.secretariat import outbox as messages
from scheduler.secretariat import sending
from scheduler.secretariat.naming import find_meeting
from scheduler.settings import read_mail_server

if TYPE_CHECKING:
    from scheduler.delivery.smtp import Post

number_argument = click.argument("number", metavar="NUMBER", type=click.IntRange(min=1))


@click.group(cls=Noun)
def outbox() -> None:
    """See what waits to be sent, and send it."""


@outbox.command("list")
@click.option("--state", type=words(MessageState), help="Only in this state.")
@click.option("--meeting", metavar="MEETING", help="All of this meeting's, the sent ones too.")
@pass_app
def list_(app: App, state: MessageState | None, meeting: str | None) -> None:
    """List the messages that wait or need somebody."""
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today) if meeting else None
        rows = messages.list_messages(session, state=state, meeting=found, now=app.now)
    answer(app, rows, lambda: _say(rows))


@outbox.command()
@number_argument
@click.option("--mail", is_flag=True, help="The message byte for byte.")
@pass_app
def show(app: App, number: int, *, mail: bool) -> None:
    """Show a message: to whom, what it says, what became of it.

    It is shown as it goes out, but for a secret address of answers: that is made by the sending.
    """
    with app.reading() as session:
        found = messages.find_message(session, number)
        sheet, whole = messages.show_message(found, now=app.now), found.mail
    if mail:
        click.echo(whole.encode("ascii"), nl=False)
        return
    answer(app, sheet, lambda: _say_sheet(sheet))


@outbox.command()
@click.argument("numbers", metavar="[NUMBER]...", nargs=-1, type=click.IntRange(min=1))
@click.option("--again", is_flag=True, help="Also what failed or may have arrived; name it.")
@pass_app
def send(app: App, numbers: tuple[int, ...], *, again: bool) -> None:
    """Send what waits, or the messages named.

    The mail server stands in the settings: SCHEDULER_SMTP_HOST and its like. What it does not take
    now is tried again by a later call, after a while.
    """
    from scheduler.delivery.smtp import Post  # noqa: PLC0415 -- not needed to print help

    if again and not numbers:
        raise click.UsageError("--again needs the number of a message")
    server = read_mail_server(os.environ)
    with app.writing() as session:
        lost = [one.id for one in sending.mark_lost(session, now=app.now)]
        due = numbers or tuple(sending.due_messages(session, now=app.now))
    held: list[Finding] = []
    with Post(server) as post:
        for number in dict.fromkeys(due):
            try:
                _send(app, post, number, again=again)
            except ProcedureError as error:  # outdated, or another call has taken it meanwhile
                if numbers:
                    raise
                held.append(Finding(Severity.WARNING, str(error)))
    _report(app, list(dict.fromkeys((*due, *lost))), held)


@outbox.command()
@number_argument
@click.option("--reason", required=True, help="Why; it stays in the record.")
@pass_app
def discard(app: App, number: int, reason: str) -> None:
    """Never send a message.

    One that waits, that failed, or that may have arrived.
    """
    with app.writing() as session:
        found = messages.find_message(session, number)
        messages.discard_message(found, reason=reason, now=app.now)
        row = messages.row_of(found, now=app.now)
    confirm_change(app, row, f"Discarded message {number} to {row.recipient}.")


@outbox.command()
@number_argument
@pass_app
def arrived(app: App, number: int) -> None:
    """Say that an uncertain message arrived."""
    with app.writing() as session:
        found = messages.find_message(session, number)
        sending.note_arrival(session, found, now=app.now)
        row = messages.row_of(found, now=app.now)
    confirm_change(app, row, f"Message {number} to {row.recipient} arrived.")


def _send(app: App, post: "Post", number: int, *, again: bool) -> None:
    """Claim, send, mark: no transaction is open while the server is spoken to."""
    with app.writing() as session:
        found = messages.find_message(session, number)
        envelope = sending.claim(session, found, again=again, today=app.today, now=app.now)
    try:
        delivery = post.deliver(envelope)
    except MailServerUnavailable as error:
        _settle(app, number, Delivery(Result.LATER, str(error)))
        raise
    _settle(app, number, delivery)


def _settle(app: App, number: int, delivery: Delivery) -> None:
    with app.writing() as session:
        found = messages.find_message(session, number)
        sending.settle(session, found, delivery, now=app.now)


def _report(app: App, numbers: Sequence[int], held: Sequence[Finding]) -> None:
    with app.reading() as session:
        found = [messages.find_message(session, number) for number in numbers]
        rows = [messages.row_of(one, now=app.now) for one in found]
        findings = [*held, *sending.findings_of(found)]
    sent = sum(row.state is MessageState.SENT for row in rows)
    confirm_change(app, rows, f"Sent {counted(sent, 'message')}.", findings)
    exit_with_findings(findings)


def _say(rows: Sequence[messages.MessageRow]) -> None:
    columns = ("No", "State", "Meeting", "To", "Subject", "Why", "Answer", "Next attempt")
    cells = [
        (
            str(one.number),
            str(one.state),
            one.meeting,
            f"{one.recipient} <{one.address}>",
            one.subject,
            one.why,
            one.answer,
            moment.astimezone().isoformat(" ", "minutes")
            if (moment := one.next_attempt_at)
            else "",
        )
        for one in rows
    ]
    table(columns, cells)


def _say_sheet(sheet: messages.MessageSheet) -> None:
    fields(sheet, leave_out=("text", "calendar"))
    click.echo(f"\n{sheet.text}")
