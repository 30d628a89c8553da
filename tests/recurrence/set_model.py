"""A recurrence set read by the letter of RFC 5545 3.8.5 and 3.8.4.4, on lists: slow and short."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.recurrence.overrides import Override
from scheduler.recurrence.period import start_of

Given = RecurrenceSet[datetime]


@dataclass(frozen=True)
class ModelOccurrence:
    """One instance: UTC or floating times, so that equal times are equal values."""

    start: datetime
    recurrence_id: datetime
    end: datetime | None


def plain(moment: datetime) -> datetime:
    """The instant as a value that equality and order can rely on."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC)


def shown(given: Given, moment: datetime) -> datetime:
    """The wall time that the set's clocks show at that instant."""
    return moment if moment.tzinfo is None else plain(moment).astimezone(given.start.tzinfo)


def moved(given: Given, moment: datetime, override: Override[datetime]) -> datetime:
    """The moment later by the difference on the clock that the override makes (L46)."""
    difference = shown(given, override.start) - shown(given, override.recurrence_id)
    return plain(shown(given, moment) + difference) if difference else plain(moment)


def originals(given: Given) -> list[datetime]:
    """The instances before overrides (L36, L39)."""
    by_rule = [_by_rule(given, rule) for rule in given.rules]
    removed = [_by_rule(given, rule) for rule in given.excluded_rules]
    instances = set[datetime]().union(*by_rule).difference(*removed)
    instances |= {plain(start_of(each)) for each in given.dates}
    if not given.rules or given.unmatched_start == "include":
        instances.add(plain(given.start))
    return sorted(instances - set(map(plain, given.excluded)))


def _by_rule(given: Given, rule: Rule) -> set[datetime]:
    return set(map(plain, RecurrenceSet(given.start, (rule,), elapsed=given.elapsed)))


def occurrences(given: Given) -> list[ModelOccurrence]:
    """The instances as overrides place them (L42 to L46), in order."""
    excluded = set(map(plain, given.excluded))
    before = originals(given)
    singles = _standing(o for o in given.overrides if not o.this_and_future)
    ranges = _standing(o for o in given.overrides if o.this_and_future)
    found = [ModelOccurrence(plain(o.start), at, _end(o)) for at, o in singles.items()] + [
        ModelOccurrence(plain(o.start), at, _end(o))
        for at, o in ranges.items()
        if at not in before and at not in singles
    ]
    found = [each for each in found if each.recurrence_id not in excluded]
    bounds = [*sorted(ranges), None]
    for at in before:
        if at in singles:
            continue
        start, end = at, None
        for low, high in pairwise(bounds):
            if low is not None and low <= at and (high is None or at < high):
                start = moved(given, at, ranges[low])
                last = ranges[low].duration
                end = None if last is None else start + last
        found.append(ModelOccurrence(start, at, end))
    return sorted(found, key=lambda each: (each.start, each.recurrence_id))


def _standing(overrides: Iterable[Override[datetime]]) -> dict[datetime, Override[datetime]]:
    stand: dict[datetime, Override[datetime]] = {}
    for each in overrides:
        at = plain(each.recurrence_id)
        if at not in stand or stand[at].sequence <= each.sequence:
            stand[at] = each
    return stand


def _end(override: Override[datetime]) -> datetime | None:
    return None if override.duration is None else plain(override.start) + override.duration


HOUR = timedelta(hours=1)
