"""A source of one zone seen in another: the same instants, as other clocks show them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import cast

from scheduler.errors import UnansweredQuestion
from scheduler.recurrence.frame import Frame
from scheduler.recurrence.once import once
from scheduler.recurrence.ordering import Order
from scheduler.recurrence.sets.derived import Derived
from scheduler.recurrence.source import Moment, Source

_FIRST = datetime.min.replace(tzinfo=UTC)


class Elsewhere(Derived[Moment]):
    """The moments of a source in the zone of a frame; those outside its calendar are left out."""

    def __init__(
        self, source: Source[Moment], own: Frame[Moment], order: Order, shown: Frame[Moment]
    ) -> None:
        super().__init__(source)
        self._own, self._order, self._shown = own, order, shown

    @property
    def is_empty(self) -> bool:
        """True if the source is."""
        return self._source.is_empty

    def chunks(
        self, low: Moment | None = None, high: Moment | None = None
    ) -> Iterator[list[Moment]]:
        """The moments of a window as lists, in order."""
        for chunk in self._source.chunks(self._bound(low), self._bound(high)):
            shown = [moment for moment in map(self._show, chunk) if moment is not None]
            if shown:
                yield shown

    def descending(self, low: Moment | None = None, high: Moment | None = None) -> Iterator[Moment]:
        """The moments of a window, latest first."""
        for moment in self._source.descending(self._bound(low), self._bound(high)):
            shown = self._show(moment)
            if shown is not None:
                yield shown

    def rank(self, moment: Moment) -> int:
        """How many are earlier than this one."""
        return self._source.rank(cast("Moment", self._bound(moment))) - self._hidden

    def at(self, index: int) -> Moment:
        """The moment of this rank."""
        moment = self._source.at(index + self._hidden)
        shown = self._show(moment)
        if shown is None:
            raise UnansweredQuestion(
                f"instance {index}", f"it is after year 9999 in {self._shown.zone}"
            )
        return shown

    def year_at(self, index: int) -> int:
        """The year of the moment of this rank, as the source's clocks have it."""
        return self._source.year_at(index + self._hidden)

    @property
    def _more(self) -> int:
        return -self._hidden

    @once
    def _hidden(self) -> int:
        """How many lie before year 1 of the zone that shows them."""
        first = cast("Moment", _FIRST.replace(tzinfo=self._shown.zone))
        return self._source.rank(cast("Moment", self._bound(first)))

    def _bound(self, moment: Moment | None) -> Moment | None:
        return None if moment is None else self._own.bound("a bound", moment, self._order)

    def _show(self, moment: Moment) -> Moment | None:
        try:
            return cast("Moment", cast("datetime", moment).astimezone(self._shown.zone))
        except OverflowError:
            return None
