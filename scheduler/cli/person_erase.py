"""`scheduler person erase`: see what goes with a person, take it out, and prove that it is gone."""

import json
import shlex
from collections.abc import Iterable
from dataclasses import dataclass

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, exit_with_findings, warn
from scheduler.cli.progress import Progress
from scheduler.cli.verbs import Verb
from scheduler.errors import Finding, Severity
from scheduler.papers.words import counted
from scheduler.secretariat.erasure import Count, ErasurePlan, plan_erasure
from scheduler.secretariat.erasure_elsewhere import finished_papers, kept_files
from scheduler.secretariat.naming import find_person
from scheduler.store.erasure import carry_out, clean_out, left_in_file
from scheduler.store.proof import Proof, prove

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Erasure:
    """What goes or went, what stays and must be looked at, and the proof that it is gone.

    `left` counts the names in the bytes of the file; it is empty before, and on a server.
    """

    person: str
    becomes: str
    is_done: bool
    removed: tuple[Count, ...]
    replaced: tuple[Count, ...]
    entries: int
    acted: int
    papers: tuple[str, ...]
    files: tuple[str, ...]
    maybe: tuple[str, ...]
    head_before: str = ""
    head_after: str = ""
    left: int | None = None


@click.command(cls=Verb)
@click.argument("name", metavar="PERSON")
@click.option(
    "--also", multiple=True, metavar="WORDS", help="Another form of the name. Repeatable."
)
@click.option("--apply", "is_meant", is_flag=True, help="Do it; else it is only shown.")
@pass_app
def erase(app: App, name: str, also: tuple[str, ...], *, is_meant: bool) -> None:
    """Take PERSON out of the record, for good.

    Shows what goes and what stays; with --apply it is done and proved. Their posts, seats and
    answers stay as "[erased]". The name is taken out of every text, in the forms of their name,
    their address and each --also; what is theirs alone goes whole. The audit trail says "erased" in
    their place, and is still whole. Finished papers, archives and backups are not touched.
    """
    if not is_meant:
        progress = Progress().show
        with app.reading() as session:
            person = find_person(session, name)
            plan = plan_erasure(session, person, also, progress=progress)
            papers, files = finished_papers(session, person), kept_files(session, plan.naming)
        erasure = _told(plan, papers, files)
        answer(app, erasure, lambda: _say_before(erasure, name, also))
        return
    _carry_out(app, name, also)


def _carry_out(app: App, name: str, also: tuple[str, ...]) -> None:
    progress = Progress().show
    with app.reading() as session:
        before = prove(session, progress=progress)
    with app.writing() as session:
        person = find_person(session, name)
        plan = plan_erasure(session, person, also, progress=progress)
        papers, files = finished_papers(session, person), kept_files(session, plan.naming)
        carry_out(session, plan.removal)
    is_clean = clean_out(app.database)
    with app.reading() as session:
        after = prove(session, progress=progress)
    left = _left(app, plan)
    erasure = _told(plan, papers, files, (before.head, after.head, left))
    answer(app, erasure, lambda: _say_after(erasure, after))
    findings = [*after.findings, *_unclean(is_clean=is_clean, left=left)]
    warn(findings)
    exit_with_findings(findings)


def _left(app: App, plan: ErasurePlan) -> int | None:
    """How often a form of the name stands in the file, also as JSON writes it in ASCII."""
    if app.database.engine.dialect.name != "sqlite":
        return None
    forms = {*plan.naming.forms, *(json.dumps(form)[1:-1] for form in plan.naming.forms)}
    return sum(left_in_file(app.database, forms).values())


def _unclean(*, is_clean: bool, left: int | None) -> Iterable[Finding]:
    if not is_clean:
        message = "it could not be written anew while others use it; what went is written over"
        yield Finding(Severity.WARNING, message, "database")
    if left:
        message = f"the name still stands in it {counted(left, 'time')}; see what files hold"
        yield Finding(Severity.ERROR, message, "database")


def _told(
    plan: ErasurePlan,
    papers: list[str],
    files: list[str],
    proof: tuple[str, str, int | None] = ("", "", None),
) -> Erasure:
    return Erasure(
        person="" if proof[0] else plan.person,
        becomes=plan.becomes,
        is_done=bool(proof[0]),
        removed=tuple(plan.removed),
        replaced=tuple(plan.replaced),
        entries=len(plan.removal.entries),
        acted=plan.acted,
        papers=tuple(papers),
        files=tuple(files),
        maybe=tuple(plan.maybe),
        head_before=proof[0],
        head_after=proof[1],
        left=proof[2],
    )


def _say_before(erasure: Erasure, name: str, also: Iterable[str]) -> None:
    click.echo(f"Would erase {erasure.person}, who becomes [erased] ({erasure.becomes}).")
    _say_parts(erasure)
    given = shlex.join([name, *(word for form in also for word in ("--also", form)), "--apply"])
    click.echo(f"Nothing was changed. Do it with: scheduler person erase {given}")


def _say_after(erasure: Erasure, proof: Proof) -> None:
    click.echo(f"Erased a person, who is now [erased] ({erasure.becomes}).")
    _say_parts(erasure)
    click.echo(f"Head before {erasure.head_before}, after {erasure.head_after}.")
    if erasure.left == 0:
        click.echo("No form of the name stands in the database file.")
    if not proof.findings:
        click.echo("The chain is whole, and every row is as the trail says.")


def _say_parts(erasure: Erasure) -> None:
    _say_list("Goes whole", (f"{one.what}, {one.count}" for one in erasure.removed))
    _say_list("Loses the name", (f"{one.what}, {one.count}" for one in erasure.replaced))
    click.echo(f"What the audit trail says of them: {counted(erasure.entries, 'entry', 'entries')}")
    _say_list("May speak of them, look yourself", erasure.maybe)
    _say_list("Finished papers that may hold the name", erasure.papers)
    _say_list("Files in the record that hold the name", erasure.files)
    if erasure.acted:
        acted = counted(erasure.acted, "entry", "entries")
        click.echo(f"Stays: {acted} of the trail that name them as the officer who acted.")


def _say_list(title: str, lines: Iterable[str]) -> None:
    listed = list(lines)
    if listed:
        click.echo(f"{title}:")
    for line in listed[:_SHOWN]:
        click.echo(f"  {line}")
    if len(listed) > _SHOWN:
        click.echo(f"  and {len(listed) - _SHOWN} more; see all with --json")
