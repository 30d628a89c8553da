"""`scheduler milestone`: list, show, plan, done, waive, reopen."""

from collections.abc import Sequence
from datetime import date

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.back_plan import say_milestones
from scheduler.cli.output import answer, confirm_change, fields, table, warn
from scheduler.cli.verbs import DAY, Noun, meeting_argument, version_option
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import MilestoneState
from scheduler.papers.words import counted, day_in_words
from scheduler.secretariat.back_plans import SECRETARIAT
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.milestone_register import (
    MilestoneRow,
    find_milestone,
    list_milestones,
    settle,
    show_milestone,
)
from scheduler.secretariat.milestones import (
    MilestoneChange,
    meetings_to_come,
    plan_milestones,
    require_date,
)
from scheduler.secretariat.naming import find_body, find_meeting, find_partnership

key_argument = click.argument("key", metavar="MILESTONE")


@click.group(cls=Noun)
def milestone() -> None:
    """Follow the back-plan of each meeting."""


@milestone.command("list")
@click.argument("meeting", metavar="[MEETING]", required=False)
@click.option("--overdue", "only_overdue", is_flag=True, help="Only those open and past their day.")
@click.option("--body", metavar="CODE", help='Only those of this body, or of the "secretariat".')
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@pass_app
def list_(
    app: App,
    /,
    *,
    meeting: str | None,
    body: str | None,
    partnership: str | None,
    only_overdue: bool,
) -> None:
    """List the open milestones by their day, or all of a MEETING.

    With the edition of each calendar that the day was computed with, and whether it was
    provisional.
    """
    with app.reading() as session:
        is_ours = body is not None and body.casefold() == SECRETARIAT
        rows = list_milestones(
            session,
            today=app.today,
            partnership=find_partnership(session, partnership) if partnership else None,
            meeting=find_meeting(session, meeting, today=app.today) if meeting else None,
            body=body if body is None or is_ours else find_body(session, body).code,
            only_overdue=only_overdue,
        )
    answer(app, rows, lambda: _say_rows(rows))


@milestone.command()
@meeting_argument
@key_argument
@pass_app
def show(app: App, meeting: str, key: str) -> None:
    """Show a MILESTONE of a meeting.

    When it is due and why, and with which edition of which calendar that was computed.
    """
    with app.reading() as session:
        found = find_milestone(session, find_meeting(session, meeting, today=app.today), key)
        sheet = show_milestone(found, today=app.today)
    answer(app, sheet, lambda: fields(sheet))


@milestone.command()
@click.argument("meeting", metavar="[MEETING]", required=False)
@pass_app
def plan(app: App, meeting: str | None) -> None:
    """Compute the milestones of a MEETING anew.

    Or of all meetings to come. By the back-plan of the series and the closed days known now; what
    is done or waived stays.
    """
    with app.writing() as session:
        if meeting:
            found = find_meeting(session, meeting, today=app.today)
            require_date(found)
            chosen: Sequence[Meeting] = [found]
        else:
            chosen = meetings_to_come(session, today=app.today)
        replanned = plan_milestones(session, chosen, now=app.now)
        named = {one.name: named_with_date(one) for one in chosen}
    answer(app, replanned.changes, lambda: _say_plan(replanned.changes, named))
    warn(replanned.findings)


@milestone.command()
@meeting_argument
@key_argument
@click.option("--on", type=DAY, help="The day, if it was not today.")
@click.option("--remarks", default="", help="What else is to be known.")
@version_option
@pass_app
def done(
    app: App,
    /,
    *,
    meeting: str,
    key: str,
    on: date | None,
    remarks: str,
    version: int | None,
) -> None:
    """Say that a MILESTONE was met."""
    _settle(app, meeting, key, MilestoneState.DONE, on=on, remarks=remarks, version=version)


@milestone.command()
@meeting_argument
@key_argument
@click.option("--reason", required=True, help="Why; it stays in the record.")
@version_option
@pass_app
def waive(app: App, meeting: str, key: str, reason: str, version: int | None) -> None:
    """Say that a MILESTONE is not needed this time."""
    _settle(app, meeting, key, MilestoneState.WAIVED, remarks=reason, version=version)


@milestone.command()
@meeting_argument
@key_argument
@version_option
@pass_app
def reopen(app: App, meeting: str, key: str, version: int | None) -> None:
    """Say that a MILESTONE is still to be met.

    Its day is computed anew.
    """
    _settle(app, meeting, key, MilestoneState.OPEN, version=version)


def _settle(
    app: App,
    meeting: str,
    key: str,
    state: MilestoneState,
    *,
    on: date | None = None,
    remarks: str = "",
    version: int | None,
) -> None:
    with app.writing() as session:
        of = find_meeting(session, meeting, today=app.today)
        found = find_milestone(session, of, key)
        settle(
            found, state, on=on, remarks=remarks, version=version, now=app.now, officer=app.officer
        )
        if state is MilestoneState.OPEN:
            plan_milestones(session, [of], now=app.now)
        session.flush()
        sheet = show_milestone(found, today=app.today)
    sentence = f"{str(state).capitalize()}: {found.name} of {sheet.meeting}."
    confirm_change(app, sheet, sentence)


def _say_rows(rows: Sequence[MilestoneRow]) -> None:
    columns = ("Due", "Meeting", "Milestone", "Key", "Who", "State", "Calendars")
    table(
        columns,
        [
            (
                day_in_words(row.day),
                row.meeting,
                row.name,
                row.key,
                row.body,
                "overdue" if row.is_overdue else str(row.state),
                "; ".join(row.closure_editions),
            )
            for row in rows
        ],
    )


def _say_plan(changes: Sequence[MilestoneChange], named: dict[str, str]) -> None:
    for meeting, name in named.items():
        of_meeting = [change for change in changes if change.meeting == meeting]
        if of_meeting:
            click.echo(f"{name}:")
            say_milestones(of_meeting)
    meetings = counted(len(named), "meeting")
    click.echo(f"{counted(len(changes), 'milestone')} changed of {meetings}.")
