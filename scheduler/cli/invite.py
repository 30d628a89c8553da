"""`scheduler invite`: prepare, address, mailbox."""

from dataclasses import dataclass

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, confirm_change, table
from scheduler.cli.verbs import Noun, meeting_argument
from scheduler.papers.words import counted
from scheduler.secretariat.attendance import find_attendee
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.invitation_acts import Act
from scheduler.secretariat.invitation_messages import prepare_invitations
from scheduler.secretariat.invitations import InvitationPlan, plan_invitations
from scheduler.secretariat.letters_wall import refuse_letters
from scheduler.secretariat.mailboxes import set_address, set_mailbox
from scheduler.secretariat.naming import find_body, find_meeting, find_person


@dataclass(frozen=True, slots=True)
class InviteRow:
    """What one person would get, or gets, and why."""

    name: str
    party: str
    act: Act
    why: str
    address: str


@dataclass(frozen=True, slots=True)
class InvitePage:
    """What everybody gets of a meeting; `prepared` are the numbers of the new messages."""

    meeting: str
    sender: str
    people: tuple[InviteRow, ...]
    prepared: tuple[int, ...]


@click.group(cls=Noun)
def invite() -> None:
    """Prepare invitations, changes and cancellations.

    They wait in the outbox: `scheduler outbox send` sends them.
    """


@invite.command()
@meeting_argument
@click.option(
    "--from", "convener", metavar="BODY", help="Whose mailbox invites, if not the host's."
)
@click.option("--without", multiple=True, metavar="WHO", help="Somebody to leave out this time.")
@click.option("--preview", is_flag=True, help="Only show it; put nothing into the outbox.")
@pass_app
def prepare(
    app: App, meeting: str, convener: str | None, without: tuple[str, ...], *, preview: bool
) -> None:
    """Write to whom it concerns, and show who gets what and why.

    Who has no invitation gets one; who has one gets what has changed since; who is no longer in a
    delegation, or was invited to what does not take place, gets a cancellation.
    """
    with app.reading() if preview else app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        plan = plan_invitations(
            session,
            found,
            convener=find_body(session, convener) if convener else None,
            left_out=[find_attendee(session, found, who) for who in without],
            today=app.today,
        )
        written = [] if preview else prepare_invitations(session, plan, now=app.now)
        page = _page(plan, tuple(one.id for one in written))
        refuse_letters(session, found, page.prepared)
        name = named_with_date(found)
    answer(app, page, lambda: _say(page, name, is_preview=preview))


@invite.command()
@click.argument("person", metavar="PERSON")
@click.argument("address", metavar="ADDRESS")
@pass_app
def address(app: App, person: str, address: str) -> None:
    """Say where PERSON gets mail.

    An empty ADDRESS takes it away.
    """
    with app.writing() as session:
        found = find_person(session, person)
        set_address(found, address)
        value = {"person": found.key, "name": found.name, "address": found.email}
        sentence = f"{found.name} gets mail at {found.email or 'no address'}."
    confirm_change(app, value, sentence)


@invite.command()
@click.argument("body", metavar="BODY")
@click.argument("address", metavar="ADDRESS")
@click.option(
    "--secret-replies/--no-secret-replies",
    default=None,
    help="Tell each person an address of their own for answers, such as som+TOKEN@echo.example.",
)
@pass_app
def mailbox(app: App, body: str, address: str, *, secret_replies: bool | None) -> None:
    """Say from which functional mailbox BODY invites.

    The answers arrive there. An empty ADDRESS takes it away. With --secret-replies the mail server
    must deliver what comes to plus-addresses of it; answers that do are proven.
    """
    with app.writing() as session:
        found = find_body(session, body)
        set_mailbox(found, address, secret_replies=secret_replies)
        value = {
            "body": found.code,
            "mailbox": found.mailbox,
            "secret_replies": found.secret_replies,
        }
        secretly = " Answers go to secret addresses of it." * found.secret_replies
        sentence = f"{found.code} invites from {found.mailbox or 'no mailbox'}.{secretly}"
    confirm_change(app, value, sentence)


def _page(plan: InvitationPlan, prepared: tuple[int, ...]) -> InvitePage:
    convener = plan.convener
    return InvitePage(
        meeting=plan.meeting.name,
        sender=f"{convener.name} <{convener.address}>" if convener else "",
        people=tuple(
            InviteRow(
                name=one.name,
                party=one.party,
                act=one.decision.act,
                why=one.decision.why,
                address=one.case.address,
            )
            for one in plan.intended
        ),
        prepared=prepared,
    )


def _say(page: InvitePage, meeting: str, *, is_preview: bool) -> None:
    rows = [(one.name, one.party, str(one.act), one.why, one.address) for one in page.people]
    table(("Who", "Party", "Gets", "Why", "Address"), rows)
    if is_preview:
        count = sum(one.act.method is not None for one in page.people)
        click.echo(f"{counted(count, 'message')} would be prepared: {meeting}.")
        return
    sender = f", from {page.sender}" if page.prepared else ""
    click.echo(f"{counted(len(page.prepared), 'message')} prepared{sender}: {meeting}.")
    if page.prepared:
        click.echo("Send what waits with: scheduler outbox send")
