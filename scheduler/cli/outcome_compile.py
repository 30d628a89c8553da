"""`scheduler outcome compile`: what a series concluded over the years, meeting by meeting."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer
from scheduler.cli.register_options import thread_named
from scheduler.cli.verbs import SINCE, Verb, words
from scheduler.model.vocabulary import OutcomeKind
from scheduler.papers.words import counted
from scheduler.secretariat.naming import find_partnership, find_series
from scheduler.secretariat.outcomes import OutcomeRow, list_outcomes
from scheduler.secretariat.packs import reader_of


@click.command("compile", cls=Verb)
@click.option("--series", metavar="CODE", help="Only of this series.")
@click.option("--since", type=SINCE, help="Of meetings from this day or year on.")
@click.option("--kind", type=words(OutcomeKind), help="Only of this kind.")
@click.option("--theme", metavar="KEY", help="Only those under items of this thread.")
@click.option("--for", "reader", metavar="PARTY|public", help="Only what they may read.")
@click.option("--partnership", metavar="CODE", help="Which, if there are several.")
@pass_app
def compile_(
    app: App,
    /,
    *,
    series: str | None,
    since: date | None,
    kind: OutcomeKind | None,
    theme: str | None,
    reader: str | None,
    partnership: str | None,
) -> None:
    """Put the outcomes of many meetings in one text.

    For the home party, if not said. Notes are left out, unless they are asked for by --kind.
    """
    with app.reading() as session:
        framework = find_partnership(session, partnership)
        rows = list_outcomes(
            session,
            series=find_series(session, series) if series else None,
            since=since,
            kind=kind,
            thread=thread_named(session, theme, partnership),
            reader=reader_of(framework, reader),
            partnership=framework,
            today=app.today,
        )
    chosen = [row for row in rows if kind or row.kind is not OutcomeKind.NOTE]
    answer(app, chosen, lambda: _say(chosen))


def _say(rows: Sequence[OutcomeRow]) -> None:
    for line in in_lines(rows):
        click.echo(line)


def in_lines(rows: Sequence[OutcomeRow]) -> Iterator[str]:
    """A heading for each meeting, then what came of it; a sentence where nothing did."""
    if not rows:
        yield "No outcome is on record for that."
    meetings = 0
    for (meeting, when), of_meeting in groupby(rows, key=lambda row: (row.meeting, row.when)):
        yield from ([""] if meetings else [])
        meetings += 1
        yield f"{meeting}, {when}"
        for row in of_meeting:
            yield f"  {row.reference} {row.kind}: {row.text}"
            yield from _owed(row)
    if rows:
        yield ""
        yield f"{counted(len(rows), 'outcome')} of {counted(meetings, 'meeting')}."


def _owed(row: OutcomeRow) -> Iterator[str]:
    if row.kind is OutcomeKind.COMMITMENT:
        state = f"{row.state}, late" if row.late else row.state
        due = f"due {row.due}" if row.due else "without a due day"
        yield f"    {row.owner or 'nobody yet'}, {due}: {state}"
