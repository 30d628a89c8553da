"""Sources whose moments are known only by comparing those of others, one by one."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from itertools import chain
from typing import Generic

from scheduler.errors import UnansweredQuestion
from scheduler.recurrence.once import once
from scheduler.recurrence.source import Moment

# A rank or a proof takes comparing at most so many moments, a search so many without a result.
MOST_COMPARED = 50_000


class Walked(ABC, Generic[Moment]):
    """Answers by walking from the beginning: over 50,000 moments at most.

    Beyond that UnansweredQuestion is raised, as it is where so many in a row give nothing.
    """

    @property
    @abstractmethod
    def is_finite(self) -> bool:
        """True if there is a last moment, or none at all."""

    @property
    @abstractmethod
    def outlasts_calendar(self) -> bool:
        """True if moments may follow after year 9999."""

    @abstractmethod
    def chunks(
        self, low: Moment | None = None, high: Moment | None = None
    ) -> Iterator[list[Moment]]:
        """The moments of a window as lists, in order."""

    @abstractmethod
    def _compared_before(self, moment: Moment | None) -> int:
        """How many moments a walk to this one compares, or one to the end."""

    @property
    def is_empty(self) -> bool:
        """True if no year holds a moment."""
        if any(True for _ in self.chunks()):
            return False
        if not self.outlasts_calendar:
            return True
        raise UnansweredQuestion("whether there is any instance", "there is none up to year 9999")

    @once
    def total(self) -> int | None:
        """How many there are; None if there is no end."""
        if not self.is_finite:
            return None
        require_few("how many instances there are", self._compared_before(None))
        return sum(map(len, self.chunks()))

    def ascending(self, low: Moment | None = None, high: Moment | None = None) -> Iterator[Moment]:
        """The moments of a window, earliest first."""
        return chain.from_iterable(self.chunks(low, high))

    def rank(self, moment: Moment) -> int:
        """How many are earlier than this one."""
        require_few("how many instances come before", self._compared_before(moment))
        return sum(map(len, self.chunks(None, moment)))

    def at(self, index: int) -> Moment:
        """The moment of this rank."""
        require_few(f"instance {index}", index)
        left = index
        for chunk in self.chunks():
            if left < len(chunk):
                return chunk[left]
            left -= len(chunk)
        if self.outlasts_calendar:
            raise UnansweredQuestion(f"instance {index}", "it would be after year 9999")
        raise IndexError(index)

    def year_at(self, index: int) -> int:
        """The year of the moment of this rank."""
        return self.at(index).year


def require_few(question: str, compared: int) -> None:
    """Refuse a question that takes too many comparisons."""
    if compared > MOST_COMPARED:
        reason = (
            f"it takes comparing {compared:,} instances of several series one by one, "
            f"and at most {MOST_COMPARED:,} are compared"
        )
        raise UnansweredQuestion(question, reason)


def require_result(compared: int, reached: Moment) -> None:
    """Stop a search that has found nothing for long."""
    if compared > MOST_COMPARED:
        reason = f"{compared:,} instances up to {reached.isoformat()} gave none"
        raise UnansweredQuestion("the next instance", reason)
