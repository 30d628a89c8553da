"""Milestones as lists and their own page show them; who met or waived one, and when."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, object_session

from scheduler.errors import IllegalTransition, InvalidValue, NotFound
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.milestone import Milestone
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import MilestoneState
from scheduler.papers.words import day_in_words
from scheduler.planning.milestones import Deadline
from scheduler.secretariat.back_plans import (
    SECRETARIAT,
    acting,
    calendars_of,
    closures_about,
    computed,
)
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.edits import require_version
from scheduler.secretariat.milestones import WITHOUT_DATE
from scheduler.secretariat.texts import one_line

_S = MilestoneState
_NEXT = {_S.OPEN: (_S.DONE, _S.WAIVED), _S.DONE: (_S.OPEN,), _S.WAIVED: (_S.OPEN,)}


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone as a list shows it."""

    meeting: str
    key: str
    name: str
    body: str
    offset: str
    day: date
    state: MilestoneState
    is_overdue: bool
    is_provisional: bool
    closure_editions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MilestoneSheet:
    """Everything known of a milestone.

    `passed_over` are the closed weekdays that it makes way for. `now` is empty while the calendars
    of today give the day that stands in the record.
    """

    meeting: str
    key: str
    name: str
    body: str
    offset: str
    due: str
    day: date
    state: MilestoneState
    is_overdue: bool
    settled: str
    working_days: tuple[str, ...]
    closure_editions: tuple[str, ...]
    is_provisional: bool
    passed_over: tuple[str, ...]
    now: str
    remarks: str
    version: int


def list_milestones(
    session: Session,
    *,
    today: date,
    partnership: Partnership | None = None,
    meeting: Meeting | None = None,
    body: str | None = None,
    only_overdue: bool = False,
) -> list[MilestoneRow]:
    """The milestones by their day: all of a meeting, else those open of meetings to be held.

    `body` is the code of the one that must act, whatever its case, or "secretariat".
    """
    chosen = (
        select(Milestone)
        .join(Milestone.meeting)
        .options(
            joinedload(Milestone.meeting).joinedload(Meeting.series),
            joinedload(Milestone.body).selectinload(Body.names),
        )
        .order_by(Milestone.day, Meeting.day, Milestone.id)
    )
    if meeting is not None:
        chosen = chosen.where(Milestone.meeting_id == meeting.id)
    else:
        chosen = chosen.where(
            Milestone.state == MilestoneState.OPEN, Meeting.state.not_in(WITHOUT_DATE)
        )
    if partnership is not None:
        chosen = chosen.where(Meeting.partnership_id == partnership.id)
    rows = session.scalars(chosen).all()
    return [
        _row(one, today)
        for one in rows
        if (body is None or _is_of(one, body)) and (not only_overdue or is_overdue(one, today))
    ]


def show_milestone(milestone: Milestone, *, today: date) -> MilestoneSheet:
    """Everything known of a milestone, and what the calendars of today make of it."""
    meeting = milestone.meeting
    keys = calendars_of(milestone.body, meeting.series)
    due = _due_now(milestone)
    return MilestoneSheet(
        meeting=named_with_date(meeting),
        key=milestone.key,
        name=milestone.name,
        body=acting(milestone.body, meeting),
        offset=milestone.offset,
        due=day_in_words(milestone.day),
        day=milestone.day,
        state=milestone.state,
        is_overdue=is_overdue(milestone, today),
        settled=_settled(milestone),
        working_days=keys,
        closure_editions=tuple(milestone.closure_editions),
        is_provisional=milestone.is_provisional,
        passed_over=tuple(f"{day_in_words(one.day)}, {one}" for one in due.passed_over)
        if due
        else (),
        now=_differs(milestone, due),
        remarks=milestone.remarks,
        version=milestone.version,
    )


def find_milestone(session: Session, meeting: Meeting, key: str) -> Milestone:
    """The milestone of a meeting by its key, whatever its case."""
    every = session.scalars(
        select(Milestone)
        .where(Milestone.meeting_id == meeting.id)
        .options(joinedload(Milestone.body).selectinload(Body.names))
        .order_by(Milestone.day, Milestone.id)
    ).all()
    for milestone in every:
        if milestone.key.casefold() == key.casefold():
            return milestone
    raise NotFound(f"milestone of {meeting.name}", key, [one.key for one in every])


def settle(
    milestone: Milestone,
    state: MilestoneState,
    *,
    on: date | None = None,
    remarks: str = "",
    version: int | None = None,
    now: datetime,
    officer: str,
) -> Milestone:
    """Say that a milestone was met, on a day up to today, or is not needed; or that it is open.

    Raises IllegalTransition where it is in that state, InvalidValue for a day to come.
    """
    named = f"{milestone.name} of {milestone.meeting.name}"
    require_version(named, milestone, version, theirs=str(milestone.state), yours=str(state))
    if state not in _NEXT[milestone.state]:
        allowed = [str(one) for one in _NEXT[milestone.state]]
        raise IllegalTransition(named, str(milestone.state), str(state), allowed)
    today = now.astimezone(ZoneInfo(milestone.meeting.zone)).date()
    if on is not None and on > today:
        raise InvalidValue("--on", on.isoformat(), f"a day up to today, {day_in_words(today)}")
    milestone.state = state
    milestone.settled_on = None if state is _S.OPEN else on or today
    milestone.settled_by = "" if state is _S.OPEN else officer
    milestone.remarks = one_line("the reason", remarks) if remarks else ""
    milestone.sequence += 1
    milestone.changed_at = now
    return milestone


def is_overdue(milestone: Milestone, today: date) -> bool:
    """Whether it is open, and its day has passed; never that of a meeting without a date."""
    is_open = milestone.state is MilestoneState.OPEN
    return is_open and milestone.day < today and milestone.meeting.state not in WITHOUT_DATE


def _row(milestone: Milestone, today: date) -> MilestoneRow:
    return MilestoneRow(
        meeting=milestone.meeting.name,
        key=milestone.key,
        name=milestone.name,
        body=acting(milestone.body, milestone.meeting),
        offset=milestone.offset,
        day=milestone.day,
        state=milestone.state,
        is_overdue=is_overdue(milestone, today),
        is_provisional=milestone.is_provisional,
        closure_editions=tuple(milestone.closure_editions),
    )


def _is_of(milestone: Milestone, body: str) -> bool:
    code = milestone.body.code if milestone.body else SECRETARIAT
    return code.casefold() == body.casefold()


def _settled(milestone: Milestone) -> str:
    if milestone.settled_on is None:
        return ""
    return f"{milestone.state} on {day_in_words(milestone.settled_on)} ({milestone.settled_by})"


def _due_now(milestone: Milestone) -> Deadline | None:
    meeting = milestone.meeting
    if meeting.day is None or meeting.state in WITHOUT_DATE:
        return None
    session = object_session(milestone)
    assert session is not None  # noqa: S101 -- a row of the record
    return computed(milestone, meeting, closures_about(session, [(meeting, milestone)]))


def _differs(milestone: Milestone, due: Deadline | None) -> str:
    if due is None or due.day == milestone.day or milestone.state is not MilestoneState.OPEN:
        return ""
    recompute = f"scheduler milestone plan {milestone.meeting.code}"
    return f"{day_in_words(due.day)} by the calendars of today; recompute: {recompute}"
