"""The same part of every year, such as the August recess."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from scheduler.planning.windows import MonthDay, SeriesWindow


class YearlySpan(NamedTuple):
    """From a day of every year to another, both included, under one name."""

    span: SeriesWindow
    name: str


def span_days(spans: Iterable[YearlySpan], year: int) -> dict[date, str]:
    """The days of a year that lie in these spans; one across New Year gives both its parts."""
    named: dict[date, str] = {}
    for span, name in spans:
        for first, last in _parts(span.first, span.last, year):
            days = (last - first).days + 1
            named |= {first + timedelta(days=count): name for count in range(days)}
    return dict(sorted(named.items()))


def _parts(first: MonthDay, last: MonthDay, year: int) -> tuple[tuple[date, date], ...]:
    if first <= last:
        return ((first.of(year), last.of(year)),)
    return ((date(year, 1, 1), last.of(year)), (first.of(year), date(year, 12, 31)))
