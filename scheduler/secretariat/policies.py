"""What the planner is told of the record: each series' policy, its closures, the meetings known."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from scheduler.errors import Finding, Severity
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.series import Series, Spacing
from scheduler.model.vocabulary import MeetingState
from scheduler.planning.closures import Closures
from scheduler.planning.margins import Margin
from scheduler.planning.objections import Days, Judge, Objection
from scheduler.planning.policy import KnownMeeting, SeriesPolicy
from scheduler.planning.promises import Promise
from scheduler.planning.rotations import Rotation
from scheduler.planning.score import Weights
from scheduler.planning.spacing import Distance, Relation
from scheduler.planning.spacing import Spacing as Gaps
from scheduler.planning.spans import Span, Unit
from scheduler.planning.windows import MonthDay, SeriesWindow
from scheduler.planning.words import WEEKDAYS
from scheduler.secretariat.closures import closures_of

_WITHOUT_DATE = (MeetingState.CANCELLED, MeetingState.POSTPONED)


def policy_of(series: Series) -> SeriesPolicy:
    """What the planner must keep to; one without a rule makes no slot, and is not to be planned."""
    rule = series.current_rule
    instrument = series.until_expiry_of
    return SeriesPolicy(
        code=series.code,
        rule=rule.rule if rule else "",
        dtstart=rule.starts if rule else datetime.min,  # noqa: DTZ901 -- wall time
        start_time=series.start_time,
        end_time=series.end_time,
        zone=series.zone,
        window=window_of(series),
        spacing=spacing_of(series),
        closure_calendars=tuple(series.closure_calendars),
        weekdays=tuple(map(WEEKDAYS.index, series.preferred_weekdays)),
        attendees=tuple(series.attendees),
        attendees_required=tuple(series.attendees_required),
        days=series.days,
        stages=tuple(series.stages),
        promise=Promise.parse(series.promise) if series.promise else None,
        margin=Margin.parse(series.margins) if series.margins else None,
        weights=Weights.parse(series.weights or ""),
        rotations=tuple(
            Rotation(one.kind, tuple(one.turns), one.since)
            for one in sorted(series.rotations, key=lambda one: one.kind)
        ),
        expires=instrument.expires_on if instrument else None,
    )


def closures_for(session: Session, series: Iterable[Series], years: Iterable[int]) -> Closures:
    """The closure calendars that bind any of the series, for these years."""
    keys = sorted({key for one in series for key in one.closure_calendars})
    return closures_of(session, keys, years)


def series_of(session: Session, partnership: Partnership) -> Sequence[Series]:
    """The series of a partnership, with their rules and spacing, by code."""
    return session.scalars(
        select(Series)
        .where(Series.partnership_id == partnership.id)
        .options(
            selectinload(Series.rules),
            selectinload(Series.rotations),
            selectinload(Series.spacings).joinedload(Spacing.before),
            selectinload(Series.spacings).joinedload(Spacing.apart_from),
            joinedload(Series.until_expiry_of),
        )
        .order_by(Series.code)
    ).all()


def meetings_of(session: Session, series: Sequence[Series]) -> Sequence[Meeting]:
    """Every meeting of these series, whatever its state."""
    ids = [one.id for one in series]
    return session.scalars(
        select(Meeting).where(Meeting.series_id.in_(ids)).order_by(Meeting.id)
    ).all()


def known(meeting: Meeting) -> KnownMeeting:
    """The meeting as the planner knows it; one cancelled or postponed keeps no day."""
    assert meeting.series is not None  # noqa: S101 -- meetings outside any series keep no distance
    day = None if meeting.state in _WITHOUT_DATE else meeting.day
    return KnownMeeting(meeting.series.code, day, meeting.slot)


def window_of(series: Series) -> SeriesWindow | None:
    """The days of the year among which the series meets; None where any will do."""
    if series.window_start is None or series.window_end is None:
        return None
    return SeriesWindow(_month_day(series.window_start), _month_day(series.window_end))


def _month_day(text: str) -> MonthDay:
    month, day = text.split("-")
    return MonthDay(int(month), int(day))


def spacing_of(series: Series) -> Gaps:
    """How far apart the meetings of the series must be, and from those of others."""
    return Gaps(
        min_gap=_months(series.min_gap_months),
        max_gap=_months(series.max_gap_months),
        distances=in_order(map(_distance, series.spacings)),
    )


def in_order(distances: Iterable[Distance]) -> tuple[Distance, ...]:
    """Distances by the other series, first those before it: however they were said."""
    return tuple(sorted(distances, key=lambda one: (one.series, one.relation is Relation.APART)))


def _distance(spacing: Spacing) -> Distance:
    other, relation = spacing.before, Relation.BEFORE
    if other is None:
        other, relation = spacing.apart_from, Relation.APART
    span = Span(spacing.weeks, Unit.WEEKS) if spacing.weeks else _months(spacing.months)
    assert other is not None  # noqa: S101 -- a check of the database
    assert span is not None  # noqa: S101 -- a check of the database
    return Distance(span, relation, other.code)


def _months(count: int | None) -> Span | None:
    return None if count is None else Span(count, Unit.MONTHS)


def objections_to(session: Session, meeting: Meeting) -> tuple[Finding, ...]:
    """What the rules of its series have against the day a meeting has now, as warnings."""
    return objections_on(session, meeting, meeting.day) if meeting.day else ()


def objections_on(session: Session, meeting: Meeting, day: date) -> tuple[Finding, ...]:
    """What the rules of its series would have against the meeting on a day, as warnings."""
    if meeting.series is None or meeting.series.current_rule is None:
        return ()
    every = series_of(session, meeting.partnership)
    policies = [policy_of(one) for one in every if one.current_rule]
    policy = policy_of(meeting.series)
    others = [known(m) for m in meetings_of(session, every) if m.id != meeting.id]
    years = (day.year, day.year + 1)
    judge = Judge(policy, policies, closures_for(session, [meeting.series], years), Days(others))
    nominal = meeting.slot.date() if meeting.slot else day
    window = policy.window.around(nominal) if policy.window else None
    return tuple(
        Finding(Severity.WARNING, _in_words(objection), meeting.name)
        for objection in judge.objections(day, window)
    )


def _in_words(objection: Objection) -> str:
    is_closed = objection.rule.startswith(("the closed days", "the weekend"))
    return f"closed: {objection.words}" if is_closed else objection.words
