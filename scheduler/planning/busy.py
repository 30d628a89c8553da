"""When people are taken: spans of instants per name, and the question who is busy in a window.

Inside, an instant is an integer: seconds of UTC since 1970.
"""

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


class BusySpans:
    """Half-open spans of instants, sorted and disjoint; spans that meet are one."""

    __slots__ = ("ends", "starts")

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self.starts, self.ends = array("q"), array("q")
        for start, end in sorted(spans):
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            elif start < end:
                self.starts.append(start)
                self.ends.append(end)

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self.starts, self.ends, strict=True)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BusySpans):
            return NotImplemented
        return self.starts == other.starts and self.ends == other.ends

    __hash__ = None  # type: ignore[assignment]  # arrays can change

    @property
    def total(self) -> int:
        """The seconds that all spans take together."""
        return sum(self.ends) - sum(self.starts)

    def within(self, start: int, end: int) -> "BusySpans":
        """What lies within a window, cut to it."""
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end)
        if first >= last:
            return BusySpans()
        found = self._sorted(self.starts[first:last], self.ends[first:last])
        found.starts[0] = max(found.starts[0], start)
        found.ends[-1] = min(found.ends[-1], end)
        return found

    def packed(self) -> bytes:
        """The spans as bytes, the same on every machine: the starts, then the ends."""
        return b"".join(_low_byte_first(each).tobytes() for each in (self.starts, self.ends))

    @classmethod
    def unpacked(cls, packed: bytes) -> "BusySpans":
        """The spans that these bytes were made of."""
        half = len(packed) // 2
        starts, ends = array("q", packed[:half]), array("q", packed[half:])
        return cls._sorted(_low_byte_first(starts), _low_byte_first(ends))

    @classmethod
    def _sorted(cls, starts: "array[int]", ends: "array[int]") -> "BusySpans":
        """Spans that are sorted and disjoint already."""
        spans = cls()
        spans.starts, spans.ends = starts, ends
        return spans

    def touches(self, start: int, end: int) -> bool:
        """True if a span has an instant in common with the window."""
        before_end = bisect_left(self.starts, end)
        return before_end > 0 and self.ends[before_end - 1] > start


class BusyTimes:
    """The busy spans of several names, asked together."""

    __slots__ = ("_spans",)

    def __init__(self, spans: Mapping[str, Iterable[tuple[int, int]]] | None = None) -> None:
        self._spans = {
            name: each if isinstance(each, BusySpans) else BusySpans(each)
            for name, each in (spans or {}).items()
        }

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whose times are known, in the order given."""
        return tuple(self._spans)

    def of(self, name: str) -> BusySpans:
        """The spans of a name; none where nothing is known of it."""
        return self._spans.get(name) or BusySpans()

    def taken(self, start: datetime, end: datetime) -> tuple[str, ...]:
        """The names busy at any instant of the window, in the order given."""
        low, high = seconds(start), seconds(end)
        return tuple(name for name, spans in self._spans.items() if spans.touches(low, high))


def _low_byte_first(numbers: "array[int]") -> "array[int]":
    """The numbers in the order of bytes in which they are packed, or back from it."""
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers


def seconds(instant: datetime) -> int:
    """The instant as the whole seconds of UTC since 1970, rounded down."""
    return (instant - _EPOCH) // _SECOND


def instant(seconds_since: int) -> datetime:
    """The instant of so many seconds of UTC since 1970, in UTC."""
    return _EPOCH + timedelta(seconds=seconds_since)
