"""`scheduler commitment update`."""

from datetime import date
from pathlib import Path

import click
from sqlalchemy.orm import Session

from scheduler.cli.app import App, pass_app
from scheduler.cli.given import audience_option, text_given
from scheduler.cli.output import confirm_change
from scheduler.cli.verbs import DAY, Verb, version_option, words
from scheduler.papers.audience import Reach
from scheduler.secretariat import commitments
from scheduler.secretariat.commitment_lines import show_commitment
from scheduler.secretariat.commitments import Particulars, Step, find_commitment
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.dues import due_from
from scheduler.secretariat.naming import find_body, find_meeting

reference_argument = click.argument("reference", metavar="REFERENCE")


@click.command(cls=Verb)
@reference_argument
@click.argument("step", type=words(Step))
@click.option("--text", default="", help="What is reported, or the new wording; - for stdin.")
@click.option("--due", metavar="DAY|MEETING", help="Amend, carry: by when it is owed now.")
@click.option("--owner", metavar="BODY", help="Amend: who owes it now.")
@click.option("--by", metavar="REFERENCE", help="Supersede: what stands in its place.")
@click.option("--at", metavar="MEETING", help="The meeting at which that happened.")
@click.option("--on", "day", type=DAY, help="The day on which that happened.")
@click.option("--body", metavar="CODE", help="Who said so.")
@click.option("--link", "address", default="", metavar="ADDRESS", help="Evidence: an address.")
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Evidence: a file, kept in the record.",
)
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
    **also: str | date | Path | None,
) -> None:
    """Add a STEP to the chain of a commitment.

    What is amended or carried is told to all who may read it. Closed and superseded are final.
    """
    said = text_given(text)
    with app.writing() as session:
        found = find_commitment(session, reference)
        commitments.update_commitment(
            found,
            step,
            text=said,
            due=due_from(session, due, today=app.today) if due else None,
            also=_particulars(session, today=app.today, **also),  # type: ignore[arg-type] # click's types are the parameters'
            reach=reach,
            version=version,
            now=app.now,
            officer=app.officer,
        )
        session.flush()
        sheet = show_commitment(found, today=app.today)
        done = str(found.chain[-1].kind).capitalize()
        sentence = f"{done} {sheet.reference} of {named_with_date(found.outcome.meeting)}."
        findings = list(commitments.clock_warnings(found))
    confirm_change(app, sheet, sentence, findings)


def _particulars(
    session: Session,
    *,
    today: date,
    owner: str | None,
    by: str | None,
    at: str | None,
    day: date | None,
    body: str | None,
    address: str,
    file: Path | None,
) -> Particulars:
    from scheduler.imports.document_files import read_document  # noqa: PLC0415 -- slow import
    from scheduler.secretariat.stored_files import keep_file  # noqa: PLC0415 -- slow import

    return Particulars(
        day=day,
        meeting=find_meeting(session, at, today=today) if at else None,
        body=find_body(session, body) if body else None,
        address=address,
        file=keep_file(session, read_document(file)) if file else None,
        owner=find_body(session, owner) if owner else None,
        by=find_commitment(session, by) if by else None,
    )
