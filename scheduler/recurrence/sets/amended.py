"""A source with a list of moments taken out and another put in (RFC 5545 3.8.5.1, 3.8.5.2)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from heapq import merge

from scheduler.recurrence.once import once
from scheduler.recurrence.ordering import (
    Order,
    holds,
    in_order,
    is_same,
    place,
    place_after,
    shared,
    without,
)
from scheduler.recurrence.sets.derived import Derived
from scheduler.recurrence.source import Moment, Source


class Amended(Derived[Moment]):
    """What a source holds, less the moments removed, and the moments added after that.

    Both lists are in order, and the added moments each once. Ranks are those of the source,
    corrected by the removed that the source holds and the added that it does not.
    """

    def __init__(
        self,
        source: Source[Moment],
        removed: Sequence[Moment],
        added: Sequence[Moment],
        order: Order,
    ) -> None:
        super().__init__(source)
        self._removed = removed
        self._added = added
        self.order = order

    @property
    def is_empty(self) -> bool:
        """True if nothing was added, and all that the source holds was removed."""
        if self._added or any(True for _ in self.chunks()):
            return False
        return self._source.is_empty or self.total == 0

    def chunks(
        self, low: Moment | None = None, high: Moment | None = None
    ) -> Iterator[list[Moment]]:
        """The moments of a window as lists, in order."""
        removed, added, order = self._removed, self._added, self.order
        done = 0 if low is None else place(added, low, order)
        end = len(added) if high is None else place(added, high, order)
        for chunk in self._source.chunks(low, high):
            kept = self._kept(chunk) if removed else chunk
            if done < end:
                upto = place_after(added, chunk[-1], order, done, end)
                if done < upto:
                    kept = in_order([*kept, *added[done:upto]], order)
                    done = upto
            if kept:
                yield kept
        if done < end:
            yield list(added[done:end])

    def _kept(self, chunk: list[Moment]) -> list[Moment]:
        """What is left of an ordered list."""
        first = place(self._removed, chunk[0], self.order)
        last = place_after(self._removed, chunk[-1], self.order, first)
        return without(chunk, self._removed[first:last], self.order) if first < last else chunk

    def descending(self, low: Moment | None = None, high: Moment | None = None) -> Iterator[Moment]:
        """The moments of a window, latest first."""
        order = self.order
        first = 0 if low is None else place(self._added, low, order)
        last = len(self._added) if high is None else place(self._added, high, order)
        held = (m for m in self._source.descending(low, high) if not holds(self._removed, m, order))
        previous = None
        for moment in merge(held, reversed(self._added[first:last]), key=order, reverse=True):
            if previous is None or not is_same(previous, moment, order):
                yield moment
            previous = moment

    def rank(self, moment: Moment) -> int:
        """How many are earlier than this one."""
        gone = place(self._gone, moment, self.order)
        return self._source.rank(moment) - gone + place(self._new, moment, self.order)

    def at(self, index: int) -> Moment:
        """The moment of this rank."""
        new = self._new_before(index)
        if new < len(self._new) and self._rank_of_new(new) == index:
            return self._new[new]
        return self._source.at(self._rank_in_source(index - new))

    def year_at(self, index: int) -> int:
        """The year of the moment of this rank, also after 9999."""
        new = self._new_before(index)
        if new < len(self._new) and self._rank_of_new(new) == index:
            return self._new[new].year
        return self._source.year_at(self._rank_in_source(index - new))

    @property
    def _more(self) -> int:
        return len(self._new) - len(self._gone)

    @once
    def _gone(self) -> list[Moment]:
        """The removed moments that the source holds."""
        return in_order(shared(self._removed, self._source, self.order), self.order)

    @once
    def _new(self) -> list[Moment]:
        """The added moments that what is left of the source does not hold."""
        held = shared(self._added, self._source, self.order)
        return without(list(self._added), without(held, self._gone, self.order), self.order)

    def _rank_of_new(self, number: int) -> int:
        return self.rank(self._new[number])

    def _new_before(self, index: int) -> int:
        """How many of the new moments have a lower rank than this."""
        return bisect_left(range(len(self._new)), index, key=self._rank_of_new)

    def _rank_in_source(self, kept: int) -> int:
        """The rank in the source of the moment before which so many are left."""

        def left_before(number: int) -> int:
            return self._source.rank(self._gone[number]) - number

        return kept + bisect_right(range(len(self._gone)), kept, key=left_before)
