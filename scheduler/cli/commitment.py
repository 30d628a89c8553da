"""`scheduler commitment`: list, show; `chain` and `update` have files of their own."""

from datetime import date

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.commitment_chain import chain
from scheduler.cli.commitment_steps import reference_argument, update
from scheduler.cli.output import answer, fields, table
from scheduler.cli.register_options import limit_option, say_there_is_more, thread_named
from scheduler.cli.verbs import DAY, SINCE, Noun, words
from scheduler.model.vocabulary import CommitmentState
from scheduler.papers.parts import CommitmentLine
from scheduler.secretariat.commitment_lines import show_commitment
from scheduler.secretariat.commitments import find_commitment
from scheduler.secretariat.naming import find_body, find_series
from scheduler.secretariat.register import Wanted, list_commitments

COLUMNS = ("Reference", "Text", "Owner", "Due", "State", "Decided")


@click.group(cls=Noun)
def commitment() -> None:
    """Follow who owes what by when."""


commitment.add_command(chain)
commitment.add_command(update)


@commitment.command("list")
@click.option("--open", "only_open", is_flag=True, help="Only those still owed.")
@click.option("--late", "only_late", is_flag=True, help="Only those owed and past their day.")
@click.option("--state", type=words(CommitmentState), help="Only in this state.")
@click.option("--body", metavar="CODE", help="Only those this body owes or helps with.")
@click.option("--due-before", type=DAY, help="Only those due before this day.")
@click.option("--series", metavar="CODE", help="Only those decided by this series.")
@click.option("--since", type=SINCE, help="Decided from this day or year on.")
@click.option("--theme", metavar="KEY", help="Only those under items of this thread.")
@limit_option
@click.option("--partnership", metavar="CODE", help="Whose thread, if there are several.")
@pass_app
def list_(  # noqa: PLR0913 -- each is one way to choose
    app: App,
    /,
    *,
    body: str | None,
    state: CommitmentState | None,
    due_before: date | None,
    series: str | None,
    since: date | None,
    theme: str | None,
    partnership: str | None,
    limit: int,
    only_open: bool,
    only_late: bool,
) -> None:
    """List the commitments in the order they were decided."""
    with app.reading() as session:
        wanted = Wanted(
            body=find_body(session, body) if body else None,
            state=CommitmentState.OPEN if only_open else state,
            only_late=only_late,
            due_before=due_before,
            series=find_series(session, series) if series else None,
            since=since,
            thread=thread_named(session, theme, partnership),
        )
        found = list_commitments(session, wanted, limit=limit, today=app.today)
    answer(app, found.lines, lambda: table(COLUMNS, [_cells(line) for line in found.lines]))
    if found.has_more:
        say_there_is_more(limit, "commitment")


@commitment.command()
@reference_argument
@pass_app
def show(app: App, reference: str) -> None:
    """Show a commitment, and what became of it."""
    with app.reading() as session:
        sheet = show_commitment(find_commitment(session, reference), today=app.today)
    answer(app, sheet, lambda: fields(sheet))


def _cells(line: CommitmentLine) -> tuple[str, ...]:
    state = "late" if line.late else line.state
    return line.reference, line.text, line.owner, line.due, state, line.decided
