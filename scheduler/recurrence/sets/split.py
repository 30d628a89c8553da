"""A recurrence set cut in two at a moment: what comes before it, and what comes from there on.

Instances go by their original starts. The second part begins with its first instance that a rule
gives, and its rules are as they were, with what the old start supplied written out where the new
one would supply something else. Where that instance cannot be the start, because INTERVAL would
count otherwise from there (SKIP or the clocks moved it), the start is a moment before it from which
INTERVAL counts right, and is no instance. Where several rules share no such moment, the old start
stays, and EXRULEs take out what comes before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import filterfalse
from typing import Generic, Literal, Protocol, TypedDict, cast

from scheduler.recurrence.completed import completed_for
from scheduler.recurrence.frame import Frame
from scheduler.recurrence.overrides import Override
from scheduler.recurrence.period import Period, start_of
from scheduler.recurrence.rule import Rule
from scheduler.recurrence.sets.anchor import anchor_before, is_anchor
from scheduler.recurrence.sets.members import Members
from scheduler.recurrence.sets.tails import RuleSource
from scheduler.recurrence.source import Moment
from scheduler.recurrence.zones import instant, real_time

_SECOND, _DAY = timedelta(seconds=1), timedelta(days=1)


class SetPart(TypedDict, Generic[Moment], total=False):
    """The fields in which a part of a set differs from the whole."""

    start: Moment
    rules: tuple[Rule, ...]
    excluded_rules: tuple[Rule, ...]
    dates: tuple[Moment | Period[Moment], ...]
    excluded: tuple[Moment, ...]
    overrides: tuple[Override[Moment], ...]
    unmatched_start: Literal["omit"]


class Series(Protocol[Moment]):
    """The fields of a set that are dealt out; `RecurrenceSet` has them."""

    @property
    def start(self) -> Moment:
        """DTSTART."""

    @property
    def dates(self) -> tuple[Moment | Period[Moment], ...]:
        """Each value of RDATE."""

    @property
    def excluded(self) -> tuple[Moment, ...]:
        """Each value of EXDATE."""

    @property
    def overrides(self) -> tuple[Override[Moment], ...]:
        """Each override."""

    @property
    def frame(self) -> Frame[Moment]:
        """The kind and zone of the start."""

    @property
    def elapsed(self) -> bool:
        """True if hours, minutes and seconds are ones that really pass."""


class Split(Generic[Moment]):
    """The two parts of one set, dealt out at one moment."""

    def __init__(
        self,
        series: Series[Moment],
        at: Moment,
        *,
        rules: Sequence[RuleSource[Moment]],
        excluded_rules: Sequence[RuleSource[Moment]],
        members: Members[Moment],
    ) -> None:
        self._series, self._start = series, series.start
        self._at, self._instant = at, instant(at)
        self._rules, self._excluded_rules = rules, excluded_rules
        self._members = members

    def before(self) -> SetPart[Moment]:
        """The first part."""
        series, is_before = self._series, self._is_before
        if is_before(self._start):
            part: SetPart[Moment] = {"rules": tuple(map(self._ended, self._rules))}
        else:
            part = _nothing_but(self._start)
        part["dates"] = tuple(each for each in series.dates if is_before(start_of(each)))
        part["excluded"] = (*part.get("excluded", ()), *filter(is_before, series.excluded))
        part["overrides"] = tuple(o for o in series.overrides if is_before(o.recurrence_id))
        return part

    def after(self) -> SetPart[Moment]:
        """The second part."""
        series, is_before = self._series, self._is_before
        dates = tuple(each for each in series.dates if not is_before(start_of(each)))
        part = self._restart([start_of(each) for each in dates])
        part["dates"] = dates
        part["excluded"] = (
            *part.get("excluded", ()),
            *filterfalse(is_before, series.excluded),
        )
        overrides = (o for o in series.overrides if not is_before(o.recurrence_id))
        part["overrides"] = (*self._carried_on(), *overrides)
        return part

    def _is_before(self, moment: Moment) -> bool:
        """True if an instance of this original start is in the first part."""
        return instant(moment) < self._instant

    def _restart(self, dates: Sequence[Moment]) -> SetPart[Moment]:
        """The start and the rules of the second part, which has these further dates."""
        if not self._is_before(self._start):
            return {}
        left = _giving(self._rules, self._at)
        if not left:
            if not dates:
                return _nothing_but(self._start)
            first = min(dates, key=instant)
            return {"start": first, "rules": (), "excluded_rules": (), "unmatched_start": "omit"}
        first = min((next(each.source.ascending(self._at)) for each in left), key=instant)
        excluded = _giving(self._excluded_rules, first)
        start = self._common_anchor([*left, *excluded], first)
        if start is None:
            removed = (each.rule for each in self._excluded_rules)
            return {
                "rules": tuple(each.rule for each in left),
                "excluded_rules": (*removed, *map(self._ended, left)),
                "unmatched_start": "omit",
            }
        return {
            "start": start,
            "rules": tuple(self._restarted(each, start) for each in left),
            "excluded_rules": tuple(self._restarted(each, start) for each in excluded),
            "excluded": tuple(
                moment for each in left for moment in each.source.ascending(start, self._at)
            ),
            "unmatched_start": "omit",
        }

    def _carried_on(self) -> Iterator[Override[Moment]]:
        """The override of later instances in force, said again where the second part begins.

        A move into a gap of the clocks says no difference, so such instances are moved singly.
        """
        ranges, singles = self._members.ranges, self._members.singles
        override = next((o for o in reversed(ranges) if self._is_before(o.recurrence_id)), None)
        if override is None:
            return
        until = next(
            (o.recurrence_id for o in ranges if not self._is_before(o.recurrence_id)), None
        )
        shift = override.start - override.recurrence_id
        for original in self._members.unreduced.ascending(self._at, until):
            try:
                moved = original + shift
            except OverflowError:
                return
            start = _real(moved)
            end = None if override.end is None else override.end_from(start)
            again = replace(override, recurrence_id=original, start=start, end=end)
            if start == moved:
                yield again
                return
            if instant(original) not in singles:
                yield replace(again, this_and_future=False)

    def _common_anchor(self, rules: Sequence[RuleSource[Moment]], first: Moment) -> Moment | None:
        """A start for the second part from which all rules count as they did; None if none is."""
        if self._is_elapsed:
            return first if len(rules) == 1 else None
        if all(is_anchor(each.rule, self._start, first) for each in rules):
            return first
        return anchor_before(rules[0].rule, self._start, first) if len(rules) == 1 else None

    @property
    def _is_elapsed(self) -> bool:
        """True if time that passes is not what clocks show: any instance is in step with itself."""
        return self._series.elapsed and self._series.frame.clocks_change

    def _ended(self, given: RuleSource[Moment]) -> Rule:
        """The rule without its instances of the second part."""
        rule, source = given
        before = source.rank(self._at)
        if before == source.total:
            return rule
        if rule.count is not None and before:
            return rule.with_parts(count=before)
        return rule.with_parts(count=None, until=self._last_moment())

    def _restarted(self, given: RuleSource[Moment], start: Moment) -> Rule:
        """The rule from another start, without the instances before that."""
        rule, source = given
        if not self._is_elapsed:
            rule = completed_for(rule, self._start, start)
        if rule.count is None:
            return rule
        return rule.with_parts(count=rule.count - source.rank(start))

    def _last_moment(self) -> Moment:
        """The last moment of the first part, as UNTIL says it."""
        at = self._at
        if not isinstance(at, datetime):
            return at - _DAY
        return at - _SECOND if at.tzinfo is None else at.astimezone(UTC) - _SECOND


def _giving(rules: Sequence[RuleSource[Moment]], low: Moment) -> list[RuleSource[Moment]]:
    """The rules that give an instance from a moment on."""
    return [each for each in rules if any(True for _ in each.source.ascending(low))]


def _real(moment: Moment) -> Moment:
    return cast("Moment", real_time(moment)) if isinstance(moment, datetime) else moment


def _nothing_but(start: Moment) -> SetPart[Moment]:
    """A set whose start, all that it has by itself, is excluded."""
    return {
        "start": start,
        "rules": (),
        "excluded_rules": (),
        "excluded": (start,),
        "unmatched_start": "omit",
    }
