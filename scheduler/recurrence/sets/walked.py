"""Sources whose moments are known only by comparing those of others, one by one."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from itertools import chain
from typing import Generic

from scheduler.errors import UnansweredQuestion
from scheduler.recurrence.once import once
from scheduler.recurrence.ordering import Order
from scheduler.recurrence.sets.cycles import Repeats
from scheduler.recurrence.source import Moment

# A rank takes comparing at most so many moments.
MOST_COMPARED = 50_000
# A search takes so many without a result: enough for the days of 400 years.
MOST_IN_VAIN = 150_000
# Going back, so many before a proof is sought.
_PATIENCE = 1_000


class Walked(ABC, Generic[Moment]):
    """Answers by walking from the beginning: over 50,000 moments at most.

    A search that has found nothing in a whole cycle is over, for that is a proof that nothing
    follows. Beyond a limit UnansweredQuestion is raised instead of an answer.
    """

    def __init__(self, order: Order, repeats: Repeats[Moment] | None) -> None:
        self._order = order
        self._repeats = repeats

    @property
    @abstractmethod
    def _is_bounded(self) -> bool:
        """True if it is plain that there is an end; False if it is plain that there is none.

        Raises UnansweredQuestion where only a search can tell.
        """

    @property
    @abstractmethod
    def _may_outlast(self) -> bool:
        """True unless it is plain that nothing follows after year 9999."""

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
        if not self._may_outlast or self._is_cycle_known:
            return True
        raise UnansweredQuestion("whether there is any instance", "there is none up to year 9999")

    @property
    def is_finite(self) -> bool:
        """True if there is a last moment, or none at all."""
        try:
            return self._is_bounded
        except UnansweredQuestion:
            if self._recurs is None:
                raise
            return not self._recurs

    @property
    def outlasts_calendar(self) -> bool:
        """True if moments may follow after year 9999."""
        return self._may_outlast and self._recurs is not False

    @once
    def _recurs(self) -> bool | None:
        """True if a cycle holds a moment, so that there is no end; None if that is not known."""
        if self._repeats is None or not self._is_cycle_known:
            return None
        try:
            return any(True for _ in self.chunks(self._repeats.start))
        except UnansweredQuestion:
            return None

    @property
    def _is_cycle_known(self) -> bool:
        return self._repeats is not None and self._repeats.within_calendar

    def _is_over(self, first: Moment, last: Moment, compared: int) -> bool:
        """True if nothing from one moment to a later one proves that nothing follows.

        Raises UnansweredQuestion where too much was compared in vain.
        """
        if self._repeats is not None and self._repeats.is_whole(first, last):
            return True
        _require_result(first, last, compared)
        return False

    def _leap_back(self, first: Moment, last: Moment, compared: int) -> Moment | None:
        """Where to go on, going back in vain: before a cycle that is proved to hold nothing."""
        if compared > _PATIENCE and self._repeats and self._recurs is False:
            return self._repeats.start
        _require_result(first, last, compared)
        return None

    @once
    def total(self) -> int | None:
        """How many there are; None if there is no end."""
        if not self.is_finite:
            return None
        is_proved = self._may_outlast and self._recurs is False
        end = self._repeats.start if self._repeats and is_proved else None
        require_few("how many instances there are", self._compared_before(end))
        return sum(map(len, self.chunks(None, end)))

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


def _require_result(first: Moment, last: Moment, compared: int) -> None:
    if compared > MOST_IN_VAIN:
        reason = f"{compared:,} instances from {first.isoformat()} to {last.isoformat()} gave none"
        raise UnansweredQuestion("the next instance", reason)
