"""`scheduler outcome`: add, edit, list; `retype` and `compile` have files of their own."""

from datetime import date
from typing import Any

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.given import audience_option, text_given
from scheduler.cli.outcome_compile import compile_
from scheduler.cli.outcome_retype import promise_options, promise_said, retype
from scheduler.cli.output import answer, confirm_change, table
from scheduler.cli.register_options import limit_option, rest_of, thread_named
from scheduler.cli.room import type_
from scheduler.cli.verbs import SINCE, Noun, meeting_argument, version_option, words
from scheduler.model.vocabulary import OutcomeKind
from scheduler.papers.audience import Reach
from scheduler.secretariat import outcomes
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.item_labels import find_item
from scheduler.secretariat.naming import find_meeting, find_series


@click.group(cls=Noun)
def outcome() -> None:
    """Record conclusions, decisions and commitments."""


outcome.add_command(compile_)
outcome.add_command(retype)
outcome.add_command(type_)


@outcome.command()
@meeting_argument
@click.argument("text", metavar="TEXT")
@click.option("--kind", type=words(OutcomeKind), required=True, help="What it is.")
@click.option("--item", metavar="N", help="The agenda item.")
@promise_options
@audience_option(None, "Who may read it; joint, or own where the item is, if not said.")
@pass_app
def add(
    app: App,
    /,
    *,
    meeting: str,
    text: str,
    kind: OutcomeKind,
    item: str | None,
    reach: Reach | None,
    **promise: Any,  # noqa: ANN401 -- as its options give it
) -> None:
    """Record what came of MEETING.

    It gets a reference for good, such as SOM-11/C4.
    A commitment needs --owner and --due, or --later. TEXT may be - for stdin.
    """
    said = text_given(text)
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        new = outcomes.NewOutcome(
            said,
            kind,
            item=find_item(session, found, item) if item else None,
            promise=promise_said(session, today=app.today, **promise),
            reach=reach,
        )
        added = outcomes.add_outcome(
            session, found, new, today=app.today, now=app.now, officer=app.officer
        )
        row = outcomes.row_of(added, today=app.today)
        sentence = f"Recorded the {kind} {added.reference} of {named_with_date(found)}."
    confirm_change(app, row, sentence)


@outcome.command()
@click.argument("reference", metavar="REFERENCE")
@click.argument("text", metavar="TEXT")
@version_option
@pass_app
def edit(app: App, reference: str, text: str, version: int | None) -> None:
    """Put a slip of the pen in a text right.

    The old words stay in the audit trail. A commitment is amended instead: see `commitment update`.
    TEXT may be - for stdin.
    """
    said = text_given(text)
    with app.writing() as session:
        found = outcomes.edit_outcome(
            outcomes.find_outcome(session, reference), said, version=version
        )
        session.flush()
        row = outcomes.row_of(found, today=app.today)
        sentence = f"Changed the {row.kind} {row.reference} of {named_with_date(found.meeting)}."
    confirm_change(app, row, sentence)


@outcome.command("list")
@click.argument("meeting", metavar="[MEETING]", required=False)
@click.option("--series", metavar="CODE", help="Only of this series.")
@click.option("--since", type=SINCE, help="Of meetings from this day or year on.")
@click.option("--kind", type=words(OutcomeKind), help="Only of this kind.")
@click.option("--theme", metavar="KEY", help="Only those under items of this thread.")
@limit_option
@click.option("--partnership", metavar="CODE", help="Whose thread, if there are several.")
@pass_app
def list_(
    app: App,
    /,
    *,
    meeting: str | None,
    series: str | None,
    since: date | None,
    kind: OutcomeKind | None,
    theme: str | None,
    limit: int,
    partnership: str | None,
) -> None:
    """List outcomes by meeting and reference."""
    with app.reading() as session:
        rows = outcomes.list_outcomes(
            session,
            meeting=find_meeting(session, meeting, today=app.today) if meeting else None,
            series=find_series(session, series) if series else None,
            since=since,
            kind=kind,
            thread=thread_named(session, theme, partnership),
            limit=limit + 1,
            today=app.today,
        )
    rows = rest_of(rows, limit, "outcome")
    columns = ("Reference", "Kind", "Text", "Date", "Owner", "Due", "State", "For")
    answer(
        app,
        rows,
        lambda: table(
            columns,
            [
                (r.reference, str(r.kind), r.text, r.when, r.owner, r.due, _state(r), r.audience)
                for r in rows
            ],
        ),
    )


def _state(row: outcomes.OutcomeRow) -> str:
    return "late" if row.late else row.state
