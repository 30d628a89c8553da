"""The days that the planner proposes for a meeting, where the officer names no candidates."""

from datetime import date

from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue
from scheduler.model.meeting import Meeting
from scheduler.secretariat.planner_inputs import planner_inputs
from scheduler.secretariat.plans import proposals_of


def proposed_days(session: Session, meeting: Meeting, *, today: date) -> tuple[date, ...]:
    """The best day for the meeting's slot and up to four others, as if it did not stand yet.

    Raises InvalidValue for a meeting whose slot no rule makes, or lies before today.
    """
    series, slot = meeting.series, meeting.slot
    if series is None or slot is None or slot.date() < today:
        raise _needed(meeting, "the planner has no slot for it")
    until = slot.date()
    inputs = planner_inputs(session, meeting.partnership, since=today, until=until)
    for proposal in proposals_of(inputs, today=today, until=until, without=[meeting]):
        if (proposal.series, proposal.nominal) == (series.code, slot):
            days = (proposal.day, *(other.day for other in proposal.alternatives))
            return tuple(sorted(day for day in days if day > today))
    raise _needed(meeting, "its rule has changed since")


def _needed(meeting: Meeting, reason: str) -> InvalidValue:
    expected = f"days for {meeting.name}, such as --dates 2027-05-07,2027-05-14: {reason}"
    return InvalidValue("the candidates", "none", expected)
