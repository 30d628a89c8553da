"""What two sources have in common."""

from collections.abc import Iterator

from scheduler.errors import UnansweredQuestion
from scheduler.recurrence.frame import Frame
from scheduler.recurrence.ordering import Order, is_before, is_same, shared
from scheduler.recurrence.sets.cycles import Repeats
from scheduler.recurrence.sets.walked import Walked
from scheduler.recurrence.source import Moment, Source

# Going back, each comparison is a seek.
_SEEK = 20


class Intersected(Walked[Moment]):
    """The moments that both sources hold, found by leaps: each seeks where the other goes on."""

    def __init__(
        self,
        one: Source[Moment],
        other: Source[Moment],
        frame: Frame[Moment],
        order: Order,
        repeats: Repeats[Moment] | None,
    ) -> None:
        super().__init__(order, repeats)
        self._one, self._other = one, other
        self._frame = frame

    @property
    def is_empty(self) -> bool:
        """True if no year holds a moment that both hold."""
        return self._one.is_empty or self._other.is_empty or super().is_empty

    @property
    def _is_bounded(self) -> bool:
        if self._one.is_finite or self._other.is_finite:
            return True
        reason = "both of what is intersected go on without end"
        raise UnansweredQuestion("whether the set has an end", reason)

    @property
    def _may_outlast(self) -> bool:
        return self._one.outlasts_calendar and self._other.outlasts_calendar

    def chunks(
        self, low: Moment | None = None, high: Moment | None = None
    ) -> Iterator[list[Moment]]:
        """The moments of a window as lists, in order."""
        since, in_vain = None, 0
        while True:
            ahead = next(self._other.ascending(low, high), None)
            chunk = [] if ahead is None else next(self._one.chunks(ahead, high), [])
            if not chunk:
                return
            found = shared(chunk, self._other, self._order)
            if found:
                yield found
            since = chunk[-1] if found else since or ahead
            in_vain = 0 if found else in_vain + len(chunk)
            if since and in_vain and self._is_over(since, chunk[-1], in_vain):
                return
            low = self._just_after(chunk[-1])
            if low is None:
                return

    def descending(self, low: Moment | None = None, high: Moment | None = None) -> Iterator[Moment]:
        """The moments of a window, latest first."""
        since, in_vain = None, 0
        while True:
            behind = next(self._one.descending(low, high), None)
            met = behind and next(self._other.descending(low, self._just_after(behind)), None)
            if behind is None or met is None:
                return
            since = since or behind
            if is_same(met, behind, self._order):
                yield behind
                since, in_vain, high = behind, 0, behind
                continue
            in_vain, high = in_vain + _SEEK, self._just_after(met)
            leap = self._leap_back(behind, since, in_vain)
            if leap is not None and is_before(leap, behind, self._order):
                in_vain, high = 0, leap

    def _just_after(self, moment: Moment) -> Moment | None:
        try:
            return self._frame.next_second(moment)
        except OverflowError:
            return None

    def _compared_before(self, moment: Moment | None) -> int:
        both = (self._one, self._other)
        ranks = (each.total if moment is None else each.rank(moment) for each in both)
        return min(rank for rank in ranks if rank is not None)
