"""The policy of a series as the rows that keep it."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue
from scheduler.model.series import Rotation, Series, Spacing
from scheduler.planning.policy import SeriesPolicy
from scheduler.planning.rotations import Rotation as Turns
from scheduler.planning.spacing import Distance, Relation
from scheduler.planning.spacing import Spacing as Gaps
from scheduler.planning.spans import Span, Unit
from scheduler.planning.windows import MonthDay
from scheduler.planning.words import WEEKDAYS
from scheduler.secretariat.policies import series_of

_DAYS_PER_WEEK, _MONTHS_PER_YEAR = 7, 12


def write_policy(session: Session, series: Series, policy: SeriesPolicy) -> None:
    """Make the rows of a series say a policy, so that `policy_of` gives it again.

    The instrument with which it ends is not told by the policy.
    """
    _set_columns(series, policy)
    _set_spacings(session, series, policy.spacing.distances)
    _set_rotations(series, policy.rotations)


def require_storable(gaps: Gaps) -> None:
    """Raise InvalidValue for gaps and distances that the rows cannot hold."""
    for gap in (gaps.min_gap, gaps.max_gap):
        _months(gap)
    for distance in gaps.distances:
        _length(distance.span)


def _set_columns(series: Series, policy: SeriesPolicy) -> None:
    window = policy.window
    series.window_start = _month_day(window.first) if window else None
    series.window_end = _month_day(window.last) if window else None
    series.start_time, series.end_time = policy.start_time, policy.end_time
    series.min_gap_months = _months(policy.spacing.min_gap)
    series.max_gap_months = _months(policy.spacing.max_gap)
    series.closure_calendars = list(policy.closure_calendars)
    series.promise = str(policy.promise) if policy.promise else None
    series.preferred_weekdays = [WEEKDAYS[day] for day in policy.weekdays]
    series.days, series.stages = policy.days, list(policy.stages)
    series.attendees = list(policy.attendees)
    series.attendees_required = list(policy.attendees_required)
    series.margins = str(policy.margin) if policy.margin else None
    series.weights = str(policy.weights) or None


def _set_spacings(session: Session, series: Series, wanted: Sequence[Distance]) -> None:
    """A row for each distance; one that says the same already stays."""
    by_code = {one.code: one for one in series_of(session, series.partnership)}
    standing = {_said_by(row): row for row in series.spacings}
    rows = []
    for distance in wanted:
        weeks, months = _length(distance.span)
        other = by_code[distance.series]
        is_before = distance.relation is Relation.BEFORE
        row = standing.get((other.code, is_before)) or Spacing()
        row.before, row.apart_from = (other, None) if is_before else (None, other)
        row.weeks, row.months = weeks, months
        rows.append(row)
    series.spacings = rows


def _said_by(row: Spacing) -> tuple[str, bool]:
    other = row.before or row.apart_from
    return other.code if other else "", row.before is not None


def _set_rotations(series: Series, wanted: Iterable[Turns]) -> None:
    standing = {row.kind: row for row in series.rotations}
    rows = []
    for rotation in wanted:
        row = standing.get(rotation.kind) or Rotation(kind=rotation.kind)
        row.turns, row.since = list(rotation.values), rotation.since
        rows.append(row)
    series.rotations = rows


def _months(span: Span | None) -> int | None:
    if span is None:
        return None
    if span.unit not in (Unit.MONTHS, Unit.YEARS):
        raise InvalidValue("the gap", str(span), "one in months or years")
    return span.count * (_MONTHS_PER_YEAR if span.unit is Unit.YEARS else 1)


def _length(span: Span) -> tuple[int | None, int | None]:
    """The weeks or the months of a distance."""
    if span.unit in (Unit.MONTHS, Unit.YEARS):
        return None, _months(span)
    days = span.count * (1 if span.unit is Unit.DAYS else _DAYS_PER_WEEK)
    if days % _DAYS_PER_WEEK:
        raise InvalidValue("the distance", str(span), "one in whole weeks or in months")
    return days // _DAYS_PER_WEEK, None


def _month_day(day: MonthDay) -> str:
    return f"{day.month:02}-{day.day:02}"
