"""`scheduler plan`: the meetings to come, shown first, stored when asked."""

from datetime import date

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, warn
from scheduler.cli.verbs import DAY, Verb
from scheduler.papers.words import counted
from scheduler.secretariat.dates import span
from scheduler.secretariat.naming import find_partnership
from scheduler.secretariat.plans import Plan, PlannedSlot, make_plan, store_plan


@click.command(cls=Verb)
@click.option("--until", type=DAY, help="The last day to plan; without it, two years ahead.")
@click.option("--apply", "is_stored", is_flag=True, help="Store what is new.")
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@pass_app
def plan(app: App, until: date | None, partnership: str | None, *, is_stored: bool) -> None:
    """Show the meetings that the series' rules make.

    From today on, and why on which day.
    Closed days are avoided inside each series' window. What stands in the record is never touched.
    """
    last = until or date(app.today.year + 2, 12, 31)
    if is_stored:
        with app.writing() as session:
            found = find_partnership(session, partnership)
            made = make_plan(session, found, until=last, today=app.today)
            store_plan(session, found, made, now=app.now)
    else:
        with app.reading() as session:
            found = find_partnership(session, partnership)
            made = make_plan(session, found, until=last, today=app.today)
    answer(app, {"stored": is_stored, "plan": made}, lambda: _say(made, is_stored=is_stored))
    warn(finding for slot in made.new for finding in slot.findings)


def _say(made: Plan, *, is_stored: bool) -> None:
    for slot in made.slots:
        _say_slot(slot, is_stored=is_stored)
    new, kept = len(made.new), len(made.slots) - len(made.new)
    verb = "stored" if is_stored else "new"
    click.echo(f"{counted(new, 'meeting')} {verb}, {counted(kept, 'meeting')} as they were.")
    if new and not is_stored:
        click.echo(f"Store them with: scheduler plan --until {made.until} --apply")


def _say_slot(slot: PlannedSlot, *, is_stored: bool) -> None:
    sign = "  " if slot.is_kept else ("+ " if not is_stored else "* ")
    standing = f"as it is, {slot.state}" if slot.is_kept else ("stored" if is_stored else "new")
    hours = f"{span(slot.start, slot.end)} ({slot.zone})"
    click.echo(f"{sign}{slot.name:<12} {slot.when}, {hours}: {standing}")
    for reason in slot.reasons:
        click.echo(f"    {reason}")
