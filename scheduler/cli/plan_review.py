"""`scheduler plan review`: what collides now, and where it would move."""

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, exit_with_findings, warn
from scheduler.cli.verbs import Verb
from scheduler.papers.words import counted
from scheduler.secretariat.naming import find_partnership
from scheduler.secretariat.plan_review import (
    Review,
    ReviewedMeeting,
    move_planned,
    review_plan,
)


@click.command(cls=Verb)
@click.option("--apply", "is_applied", is_flag=True, help="Move the planned ones that collide.")
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@pass_app
def review(app: App, partnership: str | None, *, is_applied: bool) -> None:
    """Say which meetings to come no longer keep the rules.

    After a closure calendar, busy times or a policy changed: with what each collides, and the best
    day of a planned one now. Only planned ones move, and only with --apply.
    """
    with app.writing() if is_applied else app.reading() as session:
        found = find_partnership(session, partnership)
        if is_applied:
            done = move_planned(session, found, today=app.today, now=app.now, officer=app.officer)
        else:
            done = review_plan(session, found, today=app.today)
    answer(app, {"applied": is_applied, "review": done}, lambda: _say(done))
    warn(done.findings)
    exit_with_findings(done.collisions)


def _say(done: Review) -> None:
    for one in done.meetings:
        _say_meeting(one)
    left = len(done.collisions)
    looked = counted(done.looked_at, "meeting")
    click.echo(f"{looked} to come looked at: {counted(left, 'collision')}.")
    if done.to_move:
        click.echo("Move the planned ones with: scheduler plan review --apply")


def _say_meeting(one: ReviewedMeeting) -> None:
    sign = "* " if one.is_moved else "! " if one.collisions else "  "
    click.echo(f"{sign}{one.name:<12} {one.when}, {one.state}")
    for words in (*one.collisions, *one.overdue):
        click.echo(f"    {words}")
    if one.computed_with and one.computed_with != one.decided_by:
        gone = [edition for edition in one.computed_with if edition not in one.decided_by]
        come = [edition for edition in one.decided_by if edition not in one.computed_with]
        now = ", ".join(come) or "nothing"
        click.echo(f"    computed with {', '.join(gone) or 'nothing'}; now decided by {now}")
    if one.outlook:
        click.echo(f"    {one.outlook}")
