"""A part of a series that an override for it and all later instances moves (RFC 5545 3.2.13)."""

from collections.abc import Iterator
from datetime import MAXYEAR, datetime, timedelta
from itertools import chain
from typing import Generic, cast

from scheduler.errors import UnansweredQuestion
from scheduler.recurrence.frame import Frame
from scheduler.recurrence.ordering import Order, in_order, is_before, place, place_after
from scheduler.recurrence.overrides import Occurrence, Override, by_start
from scheduler.recurrence.sets.walked import MOST_COMPARED
from scheduler.recurrence.source import Moment, Source
from scheduler.recurrence.zones import real_time

_UNMOVED = timedelta()
_LONGEST_GAP = timedelta(days=1)
_YEAR = timedelta(days=366)


class Stretch(Generic[Moment]):
    """The moments of a source from one original start to before another, moved by one difference.

    The difference is one on the clock, so that two hours later stays so over a change of the
    clocks (an exact one in UTC). What would fall outside the years 1 to 9999 is left out.
    """

    def __init__(
        self,
        source: Source[Moment],
        frame: Frame[Moment],
        order: Order,
        *,
        low: Moment | None = None,
        high: Moment | None = None,
        override: Override[Moment] | None = None,
    ) -> None:
        self._source = source
        self._frame = frame
        self._order = order
        self._low, self._high = low, high
        self._override = override
        self._shift = override.start - override.recurrence_id if override else _UNMOVED

    @property
    def is_empty(self) -> bool:
        """True if the source holds nothing there."""
        if self._source.is_empty:
            return True
        return self._high is not None and self.total == 0

    @property
    def is_finite(self) -> bool:
        """True if it ends, be it only where the next stretch begins."""
        return self._high is not None or self._source.is_finite

    @property
    def outlasts_calendar(self) -> bool:
        """True if moments follow after year 9999."""
        return self._high is None and self._source.outlasts_calendar

    @property
    def total(self) -> int | None:
        """How many there are; None if there is no end."""
        if not self.is_finite:
            return None
        first = 0 if self._low is None else self._source.rank(self._low)
        if self._high is not None:
            return self._source.rank(self._high) - first
        return cast("int", self._source.total) - first

    def chunks(
        self, low: Moment | None = None, high: Moment | None = None
    ) -> Iterator[list[Moment]]:
        """The moments of a window, as they are after the move, in order."""
        for occurrences in self._moved(low, high):
            starts = in_order((each.start for each in occurrences), self._order)
            window = _cut(starts, low, high, self._order)
            if window:
                yield window

    def ascending(self, low: Moment | None = None, high: Moment | None = None) -> Iterator[Moment]:
        """The moments of a window, earliest first."""
        return chain.from_iterable(self.chunks(low, high))

    def descending(self, low: Moment | None = None, high: Moment | None = None) -> Iterator[Moment]:
        """The moments of a window, latest first."""
        waiting: list[Moment] = []
        first, last = self._before_move(low, high)
        for moment in self._source.descending(first, last):
            moved = self._move(moment)
            if moved is None:
                continue
            waiting = in_order([*waiting, *_cut([moved], low, high, self._order)], self._order)
            settled = self._count_below(waiting, moved)
            yield from reversed(waiting[settled:])
            del waiting[settled:]
        yield from reversed(waiting)

    def rank(self, moment: Moment) -> int:
        """How many are earlier than this one, counted one by one."""
        first, last = self._before_move(None, moment)
        size = self._source.rank(last) if last is not None else self._source.total
        size = None if size is None else size - (self._source.rank(first) if first else 0)
        if size is None or size > MOST_COMPARED:
            raise UnansweredQuestion(
                "how many come before",
                f"an override moves more than {MOST_COMPARED:,} instances before "
                f"{moment.isoformat()}, and they are counted one by one",
            )
        return sum(len(chunk) for chunk in self.chunks(None, moment))

    def at(self, index: int) -> Moment:
        """The moment of this rank."""
        raise UnansweredQuestion(f"instance number {index + 1}", "an override moves its series")

    def year_at(self, index: int) -> int:
        """The year of the moment of this rank before the move."""
        first = 0 if self._low is None else self._source.rank(self._low)
        return self._source.year_at(first + index)

    def occurrences(
        self, low: Moment | None = None, high: Moment | None = None
    ) -> Iterator[Occurrence[Moment]]:
        """The same moments with their original starts, in order."""
        for each in chain.from_iterable(self._moved(low, high)):
            if _cut([each.start], low, high, self._order):
                yield each

    @property
    def _disorder(self) -> timedelta:
        """How much later a moment may come to stand by a gap than one after it."""
        return _LONGEST_GAP if self._shift and self._frame.clocks_change else _UNMOVED

    def _moved(self, low: Moment | None, high: Moment | None) -> Iterator[list[Occurrence[Moment]]]:
        """What may lie in a window, in order over all lists."""
        first, last = self._before_move(low, high)
        waiting: list[Occurrence[Moment]] = []
        for chunk in self._source.chunks(first, last):
            moved = filter(None, map(self._occurrence, chunk))
            waiting = sorted([*waiting, *moved], key=by_start)
            settled = self._count_settled([each.start for each in waiting], chunk[-1])
            yield waiting[:settled]
            waiting = waiting[settled:]
        yield waiting

    def _count_settled(self, starts: list[Moment], latest: Moment) -> int:
        """How many of the moved moments stay before all that later originals give.

        A gap moves a moment on, never back; only two equal wall times lose their order.
        """
        early = self._disorder if self._order else _UNMOVED
        try:
            return place_after(starts, latest + (self._shift - early), self._order)
        except OverflowError:
            return len(starts)

    def _count_below(self, waiting: list[Moment], moved: Moment) -> int:
        """How many of the moved moments an earlier original may still come after."""
        try:
            return place(waiting, moved + self._disorder, self._order)
        except OverflowError:
            return len(waiting)

    def _occurrence(self, original: Moment) -> Occurrence[Moment] | None:
        start = self._move(original)
        if start is None:
            return None
        end = self._override.end_from(start) if self._override else None
        return Occurrence(start, original, end, self._override)

    def _move(self, moment: Moment) -> Moment | None:
        if not self._shift:
            return moment
        try:
            moved = moment + self._shift
        except OverflowError:
            return None
        return cast("Moment", real_time(moved)) if isinstance(moved, datetime) else moved

    def _before_move(
        self, low: Moment | None, high: Moment | None
    ) -> tuple[Moment | None, Moment | None]:
        """The window of original starts that hold all that the move brings into this one."""
        first, last = self._low, self._high
        back = self._earlier(low, self._shift + self._disorder)
        if back is not None and (first is None or is_before(first, back, self._order)):
            first = back
        back = self._earlier(high, self._shift - self._disorder) or self._end_of_calendar
        if back is not None and (last is None or is_before(back, last, self._order)):
            last = back
        return first, last

    @property
    def _end_of_calendar(self) -> Moment | None:
        """An original start from which on all is moved beyond year 9999; None for a short move."""
        beyond = self._shift - _YEAR
        if beyond <= _UNMOVED:
            return None
        return self._earlier(self._frame.new_year(MAXYEAR), beyond)

    def _earlier(self, bound: Moment | None, shift: timedelta) -> Moment | None:
        if bound is None:
            return None
        try:
            return self._frame.bound("a bound", bound - shift, self._order) if shift else bound
        except OverflowError:
            return None


def _cut(
    moments: list[Moment], low: Moment | None, high: Moment | None, order: Order
) -> list[Moment]:
    """The part of an ordered list that lies in a window."""
    first = 0 if low is None else place(moments, low, order)
    last = len(moments) if high is None else place(moments, high, order)
    return moments[first:last]
