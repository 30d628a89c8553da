"""`scheduler outcome retype`, and how an officer says who owes a commitment and by when."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import click
from sqlalchemy.orm import Session

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import confirm_change
from scheduler.cli.verbs import Verb, version_option, words
from scheduler.errors import InvalidValue
from scheduler.model.vocabulary import OutcomeKind
from scheduler.secretariat import outcomes
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.dues import Due, due_from
from scheduler.secretariat.naming import find_body
from scheduler.secretariat.retyping import retype as make_of_kind

_Verb = Callable[..., Any]


def promise_options(verb: _Verb) -> _Verb:
    """The options that say who owes a commitment, by when, and who helps."""
    options: tuple[Callable[[_Verb], _Verb], ...] = (
        click.option("--owner", metavar="BODY", help="The body that owes a commitment."),
        click.option("--due", metavar="DAY|MEETING", help="By when: 2027-10-01, or next:SOM."),
        click.option(
            "--contributor", "contributors", multiple=True, metavar="BODY", help="Who helps."
        ),
        click.option("--later", is_flag=True, help="Who owes it, or by when, is said later."),
    )
    for option in reversed(options):
        verb = option(verb)
    return verb


def promise_said(
    session: Session,
    *,
    owner: str | None,
    due: str | None,
    contributors: Sequence[str],
    later: bool,
    today: date,
) -> outcomes.Promise | None:
    """The promise as it was said; None where nothing of it was."""
    if owner is None and due is None and not contributors and not later:
        return None
    if not later and (owner is None or due is None):
        missing = "--owner" if owner is None else "--due"
        raise InvalidValue("a commitment without", missing, "--owner and --due: who, by when")
    return outcomes.Promise(
        find_body(session, owner) if owner else None,
        due_from(session, due, today=today) if due else Due(),
        [find_body(session, code) for code in contributors],
    )


@click.command(cls=Verb)
@click.argument("reference", metavar="REFERENCE")
@click.argument("kind", type=words(OutcomeKind))
@promise_options
@version_option
@pass_app
def retype(
    app: App,
    /,
    *,
    reference: str,
    kind: OutcomeKind,
    version: int | None,
    **promise: Any,  # noqa: ANN401 -- as its options give it
) -> None:
    """Make an outcome one of another KIND.

    Its reference stays. What becomes a commitment needs --owner and --due, or --later, unless it
    was one before: then it goes on with its chain.
    """
    with app.writing() as session:
        found = outcomes.find_outcome(session, reference)
        before = found.kind
        make_of_kind(
            found,
            kind,
            promise=promise_said(session, today=app.today, **promise),
            version=version,
            now=app.now,
            officer=app.officer,
        )
        session.flush()
        row = outcomes.row_of(found, today=app.today)
        sentence = (
            f"Made {row.reference} of {named_with_date(found.meeting)} a {kind}; it was a {before}."
        )
    confirm_change(app, row, sentence)
