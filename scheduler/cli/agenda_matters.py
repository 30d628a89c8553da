"""`scheduler agenda matters-arising` and `matter`: what comes before a meeting by itself."""

from collections.abc import Iterator, Sequence

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.given import audience_option, text_given
from scheduler.cli.output import answer, confirm_change
from scheduler.cli.verbs import Verb, meeting_argument, version_option
from scheduler.papers.audience import Reach
from scheduler.secretariat.commitments import find_commitment
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.matters_arising import Matter, matters_arising, word_matter
from scheduler.secretariat.naming import find_meeting
from scheduler.secretariat.packs import reader_of


@click.command("matters-arising", cls=Verb)
@meeting_argument
@click.option("--for", "reader", metavar="PARTY|public", help="Only what they may read.")
@pass_app
def matters(app: App, meeting: str, reader: str | None) -> None:
    """List what is still owed and comes before MEETING.

    It is in the pack. What its series or a higher one decided before it, and what is due at it,
    comes by itself as long as it is open. Each has a line that is proposed from how it stands; word
    another with `agenda matter`.
    """
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        told = reader_of(found.partnership, reader)
        entries = matters_arising(session, found, told, today=app.today)
        nothing = f"Nothing is owed that comes before {named_with_date(found)}."

    def in_words() -> None:
        for line in in_lines(entries) if entries else (nothing,):
            click.echo(line)

    answer(app, entries, in_words)


@click.command(cls=Verb)
@meeting_argument
@click.argument("reference", metavar="REFERENCE")
@click.argument("text", metavar="TEXT")
@audience_option(Reach.PARTY, "Who may read the line; own, if not said.")
@version_option
@pass_app
def matter(
    app: App,
    /,
    *,
    meeting: str,
    reference: str,
    text: str,
    reach: Reach,
    version: int | None,
) -> None:
    """Word the line of one matter arising at MEETING.

    What else is said of it stays the record's. An empty TEXT leaves the line to the record again;
    TEXT may be - for stdin.
    """
    said = text_given(text)
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        owed = find_commitment(session, reference)
        worded = word_matter(session, found, owed, said, reach=reach, version=version)
        name, where = owed.outcome.reference, named_with_date(found)
        value = {
            "reference": name,
            "meeting": found.name,
            "line": worded.line if worded else "",
            "audience": worded.audience if worded else None,
            "version": worded.version if worded else None,
        }
        done = f"Worded {name}" if worded else f"Left the line of {name} to the record"
    confirm_change(app, value, f"{done} for {where}.")


def in_lines(entries: Sequence[Matter]) -> Iterator[str]:
    """Each entry: what was agreed, who owes it, what became of it, and its line."""
    for place, one in enumerate(entries):
        if place:
            yield ""
        yield f"{one.reference}: {one.agreed}"
        helped = f", with {', '.join(one.contributors)}" if one.contributors else ""
        due = f"due {one.due}" if one.due else "without a due day"
        state = "late" if one.late else "open"
        yield f"  {one.owner or 'nobody yet'}{helped}; {due}; {state}; decided at {one.decided}"
        for step in one.reported:
            yield f"  {step}"
        if one.line:
            version = f", version {one.version}" if one.version else ""
            yield f"  -> {one.line} [{one.line_audience}{version}]"
