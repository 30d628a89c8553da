"""`scheduler outcome`: add, edit, list."""

from collections.abc import Sequence
from datetime import date

import click
from sqlalchemy.orm import Session

from scheduler.cli.app import App, pass_app
from scheduler.cli.given import audience_option, text_given
from scheduler.cli.output import answer, confirm_change, table
from scheduler.cli.verbs import DAY, Noun, meeting_argument, version_option, words
from scheduler.errors import InvalidValue
from scheduler.model.vocabulary import OutcomeKind
from scheduler.papers.audience import Reach
from scheduler.secretariat import outcomes
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.item_labels import find_item
from scheduler.secretariat.naming import find_body, find_meeting, find_series


@click.group(cls=Noun)
def outcome() -> None:
    """Record conclusions, decisions and commitments."""


@outcome.command()
@meeting_argument
@click.argument("text", metavar="TEXT")
@click.option("--kind", type=words(OutcomeKind), required=True, help="What it is.")
@click.option("--item", metavar="N", help="The agenda item.")
@click.option("--owner", metavar="BODY", help="The body that owes a commitment.")
@click.option("--due", metavar="DAY|MEETING", help="By when: 2027-10-01, or next:SOM.")
@click.option("--contributor", "contributors", multiple=True, metavar="BODY", help="Who helps.")
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
    owner: str | None,
    due: str | None,
    contributors: Sequence[str],
    reach: Reach | None,
) -> None:
    """Record what came of MEETING.

    It gets a reference for good, such as SOM-11/C4.
    A commitment needs --owner and --due. TEXT may be - for stdin.
    """
    said = text_given(text)
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        new = outcomes.NewOutcome(
            said,
            kind,
            item=find_item(session, found, item) if item else None,
            promise=_promise(session, owner, due, contributors, today=app.today),
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
@click.option("--since", type=DAY, help="Of meetings from this day on.")
@click.option("--kind", type=words(OutcomeKind), help="Only of this kind.")
@pass_app
def list_(
    app: App,
    meeting: str | None,
    series: str | None,
    since: date | None,
    kind: OutcomeKind | None,
) -> None:
    """List outcomes by meeting and reference."""
    with app.reading() as session:
        rows = outcomes.list_outcomes(
            session,
            meeting=find_meeting(session, meeting, today=app.today) if meeting else None,
            series=find_series(session, series) if series else None,
            since=since,
            kind=kind,
            today=app.today,
        )
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


def _promise(
    session: Session,
    owner: str | None,
    due: str | None,
    contributors: Sequence[str],
    *,
    today: date,
) -> outcomes.Promise | None:
    if owner is None and due is None and not contributors:
        return None
    if owner is None or due is None:
        missing = "--owner" if owner is None else "--due"
        raise InvalidValue("a commitment without", missing, "--owner and --due: who, by when")
    return outcomes.Promise(
        find_body(session, owner),
        outcomes.due_from(session, due, today=today),
        [find_body(session, code) for code in contributors],
    )


def _state(row: outcomes.OutcomeRow) -> str:
    return "late" if row.late else row.state
