"""Where the days of a part of a year lie on a line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `first` to `last`, both inside, each `step` wide, from `left` on."""

    first: date
    last: date
    left: float
    step: float

    @property
    def right(self) -> float:
        """Where the last day ends."""
        return self.end(self.last)

    def start(self, day: date) -> float:
        """Where a day begins."""
        return self.left + (day - self.first).days * self.step

    def end(self, day: date) -> float:
        """Where a day ends."""
        return self.start(day) + self.step

    def middle(self, day: date) -> float:
        """The middle of a day."""
        return self.start(day) + self.step / 2

    def __iter__(self) -> Iterator[date]:
        for count in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=count)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def cut(self, first: date, last: date) -> tuple[date, date] | None:
        """As much of a span as lies inside, both ends inside it; None if nothing does."""
        begin, end = max(first, self.first), min(last, self.last)
        return (begin, end) if begin <= end else None


def parts_of(year: int, count: int) -> list[tuple[date, date]]:
    """The year in parts of whole months, the first and the last day of each."""
    months = 12 // count
    starts = [date(year, 1 + months * part, 1) for part in range(count)]
    ends = [*(start - timedelta(days=1) for start in starts[1:]), date(year, 12, 31)]
    return list(zip(starts, ends, strict=True))
