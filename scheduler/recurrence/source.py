"""What a recurrence set is made of: moments in order, each instant once, made only when asked for.

`Instances` of a rule is a source; so is a list, and what lists and unions make of sources.
"""

from collections.abc import Iterator
from datetime import date
from typing import Protocol, TypeVar

Moment = TypeVar("Moment", bound=date)


class Source(Protocol[Moment]):
    """Moments of one kind in one zone, up to year 9999. Windows are half-open."""

    @property
    def is_empty(self) -> bool:
        """True if no year holds a moment: proved, not searched for."""

    @property
    def is_finite(self) -> bool:
        """True if there is a last moment, or none at all."""

    @property
    def outlasts_calendar(self) -> bool:
        """True if moments follow after year 9999."""

    @property
    def total(self) -> int | None:
        """How many there are, those after year 9999 included; None if there is no end."""

    def chunks(
        self, low: Moment | None = None, high: Moment | None = None
    ) -> Iterator[list[Moment]]:
        """The moments of a window as lists, in order, none of them empty."""

    def ascending(self, low: Moment | None = None, high: Moment | None = None) -> Iterator[Moment]:
        """The moments of a window, earliest first."""

    def descending(self, low: Moment | None = None, high: Moment | None = None) -> Iterator[Moment]:
        """The moments of a window, latest first."""

    def rank(self, moment: Moment) -> int:
        """How many are earlier than this one."""

    def at(self, index: int) -> Moment:
        """The moment of this rank; IndexError if there is none, UnansweredQuestion after 9999."""

    def year_at(self, index: int) -> int:
        """The year of the moment of this rank, also after 9999."""
