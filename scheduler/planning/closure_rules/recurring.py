"""Events of several days that come back by a recurrence rule, such as a yearly session."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.recurrence import RecurrenceSet, Rule


@dataclass(frozen=True, slots=True)
class RecurringEvent:
    """A rule of whole days, from when it counts, and which days of each instance are taken.

    `days` are counted from the instance, which is 0. Rule and count as in RFC 5545 3.3.10.
    """

    rule: Rule
    starts: date
    days: tuple[int, ...]
    name: str


def recurring_days(events: Iterable[RecurringEvent], year: int) -> dict[date, str]:
    """The days of a year that these events take, also where they began in the year before."""
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    named: dict[date, str] = {}
    for event in events:
        since = first - timedelta(days=max(event.days))
        for start in RecurrenceSet(event.starts, (event.rule,)).between(since, after):
            for count in event.days:
                day = start + timedelta(days=count)
                if first <= day < after:
                    named[day] = event.name
    return dict(sorted(named.items()))
