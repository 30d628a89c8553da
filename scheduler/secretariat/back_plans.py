"""The back-plan of a series, and the days that it gives: by the calendars of those who must act."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import Finding, Severity
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.milestone import Milestone, MilestoneRule
from scheduler.model.series import Series
from scheduler.papers.words import day_in_words
from scheduler.planning.closures import Closures
from scheduler.planning.milestones import Deadline, Offset, Pace, deadline
from scheduler.secretariat.closures import closures_of
from scheduler.secretariat.meetings import short_name

SECRETARIAT = "secretariat"
# The longest run of closed days that a deadline may have to cross.
_LONGEST_BREAK = timedelta(days=60)


def rules_of(session: Session, series_ids: Iterable[int]) -> Mapping[int, Sequence[MilestoneRule]]:
    """The back-plan of each of these series, in the order in which it was written."""
    found: dict[int, list[MilestoneRule]] = defaultdict(list)
    for rule in session.scalars(
        select(MilestoneRule)
        .where(MilestoneRule.series_id.in_(series_ids))
        .options(joinedload(MilestoneRule.body).selectinload(Body.names))
        .order_by(MilestoneRule.id)
    ):
        found[rule.series_id].append(rule)
    return found


def calendars_of(body: Body | None, series: Series | None) -> tuple[str, ...]:
    """The closure calendars that bind a body: its own, else its parent's, else the series'."""
    while body is not None:
        if body.closure_calendars:
            return tuple(body.closure_calendars)
        body = body.parent
    return tuple(series.closure_calendars) if series else ()


def acting(body: Body | None, meeting: Meeting) -> str:
    """Who must act, by the name it bears then."""
    return short_name(body, meeting) if body else SECRETARIAT


def computed(
    milestone: Milestone | MilestoneRule, meeting: Meeting, closures: Closures
) -> Deadline:
    """When it is due by the day that the meeting has now."""
    assert meeting.day is not None  # noqa: S101 -- callers leave meetings without a day out
    return deadline(
        Offset.parse(milestone.offset),
        meeting.day,
        meeting.last_day or meeting.day,
        closures,
        calendars_of(milestone.body, meeting.series),
    )


def closures_about(
    session: Session,
    milestones: Iterable[tuple[Meeting, Milestone | MilestoneRule]],
) -> Closures:
    """The closed days of every body that must act, for the years its milestones may lie in."""
    keys: set[str] = set()
    years: set[int] = set()
    for meeting, milestone in milestones:
        keys |= set(calendars_of(milestone.body, meeting.series))
        years |= set(_years(meeting, Offset.parse(milestone.offset)))
    return closures_of(session, sorted(keys), sorted(years))


def late_at_once(
    session: Session, slots: Iterable[tuple[str, Series, date]], *, today: date
) -> tuple[Finding, ...]:
    """What would be due before today already, of meetings planned by name, series and day."""
    meetings = [
        Meeting(code=name, series=series, series_id=series.id, day=day)
        for name, series, day in slots
    ]
    rules = rules_of(session, {one.series_id for one in meetings if one.series_id})
    pairs = [
        (meeting, rule)
        for meeting in meetings
        for rule in rules.get(meeting.series_id or 0, ())
        if _reach(meeting, Offset.parse(rule.offset))[0] < today
    ]
    closures = closures_about(session, pairs)
    due = [(meeting, rule, computed(rule, meeting, closures).day) for meeting, rule in pairs]
    return tuple(
        late_finding(rule.name, rule.key, day, meeting.code)
        for meeting, rule, day in due
        if day < today
    )


def late_finding(name: str, key: str, day: date, where: str) -> Finding:
    """What is to be said of a milestone that is late from its first day on."""
    words = f"{name} ({key}) was due on {day_in_words(day)}, which has passed"
    return Finding(Severity.WARNING, words, where)


def _years(meeting: Meeting, offset: Offset) -> range:
    first, last = _reach(meeting, offset)
    return range(first.year, last.year + 1)


def _reach(meeting: Meeting, offset: Offset) -> tuple[date, date]:
    """Two days between which a milestone lies whatever is closed, but for the longest breaks."""
    assert meeting.day is not None  # noqa: S101 -- only dated meetings have milestones
    # A working day takes up to two days of the calendar.
    days = {Pace.WEEKS: 7, Pace.DAYS: 1, Pace.WORKING_DAYS: 2}[offset.pace] * offset.count
    far = meeting.day + offset.step * (timedelta(days=days) + _LONGEST_BREAK)
    return min(meeting.day, far), max(meeting.day, far)
