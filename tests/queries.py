"""Counts what a session asks of the database, so that a list which asks row by row is seen."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session


def asked_from_now_on(session: Session) -> list[str]:
    """The statements that the session sends after this call; the list grows as it does."""
    statements: list[str] = []

    def note(*execution: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's own
        statements.append(execution[2])

    event.listen(session.connection(), "before_cursor_execute", note)
    return statements
