"""`scheduler plan`: the meetings to come, shown first, stored when asked; review, explain."""

from collections.abc import Iterator
from datetime import date

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, warn
from scheduler.cli.plan_explain import explain
from scheduler.cli.plan_picture import picture
from scheduler.cli.plan_review import review
from scheduler.cli.verbs import DAY, NounAndVerb
from scheduler.papers.words import counted, short_day
from scheduler.planning.score import Score
from scheduler.secretariat.dates import span
from scheduler.secretariat.naming import find_partnership
from scheduler.secretariat.plans import Plan, PlannedSlot, make_plan, store_plan


@click.group(cls=NounAndVerb, invoke_without_command=True)
@click.option("--until", type=DAY, help="The last day to plan; without it, two years ahead.")
@click.option("--apply", "is_stored", is_flag=True, help="Store what is new, on its best day.")
@click.option("--verbose", is_flag=True, help="Tell what the points of each day are made of.")
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@pass_app
@click.pass_context
def plan(
    ctx: click.Context,
    app: App,
    until: date | None,
    partnership: str | None,
    *,
    is_stored: bool,
    verbose: bool,
) -> None:
    """Show the meetings that the series' rules make.

    From today on: the best day of each and four others, with reasons. Behind each other day stands
    what the whole plan costs more with it. What stands in the record is never touched.
    """
    if ctx.invoked_subcommand:
        return
    last = until or date(app.today.year + 2, 12, 31)
    with app.writing() if is_stored else app.reading() as session:
        found = find_partnership(session, partnership)
        made = make_plan(session, found, until=last, today=app.today)
        if is_stored:
            store_plan(session, found, made, now=app.now)
    value = {"stored": is_stored, "plan": made}
    answer(app, value, lambda: _say(made, partnership, is_stored=is_stored, verbose=verbose))
    warn((*made.findings, *(finding for slot in made.new for finding in slot.findings)))


plan.add_command(explain)
plan.add_command(review)
plan.add_command(picture)


def _say(made: Plan, partnership: str | None, *, is_stored: bool, verbose: bool) -> None:
    for slot in made.slots:
        _say_slot(slot, is_stored=is_stored, verbose=verbose)
    new, kept = len(made.new), len(made.slots) - len(made.new)
    verb = "stored" if is_stored else "new"
    click.echo(f"{counted(new, 'meeting')} {verb}, {counted(kept, 'meeting')} as they were.")
    if new and not is_stored:
        which = f" --partnership {partnership}" if partnership else ""
        click.echo(f"Store them with: scheduler plan{which} --until {made.until} --apply")


def _say_slot(slot: PlannedSlot, *, is_stored: bool, verbose: bool) -> None:
    sign = "  " if slot.is_kept else ("+ " if not is_stored else "* ")
    standing = f"as it is, {slot.state}" if slot.is_kept else ("stored" if is_stored else "new")
    hours = f"{span(slot.start, slot.end)} ({slot.zone})"
    click.echo(f"{sign}{slot.name:<12} {slot.when}, {hours}: {standing}")
    others = _days(slot) if verbose else () if is_stored else _others(slot)
    for line in (*slot.reasons, *_turns(slot), *others):
        click.echo(f"    {line}")


def _turns(slot: PlannedSlot) -> Iterator[str]:
    if slot.turns and not slot.is_kept:
        yield "; ".join(slot.turns)


def _others(slot: PlannedSlot) -> Iterator[str]:
    """The other days in one line: "or Fri 14 May 2027 (+7)"."""
    if slot.others:
        yield "or " + ", ".join(f"{short_day(one.day)} (+{one.more})" for one in slot.others)


def _days(slot: PlannedSlot) -> Iterator[str]:
    """Each day with what its points are made of."""
    if not slot.is_kept:
        yield f"{short_day(slot.day)}: {_in_words(slot.score)}"
    for one in slot.others:
        yield f"{short_day(one.day)} (+{one.more}): {_in_words(one.score)}"


def _in_words(score: Score) -> str:
    is_one = len(score.parts) == 1
    parts = [f"{one.words}{'' if is_one else f' ({one.points})'}" for one in score.parts]
    return ": ".join((counted(score.total, "point"), *(["; ".join(parts)] if parts else [])))
