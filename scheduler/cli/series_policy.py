"""`scheduler series policy`: what the days of a series keep to, shown and changed."""

from datetime import time
from typing import Any

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, fields, warn
from scheduler.cli.verbs import HOURS, Verb, version_option
from scheduler.secretariat.naming import find_series
from scheduler.secretariat.policy_edits import EditedPolicy, PolicyEdit, edit_policy, store_policy


@click.command(cls=Verb)
@click.argument("code", metavar="SERIES")
@click.option("--promise", help='What was promised, as "at least once a year".')
@click.option("--window", help='When in the year, as "15 April to 15 June".')
@click.option("--hours", type=HOURS, help="The hours, such as 09:30-17:00.")
@click.option("--weekdays", help='The preferred ones, as "Tuesday, Thursday".')
@click.option("--spacing", help='Distances, as "9 to 18 months; at least 6 weeks before SOM".')
@click.option("--days", type=click.IntRange(1, 14), help="How many days in a row a meeting takes.")
@click.option("--stages", help='What each day is, as "technical day, high-level day".')
@click.option("--required", "attendees_required", help="Busy calendars of who must be free.")
@click.option("--attendees", help="Busy calendars of who had better be free.")
@click.option(
    "--rotation",
    "rotations",
    multiple=True,
    help='Whose turn it is, as "lead: ECHO, HOME since 2027"; also place, mode. All of them.',
)
@click.option("--margins", "margin", help='Beside what it is held, as "the day before SOM".')
@click.option("--weights", help='Points against a day, as "weekday 10, busy 100"; else the usual.')
@click.option("--until-expiry-of", metavar="INSTRUMENT", help="The instrument it ends with.")
@click.option("--closures", "closure_calendars", help="The closure calendars that bind it.")
@click.option("--apply", "is_stored", is_flag=True, help="Store what is changed.")
@version_option
@pass_app
def policy(
    app: App,
    /,
    code: str,
    version: int | None,
    hours: tuple[time, time] | None,
    rotations: tuple[str, ...],
    *,
    is_stored: bool,
    **said: Any,  # noqa: ANN401 -- the texts and the number of the options
) -> None:
    """Show what the days of SERIES keep to, or change it.

    A change is shown first and stored with --apply; an empty text takes a part away.
    """
    edit = PolicyEdit(hours=hours, rotations=rotations or None, **said)
    if is_stored:
        with app.writing() as session:
            edited = edit_policy(session, find_series(session, code), edit)
            store_policy(session, edited, version=version)
            value = _value(edited, is_stored=True)
    else:
        with app.reading() as session:
            edited = edit_policy(session, find_series(session, code), edit)
            value = _value(edited, is_stored=False)
    answer(app, value, lambda: _say(value, edit))
    warn(value["findings"])


def _value(edited: EditedPolicy, *, is_stored: bool) -> dict[str, Any]:
    return {
        "series": edited.series.code,
        "version": edited.series.version,
        "stored": is_stored,
        "changes": edited.changes,
        "policy": edited.sheet,
        "findings": edited.findings,
    }


def _say(value: dict[str, Any], edit: PolicyEdit) -> None:
    if edit.says_nothing:
        fields(value["policy"])
        return
    for change in value["changes"]:
        before, after = change.before or "nothing", change.after or "nothing"
        click.echo(f"  {change.part:<20} {before}  ->  {after}")
    if not value["changes"]:
        click.echo(f"Nothing to change: the policy of {value['series']} already is so.")
    elif value["stored"]:
        click.echo(
            f"Changed the policy of {value['series']}. Meetings that stand stay as they are."
        )
        click.echo("See which no longer keep to it: scheduler plan review")
    else:
        click.echo("Nothing is stored yet; give the same with --apply.")
