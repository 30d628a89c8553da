"""Lists of moments in order: places in them, what two of them share, and their joins.

Moments of one zone compare by their clock, which tells the second of two equal wall times from the
first only by their instants. So each list has an `Order`: None where the clock suffices, else
`zones.instant`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import islice
from operator import eq

from scheduler.recurrence.source import Moment, Source

Order = Callable[[date], int] | None


def place(
    moments: Sequence[Moment], moment: Moment, order: Order, first: int = 0, last: int | None = None
) -> int:
    """How many of the moments are earlier than this one; the first so many are known to be."""
    if order is None:
        return bisect_left(moments, moment, first, last)
    return bisect_left(moments, order(moment), first, last, key=order)


def place_after(
    moments: Sequence[Moment], moment: Moment, order: Order, first: int = 0, last: int | None = None
) -> int:
    """How many of the moments are at this one or earlier."""
    if order is None:
        return bisect_right(moments, moment, first, last)
    return bisect_right(moments, order(moment), first, last, key=order)


def is_same(one: Moment, other: Moment, order: Order) -> bool:
    """True if both are one instant."""
    return one == other if order is None else order(one) == order(other)


def holds(moments: Sequence[Moment], moment: Moment, order: Order) -> bool:
    """True if an ordered list holds a moment."""
    at = place(moments, moment, order)
    return at < len(moments) and is_same(moments[at], moment, order)


def is_before(one: Moment, other: Moment, order: Order) -> bool:
    """True if the first is earlier than the second."""
    return one < other if order is None else order(one) < order(other)


def in_order(moments: Iterable[Moment], order: Order) -> list[Moment]:
    """The moments sorted, each instant once."""
    ordered = sorted(moments, key=order)
    if not any(map(eq, ordered, islice(ordered, 1, None))):
        return ordered
    once = ordered[:1]
    for moment in ordered:
        if not is_same(once[-1], moment, order):
            once.append(moment)
    return once


def without(moments: list[Moment], removed: Iterable[Moment], order: Order) -> list[Moment]:
    """The moments of one ordered list that another does not hold."""
    if order is None and moments == removed:
        return []
    kept: list[Moment] = []
    done, end = 0, len(moments)
    for moment in removed:
        found = place(moments, moment, order, done)
        if done < found:
            kept += moments[done:found]
            done = found
        if found < end and is_same(moments[found], moment, order):
            done += 1
    return kept + moments[done:] if done else moments


def shared(moments: Sequence[Moment], source: Source[Moment], order: Order) -> list[Moment]:
    """The moments of an ordered list that a source holds as well.

    Seeks in the source wherever the list leaps, and walks nowhere.
    """
    found: list[Moment] = []
    done = 0
    while done < len(moments):
        chunk = next(source.chunks(moments[done]), [])
        if not chunk:
            break
        last = place_after(moments, chunk[-1], order, done)
        found += _in_both(moments[done:last], chunk, order)
        done = last
    return found


def _in_both(some: Sequence[Moment], others: list[Moment], order: Order) -> Sequence[Moment]:
    if order is None and some == others:
        return some
    return [moment for moment in some if holds(others, moment, order)]
