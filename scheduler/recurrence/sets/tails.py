"""Rules of which an EXRULE takes away the beginning, as a split of several rules leaves them."""

from collections.abc import Iterator, Sequence
from typing import Generic, NamedTuple

from scheduler.recurrence.frame import Frame
from scheduler.recurrence.once import once
from scheduler.recurrence.ordering import Order, is_before
from scheduler.recurrence.rule import Rule
from scheduler.recurrence.sets.derived import Derived
from scheduler.recurrence.source import Moment, Source
from scheduler.recurrence.zones import instant


class RuleSource(NamedTuple, Generic[Moment]):
    """A rule with the instances that it gives from its start."""

    rule: Rule
    source: Source[Moment]


def tails(
    rules: Sequence[RuleSource[Moment]],
    removed: Sequence[RuleSource[Moment]],
    frame: Frame[Moment],
    order: Order,
) -> tuple[list[Source[Moment]], list[Source[Moment]]]:
    """What the rules give and what is to be taken from it, with long beginnings left out of both.

    A removed rule that differs in the end alone takes away a beginning, or all: so many instants
    need not be compared one by one. Other rules may share them; so only beside a single rule is
    such a removed one done with.
    """
    left: list[Source[Moment]] = []
    still = [each.source for each in removed]
    for rule, source in rules:
        alike = [each.source for each in removed if _endless(each.rule) == _endless(rule)]
        if not all(each.is_finite for each in alike):
            continue
        ends = {id(each): _after(each, frame) for each in alike}
        lows = [low for low in ends.values() if low is not None]
        left.append(Tail(source, max(lows, key=instant), order) if lows else source)
        if len(rules) == 1:
            still = [each for each in still if ends.get(id(each)) is None]
    return left, still


def _after(source: Source[Moment], frame: Frame[Moment]) -> Moment | None:
    """The moment after the last one of a source; None if it has none, or none that can be said."""
    last = None if source.outlasts_calendar else next(source.descending(), None)
    try:
        return None if last is None else frame.next_second(last)
    except OverflowError:
        return None


class Tail(Derived[Moment]):
    """What a source holds from a moment on."""

    def __init__(self, source: Source[Moment], low: Moment, order: Order) -> None:
        super().__init__(source)
        self._low, self._order = low, order

    @property
    def is_empty(self) -> bool:
        """True if the source ends before."""
        return self.total == 0

    def chunks(
        self, low: Moment | None = None, high: Moment | None = None
    ) -> Iterator[list[Moment]]:
        """The moments of a window as lists, in order."""
        return self._source.chunks(self._later(low), high)

    def descending(self, low: Moment | None = None, high: Moment | None = None) -> Iterator[Moment]:
        """The moments of a window, latest first."""
        return self._source.descending(self._later(low), high)

    def rank(self, moment: Moment) -> int:
        """How many are earlier than this one."""
        return max(0, self._source.rank(moment) - self._before)

    def at(self, index: int) -> Moment:
        """The moment of this rank."""
        return self._source.at(index + self._before)

    def year_at(self, index: int) -> int:
        """The year of the moment of this rank, also after 9999."""
        return self._source.year_at(index + self._before)

    def _later(self, low: Moment | None) -> Moment:
        return self._low if low is None or is_before(low, self._low, self._order) else low

    @property
    def _more(self) -> int:
        return -self._before

    @once
    def _before(self) -> int:
        return self._source.rank(self._low)


def _endless(rule: Rule) -> Rule:
    """The rule without its end."""
    return rule.with_parts(count=None, until=None)
