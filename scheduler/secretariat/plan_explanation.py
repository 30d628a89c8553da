"""Why a meeting is on its day, and why not on another: the planner's answer for one slot."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import AmbiguousName, Finding, InvalidValue
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.series import Series
from scheduler.papers.words import day_in_words
from scheduler.planning.explanation import Explanation, explain
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.naming import find_meeting
from scheduler.secretariat.plan_review import last_day_of_record
from scheduler.secretariat.planned_slots import find_slot
from scheduler.secretariat.planner_inputs import planner_inputs


@dataclass(frozen=True, slots=True)
class ExplainedDay:
    """A day for a meeting, or for a slot that has none yet, explained by the rules of today.

    `computed_with` are the closure editions that its own day was computed with, `decided_by` those
    that decide on the day explained. `not_known` are the rules that nobody can tell whether it
    keeps, because nothing is known of when an attendee is busy; the findings say what to do.
    """

    name: str
    day: date
    computed_with: tuple[str, ...]
    decided_by: tuple[str, ...]
    explanation: Explanation
    not_known: tuple[str, ...]
    findings: tuple[Finding, ...]


def explain_day(
    session: Session, partnership: Partnership | None, name: str, *, day: date | None, today: date
) -> ExplainedDay:
    """Why the meeting of that name, or the slot that the plan calls so, is on a day or is not.

    Without a day its own is meant; of one without any, the best. Without a partnership the name
    says whose it is, or only one has it. Raises InvalidValue for a meeting that no rule has made.
    """
    if day and day < today:
        raise InvalidValue("the day", day.isoformat(), f"one from today on, {day_in_words(today)}")
    whole = f"{partnership.code}/{name}" if partnership and "/" not in name else name
    try:
        meeting = find_meeting(session, whole, today=today)
    except AmbiguousName:
        raise
    except InvalidValue as unknown:
        if (found := find_slot(session, whole, today=today)) is None:
            raise _meeting_needed(session, name, unknown) from None
        owner, slot = found
        named = (slot.series, slot.nominal)
        return _explained(session, owner, slot.name, named, day=day, today=today)
    return explain_meeting(session, meeting, day=day, today=today)


def explain_meeting(
    session: Session, meeting: Meeting, *, day: date | None, today: date
) -> ExplainedDay:
    """Why the meeting is on its day, or is not on another."""
    if meeting.series is None or meeting.slot is None:
        expected = "one that a rule of its series has made"
        raise InvalidValue("the meeting", named_with_date(meeting), expected)
    slot, asked = (meeting.series.code, meeting.slot), day or meeting.day
    found = _explained(session, meeting.partnership, meeting.name, slot, day=asked, today=today)
    return replace(found, computed_with=tuple(meeting.closure_editions))


def _explained(
    session: Session,
    partnership: Partnership,
    name: str,
    slot: tuple[str, datetime],
    *,
    day: date | None,
    today: date,
) -> ExplainedDay:
    nominal = slot[1].date()
    since = min(today, nominal)
    until = max(nominal, last_day_of_record(session, partnership, today))
    asked = day or nominal
    inputs = planner_inputs(session, partnership, since=min(since, asked), until=max(until, asked))
    explanation = explain(
        inputs.policies,
        inputs.known(),
        inputs.closures,
        slot=slot,
        day=day,
        today=since,
        until=until,
        busy=inputs.busy,
    )
    editions = inputs.editions(slot[0], explanation.day)
    policy = next(one for one in inputs.policies if one.code == slot[0])
    unknown = [one for one in policy.attendees_required if one not in inputs.busy.names]
    return ExplainedDay(
        name=name,
        day=explanation.day,
        computed_with=(),
        decided_by=tuple(editions),
        explanation=explanation,
        not_known=tuple(f"the presence of {one}" for one in unknown),
        findings=tuple(one for one in inputs.findings if one.where == policy.code),
    )


def _meeting_needed(session: Session, name: str, unknown: InvalidValue) -> InvalidValue:
    """What to say of a name that is neither; of a day, how to ask about it."""
    try:
        day = date.fromisoformat(name.strip())
    except ValueError:
        return unknown
    series = session.scalar(select(Series.code).order_by(Series.id).limit(1))
    expected = f"which meeting is meant, as in: scheduler plan explain next:{series} --date {day}"
    return InvalidValue("the day without a meeting", name, expected)
