"""`scheduler history`: what happened to a meeting, an outcome, a person or a body."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from textwrap import indent
from zoneinfo import ZoneInfo

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer
from scheduler.cli.progress import Progress
from scheduler.cli.verbs import DAY, Verb
from scheduler.papers.word_difference import word_difference
from scheduler.papers.words import hour, short_day
from scheduler.secretariat.histories import History, history_of
from scheduler.secretariat.trail import FieldChange, TrailEntry

_LONG = 60


@click.command(cls=Verb)
@click.argument("name", metavar="MEETING|OUTCOME|PERSON|BODY")
@click.option("--since", type=DAY, metavar="DAY", help="Only from that day on.")
@pass_app
def history(app: App, name: str, since: date | None) -> None:
    """Tell who changed what, when, and what it was before.

    Of a meeting with its agenda, notes, delegations, outcomes and papers; of an outcome such as
    SOM-11/C4; of a person or a body. The newest comes last; of a long text only the words that
    changed are told. It is the home party's own: what is the other party's own is left out.
    """
    with app.reading() as session:
        found = history_of(session, name, today=app.today, since=since, progress=Progress().show)
    answer(app, found, lambda: _say(found))


def _say(history: History) -> None:
    zone = ZoneInfo(history.zone) if history.zone else None
    click.echo(f"{history.title}: {'what happened' if history.entries else 'nothing happened'}")
    acts = groupby(history.entries, key=lambda one: (one.at, one.officer, one.verb))
    for (at, officer, verb), entries in acts:
        there = at.astimezone(zone)
        told = f"{short_day(there.date())}, {hour(there)} ({zone or there.tzname()})"
        click.echo(f"\n{told}, {officer}: {verb}")
        _say_act(list(entries))


def _say_act(entries: Iterable[TrailEntry]) -> None:
    for entry in entries:
        click.echo(f"  {entry.action} {entry.what}" + ", what it said is erased" * entry.erased)
        for line in _lines(entry.changes):
            click.echo(indent(line, "      ").replace("  ", "", 1))


def _lines(changes: Sequence[FieldChange]) -> Iterable[str]:
    for change in changes:
        if not change.before:
            yield f"{change.name}: {change.after}"
        elif change.after and max(len(change.before), len(change.after)) > _LONG:
            yield f"{change.name}: {word_difference(change.before, change.after)}"
        else:
            yield f"{change.name}: {change.before} -> {change.after or 'nothing'}"
