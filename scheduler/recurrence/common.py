"""What two sources have in common."""

from collections.abc import Iterator

from scheduler.errors import UnansweredQuestion
from scheduler.recurrence.frame import Frame
from scheduler.recurrence.ordering import Order, is_same, shared
from scheduler.recurrence.source import Moment, Source
from scheduler.recurrence.walked import Walked, require_result

# Going back, each comparison is a seek.
_SEEK = 20


class Common(Walked[Moment]):
    """The moments that both sources hold, found by leaps: each seeks where the other goes on."""

    def __init__(
        self, one: Source[Moment], other: Source[Moment], frame: Frame[Moment], order: Order
    ) -> None:
        self._one, self._other = one, other
        self._frame = frame
        self._order = order

    @property
    def is_empty(self) -> bool:
        """True if no year holds a moment that both hold."""
        return self._one.is_empty or self._other.is_empty or super().is_empty

    @property
    def is_finite(self) -> bool:
        """True if either source is. Raises UnansweredQuestion where both go on without end."""
        if self._one.is_finite or self._other.is_finite:
            return True
        reason = "both of what is intersected go on without end"
        raise UnansweredQuestion("whether the set has an end", reason)

    @property
    def outlasts_calendar(self) -> bool:
        """True if both sources do, so that they may meet after year 9999."""
        return self._one.outlasts_calendar and self._other.outlasts_calendar

    def chunks(
        self, low: Moment | None = None, high: Moment | None = None
    ) -> Iterator[list[Moment]]:
        """The moments of a window as lists, in order."""
        in_vain = 0
        while True:
            ahead = next(self._other.ascending(low, high), None)
            chunk = [] if ahead is None else next(self._one.chunks(ahead, high), [])
            if not chunk:
                return
            found = shared(chunk, self._other, self._order)
            if found:
                yield found
            in_vain = 0 if found else in_vain + len(chunk)
            require_result(in_vain, chunk[-1])
            low = self._just_after(chunk[-1])
            if low is None:
                return

    def descending(self, low: Moment | None = None, high: Moment | None = None) -> Iterator[Moment]:
        """The moments of a window, latest first."""
        steps = 0
        while True:
            behind = next(self._one.descending(low, high), None)
            if behind is None:
                return
            met = next(self._other.descending(low, self._just_after(behind)), None)
            if met is None:
                return
            if is_same(met, behind, self._order):
                yield behind
                steps, high = 0, behind
            else:
                steps, high = steps + _SEEK, self._just_after(met)
            require_result(steps, behind)

    def _just_after(self, moment: Moment) -> Moment | None:
        try:
            return self._frame.next_second(moment)
        except OverflowError:
            return None

    def _compared_before(self, moment: Moment | None) -> int:
        ranks = (
            source.total if moment is None else source.rank(moment)
            for source in (self._one, self._other)
        )
        return min(rank for rank in ranks if rank is not None)
