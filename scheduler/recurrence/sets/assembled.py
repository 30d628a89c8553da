"""How the fields of a recurrence set become what its questions are put to."""

from __future__ import annotations

from scheduler.recurrence.later import Later
from scheduler.recurrence.once import once
from scheduler.recurrence.quick_typing import TYPE_CHECKING
from scheduler.recurrence.sets.algebra import Combinable
from scheduler.recurrence.sets.lazy_set import Moment

if TYPE_CHECKING:
    from typing import Literal

    from scheduler.recurrence.frame import Frame
    from scheduler.recurrence.ordering import Order
    from scheduler.recurrence.overrides import Override
    from scheduler.recurrence.period import Period
    from scheduler.recurrence.rule import Rule
    from scheduler.recurrence.sets import rule_instances
    from scheduler.recurrence.sets.cycles import Cycle
    from scheduler.recurrence.sets.members import Members
    from scheduler.recurrence.sets.tails import RuleSource
    from scheduler.recurrence.source import Source

    UnmatchedStart = Literal["omit", "include", "refuse"]
else:
    rule_instances = Later("scheduler.recurrence.sets.rule_instances")


class Assembled(Combinable[Moment]):
    """The sources of a set, each made when first needed and kept."""

    start: Moment
    rules: tuple[Rule, ...]
    dates: tuple[Moment | Period[Moment], ...]
    excluded: tuple[Moment, ...]
    overrides: tuple[Override[Moment], ...]
    unmatched_start: UnmatchedStart
    elapsed: bool
    excluded_rules: tuple[Rule, ...]

    @once
    def frame(self) -> Frame[Moment]:
        """The kind and zone of the start."""
        from scheduler.recurrence.frame import Frame

        return Frame(self.start)

    @once
    def cycle(self) -> Cycle | None:
        """From which year on the set repeats, and after how many years; None where not known."""
        from scheduler.recurrence.overrides import moments_of
        from scheduler.recurrence.period import start_of
        from scheduler.recurrence.sets.cycles import cycle_of_series

        if any(override.this_and_future for override in self.overrides):
            return None
        if self.elapsed and self.frame.clocks_change:
            return None
        rules = [*self._rule_sources, *self._removed_sources]
        listed = [*map(start_of, self.dates), *self.excluded, *moments_of(self.overrides)]
        return cycle_of_series(rules, [self.start, *listed], self.frame)

    @property
    def _source(self) -> Source[Moment]:
        return self._whole[0]

    @property
    def _order(self) -> Order:
        return self._whole[1]

    @once
    def _whole(self) -> tuple[Source[Moment], Order, bool]:
        """What holds the instances, their order, and if it is a rule, which reads any bound."""
        order = self.frame.instant if self.elapsed else None
        if len(self.rules) == 1 and not self._adds:
            if not (self.excluded or self.overrides):
                return self._rules[0], order, True
            from scheduler.recurrence.sets.amendments import (
                amended_simply,
            )

            simply = amended_simply(
                self._rules[0], self.frame, self.excluded, self.overrides, order
            )
            if simply is not None:
                return simply, simply.order, False
        return self._members.source(), self._members.order, False

    @property
    def _adds(self) -> bool:
        """True if there may be more instances than a rule gives, or EXRULEs."""
        more = self.dates or self.excluded_rules or self.unmatched_start == "include"
        return bool(more)

    @once
    def _rules(self) -> list[Source[Moment]]:
        return self._sources_of(self.rules)

    @once
    def _removed_rules(self) -> list[Source[Moment]]:
        return self._sources_of(self.excluded_rules)

    def _sources_of(self, rules: tuple[Rule, ...]) -> list[Source[Moment]]:
        start, elapsed, instances = self.start, self.elapsed, rule_instances.rule_instances
        return [instances(rule, start, elapsed=elapsed) for rule in rules]

    @property
    def _rule_sources(self) -> list[RuleSource[Moment]]:
        from scheduler.recurrence.sets.tails import RuleSource

        return list(map(RuleSource, self.rules, self._rules))

    @property
    def _removed_sources(self) -> list[RuleSource[Moment]]:
        from scheduler.recurrence.sets.tails import RuleSource

        return list(map(RuleSource, self.excluded_rules, self._removed_rules))

    @once
    def _members(self) -> Members[Moment]:
        from scheduler.recurrence.sets.cycles import repeats_in
        from scheduler.recurrence.sets.members import Members
        from scheduler.recurrence.sets.tails import tails

        dates = self.dates
        if not self.rules or self.unmatched_start == "include":
            dates = (self.start, *dates)
        order = self.frame.instant if self.elapsed else None
        rules, removed, repeats = self._rules, self._removed_rules, None
        if removed:
            repeats = repeats_in(self.frame, self.cycle)
            rules, removed = tails(self._rule_sources, self._removed_sources, self.frame, order)
        return Members(
            self.frame,
            rules=rules,
            removed_rules=removed,
            dates=dates,
            excluded=self.excluded,
            overrides=self.overrides,
            order=order,
            repeats=repeats,
        )

    @property
    def _matches_start(self) -> bool:
        if not self.rules:
            return True
        from scheduler.recurrence.ordering import shared

        start = [self.frame.moment("the start", self.start)]
        return any(shared(start, rule, self._order) for rule in self._rules)
