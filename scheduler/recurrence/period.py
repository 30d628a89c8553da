"""Periods and durations: how long one instance lasts (RFC 5545 3.3.9, 3.3.6)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Generic, cast

from scheduler.errors import InvalidValue
from scheduler.recurrence.source import Moment
from scheduler.recurrence.zones import instant, real_time

# No change of the clocks is longer: Samoa left out a whole day.
_LONGEST_CHANGE = timedelta(days=1)
_LAST = datetime.max.replace(microsecond=0, tzinfo=UTC)


@dataclass(frozen=True)
class Period(Generic[Moment]):
    """A time with its end or its duration, as an RDATE gives it.

    The duration's days are days of the calendar, as RFC 5545 3.3.6 has them. Raises InvalidValue
    unless there is exactly one of the two, and the period takes some time.
    """

    start: Moment
    end: Moment | None = None
    duration: timedelta | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.start, datetime):
            raise InvalidValue("a period's start", str(self.start), "a time, not a date")
        if (self.end is None) is (self.duration is None):
            raise InvalidValue("a period", str(self.start), "an end or a duration, one of the two")
        if self.duration is not None:
            require_length("a period's duration", self.duration)
            if not self.duration:
                raise InvalidValue("a period's duration", str(self.duration), "one above zero")
        if self.end is not None and not _is_later(self.end, self.start):
            expected = f"a time after its start {self.start.isoformat()}, of the same kind"
            raise InvalidValue("a period's end", str(self.end), expected)

    @property
    def ends(self) -> Moment:
        """When the period is over."""
        return self.end_from(self.start)

    def end_from(self, start: Moment) -> Moment:
        """When what starts then and takes as long as this period is over."""
        if self.duration is not None:
            return end_of(start, self.duration, nominal=True)
        return end_of(start, between(self.start, cast("Moment", self.end)), nominal=False)


def between(start: Moment, end: Moment) -> timedelta:
    """The exact time from one moment to another."""
    return timedelta(microseconds=instant(end) - instant(start))


def end_of(start: Moment, duration: timedelta, *, nominal: bool) -> Moment:
    """When what starts then and lasts so long is over.

    A nominal duration counts whole days on the calendar and the rest on the clock, as DURATION
    does (RFC 5545 3.3.6): over a change of the clocks its day has 23 or 25 hours. One that is not
    nominal is the exact time that DTEND gives (RFC 5545 3.8.5.3).
    What lasts beyond year 9999 is over with its last second.
    """
    try:
        return _moved(start, duration, nominal=nominal)
    except OverflowError:
        last = _LAST.replace(tzinfo=start.tzinfo) if isinstance(start, datetime) else date.max
        return cast("Moment", last)


def _moved(start: Moment, duration: timedelta, *, nominal: bool) -> Moment:
    """The moment so much later, or earlier; OverflowError outside the years 1 to 9999."""
    if not isinstance(start, datetime) or start.tzinfo is None or start.tzinfo is UTC:
        return start + duration
    days = timedelta(duration.days) if nominal else timedelta()
    reached = real_time(start + days) if days else start
    return cast("Moment", _exactly_after(reached, duration - days))


def _exactly_after(start: datetime, duration: timedelta) -> datetime:
    """The moment in a zone so much time later."""
    try:
        return (start.astimezone(UTC) + duration).astimezone(start.tzinfo)
    except OverflowError:
        # The calendar of UTC begins and ends at other times, when no clocks change.
        end = start + duration
        return end + cast("timedelta", end.utcoffset()) - cast("timedelta", start.utcoffset())


def require_length(what: str, duration: object) -> None:
    """Refuse a duration below zero."""
    if not isinstance(duration, timedelta) or duration < timedelta():
        raise InvalidValue(what, str(duration), "a timedelta of zero or more")


def _is_later(end: date, start: datetime) -> bool:
    if not isinstance(end, datetime) or (end.tzinfo is None) is not (start.tzinfo is None):
        return False
    return instant(end) > instant(start)


def longest_before(moment: Moment, duration: timedelta, *, nominal: bool) -> Moment | None:
    """A time before which nothing that lasts so long reaches beyond a moment; None for the first.

    A nominal day is at most a day and a day's change of the clocks longer than an exact one.
    """
    in_zone = isinstance(moment, datetime) and moment.tzinfo not in {None, UTC}
    try:
        reach = duration + _LONGEST_CHANGE if in_zone and nominal and duration.days else duration
        return _moved(moment, -reach, nominal=False)
    except OverflowError:
        return None


def start_of(date_or_period: Moment | Period[Moment]) -> Moment:
    """The start of what an RDATE gives."""
    return date_or_period.start if isinstance(date_or_period, Period) else date_or_period
