"""Why a meeting is on its day, and why not on another: the planner's answer for one slot."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from scheduler.errors import Finding, InvalidValue
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.papers.words import day_in_words
from scheduler.planning.explanation import Explanation, explain
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.naming import find_meeting
from scheduler.secretariat.plan_review import last_day_of_record
from scheduler.secretariat.planner_inputs import attendees_not_known, planner_inputs
from scheduler.secretariat.plans import HORIZON_YEARS, make_plan

_OF_YEAR = re.compile(r"\S+-([12]\d{3})-\d+", re.ASCII)


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
    session: Session, partnership: Partnership, name: str, *, day: date | None, today: date
) -> ExplainedDay:
    """Why the meeting of that name, or the slot that the plan calls so, is on a day or is not.

    Without a day its own is meant; of one without any, the best. Raises InvalidValue for a meeting
    that no rule has made.
    """
    if day and day < today:
        raise InvalidValue("the day", day.isoformat(), f"one from today on, {day_in_words(today)}")
    try:
        meeting = find_meeting(session, name, today=today)
    except InvalidValue:
        if (found := _slot_called(session, partnership, name, today)) is None:
            raise
        return _explained(session, partnership, *found, day=day, today=today)
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
        findings=tuple(attendees_not_known(policy, inputs.busy.names)),
    )


def _slot_called(
    session: Session, partnership: Partnership, name: str, today: date
) -> tuple[str, tuple[str, datetime]] | None:
    """The slot to come that the plan calls so, with its name; None where there is none."""
    found = _OF_YEAR.fullmatch(name)
    year = int(found[1]) if found else 0
    if not today.year <= year <= today.year + HORIZON_YEARS:
        return None
    plan = make_plan(session, partnership, until=date(year, 12, 31), today=today)
    named = (one for one in plan.slots if one.name.casefold() == name.casefold())
    return next(((one.name, (one.series, one.nominal)) for one in named), None)
