"""The recurrence set: a start, rules, further dates, less the excluded ones (RFC 5545 3.8.5)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from heapq import merge
from typing import Generic, Literal, TypeVar, cast

from scheduler.errors import InvalidValue
from scheduler.recurrence.instances import Instances
from scheduler.recurrence.rule import Rule
from scheduler.recurrence.zones import WallClock, in_zone, instant, require_kind, require_zone

Moment = TypeVar("Moment", bound=date)
UnmatchedStart = Literal["omit", "include", "refuse"]


@dataclass(frozen=True)
class RecurrenceSet(Generic[Moment]):
    """The instances of a series, lazy and sorted, each instant once.

    The start is a date, a time without a zone, or a time in UTC or an IANA zone; everything given
    must be of its kind, and results have its kind and zone. Rules run in wall time: a time that
    clocks skip is read with the offset before the gap, one that occurs twice means the first
    (RFC 5545 3.3.5). A start that no rule gives is left out, included or refused, as
    `unmatched_start` says; without any rule the start is always an instance.
    Iteration ends with year 9999.
    Raises InvalidValue for mixed kinds, an unknown zone, or a start refused.
    """

    start: Moment
    rules: tuple[Rule, ...] = ()
    dates: tuple[Moment, ...] = ()
    excluded: tuple[Moment, ...] = ()
    unmatched_start: UnmatchedStart = "omit"

    def __post_init__(self) -> None:
        require_zone(self.start)
        for name in ("rules", "dates", "excluded"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        for what, values in (("a further date", self.dates), ("an excluded date", self.excluded)):
            for value in values:
                require_kind(what, value, self.start)
        if self.unmatched_start == "refuse" and not self._matches_start:
            expected = f"an instance of its rule {'; '.join(map(str, self.rules))}"
            raise InvalidValue("the start", self.start.isoformat(), expected)
        _ = self._instances  # refuses an UNTIL of the wrong kind now, not when first asked

    def __iter__(self) -> Iterator[Moment]:
        return self._ascending()

    def __contains__(self, moment: object) -> bool:
        low = self._instant("the time asked for", moment)
        return any(True for _ in self._ascending(low, low + 1))

    def between(self, start: Moment, end: Moment) -> Iterator[Moment]:
        """The instances from `start` to before `end`, earliest first; lazy, at once in place."""
        return self._ascending(
            self._instant("the start of the window", start),
            self._instant("the end of the window", end),
        )

    def after(self, moment: Moment) -> Moment | None:
        """The first instance later than this; None if there is none."""
        return next(self._ascending(self._instant("the time asked for", moment) + 1), None)

    def before(self, moment: Moment) -> Moment | None:
        """The last instance earlier than this; None if there is none."""
        return next(self._descending(self._instant("the time asked for", moment)), None)

    @property
    def first(self) -> Moment | None:
        """The first instance; None if there is none."""
        return next(iter(self), None)

    @property
    def last(self) -> Moment | None:
        """The last instance; None if there is none, or none before the end of year 9999."""
        if any(rule.outlasts_calendar for rule in self._instances):
            return None
        return next(self._descending(), None)

    @property
    def is_finite(self) -> bool:
        """True if COUNT, UNTIL or emptiness ends every rule."""
        return all(rule.is_finite for rule in self._instances)

    @property
    def is_empty(self) -> bool:
        """True if there is no instance, in any year: proved, not searched for."""
        return self.first is None and not any(rule.outlasts_calendar for rule in self._instances)

    @cached_property
    def _instances(self) -> tuple[Instances, ...]:
        return tuple(Instances(rule, self.start) for rule in self.rules)

    @cached_property
    def _start_itself(self) -> Moment:
        """The start as an instance, read as 3.3.5 says where the clocks change."""
        return cast("Moment", WallClock(self.start).on(self.start.toordinal()))

    @property
    def _matches_start(self) -> bool:
        at = instant(self._start_itself)
        return not self.rules or any(
            True for rule in self._instances for _ in rule.ascending(at, at + 1)
        )

    @cached_property
    def _further(self) -> dict[int, Moment]:
        """The dates that no rule makes, by instant and in order."""
        further = {}
        if not self.rules or self.unmatched_start == "include":
            further[instant(self._start_itself)] = self._start_itself
        for value in self.dates:
            local = self._in_zone("a further date", value)
            further[instant(local)] = local
        return dict(sorted(further.items()))

    @cached_property
    def _excluded(self) -> frozenset[int]:
        return frozenset(instant(self._in_zone("an excluded date", each)) for each in self.excluded)

    def _in_zone(self, what: str, value: Moment) -> Moment:
        zone = self.start.tzinfo if isinstance(self.start, datetime) else None
        if zone is None or not isinstance(value, datetime):
            return value
        return cast("Moment", in_zone(what, value, zone))

    def _instant(self, what: str, value: object) -> int:
        require_kind(what, value, self.start)
        return instant(cast("Moment", value))

    def _ascending(self, low: int = 0, high: int | None = None) -> Iterator[Moment]:
        further = (
            value
            for at, value in self._further.items()
            if low <= at and (high is None or at < high)
        )
        return self._joined([*(rule.ascending(low, high) for rule in self._instances), further])

    def _descending(self, high: int | None = None) -> Iterator[Moment]:
        further = (
            value for at, value in reversed(self._further.items()) if high is None or at < high
        )
        sources = [*(rule.descending(high) for rule in self._instances), further]
        return self._joined(sources, reverse=True)

    def _joined(
        self, sources: Sequence[Iterable[date]], *, reverse: bool = False
    ) -> Iterator[Moment]:
        """The sources as one, each instant once and none that is excluded."""
        if len(self._instances) == 1 and not self._further and not self._excluded:
            yield from cast("Iterable[Moment]", sources[0])
            return
        previous = None
        for value in merge(*sources, key=instant, reverse=reverse):
            at = instant(value)
            if at != previous and at not in self._excluded:
                yield cast("Moment", value)
            previous = at
