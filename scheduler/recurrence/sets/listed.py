"""Moments that were given one by one, as a source."""

from collections.abc import Iterator, Sequence
from typing import Generic

from scheduler.recurrence.ordering import Order, place
from scheduler.recurrence.source import Moment


class Listed(Generic[Moment]):
    """An ordered list of moments, each instant once."""

    is_finite = True
    outlasts_calendar = False

    def __init__(self, moments: Sequence[Moment], order: Order) -> None:
        self._moments = moments
        self._order = order

    @property
    def is_empty(self) -> bool:
        """True if the list is."""
        return not self._moments

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self._moments)

    def chunks(
        self, low: Moment | None = None, high: Moment | None = None
    ) -> Iterator[list[Moment]]:
        """The moments of a window, as one list; nothing where there is none."""
        window = self._window(low, high)
        if window:
            yield window

    def ascending(self, low: Moment | None = None, high: Moment | None = None) -> Iterator[Moment]:
        """The moments of a window, earliest first."""
        return iter(self._window(low, high))

    def descending(self, low: Moment | None = None, high: Moment | None = None) -> Iterator[Moment]:
        """The moments of a window, latest first."""
        return reversed(self._window(low, high))

    def rank(self, moment: Moment) -> int:
        """How many are earlier than this one."""
        return place(self._moments, moment, self._order)

    def at(self, index: int) -> Moment:
        """The moment of this rank."""
        return self._moments[index]

    def year_at(self, index: int) -> int:
        """The year of the moment of this rank."""
        return self._moments[index].year

    def _window(self, low: Moment | None, high: Moment | None) -> list[Moment]:
        first = 0 if low is None else self.rank(low)
        last = len(self._moments) if high is None else self.rank(high)
        return list(self._moments[first:last])
