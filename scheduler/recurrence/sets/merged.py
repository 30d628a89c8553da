"""Several sources as one, less what others hold."""

from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import islice

from scheduler.errors import UnansweredQuestion
from scheduler.recurrence.ordering import (
    Order,
    in_order,
    is_before,
    is_same,
    place_after,
    shared,
    without,
)
from scheduler.recurrence.sets.cycles import Repeats
from scheduler.recurrence.sets.walked import Walked
from scheduler.recurrence.source import Moment, Source

# Going back, what is removed is sought for so many moments at once, at most.
_LARGEST_BATCH = 512


class Merged(Walked[Moment]):
    """What any of the sources holds and none of the `removed` ones; windows are merged lazily."""

    def __init__(
        self,
        sources: Sequence[Source[Moment]],
        order: Order,
        removed: Sequence[Source[Moment]] = (),
        repeats: Repeats[Moment] | None = None,
    ) -> None:
        super().__init__(order, repeats)
        self._sources = sources
        self._removed = tuple(source for source in removed if not source.is_empty)

    @property
    def is_empty(self) -> bool:
        """True if no source holds a moment that is not removed."""
        if all(source.is_empty for source in self._sources):
            return True
        return super().is_empty if self._removed else False

    @property
    def _is_bounded(self) -> bool:
        if all(source.is_finite for source in self._sources):
            return True
        if all(source.is_finite for source in self._removed):
            return False
        reason = "what is removed goes on without end, as what it is removed from does"
        raise UnansweredQuestion("whether the set has an end", reason)

    @property
    def _may_outlast(self) -> bool:
        return any(source.outlasts_calendar for source in self._sources)

    def chunks(
        self, low: Moment | None = None, high: Moment | None = None
    ) -> Iterator[list[Moment]]:
        """The moments of a window as lists, in order."""
        since, in_vain = None, 0
        for chunk in self._united(low, high):
            kept = self._kept(chunk)
            if kept:
                yield kept
                since, in_vain = chunk[-1], 0
                continue
            since, in_vain = since or chunk[0], in_vain + len(chunk)
            if self._is_over(since, chunk[-1], in_vain):
                return

    def descending(self, low: Moment | None = None, high: Moment | None = None) -> Iterator[Moment]:
        """The moments of a window, latest first."""
        streams = [source.descending(low, high) for source in self._sources]
        united = _once(merge(*streams, key=self._order, reverse=True), self._order)
        if not self._removed:
            yield from united
            return
        since, in_vain, size = None, 0, 1
        while batch := list(islice(united, size)):
            kept = self._kept(batch[::-1])
            yield from reversed(kept)
            since = batch[-1] if kept else since or batch[0]
            in_vain = 0 if kept else in_vain + len(batch)
            leap = self._leap_back(batch[-1], since, in_vain)
            if leap is not None and is_before(leap, batch[-1], self._order):
                yield from self.descending(low, leap)
                return
            size = min(2 * size, _LARGEST_BATCH)

    def _compared_before(self, moment: Moment | None) -> int:
        if moment is None:
            return sum(source.total or 0 for source in self._sources)
        return sum(source.rank(moment) for source in self._sources)

    def _united(self, low: Moment | None, high: Moment | None) -> Iterator[list[Moment]]:
        """What any source holds: each time as far as the shortest of their next lists reaches."""
        streams = [source.chunks(low, high) for source in self._sources]
        heads = [next(stream, []) for stream in streams]
        while any(heads):
            reach = min((head[-1] for head in heads if head), key=self._order)
            ready: list[Moment] = []
            for number, head in enumerate(heads):
                cut = place_after(head, reach, self._order)
                ready += head[:cut]
                heads[number] = head[cut:] if cut < len(head) else next(streams[number], [])
            yield in_order(ready, self._order)

    def _kept(self, chunk: list[Moment]) -> list[Moment]:
        for source in self._removed:
            chunk = without(chunk, shared(chunk, source, self._order), self._order)
        return chunk


def _once(moments: Iterable[Moment], order: Order) -> Iterator[Moment]:
    """The moments of an ordered stream, each instant once."""
    previous = None
    for moment in moments:
        if previous is None or not is_same(previous, moment, order):
            yield moment
        previous = moment
