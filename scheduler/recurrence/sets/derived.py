"""A source made of another one, which ends where that does."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from itertools import chain
from typing import Generic

from scheduler.recurrence.source import Moment, Source


class Derived(ABC, Generic[Moment]):
    """What a source holds but for finitely many moments."""

    def __init__(self, source: Source[Moment]) -> None:
        self._source = source

    @property
    @abstractmethod
    def _more(self) -> int:
        """How many more moments there are than in the source; below zero for fewer."""

    @property
    def is_finite(self) -> bool:
        """True if the source is."""
        return self._source.is_finite

    @property
    def outlasts_calendar(self) -> bool:
        """True if the source does."""
        return self._source.outlasts_calendar

    @property
    def total(self) -> int | None:
        """How many there are; None if there is no end."""
        total = self._source.total
        return None if total is None else total + self._more

    @abstractmethod
    def chunks(
        self, low: Moment | None = None, high: Moment | None = None
    ) -> Iterator[list[Moment]]:
        """The moments of a window as lists, in order."""

    def ascending(self, low: Moment | None = None, high: Moment | None = None) -> Iterator[Moment]:
        """The moments of a window, earliest first."""
        return chain.from_iterable(self.chunks(low, high))
