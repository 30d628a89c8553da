"""`scheduler reply`: import, list, show, accept, discard."""

import io
import os
import sys
from collections.abc import Iterator
from typing import IO

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, confirm_change, fields, table, warn
from scheduler.cli.verbs import Noun, words
from scheduler.errors import InvalidValue
from scheduler.imports.replies.mailboxes import STDIN, mail_in
from scheduler.imports.replies.reading import ReplyMail, read_reply_mail
from scheduler.model.reply import ReplyState
from scheduler.papers.words import counted, listed
from scheduler.secretariat import replies, reply_pages
from scheduler.secretariat.attendance import find_attendee
from scheduler.secretariat.naming import find_meeting
from scheduler.secretariat.replies import ReplyImport
from scheduler.secretariat.reply_pages import ReplyRow
from scheduler.settings import read_authserv_id

number_argument = click.argument("number", metavar="NUMBER", type=click.IntRange(min=1))


@click.group(cls=Noun)
def reply() -> None:
    """Read the answers that come back by mail."""


@reply.command("import")
@click.argument("source", metavar="FILE|DIR|-")
@pass_app
def import_(app: App, source: str) -> None:
    """Keep the answers in saved mail.

    A message (.eml), an mbox, a folder of these, or - for stdin. Answers whose sender is proven
    count at once; the others wait for `reply accept`. What was imported before changes nothing.
    """
    authserv_id = read_authserv_id(os.environ)
    mails = list(_read(source, authserv_id))  # nobody waits for a slow pipe to write
    with app.writing() as session:
        done = replies.import_replies(session, mails, now=app.now, officer=app.officer)
        rows = [reply_pages.row_of(one) for one in done.new]
    value = {
        "messages": done.messages,
        "known": done.known,
        "others": done.others,
        "replies": rows,
        "findings": done.findings,
    }
    answer(app, value, lambda: _say_import(done, rows))
    warn(done.findings)


@reply.command("list")
@click.option("--state", type=words(ReplyState), help="Only in this state.")
@click.option("--meeting", metavar="MEETING", help="All of this meeting's.")
@pass_app
def list_(app: App, state: ReplyState | None, meeting: str | None) -> None:
    """List the replies that somebody must decide about."""
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today) if meeting else None
        rows = reply_pages.list_replies(session, state=state, meeting=found)
    answer(app, rows, lambda: _say(rows))


@reply.command()
@number_argument
@pass_app
def show(app: App, number: int) -> None:
    """Show a reply, who sent it, and what became of it."""
    with app.reading() as session:
        sheet = reply_pages.show_reply(session, replies.find_reply(session, number))
    answer(app, sheet, lambda: fields(sheet))


@reply.command()
@number_argument
@click.option("--for", "who", metavar="WHO", help="Whose it is, where nobody was recognised.")
@click.option("--meeting", metavar="MEETING", help="The meeting, where its UID is not known.")
@pass_app
def accept(app: App, number: int, who: str | None, meeting: str | None) -> None:
    """Let a reply count.

    In place of your own entry too. What is newer stands all the same.
    """
    with app.writing() as session:
        found = replies.find_reply(session, number)
        of = find_meeting(session, meeting, today=app.today) if meeting else found.meeting
        if who is not None and of is None:
            raise click.UsageError("--for needs --meeting: the reply names no meeting of ours")
        member = find_attendee(session, of, who) if who is not None and of is not None else None
        findings = replies.accept_reply(
            session, found, member=member, now=app.now, officer=app.officer
        )
        row = reply_pages.row_of(found)
    confirm_change(app, row, f"{_named(row)}: {row.state}, {row.why}.", findings)


@reply.command()
@number_argument
@click.option("--reason", required=True, help="Why; it stays in the record.")
@pass_app
def discard(app: App, number: int, reason: str) -> None:
    """Decide that a reply never counts."""
    with app.writing() as session:
        found = replies.find_reply(session, number)
        replies.discard_reply(found, reason=reason)
        row = reply_pages.row_of(found)
    confirm_change(app, row, f"Discarded {_named(row)}.")


def _read(source: str, authserv_id: str) -> Iterator[ReplyMail]:
    if source == STDIN and sys.stdin is None:
        raise InvalidValue("the mail", STDIN, "messages on stdin, which is closed")
    stdin: IO[bytes] = sys.stdin.buffer if source == STDIN else io.BytesIO()
    return (read_reply_mail(raw, authserv_id=authserv_id) for raw in mail_in(source, stdin))


def _say_import(done: ReplyImport, rows: list[ReplyRow]) -> None:
    states = [row.state for row in rows]
    by_state = [f"{states.count(one)} {one}" for one in ReplyState if one in states]
    told = f" ({listed(by_state)})" if by_state else ""
    known = f"; {done.known} known before" if done.known else ""
    others = f"; {counted(done.others, 'message')} without an answer" if done.others else ""
    replied = "1 new reply" if len(rows) == 1 else f"{len(rows)} new replies"
    click.echo(f"Read {counted(done.messages, 'message')}: {replied}{told}{known}{others}.")


def _say(rows: list[ReplyRow]) -> None:
    columns = ("No", "State", "Meeting", "Who", "Says", "Proof", "Why", "From")
    cells = [
        (
            str(one.number),
            str(one.state),
            one.meeting,
            one.who,
            one.says,
            str(one.proof),
            one.why,
            one.sender,
        )
        for one in rows
    ]
    table(columns, cells)


def _named(row: ReplyRow) -> str:
    to = f" to {row.meeting}" if row.meeting else ""
    return f"reply {row.number} of {row.who}{to}, who says {row.says}"
