"""What the lists of the register share: how long they are, and of which thread."""

from typing import TypeVar

import click
from sqlalchemy.orm import Session

from scheduler.cli.output import warn
from scheduler.errors import Finding, Severity
from scheduler.model.agenda import Thread
from scheduler.secretariat.naming import find_partnership
from scheduler.secretariat.threads import find_thread

Row = TypeVar("Row")
LIMIT = 100
limit_option = click.option(
    "--limit",
    type=click.IntRange(1, 1_000_000),
    default=LIMIT,
    show_default=True,
    help="No more than so many, the newest.",
)


def thread_named(session: Session, key: str | None, partnership: str | None) -> Thread | None:
    """The thread of that key; None where none is said."""
    return find_thread(session, find_partnership(session, partnership), key) if key else None


def rest_of(rows: list[Row], limit: int, noun: str) -> list[Row]:
    """The newest of the rows, of which one more than is shown was asked for."""
    if len(rows) > limit:
        say_there_is_more(limit, noun)
    return rows[-limit:]


def say_there_is_more(limit: int, noun: str) -> None:
    """A note that there are more than the list shows."""
    message = f"there are older {noun}s; show more of them with --limit {10 * limit}"
    warn([Finding(Severity.NOTE, message)])
