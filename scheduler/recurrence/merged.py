"""Several sources as one, less what others hold."""

from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import chain
from typing import Generic

from scheduler.errors import UnansweredQuestion
from scheduler.recurrence.once import once
from scheduler.recurrence.ordering import (
    Order,
    in_order,
    is_same,
    place_after,
    shared,
    without,
)
from scheduler.recurrence.source import Moment, Source

# Where nothing is known but by comparing sources, so many moments are compared at most.
MOST_COMPARED = 50_000


class Merged(Generic[Moment]):
    """What any of the sources holds and none of the `removed` ones.

    Windows are merged lazily. How many moments two sources share is known only by comparing them:
    ranks, totals and proofs walk over 50,000 moments at most, and raise UnansweredQuestion beyond.
    """

    def __init__(
        self,
        sources: Sequence[Source[Moment]],
        order: Order,
        removed: Sequence[Source[Moment]] = (),
    ) -> None:
        self._sources = sources
        self._order = order
        self._removed = tuple(source for source in removed if not source.is_empty)

    @property
    def is_empty(self) -> bool:
        """True if no source holds a moment that is not removed."""
        if not self._removed:
            return all(source.is_empty for source in self._sources)
        if any(True for _ in self._kept_at_first("whether a moment is left")):
            return False
        if self._within_calendar:
            return True
        raise UnansweredQuestion("whether a moment is left", "none is, up to year 9999")

    @property
    def is_finite(self) -> bool:
        """True if every source is."""
        endless = [source for source in self._sources if not source.is_finite]
        if not endless:
            return True
        if all(source.is_finite for source in self._removed):
            return False
        raise UnansweredQuestion(
            "whether there is an end", "what is removed goes on as long as what there is"
        )

    @property
    def outlasts_calendar(self) -> bool:
        """True if a source does."""
        return any(source.outlasts_calendar for source in self._sources)

    @once
    def total(self) -> int | None:
        """How many there are; None if there is no end."""
        if not self.is_finite:
            return None
        self._require_few("how many there are", sum(s.total or 0 for s in self._sources))
        return sum(len(chunk) for chunk in self.chunks())

    def chunks(
        self, low: Moment | None = None, high: Moment | None = None
    ) -> Iterator[list[Moment]]:
        """The moments of a window as lists, in order."""
        for chunk in self._united(low, high):
            kept = self._kept(chunk)
            if kept:
                yield kept

    def ascending(self, low: Moment | None = None, high: Moment | None = None) -> Iterator[Moment]:
        """The moments of a window, earliest first."""
        return chain.from_iterable(self.chunks(low, high))

    def descending(self, low: Moment | None = None, high: Moment | None = None) -> Iterator[Moment]:
        """The moments of a window, latest first."""
        previous = None
        streams = [source.descending(low, high) for source in self._sources]
        for moment in merge(*streams, key=self._order, reverse=True):
            if previous is not None and is_same(previous, moment, self._order):
                continue
            if self._kept([moment]):
                yield moment
            previous = moment

    def rank(self, moment: Moment) -> int:
        """How many are earlier than this one."""
        compared = sum(source.rank(moment) for source in self._sources)
        self._require_few("how many come before", compared)
        return sum(len(chunk) for chunk in self.chunks(None, moment))

    def at(self, index: int) -> Moment:
        """The moment of this rank."""
        self._require_few(f"instance number {index + 1}", index)
        left = index
        for chunk in self._kept_at_first(f"instance number {index + 1}"):
            if left < len(chunk):
                return chunk[left]
            left -= len(chunk)
        raise IndexError(index)

    def year_at(self, index: int) -> int:
        """The year of the moment of this rank."""
        return self.at(index).year

    @property
    def _within_calendar(self) -> bool:
        return not self.outlasts_calendar

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

    def _kept_at_first(self, question: str) -> Iterator[list[Moment]]:
        """The chunks from the beginning on, until too much would be compared."""
        compared = 0
        for chunk in self._united(None, None):
            self._require_few(question, compared)
            compared += len(chunk)
            kept = self._kept(chunk)
            if kept:
                yield kept

    def _require_few(self, question: str, compared: int) -> None:
        if compared > MOST_COMPARED:
            reason = (
                f"it would take comparing {compared:,} instances of several rules one by one; "
                f"at most {MOST_COMPARED:,} are compared"
            )
            raise UnansweredQuestion(question, reason)
