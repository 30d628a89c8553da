"""What is kept of somebody's calendar, and the spans that it takes within a window.

Events keep wall time and zone, so that any window can be asked later.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from scheduler.errors import InvalidValue
from scheduler.planning.busy import BusySpans, seconds
from scheduler.planning.clock_seconds import second_of, seconds_of
from scheduler.recurrence import Override, Period, RecurrenceSet
from scheduler.recurrence.period import between, end_of

# What takes place more often than that in the mean is taken to go on all the time.
MOST_A_DAY = 24
MOST_INSTANCES = 2_000_000
_SECOND, _DAY = timedelta(seconds=1), timedelta(days=1)
# More than any offset and any change of the clocks.
_MARGIN = 2 * _DAY


@dataclass(frozen=True, slots=True)
class BusyEvent:
    """The instances of an event, how long each takes, and its title where that was kept.

    A nominal length counts its whole days on the calendar (RFC 5545 3.3.6); another one is exact.
    A date begins at midnight, and a floating time is read, in the zone of the calendar.
    """

    times: RecurrenceSet[date]
    length: timedelta
    is_nominal: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class BusyCalendar:
    """Somebody's events, and the spans that came as free/busy times already (RFC 5545 3.6.4)."""

    zone: ZoneInfo
    events: tuple[BusyEvent, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


def busy_in(calendar: BusyCalendar, since: datetime, until: datetime) -> BusySpans:
    """The spans that a calendar takes within a window, cut to it.

    Raises InvalidValue where there would be more instances than MOST_INSTANCES.
    """
    window = Window(calendar.zone, since, until)
    for event in calendar.events:
        window.add(event)
    return window.spans_with(calendar.spans)


class Window:
    """A window, and what events take of it.

    Instances of one length are kept by their starts alone, and joined before anything else: so
    hundreds of thousands of them take part of a second.
    """

    def __init__(self, zone: ZoneInfo, since: datetime, until: datetime) -> None:
        self._zone, self._since, self._until = zone, since, until
        self._most = MOST_A_DAY * ((until - since).days + 1)
        self._spans: list[tuple[int, int]] = []
        self._starts: dict[timedelta, list[int]] = {}
        self._many = 0

    def add(self, event: BusyEvent) -> None:
        """Take what the event takes."""
        moments = self._instances(event)
        self._many += len(moments)
        if self._many > MOST_INSTANCES:
            given = f"from {self._since.date()} to {self._until.date()}"
            expected = f"at most {MOST_INSTANCES:,} instances of events in that time"
            raise InvalidValue("the busy times", given, expected)
        if len(moments) > self._most:
            self._spans.append((second_of(moments[0], self._zone), seconds(self._until)))
        elif event.times.overrides or any(isinstance(each, Period) for each in event.times.dates):
            self._spans += self._one_by_one(event)
        elif event.is_nominal and event.length.days:
            self._spans += self._nominal(event, moments)
        else:
            self._starts.setdefault(event.length, []).extend(self._seconds_of(event, moments))

    def is_unceasing(self, event: BusyEvent) -> bool:
        """True if the event comes so often that it is taken to go on from its first instance."""
        return len(self._instances(event)) > self._most

    def spans_with(self, more: Iterable[tuple[int, int]]) -> BusySpans:
        """Everything taken, and these spans, as far as they are within the window."""
        low, high = seconds(self._since), seconds(self._until)
        found = [*self._spans, *more]
        for length, starts in self._starts.items():
            found += _joined(starts, length // _SECOND)
        return BusySpans(
            (max(start, low), min(end, high)) for start, end in found if start < high and end > low
        )

    def _instances(self, event: BusyEvent) -> list[date]:
        """The instances that may reach into the window; of too many, one too many."""
        return list(islice(event.times.between(*self._bounds(event)), self._most + 1))

    def _bounds(self, event: BusyEvent) -> tuple[date, date]:
        """The window as the event's kind of time tells it, rather too wide."""
        low, high = self._since - event.length - _MARGIN, self._until + _MARGIN
        start = event.times.start
        if not isinstance(start, datetime):
            return low.date(), high.date()
        if start.tzinfo is None:
            return low.replace(tzinfo=None), high.replace(tzinfo=None)
        return low, high

    def _seconds_of(self, event: BusyEvent, moments: list[date]) -> list[int]:
        if event.times.dates:  # which may be moments that clocks show for the second time
            return [second_of(moment, self._zone) for moment in moments]
        return seconds_of(moments, self._zone)

    def _nominal(self, event: BusyEvent, moments: list[date]) -> Iterator[tuple[int, int]]:
        days, rest = timedelta(event.length.days), event.length.seconds
        ends = self._seconds_of(event, [moment + days for moment in moments])
        for start, end in zip(self._seconds_of(event, moments), ends, strict=True):
            yield start, end + rest

    def _one_by_one(self, event: BusyEvent) -> Iterator[tuple[int, int]]:
        """The instances of an event that gives some of them a place or a length of their own."""
        low, high = self._bounds(event)
        low -= max(map(_length, (*event.times.overrides, *event.times.dates)))
        for each in islice(event.times.occurrences(low, high), self._most):
            end = each.end or end_of(each.start, event.length, nominal=event.is_nominal)
            yield second_of(each.start, self._zone), second_of(end, self._zone)


def _length(given: Override[date] | date | Period[date]) -> timedelta:
    """How long what is given takes, where it says so."""
    if isinstance(given, Override):
        return given.longest
    return between(given.start, given.ends) if isinstance(given, Period) else timedelta()


def _joined(starts: list[int], length: int) -> Iterator[tuple[int, int]]:
    """The spans of one length, those that meet as one."""
    if not starts or not length:
        return
    starts.sort()
    begin = starts[0]
    for last, start in pairwise(starts):
        if start - last > length:
            yield begin, last + length
            begin = start
    yield begin, starts[-1] + length
