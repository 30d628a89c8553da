"""What edits share: the version they were made against, the day, what calendars must notice."""

from datetime import date, datetime

from scheduler.errors import NotAllowed, StaleEdit, TooEarly
from scheduler.model.base import Versioned
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import MeetingState
from scheduler.secretariat.dates import when

_NOT_HELD = (MeetingState.CANCELLED, MeetingState.POSTPONED)


def require_version(
    what: str, row: Versioned, expected: int | None, *, theirs: str, yours: str
) -> None:
    """Raise StaleEdit, with both texts, if the row moved on since that version was read."""
    if expected is not None and expected != row.version:
        raise StaleEdit(what, expected, row.version, theirs, yours)


def require_record_open(meeting: Meeting, act: str) -> None:
    """Raise NotAllowed once the record of the meeting is closed."""
    if meeting.closed_at is not None:
        remedy = f"reopen it: scheduler meeting reopen {meeting.code} --reason ..."
        raise NotAllowed(act, f"the record of {meeting.name} is closed", remedy)


def require_day_has_come(meeting: Meeting, act: str, *, today: date) -> None:
    """Raise TooEarly before the meeting's day, NotAllowed if it will not be held, or is closed."""
    require_record_open(meeting, act)
    if meeting.state in _NOT_HELD:
        remedy = f"see: scheduler meeting show {meeting.code}"
        raise NotAllowed(act, f"the meeting is {meeting.state}", remedy)
    if meeting.state is not MeetingState.HELD and (meeting.day is None or meeting.day > today):
        raise TooEarly(act, when(meeting))


def touch(meeting: Meeting, *, now: datetime, matters: bool = True) -> None:
    """Let calendars see a change: a new stamp and, where it matters, a higher SEQUENCE.

    Time, place and state matter (RFC 5545 3.8.7.4).
    """
    meeting.derive_instants()
    meeting.changed_at = now
    if matters:
        meeting.sequence += 1
