"""The parts of a recurrence set, read in the zone of its start and put together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from heapq import merge
from itertools import chain
from typing import Generic

from scheduler.recurrence.frame import Frame
from scheduler.recurrence.once import once
from scheduler.recurrence.ordering import Order, holds, in_order, is_before, shared, without
from scheduler.recurrence.overrides import (
    Occurrence,
    Override,
    by_start,
    moments_of,
    read_overrides,
)
from scheduler.recurrence.period import Period, end_of, longest_before, start_of
from scheduler.recurrence.sets.amended import Amended
from scheduler.recurrence.sets.cycles import Repeats
from scheduler.recurrence.sets.listed import Listed
from scheduler.recurrence.sets.merged import Merged
from scheduler.recurrence.sets.stretch import Stretch
from scheduler.recurrence.source import Moment, Source
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
        repeats: Repeats[Moment] | None,
    ) -> None:
        self._frame = frame
        self._periods = [each for each in dates if isinstance(each, Period)]
        added = frame.moments("a further date", [*map(start_of, dates)]) if dates else []
        removed = frame.moments("an excluded date", excluded)
        self.overrides = read_overrides(overrides, frame) if overrides else []
        if frame.has_second(chain(added, removed, moments_of(self.overrides))):
            order = instant
        self.order = order
        self.excluded = in_order(removed, order)
        self.dates = in_order(added, order) if added else added
        is_one = len(rules) == 1 and not removed_rules
        self.by_rule = rules[0] if is_one else Merged(rules, order, removed_rules, repeats)

    @once
    def originals(self) -> Source[Moment]:
        """The instances by original start, before any override."""
        return self._less([])

    @property
    def unreduced(self) -> Source[Moment]:
        """The instances by original start, before any exclusion but by rules."""
        return Amended(self.by_rule, [], self.dates, self.order)

    def source(self) -> Source[Moment]:
        """The instances where overrides place them."""
        if not self.overrides:
            return self._less([])
        starts = in_order((override.start for override in self.placed), self.order)
        if not self.ranges:
            return self._less(self._placed_ids, starts)
        by_themselves = Listed(starts, self.order)
        return Merged([*self._stretches(self._less(self._placed_ids)), by_themselves], self.order)

    @once
    def ranges(self) -> list[Override[Moment]]:
        """The overrides of an instance and all later ones."""
        return [each for each in self.overrides if each.this_and_future]

    @once
    def singles(self) -> dict[int, Override[Moment]]:
        """The overrides of one instance, by its instant."""
        return {instant(o.recurrence_id): o for o in self.overrides if not o.this_and_future}

    @once
    def placed(self) -> list[Override[Moment]]:
        """The overrides that place one instance: those of one, and orphans of later ones too."""
        excluded, order = self.excluded, self.order
        placed = self.overrides
        if self.ranges:
            orphans = (
                each
                for each in self.ranges
                if instant(each.recurrence_id) not in self.singles
                and not shared([each.recurrence_id], self.originals, order)
            )
            placed = [*self.singles.values(), *orphans]
        return [each for each in placed if not holds(excluded, each.recurrence_id, order)]

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

    @once
    def special(self) -> list[Occurrence[Moment]]:
        """The instances that an override of one instance or a PERIOD describes, in order."""
        overridden = [
            Occurrence(each.start, each.recurrence_id, each.end_from(each.start), each)
            for each in self.placed
        ]
        return sorted([*overridden, *self._in_periods()], key=by_start)

    def _in_periods(self) -> Iterator[Occurrence[Moment]]:
        """The instances that a PERIOD gives; one moved with later ones may take their length."""
        kept = {instant(moment) for moment in self._added(self._placed_ids)}
        for period in self._periods:
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
        added = in_order([*self._added(ids), *more], self.order) if self.dates else more
        return Amended(self.by_rule, removed, added, self.order)

    def _added(self, ids: Sequence[Moment]) -> list[Moment]:
        """The further dates that are not excluded, but for some."""
        return without(without(self.dates, self.excluded, self.order), ids, self.order)

    @once
    def _placed_ids(self) -> list[Moment]:
        """The original starts of the instances that overrides place one by one."""
        return in_order((each.recurrence_id for each in self.placed), self.order)
