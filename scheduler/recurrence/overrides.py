"""Overrides: instances that depart from their series (RFC 5545 3.8.4.4, 3.2.13)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Generic

from scheduler.errors import InvalidValue
from scheduler.recurrence.frame import Frame
from scheduler.recurrence.period import between, end_of, require_length
from scheduler.recurrence.source import Moment
from scheduler.recurrence.zones import instant, require_kind

_NEVER_STAMPED = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Override(Generic[Moment]):
    """What one instance is instead: found by its original start, whatever the new one.

    With `this_and_future` it and all later instances, by original start, move by the same
    difference on the clock and last as long as it does. An override without end or duration
    leaves the length as it was. Of two for one instance the higher `sequence` stands, then the
    later `stamp`. Raises InvalidValue for an end and a duration together, an end before
    the start, a duration below zero, or a start that is no time.
    """

    recurrence_id: Moment
    start: Moment
    end: Moment | None = None
    duration: timedelta | None = None
    this_and_future: bool = False
    sequence: int = 0
    stamp: datetime | None = None

    def __post_init__(self) -> None:
        for what, value in (("a RECURRENCE-ID", self.recurrence_id), ("a start", self.start)):
            if not isinstance(value, date):
                raise InvalidValue(f"{what} of an override", value, "a date or a datetime")
        if self.end is not None and self.duration is not None:
            expected = "an end or a duration, not both"
            raise InvalidValue("an override", self.recurrence_id.isoformat(), expected)
        if self.duration is not None:
            require_length("an override's duration", self.duration)
        if self.end is not None:
            require_kind("an override's end", self.end, self.start)
            if instant(self.end) < instant(self.start):
                expected = f"a time that is not before its start {self.start.isoformat()}"
                raise InvalidValue("an override's end", self.end.isoformat(), expected)

    def end_from(self, start: Moment) -> Moment | None:
        """When an instance that starts then and lasts as this override does is over."""
        if self.duration is not None:
            return end_of(start, self.duration, nominal=True)
        if self.end is None:
            return None
        return end_of(start, between(self.start, self.end), nominal=False)

    @property
    def longest(self) -> timedelta:
        """The time it takes by the clock, or none of its own."""
        if self.duration is not None:
            return self.duration
        if self.end is None:
            return timedelta()
        return between(self.start, self.end)


@dataclass(frozen=True)
class Occurrence(Generic[Moment]):
    """One instance as it takes place: its start, and its original start, which names it.

    The end is known where a PERIOD or an override says it; else the length is the series' own.
    """

    start: Moment
    recurrence_id: Moment
    end: Moment | None = None
    override: Override[Moment] | None = None


def by_start(occurrence: Occurrence[Moment]) -> tuple[int, int]:
    """The order of occurrences: two that start together keep that of their original starts."""
    return instant(occurrence.start), instant(occurrence.recurrence_id)


def moments_of(overrides: Iterable[Override[Moment]]) -> list[Moment]:
    """The original and the new starts. Raises InvalidValue for what is no override."""
    moments = []
    for override in overrides:
        if not isinstance(override, Override):
            raise InvalidValue("an override", override, "an Override")
        moments += [override.recurrence_id, override.start]
    return moments


def read_overrides(
    overrides: Iterable[Override[Moment]], frame: Frame[Moment]
) -> list[Override[Moment]]:
    """Those that stand, read in the zone of a set, by original start.

    One stands for each instance, and one for each instance with all later ones.
    """
    chosen: dict[tuple[int, bool], Override[Moment]] = {}
    for override in overrides:
        key = instant(override.recurrence_id), override.this_and_future
        if key not in chosen or _precedence(chosen[key]) <= _precedence(override):
            chosen[key] = override
    return [_read(chosen[key], frame) for key in sorted(chosen)]


def _read(override: Override[Moment], frame: Frame[Moment]) -> Override[Moment]:
    original = frame.moment("a RECURRENCE-ID", override.recurrence_id)
    start = frame.moment("an override's start", override.start)
    end = None if override.end is None else frame.moment("an override's end", override.end)
    if original is override.recurrence_id and start is override.start and end is override.end:
        return override
    return replace(override, recurrence_id=original, start=start, end=end)


def _precedence(override: Override[Moment]) -> tuple[int, datetime]:
    return override.sequence, override.stamp or _NEVER_STAMPED
