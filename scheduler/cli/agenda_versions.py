"""`scheduler agenda share`, `agree`, `freeze`, `versions`, `diff`: an agenda as it was."""

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, confirm_change, table
from scheduler.cli.verbs import Verb, meeting_argument
from scheduler.model.vocabulary import AgendaState
from scheduler.papers.words import counted, day_in_words
from scheduler.secretariat import agenda_versions
from scheduler.secretariat.agenda_versions import AgendaDifference
from scheduler.secretariat.dates import local_day, named_with_date
from scheduler.secretariat.naming import find_meeting


@click.command(cls=Verb)
@meeting_argument
@pass_app
def share(app: App, meeting: str) -> None:
    """Freeze what both parties may read as the next version."""
    _freeze(app, meeting, AgendaState.SHARED, "Shared")


@click.command(cls=Verb)
@meeting_argument
@pass_app
def agree(app: App, meeting: str) -> None:
    """Say that both parties agreed what was shared last."""
    _freeze(app, meeting, AgendaState.AGREED, "Agreed")


@click.command(cls=Verb)
@meeting_argument
@pass_app
def freeze(app: App, meeting: str) -> None:
    """Keep the internal draft as a version, with own items."""
    _freeze(app, meeting, AgendaState.INTERNAL, "Froze")


@click.command(cls=Verb)
@meeting_argument
@pass_app
def versions(app: App, meeting: str) -> None:
    """List the versions: number, state, by whom and when."""
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        rows = [agenda_versions.row_of(one) for one in agenda_versions.versions_of(session, found)]
        days = [day_in_words(local_day(row.at, found)) for row in rows]
        title = named_with_date(found)

    def in_words() -> None:
        click.echo(title)
        lines = zip(rows, days, strict=True)
        table(
            ("Version", "State", "Day", "Officer", "Items"),
            [(str(r.number), str(r.state), day, r.officer, str(r.items)) for r, day in lines],
        )

    answer(app, rows, in_words)


@click.command(cls=Verb)
@meeting_argument
@click.argument("older", metavar="A", required=False)
@click.argument("newer", metavar="B", required=False)
@pass_app
def diff(app: App, meeting: str, older: str | None, newer: str | None) -> None:
    """Say what is different between versions A and B.

    A version is a number, or draft. Not said: what was shared or agreed last, and the draft.
    """
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        told = agenda_versions.difference(session, found, older, newer)
        title = named_with_date(found)
    answer(app, told, lambda: _say(title, told))


def _freeze(app: App, meeting: str, state: AgendaState, verb: str) -> None:
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        version = agenda_versions.freeze_agenda(
            session, found, state, now=app.now, officer=app.officer
        )
        row = agenda_versions.row_of(version)
        items = counted(row.items, "item")
        sentence = (
            f"{verb} version {row.number} of the agenda of {named_with_date(found)}: {items}."
        )
    confirm_change(app, row, sentence)


def _say(title: str, told: AgendaDifference) -> None:
    click.echo(f"{title}: from {_name(told.older)} to {_name(told.newer)}")
    for one in told.differences:
        click.echo(f"  {one.words}")
    if not told.differences:
        click.echo("  no difference")


def _name(version: str) -> str:
    return f"version {version}" if version.isdecimal() else f"the {version}"
