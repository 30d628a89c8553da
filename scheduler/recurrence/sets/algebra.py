"""The algebra of sets of moments: union, intersection and difference, as lazy as their parts."""

from __future__ import annotations

from scheduler.recurrence.frozen import Frozen
from scheduler.recurrence.once import once
from scheduler.recurrence.quick_typing import TYPE_CHECKING
from scheduler.recurrence.sets.lazy_set import LazySet, Moment

if TYPE_CHECKING:
    from scheduler.recurrence.frame import Frame
    from scheduler.recurrence.ordering import Order
    from scheduler.recurrence.sets.cycles import Cycle, Repeats
    from scheduler.recurrence.source import Source


class Combinable(LazySet[Moment]):
    """A set that can be united and intersected with another, and lessened by it.

    Both must be of one kind of time; results have the zone of the left one. Raises InvalidValue.
    """

    def __or__(self, other: Combinable[Moment]) -> Union[Moment]:
        return Union(self, other) if _is_set(other) else NotImplemented

    def __and__(self, other: Combinable[Moment]) -> Intersection[Moment]:
        return Intersection(self, other) if _is_set(other) else NotImplemented

    def __sub__(self, other: Combinable[Moment]) -> Difference[Moment]:
        return Difference(self, other) if _is_set(other) else NotImplemented


def _is_set(other: object) -> bool:
    return isinstance(other, Combinable)


class _Combination(Frozen, Combinable[Moment]):
    """What is made of two sets. Ranks are told of 50,000 instances at most (see `Walked`)."""

    left: Combinable[Moment]
    right: Combinable[Moment]
    _fields = ("left", "right")

    def __init__(self, left: Combinable[Moment], right: Combinable[Moment]) -> None:
        vars(self).update(left=left, right=right)
        _ = self._parts  # refuses another kind of time now, not when first asked

    @property
    def frame(self) -> Frame[Moment]:
        """The kind and zone of the left set."""
        return self.left.frame

    @once
    def cycle(self) -> Cycle | None:
        """From which year on the set repeats, and after how many years; None where not known."""
        from scheduler.recurrence.sets.cycles import Cycle, joint

        cycle = joint([self.left.cycle, self.right.cycle])
        # The zones may differ, and with them the years of a moment.
        return cycle and Cycle(cycle.since + 1, cycle.years)

    @once
    def _parts(self) -> tuple[Source[Moment], Source[Moment], Order]:
        left, left_order = self.left.as_source(self.frame)
        right, right_order = self.right.as_source(self.frame)
        return left, right, left_order or right_order

    @once
    def _order(self) -> Order:
        return self._parts[2]

    @property
    def _repeats(self) -> Repeats[Moment] | None:
        from scheduler.recurrence.sets.cycles import repeats_in

        return repeats_in(self.frame, self.cycle)


class Union(_Combination[Moment]):
    """What either set holds."""

    @once
    def _source(self) -> Source[Moment]:
        from scheduler.recurrence.sets.merged import Merged

        left, right, order = self._parts
        return Merged([left, right], order, (), self._repeats)


class Intersection(_Combination[Moment]):
    """What both sets hold; where they seldom meet, each seeks where the other goes on."""

    @once
    def _source(self) -> Source[Moment]:
        from scheduler.recurrence.sets.intersected import Intersected

        left, right, order = self._parts
        return Intersected(left, right, self.frame, order, self._repeats)


class Difference(_Combination[Moment]):
    """What the left set holds and the right does not."""

    @once
    def _source(self) -> Source[Moment]:
        from scheduler.recurrence.sets.merged import Merged

        left, right, order = self._parts
        return Merged([left], order, [right], self._repeats)
