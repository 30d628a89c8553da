"""What changes where one recurrence set takes the place of another."""

from dataclasses import dataclass
from typing import Generic

from scheduler.recurrence.sets.algebra import Combinable
from scheduler.recurrence.source import Moment


@dataclass(frozen=True)
class Changes(Generic[Moment]):
    """The instances of a window that stay, that go, and that come; each in order.

    Those that come have the zone of the new set, the others that of the old one.
    """

    stays: tuple[Moment, ...]
    goes: tuple[Moment, ...]
    comes: tuple[Moment, ...]

    @property
    def are_none(self) -> bool:
        """True if all instances stay."""
        return not self.goes and not self.comes


def diff(
    old: Combinable[Moment], new: Combinable[Moment], start: Moment, end: Moment
) -> Changes[Moment]:
    """What changes from `start` to before `end` where `new` takes the place of `old`.

    Instances are compared by instant. Both sets must be of one kind of time; raises InvalidValue.
    """
    return Changes(
        stays=tuple((old & new).between(start, end)),
        goes=tuple((old - new).between(start, end)),
        comes=tuple((new - old).between(start, end)),
    )
