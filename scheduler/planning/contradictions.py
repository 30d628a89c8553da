"""Policies that can never be kept together: refused before anything is planned."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice, pairwise

from scheduler.errors import InvalidValue
from scheduler.planning.nominal import REACH
from scheduler.planning.policy import SeriesPolicy
from scheduler.planning.spacing import Distance, Relation
from scheduler.planning.windows import SeriesWindow, widened
from scheduler.planning.words import counted
from scheduler.recurrence import RecurrenceSet, Rule

# Windows are compared in years without 29 February: the next four begin in 2001.
_YEAR = 2002
# A rule is judged by its slots in so many years after its first: at most so many slots.
_SAMPLE_YEARS, _SAMPLE_SLOTS = 12, 60


def refuse_contradictions(policies: Sequence[SeriesPolicy]) -> None:
    """Raise InvalidValue for what rules, windows, gaps, distances and margins never keep."""
    by_code = {policy.code: policy for policy in policies}
    for policy in policies:
        _refuse_promise(policy)
        _refuse_least_gap(policy)
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
    if host and policy.window and not any(_meet(policy, host)):
        expected = (
            f"an event near its window ({policy.code}: {policy.window}, "
            f"{host.code}: {host.window or host.rule})"
        )
        raise InvalidValue(f"the margin of {policy.code}", str(policy.margin), expected)


def _meet(guest: SeriesPolicy, host: SeriesPolicy) -> Iterator[bool]:
    """For each slot of the host whether the guest's window has a day beside one of its days."""
    assert guest.margin is not None  # noqa: S101 -- asked only of a series that has a margin
    for days in _days_of_slots(host):
        first, last = (
            guest.margin.days(date.fromordinal(day), guest.days, host.days)
            for day in (days[0], days[-1])
        )
        beside = range(first[0], last[-1] + 1)
        yield any(_overlap(beside, _window(guest, day)) for day in (beside[0], beside[-1]))


def _overlap(some: range, others: range) -> bool:
    return some.start < others.stop and others.start < some.stop


def _window(policy: SeriesPolicy, day: int) -> range:
    """The window that holds a day, else the nearest; without one, the days about it."""
    if policy.window:
        return policy.window.around(date.fromordinal(day))
    return widened(range(day, day + 1), REACH)


def _days_of_slots(policy: SeriesPolicy) -> list[range]:
    """The days that the first slots may take, slot by slot."""
    nominals = islice(_times(policy).between(*_years(policy, _SAMPLE_YEARS)), _SAMPLE_SLOTS)
    return [_window(policy, nominal.toordinal()) for nominal in nominals]


def _refuse_promise(policy: SeriesPolicy) -> None:
    """Refuse a promise that the rule keeps in no year, or in no few years, of the sample."""
    promise = policy.promise
    if promise is None:
        return
    times = _times(policy)
    counts = {
        times.count(*_years(policy, promise.years, after)) for after in range(_SAMPLE_YEARS)
    } - {0}
    if counts and not any(promise.is_met(count) for count in counts):
        given = f"{counted(max(counts), 'meeting')} in {counted(promise.years, 'year')}"
        expected = f"one that its rule keeps ({policy.rule} gives {given})"
        raise InvalidValue(f"the promise of {policy.code}", str(promise), expected)


def _refuse_least_gap(policy: SeriesPolicy) -> None:
    least = policy.spacing.min_gap
    if least is None or policy.window is None:
        return
    apart = [
        least.after(date.fromordinal(one[0])).toordinal() <= other[-1]
        for one, other in pairwise(_days_of_slots(policy))
    ]
    if apart and not any(apart):
        expected = f"one that two windows in a row can keep ({policy.window})"
        raise InvalidValue(f"the least gap of {policy.code}", str(least), expected)


def _times(policy: SeriesPolicy) -> RecurrenceSet[datetime]:
    return RecurrenceSet(policy.dtstart, (Rule.parse(policy.rule),))


def _years(policy: SeriesPolicy, many: int, after: int = 0) -> tuple[datetime, datetime]:
    """So many whole years of a series, those `after` its first left out; inside the calendar."""
    first = min(policy.dtstart.year + 1 + after, date.max.year - many)
    return datetime(first, 1, 1), datetime(first + many, 1, 1)  # noqa: DTZ001 -- wall time


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
