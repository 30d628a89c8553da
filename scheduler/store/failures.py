"""What the database's own errors mean to an officer."""

from sqlalchemy.exc import DBAPIError, OperationalError

from scheduler.errors import DatabaseUnavailable, SchedulerError

# A part of the driver's message, what it means, and what to do about it.
_MEANINGS = (
    ("database is locked", "is in use by another program", "try again in a moment"),
    ("readonly database", "is read-only", "make the file and its folder writable"),
    ("read-only transaction", "is read-only", "ask who runs the server to let you write"),
    (
        "permission denied",
        "does not let this user do that",
        "ask who runs the server for the right",
    ),
    ("database or disk is full", "has no room left on the disk", "free some space, then repeat"),
    ("no space left on device", "has no room left on the disk", "free some space, then repeat"),
    ("lock timeout", "is in use by another program", "try again in a moment"),
    ("disk i/o error", "could not be written to the disk", "check the disk and its free space"),
    ("unable to open database", "cannot be opened", "check the path and its permissions"),
    ("file is not a database", "is not a database of this program", "check the path"),
    ("malformed", "is damaged", "restore the last backup: scheduler db restore FILE"),
    ("no such table", "has not been set up", "run: scheduler init"),
    ("connection refused", "does not answer", "check that the server runs, and its address"),
    ("timeout expired", "does not answer", "check that the server runs, and its address"),
    ("connection is bad", "does not answer", "check that the server runs, and its address"),
    ("failed to resolve host", "does not answer", "check the name of the server"),
    ("password authentication failed", "refused the password", "check the user and the password"),
    ("no password supplied", "refused the password", "check the user and the password"),
    ("fatal:  database", "is not there", "check its name, or create it on the server"),
)


def as_ours(error: DBAPIError, where: str) -> SchedulerError:
    """The error that says in one sentence what the driver meant."""
    text = str(error.orig)
    for part, reason, remedy in _MEANINGS:
        if part in text.lower():
            return DatabaseUnavailable(where, reason, remedy)
    first_line = text.strip().splitlines()[0] if text.strip() else type(error.orig).__name__
    if isinstance(error, OperationalError):
        return DatabaseUnavailable(where, f"cannot be used ({first_line})", "check it and repeat")
    return DatabaseUnavailable(
        where, f"refused the change ({first_line})", "nothing was saved; please report this"
    )
