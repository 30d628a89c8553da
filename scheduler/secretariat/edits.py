"""What every edit shares: the version it was made against, and what calendars must notice."""

from datetime import datetime

from scheduler.errors import StaleEdit
from scheduler.model.base import Versioned
from scheduler.model.meeting import Meeting


def require_version(
    what: str, row: Versioned, expected: int | None, *, theirs: str, yours: str
) -> None:
    """Raise StaleEdit, with both texts, if the row moved on since that version was read."""
    if expected is not None and expected != row.version:
        raise StaleEdit(what, expected, row.version, theirs, yours)


def touch(meeting: Meeting, *, now: datetime, matters: bool = True) -> None:
    """Let calendars see a change: a new stamp and, where it matters, a higher SEQUENCE.

    Time, place and state matter (RFC 5545 3.8.7.4).
    """
    meeting.derive_instants()
    meeting.changed_at = now
    if matters:
        meeting.sequence += 1
