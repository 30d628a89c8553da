"""`scheduler commitment`: list, update, show."""

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.given import audience_option, text_given
from scheduler.cli.output import answer, confirm_change, fields, table
from scheduler.cli.verbs import Noun, version_option, words
from scheduler.papers.audience import Reach
from scheduler.secretariat import commitment_lines, commitments
from scheduler.secretariat.commitments import Step, find_commitment
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.naming import find_body
from scheduler.secretariat.outcomes import due_from

reference_argument = click.argument("reference", metavar="REFERENCE")


@click.group(cls=Noun)
def commitment() -> None:
    """Follow who owes what by when."""


@commitment.command("list")
@click.option("--open", "only_open", is_flag=True, help="Only those still owed.")
@click.option("--late", "only_late", is_flag=True, help="Only those owed and past their day.")
@click.option("--body", metavar="CODE", help="Only those this body owes or helps with.")
@pass_app
def list_(app: App, body: str | None, *, only_open: bool, only_late: bool) -> None:
    """List the commitments in the order they were decided."""
    with app.reading() as session:
        lines = commitment_lines.list_commitments(
            session,
            today=app.today,
            body=find_body(session, body) if body else None,
            only_open=only_open,
            only_late=only_late,
        )
    columns = ("Reference", "Text", "Owner", "Due", "State", "Decided")
    answer(
        app,
        lines,
        lambda: table(
            columns,
            [
                (
                    line.reference,
                    line.text,
                    line.owner,
                    line.due,
                    "late" if line.late else line.state,
                    line.decided,
                )
                for line in lines
            ],
        ),
    )


@commitment.command()
@reference_argument
@pass_app
def show(app: App, reference: str) -> None:
    """Show a commitment, and what became of it."""
    with app.reading() as session:
        sheet = commitment_lines.show_commitment(
            find_commitment(session, reference), today=app.today
        )
    answer(app, sheet, lambda: fields(sheet))


@commitment.command()
@reference_argument
@click.argument("step", type=words(Step))
@click.option("--text", default="", help="What is reported, or the new wording; - for stdin.")
@click.option("--due", metavar="DAY|MEETING", help="Amend: by when it is owed now.")
@audience_option(Reach.PARTY, "Who may read a report; own, if not said.")
@version_option
@pass_app
def update(
    app: App,
    /,
    *,
    reference: str,
    step: Step,
    text: str,
    due: str | None,
    reach: Reach,
    version: int | None,
) -> None:
    """Add a STEP to the chain of a commitment.

    Closed and superseded are final.
    """
    said = text_given(text)
    with app.writing() as session:
        found = find_commitment(session, reference)
        commitments.update_commitment(
            found,
            step,
            text=said,
            due=due_from(session, due, today=app.today) if due else None,
            reach=reach,
            version=version,
            now=app.now,
            officer=app.officer,
        )
        session.flush()
        sheet = commitment_lines.show_commitment(found, today=app.today)
        done = str(found.chain[-1].kind).capitalize()
        sentence = f"{done} {sheet.reference} of {named_with_date(found.outcome.meeting)}."
    confirm_change(app, sheet, sentence)
