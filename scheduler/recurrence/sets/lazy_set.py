"""The questions that every set of moments answers, whatever it is made of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from itertools import chain, islice

from scheduler.recurrence.given import refused
from scheduler.recurrence.quick_typing import TYPE_CHECKING, Generic, TypeVar, cast, overload

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from scheduler.errors import UnansweredQuestion
    from scheduler.recurrence.frame import Frame
    from scheduler.recurrence.ordering import Order
    from scheduler.recurrence.sets.cycles import Cycle
    from scheduler.recurrence.source import Source

Moment = TypeVar("Moment", bound=date)

_ASKED = "the time asked for"
_BY_TIME = "instances are found by their time with `after`, `before`, `between` and `index`"


class LazySet(ABC, Generic[Moment]):
    """Moments of one kind and zone, each instant once, made only when asked for.

    Moments asked about must be of the set's kind, in any zone; windows are half-open. Iteration
    ends with year 9999. A set without an end refuses the questions about its end
    (UnansweredQuestion), as does one whose end lies after year 9999.
    """

    @property
    @abstractmethod
    def frame(self) -> Frame[Moment]:
        """The kind and zone of what comes back."""

    @property
    @abstractmethod
    def cycle(self) -> Cycle | None:
        """From which year on the set repeats, and after how many years; None where not known."""

    @property
    @abstractmethod
    def _source(self) -> Source[Moment]:
        """What holds the moments."""

    @property
    @abstractmethod
    def _order(self) -> Order:
        """How they are ordered."""

    def __iter__(self) -> Iterator[Moment]:
        return chain.from_iterable(self._source.chunks())

    def __reversed__(self) -> Iterator[Moment]:
        self._require_end("the last instance")
        return self._source.descending()

    def __contains__(self, moment: object) -> bool:
        found = next(self._source.ascending(self._bound(_ASKED, moment)), None)
        instant = self.frame.instant
        return found is not None and instant(found) == instant(cast("Moment", moment))

    def __len__(self) -> int:
        self._require_end("the length")
        return cast("int", self._source.total)

    def __bool__(self) -> bool:
        return not self.is_empty

    @overload
    def __getitem__(self, index: int) -> Moment: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Moment, ...]: ...

    def __getitem__(self, index: int | slice) -> Moment | tuple[Moment, ...]:
        if isinstance(index, slice):
            return self._slice(index)
        if not isinstance(index, int):
            raise refused("the index", index, f"a whole number; {_BY_TIME}")
        return self._source.at(index if index >= 0 else self._from_front(index))

    def between(self, start: Moment, end: Moment) -> Iterator[Moment]:
        """The instances from `start` to before `end`, earliest first; lazy, at once in place."""
        low = self._bound("the start of the window", start)
        high = self._bound("the end of the window", end)
        return chain.from_iterable(self._source.chunks(low, high))

    def after(self, moment: Moment) -> Moment | None:
        """The first instance later than this; None if there is none up to year 9999."""
        low = self._bound(_ASKED, moment)
        instant = self.frame.instant
        for found in self._source.ascending(low):
            if instant(found) > instant(moment):
                return found
        return None

    def before(self, moment: Moment) -> Moment | None:
        """The last instance earlier than this; None if there is none."""
        return next(self._source.descending(None, self._bound(_ASKED, moment)), None)

    def index(self, moment: Moment) -> int:
        """How many instances come before this one. Raises InvalidValue if it is none."""
        found = next(self._source.ascending(self._bound(_ASKED, moment)), None)
        instant = self.frame.instant
        if found is None or instant(found) != instant(moment):
            near = f"; the next one is {found.isoformat()}" if found else "; none comes later"
            raise refused(_ASKED, moment.isoformat(), f"an instance of the set{near}")
        return self._source.rank(found)

    def count(self, start: Moment, end: Moment) -> int:
        """How many instances lie from `start` to before `end`."""
        low = self._bound("the start of the window", start)
        high = self._bound("the end of the window", end)
        return max(0, self._source.rank(high) - self._source.rank(low))

    def overlapping(
        self, start: Moment, end: Moment, duration: timedelta, *, nominal: bool = True
    ) -> Iterator[Moment]:
        """The starts of the instances that take place within a window, earliest first.

        Each instance lasts `duration`, whose whole days are days of the calendar, as DURATION has
        them; with `nominal=False` it is exact time, as from DTSTART to DTEND (RFC 5545 3.8.2.5).
        One that takes no time is within a window that holds its start.
        """
        from scheduler.recurrence.period import (
            end_of,
            longest_before,
            require_length,
        )

        low = self._bound("the start of the window", start)
        high = self._bound("the end of the window", end)
        require_length("the duration", duration)
        instant = self.frame.instant
        first, opens = longest_before(low, duration, nominal=nominal), instant(low)
        return (
            moment
            for moment in self._source.ascending(first, high)
            if instant(moment) >= opens
            or instant(end_of(moment, duration, nominal=nominal)) > opens
        )

    @property
    def first(self) -> Moment | None:
        """The first instance; None if there is none up to year 9999."""
        return next(self._source.ascending(), None)

    @property
    def last(self) -> Moment | None:
        """The last instance; None if there is none."""
        return next(reversed(self), None)

    @property
    def is_finite(self) -> bool:
        """True if there is a last instance, or none at all."""
        return self._source.is_finite

    @property
    def is_empty(self) -> bool:
        """True if there is no instance, in any year: proved, not searched for."""
        return self._source.is_empty

    def as_source(self, shown: Frame[Moment]) -> tuple[Source[Moment], Order]:
        """What holds the instances as the clocks of a frame show them, and how they are ordered."""
        from scheduler.recurrence.zones import require_kind

        require_kind("the start of the other set", self.frame.start, shown.start)
        if shown.zone is self.frame.zone:
            return self._source, self._order
        from scheduler.recurrence.sets.elsewhere import Elsewhere

        elsewhere = Elsewhere(self._source, self.frame, self._order, shown)
        return elsewhere, shown.instant if shown.clocks_change else None

    def _bound(self, what: str, moment: object) -> Moment:
        return self.frame.bound(what, moment, self._order)

    def _require_end(self, question: str) -> None:
        """Refuse a question about the end where there is none, or none that a date can say."""
        if not self._source.is_finite:
            raise _unanswered(question, "the set has no end; ask for a window of it")
        if self._source.outlasts_calendar:
            raise _unanswered(question, self._goes_on())

    def _goes_on(self) -> str:
        total = cast("int", self._source.total)
        year = self._source.year_at(total - 1)
        return f"it goes on after year 9999: the last of {total:,} instances is in year {year}"

    def _from_front(self, index: int) -> int:
        """The index from the front for one counted from the end."""
        length = len(self)
        if index < -length:
            raise IndexError(index)
        return index + length

    def _slice(self, wanted: slice) -> tuple[Moment, ...]:
        start, stop, step = wanted.start, wanted.stop, 1 if wanted.step is None else wanted.step
        if not all(isinstance(each, int | None) for each in (start, stop, step)):
            raise refused("the indices", wanted, f"whole numbers; {_BY_TIME}")
        if step == 0:
            raise refused("the step of a slice", step, "a whole number other than zero")
        counted_from_end = [each for each in (start, stop) if each is not None and each < 0]
        if counted_from_end or stop is None or step < 0:
            places = range(*wanted.indices(len(self)))
        else:
            places = range(start or 0, stop, step)
        return tuple(self._at_places(places))

    def _at_places(self, places: range) -> Iterator[Moment]:
        """The instances at these places; those beyond the end are left out, as in any slice."""
        if places.step < 0:
            yield from reversed(list(self._at_places(places[::-1])))
            return
        if not places:
            return
        try:
            first = self._source.at(places[0])
        except IndexError:
            return
        most = places[-1] - places[0] + 1
        yield from islice(self._source.ascending(first), 0, most, places.step)


def _unanswered(question: str, reason: str) -> UnansweredQuestion:
    from scheduler.errors import UnansweredQuestion

    return UnansweredQuestion(question, reason)
