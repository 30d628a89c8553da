"""What is left of dates when those are put aside that are not like the others.

A meeting that was moved, once, hides the rule that all others follow.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import TypeVar

from scheduler.recurrence.inverse.places import month_day, nth_weekday, week, year_day

Moment = TypeVar("Moment", bound=date)
# Up to this many dates, each is put aside in turn.
_MOST_IN_TURN = 16

_TRAITS: tuple[Callable[[date], object], ...] = (
    lambda moment: moment.weekday(),
    lambda moment: moment.month,
    lambda moment: moment.time() if isinstance(moment, datetime) else None,
    *(
        lambda moment, place=place, end=end: place(moment)[end]
        for place in (month_day, nth_weekday, week, year_day)
        for end in (0, 1)
    ),
)


def without_outliers(moments: Sequence[Moment], most: int) -> Iterator[list[Moment]]:
    """The moments less at most so many that stand out; the earliest kept comes first."""
    found: set[tuple[Moment, ...]] = {tuple(moments)}
    for left in _candidates(moments, most):
        if tuple(left) not in found:
            found.add(tuple(left))
            yield left


def _candidates(moments: Sequence[Moment], most: int) -> Iterator[list[Moment]]:
    for trait in _TRAITS:
        rare = _rare([trait(each) for each in moments], most)
        yield [each for each in moments if trait(each) not in rare]
    if len(moments) <= _MOST_IN_TURN:
        for place in range(len(moments)):
            yield [*moments[:place], *moments[place + 1 :]]


def _rare(values: Sequence[object], most: int) -> set[object]:
    """The values that fewest have, as long as so many share them at most."""
    counts = Counter(values).most_common()
    rare: set[object] = set()
    while counts and counts[-1][1] < counts[0][1] and counts[-1][1] <= most:
        value, count = counts.pop()
        rare.add(value)
        most -= count
    return rare
