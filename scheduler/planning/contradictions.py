"""Policies that can never be kept together: refused before anything is planned."""

from collections.abc import Mapping, Sequence
from datetime import date

from scheduler.errors import InvalidValue
from scheduler.planning.policy import SeriesPolicy
from scheduler.planning.spacing import Distance, Relation
from scheduler.planning.windows import SeriesWindow

# Windows are compared in years without 29 February: the next four begin in 2001.
_YEAR = 2002


def refuse_contradictions(policies: Sequence[SeriesPolicy]) -> None:
    """Raise InvalidValue for a distance that the windows never keep, or a margin of a margin."""
    by_code = {policy.code: policy for policy in policies}
    for policy in policies:
        _refuse_margin(policy, by_code)
        for distance in policy.spacing.distances:
            other = by_code.get(distance.series)
            if other and other.code != policy.code:
                _refuse_distance(policy, distance, other)


def _refuse_margin(policy: SeriesPolicy, by_code: Mapping[str, SeriesPolicy]) -> None:
    host = by_code.get(policy.margin.event) if policy.margin else None
    if host and host.margin:
        expected = f"an event with a place of its own ({host.code} is to meet {host.margin})"
        raise InvalidValue(f"the margin of {policy.code}", str(policy.margin), expected)


def _refuse_distance(policy: SeriesPolicy, distance: Distance, other: SeriesPolicy) -> None:
    if policy.window is None or other.window is None:
        return
    days = [date.fromordinal(day) for day in policy.window.of(_YEAR)]
    if not any(_is_kept(day, distance, other.window) for day in days):
        what = f"the distance of {policy.code}"
        expected = (
            f"one that the windows can keep ({policy.code}: {policy.window}, "
            f"{other.code}: {other.window})"
        )
        raise InvalidValue(what, str(distance), expected)


def _is_kept(day: date, distance: Distance, window: SeriesWindow) -> bool:
    """Whether every window of the other series has a day far enough from this one."""
    return all(_has_room(day, distance, window.of(year)) for year in range(_YEAR - 1, _YEAR + 3))


def _has_room(day: date, distance: Distance, days: range) -> bool:
    at, span = day.toordinal(), distance.span
    if days[-1] >= span.after(day).toordinal():
        return True
    if distance.relation is Relation.BEFORE:
        return days[0] < at
    return span.after(date.fromordinal(days[0])).toordinal() <= at
