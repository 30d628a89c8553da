"""`scheduler audit`: prove the record by its trail, and print the head to keep on paper."""

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, exit_with_findings, warn
from scheduler.cli.progress import Progress
from scheduler.cli.verbs import Noun
from scheduler.papers.words import counted
from scheduler.store.proof import Head, Proof, prove, read_head


@click.group(cls=Noun)
def audit() -> None:
    """Prove that nobody changed the record behind the program."""


@audit.command()
@click.option("--head", "kept", metavar="HEAD", help="A head that was printed before.")
@pass_app
def verify(app: App, kept: str | None) -> None:
    """Compare every row with what the trail says it should be.

    The chain of entries is walked from the first to the last. With a HEAD that was kept on paper it
    is also seen if the newest entries were cut off, or the whole trail was written anew. Ends with
    code 3 if anything is wrong.
    """
    head = read_head(kept) if kept else None
    with app.reading() as session:
        proof = prove(session, kept=head, progress=Progress().show)
    answer(app, proof, lambda: _say(proof, head))
    warn(proof.findings)
    exit_with_findings(proof.findings)


@audit.command()
@pass_app
def head(app: App) -> None:
    """Print the head of the trail, to keep on paper.

    It says how many entries there are, and how the hash of the last begins.
    """
    from scheduler.store.audit import head_of  # noqa: PLC0415 -- its name is this command's

    with app.reading() as session:
        found = Head(*head_of(session))
    value = {"head": str(found), "entries": found.position, "hash": found.digits}
    answer(app, value, lambda: click.echo(str(found)))


def _say(proof: Proof, head: Head | None) -> None:
    click.echo(
        f"{counted(proof.entries, 'entry', 'entries')}, {counted(proof.rows, 'row')} compared; "
        f"head {proof.head}"
    )
    if proof.erased:
        click.echo(f"What {counted(proof.erased, 'entry', 'entries')} said was erased.")
    if head:
        click.echo(f"The head that you kept: {head}")
    if not proof.findings:
        click.echo("Everything is as the trail says.")
