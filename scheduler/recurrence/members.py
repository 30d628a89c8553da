"""The parts of a recurrence set, read in the zone of its start and put together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from heapq import merge
from typing import Generic

from scheduler.recurrence.amended import Amended
from scheduler.recurrence.frame import Frame
from scheduler.recurrence.listed import Listed
from scheduler.recurrence.merged import Merged
from scheduler.recurrence.ordering import Order, holds, in_order, is_before, shared, without
from scheduler.recurrence.overrides import Occurrence, Override, by_start, standing
from scheduler.recurrence.period import Period, end_of, longest_before
from scheduler.recurrence.source import Moment, Source
from scheduler.recurrence.stretch import Stretch
from scheduler.recurrence.zones import instant


class Members(Generic[Moment]):
    """The instances of a set: by original start first, then as overrides place them (3.8.4.4).

    A removed instance stays removed, whatever override names it; an override of no instance is an
    instance of its own.
    """

    def __init__(
        self,
        frame: Frame[Moment],
        *,
        rules: Sequence[Source[Moment]],
        removed_rules: Sequence[Source[Moment]],
        dates: Sequence[Moment | Period[Moment]],
        excluded: Sequence[Moment],
        overrides: Sequence[Override[Moment]],
        order: Order,
    ) -> None:
        self._frame = frame
        self._rules, self._removed_rules = rules, removed_rules
        self._dates = dates
        self._given_excluded = excluded
        self._given_overrides = overrides
        self._least_order = order

    @cached_property
    def order(self) -> Order:
        """How all instances are ordered."""
        given = [*self._read_dates, *self._read_excluded]
        for override in self.overrides:
            given += override.recurrence_id, override.start
        return self._least_order or self._frame.order_of(given)

    @cached_property
    def excluded(self) -> list[Moment]:
        """The starts that are no instances."""
        return in_order(self._read_excluded, self.order)

    @cached_property
    def by_rule(self) -> Source[Moment]:
        """What the rules give."""
        if len(self._rules) == 1 and not self._removed_rules:
            return self._rules[0]
        return Merged(self._rules, self.order, self._removed_rules)

    @cached_property
    def originals(self) -> Source[Moment]:
        """The instances by original start, before any override."""
        return self._less([])

    @property
    def unreduced(self) -> Source[Moment]:
        """The instances by original start, before any exclusion but by rules."""
        return Amended(self.by_rule, [], in_order(self._read_dates, self.order), self.order)

    @cached_property
    def source(self) -> Source[Moment]:
        """The instances where overrides place them."""
        starts = in_order((override.start for override in self.placed), self.order)
        if self.ranges:
            by_themselves = Listed(starts, self.order)
            moved = self._stretches(self._less(self._single_ids))
            return Merged([*moved, by_themselves], self.order)
        return self._less(self._single_ids, starts)

    @cached_property
    def overrides(self) -> list[Override[Moment]]:
        """The overrides that stand, by original start, read in the zone."""
        read = [self._read_override(each) for each in standing(self._given_overrides)]
        return sorted(read, key=lambda each: instant(each.recurrence_id))

    @cached_property
    def ranges(self) -> list[Override[Moment]]:
        """The overrides of an instance and all later ones."""
        return [each for each in self.overrides if each.this_and_future]

    @cached_property
    def placed(self) -> list[Override[Moment]]:
        """The overrides that place one instance: those of one, and orphans of later ones too."""
        singles = [each for each in self.overrides if not each.this_and_future]
        taken = {instant(each.recurrence_id) for each in singles}
        orphans = [
            each
            for each in self.ranges
            if instant(each.recurrence_id) not in taken
            and not shared([each.recurrence_id], self.originals, self.order)
        ]
        return [
            each
            for each in (*singles, *orphans)
            if not holds(self.excluded, each.recurrence_id, self.order)
        ]

    def occurrences(self, low: Moment | None, high: Moment | None) -> Iterator[Occurrence[Moment]]:
        """The instances that start in a window, in order."""
        special = (
            each
            for each in self.special
            if (low is None or not is_before(each.start, low, self.order))
            and (high is None or is_before(each.start, high, self.order))
        )
        return merge(self.plain(low, high), special, key=by_start)

    def overlapping(
        self, low: Moment, high: Moment, duration: timedelta, *, nominal: bool
    ) -> Iterator[Occurrence[Moment]]:
        """The instances that take place within a window, in order; most last one duration."""
        opens, closes = instant(low), instant(high)

        def is_within(occurrence: Occurrence[Moment]) -> bool:
            start = instant(occurrence.start)
            end = occurrence.end or end_of(occurrence.start, duration, nominal=nominal)
            return start < closes and (start >= opens or instant(end) > opens)

        longest = max([duration, *(each.longest for each in self.ranges)])
        first = longest_before(low, longest, nominal=True)
        return filter(is_within, merge(self.plain(first, high), self.special, key=by_start))

    def plain(self, low: Moment | None, high: Moment | None) -> Iterator[Occurrence[Moment]]:
        """The instances that start in a window, but for the special ones; in order."""
        ids = in_order((each.recurrence_id for each in self.special), self.order)
        stretches = self._stretches(self._less(ids))
        return merge(*(each.occurrences(low, high) for each in stretches), key=by_start)

    @cached_property
    def special(self) -> list[Occurrence[Moment]]:
        """The instances that an override of one instance or a PERIOD describes, in order."""
        overridden = [
            Occurrence(each.start, each.recurrence_id, each.end_from(each.start), each)
            for each in self.placed
        ]
        return sorted([*overridden, *self._in_periods()], key=by_start)

    def _in_periods(self) -> Iterator[Occurrence[Moment]]:
        """The instances that a PERIOD gives; one moved with later ones may take their length."""
        kept = {instant(moment) for moment in self._added(self._single_ids)}
        for period in self._dates:
            if not isinstance(period, Period):
                continue
            start = self._frame.moment("a period", period.start)
            if instant(start) not in kept:
                continue
            for stretch in self._stretches(Listed([start], self.order)):
                for each in stretch.occurrences():
                    yield each if each.end else replace(each, end=period.end_from(each.start))

    def _stretches(self, source: Source[Moment]) -> list[Stretch[Moment]]:
        """A source from each override of later instances to the next, moved as each says."""
        ids = [each.recurrence_id for each in self.ranges]
        return [
            Stretch(source, self._frame, self.order, low=low, high=high, override=override)
            for low, high, override in zip(
                [None, *ids], [*ids, None], [None, *self.ranges], strict=True
            )
        ]

    def _less(self, ids: Sequence[Moment], more: Sequence[Moment] = ()) -> Source[Moment]:
        """The originals but for some, and what stands in their place."""
        removed = in_order([*self.excluded, *ids], self.order) if ids else self.excluded
        added = in_order([*self._added(ids), *more], self.order)
        return Amended(self.by_rule, removed, added, self.order)

    def _added(self, ids: Sequence[Moment]) -> list[Moment]:
        """The further dates that are not excluded, but for some."""
        added = in_order(self._read_dates, self.order)
        return without(without(added, self.excluded, self.order), ids, self.order)

    @cached_property
    def _single_ids(self) -> list[Moment]:
        """The original starts of the instances that overrides place one by one."""
        return in_order((each.recurrence_id for each in self.placed), self.order)

    @cached_property
    def _read_dates(self) -> list[Moment]:
        starts = (each.start if isinstance(each, Period) else each for each in self._dates)
        return self._frame.moments("a further date", starts)

    @cached_property
    def _read_excluded(self) -> list[Moment]:
        return self._frame.moments("an excluded date", self._given_excluded)

    def _read_override(self, override: Override[Moment]) -> Override[Moment]:
        read = self._frame.moment
        return replace(
            override,
            recurrence_id=read("a RECURRENCE-ID", override.recurrence_id),
            start=read("an override's start", override.start),
            end=None if override.end is None else read("an override's end", override.end),
        )
