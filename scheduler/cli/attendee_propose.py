"""`scheduler attendee propose`: delegations from the mandates of the meeting's day."""

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, warn
from scheduler.cli.verbs import Verb, meeting_argument
from scheduler.papers.words import counted, short_day
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.delegation_proposals import (
    DelegationProposal,
    Proposed,
    Step,
    apply_proposal,
    propose_delegations,
)
from scheduler.secretariat.naming import find_meeting, find_party

_SIGNS = {Step.ADD: "+", Step.NAME: "~", Step.REPLACE: "~", Step.LEAD: "~"}


@click.command(cls=Verb)
@meeting_argument
@click.option("--party", "code", metavar="CODE", help="Whose delegation; all of them, if not said.")
@click.option("--apply", "is_applied", is_flag=True, help="Make the changes that are shown.")
@pass_app
def propose(app: App, meeting: str, code: str | None, *, is_applied: bool) -> None:
    """Propose the delegations from who holds the posts on the day.

    Shows what the list does not say yet: holders, acting ones, alternates, vacancies, heads.
    """
    with app.writing() if is_applied else app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        party = find_party(found.partnership, code) if code else None
        proposing = apply_proposal if is_applied else propose_delegations
        proposal = proposing(session, found, party, today=app.today)
        title, name = named_with_date(found), found.name
        of_party = f" --party {party.code}" if party else ""
    again = "" if is_applied else f"scheduler attendee propose {name}{of_party} --apply"
    answer(app, proposal, lambda: _say(title, proposal, again))
    warn(proposal.findings)


def _say(title: str, proposal: DelegationProposal, again: str) -> None:
    click.echo(title)
    for change in proposal.changes:
        click.echo(f"{_SIGNS[change.step]} {change.party} {_in_words(change)}")
    if not proposal.changes:
        click.echo("Nothing to change: the list says what the mandates say.")
    elif again:
        click.echo(f"{counted(len(proposal.changes), 'change')}. Make them with: {again}")
    else:
        click.echo(f"Made {counted(len(proposal.changes), 'change')}.")


def _in_words(change: Proposed) -> str:
    """For example "Ana Lind, Director, DG TRADE (head, since Fri 1 Jan 2027)"."""
    since = f"since {short_day(change.in_post_since)}" if change.in_post_since else ""
    roles = ("head" * change.is_head, "alternate" * change.is_alternate, since)
    role = ", ".join(part for part in roles if part)
    noted = f" ({role})" if role else ""
    if change.step is Step.LEAD:
        return f"{change.was}: head"
    instead = f", instead of {change.was}" if change.was and change.step is Step.REPLACE else ""
    return f"{change.post}, {change.body}: {change.state}{noted}{instead}"
