"""The kind and zone of a start, and how other moments are read in them (RFC 5545 3.3.4, 3.3.5)."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from operator import attrgetter
from typing import Any, Generic, TypeVar, cast
from zoneinfo import ZoneInfo

from scheduler.errors import InvalidValue
from scheduler.recurrence.clock.times import SECONDS_PER_DAY
from scheduler.recurrence.offsets.offset_changes import changes_touching
from scheduler.recurrence.ordering import Order
from scheduler.recurrence.source import Moment
from scheduler.recurrence.zones import (
    in_zone,
    instant,
    real_time,
    require_kind,
    require_zone,
    zone_name,
)

Value = TypeVar("Value")

_ZONE_OF = attrgetter("tzinfo")
_FOLD_OF = attrgetter("fold")
_WHOLE = "a time of whole seconds, such as it is with .replace(microsecond=0)"
_SECOND = timedelta(seconds=1)
_FIRST = datetime.min.replace(tzinfo=UTC)
_LAST = datetime.max.replace(tzinfo=UTC)


def _itself(value: Any) -> Any:  # noqa: ANN401 -- whatever it is
    return value


def told(value: object) -> object:
    """A time in a zone as its instant and the name of its zone; anything else as it is."""
    if not isinstance(value, datetime) or value.tzinfo is None:
        return value
    return instant(value), zone_name(value.tzinfo) or value.tzinfo


class Frame(Generic[Moment]):
    """Reads moments as moments of one kind and zone; those of another kind are refused.

    Raises InvalidValue for a start in an unknown sort of zone, or within a second.
    """

    def __init__(self, start: Moment) -> None:
        self.start, self._type = start, type(start)
        self.zone: tzinfo | None = None
        self.clocks_change = False
        if isinstance(start, datetime):
            if start.tzinfo is not None:
                require_zone(start)
                self.zone = start.tzinfo
                self.clocks_change = self.zone is not UTC
            if start.microsecond:
                self.require_whole("the start", [start])

    instant, told = staticmethod(instant), staticmethod(told)

    def is_own(self, value: object) -> bool:
        """True if the value is surely of the start's kind and zone."""
        if type(value) is not self._type:
            return False
        return self._type is date or _ZONE_OF(value) is self.zone

    def are_own(self, low: object, high: object) -> bool:
        """True if both values surely are; asked of each window, so without a call for each."""
        if not type(low) is type(high) is self._type:
            return False
        return self._type is date or _ZONE_OF(low) is _ZONE_OF(high) is self.zone

    def require(self, what: str, values: Collection[object]) -> None:
        """Refuse values of another kind than the start's."""
        if values and self._are_surely_alike(values):
            values = list(values)[:1]
        for value in values:
            require_kind(what, value, self.start)

    def require_whole(self, what: str, values: Iterable[Moment]) -> None:
        """Refuse times within a second."""
        for value in values:
            if isinstance(value, datetime) and value.microsecond:
                raise InvalidValue(what, value.isoformat(), _WHOLE)

    def moment(self, what: str, value: object) -> Moment:
        """The same instant as the clocks of the zone show it."""
        if not self.is_own(value):
            require_kind(what, value, self.start)
            return self._read(what, cast("Moment", value))
        own = cast("Moment", value)
        return _real(own) if self.clocks_change and _change_over(own) else own

    def moments(self, what: str, values: Collection[Moment]) -> list[Moment]:
        """The same instants as the clocks of the zone show them, sorted by the clock, almost."""
        if self._are_in_zone(values):
            own = sorted(values)
        else:
            own = sorted([self._read(what, value) for value in values])
        return self._settled(own) if own and self.clocks_change else own

    def window(self, start: object, end: object, order: Order) -> tuple[Moment, Moment]:
        """Both bounds of a window (see `bound`)."""
        if self.clocks_change and type(start) is type(end) is datetime:
            known = _window_from_utc(start, end, cast("tzinfo", self.zone))
            if known is not None:
                return cast("tuple[Moment, Moment]", known)
        low = self.bound("the start of the window", start, order)
        return low, self.bound("the end of the window", end, order)

    def bound(self, what: str, value: object, order: Order) -> Moment:
        """A moment that has the same moments of the zone before it as `value`.

        It is one that clocks show; where no second of two equal wall times is among the ordered,
        it is not one either.
        """
        if self.is_own(value):
            own = cast("Moment", value)
        elif self.clocks_change and isinstance(value, datetime) and value.tzinfo is UTC:
            own = cast("Moment", _from_utc(value, cast("tzinfo", self.zone)))
            if not _FOLD_OF(own):
                return own
        else:
            require_kind(what, value, self.start)
            own = self._nearest_in_zone(cast("Moment", value))
        if not self.clocks_change:
            return own
        change = _change_over(own)
        if change is None:
            return own
        real = _real(own)
        return cast("Moment", change[1]) if _FOLD_OF(real) and order is None else real

    def listed(self, what: str, values: Collection[Moment]) -> tuple[Moment, ...]:
        """Values of the start's kind in that order; those of another kind are refused."""
        if self.zone is None and values:
            try:
                ordered = tuple(sorted(values))  # two kinds do not compare
            except TypeError:
                self.require(what, values)
                raise
            require_kind(what, ordered[0], self.start)
            return ordered
        self.require(what, values)
        if self._are_in_zone(values) and not self.has_second(values):
            return tuple(sorted(values))
        return self.in_time_order(values)

    def in_time_order(
        self, values: Collection[Value], moment_of: Callable[[Value], Moment] = _itself
    ) -> tuple[Value, ...]:
        """The values sorted, each in a zone in which a text can say it."""
        moments = [moment_of(value) for value in values]
        if self._are_in_zone(moments) and not self.has_second(moments):
            return tuple(sorted(values, key=moment_of))
        return tuple(sorted(map(sayable, values), key=lambda value: instant(moment_of(value))))

    def has_second(self, moments: Iterable[Moment]) -> bool:
        """True if any may be the second of two equal wall times."""
        return self.clocks_change and any(map(_FOLD_OF, moments))

    def new_year(self, year: int) -> Moment:
        """The first moment of a year."""
        day = date(year, 1, 1)
        if self._type is date:
            return cast("Moment", day)
        return _real(cast("Moment", datetime.combine(day, time(), self.zone)))

    def next_second(self, moment: Moment) -> Moment:
        """The earliest moment after this one; OverflowError at the end of the calendar."""
        if not isinstance(moment, datetime):
            return moment + timedelta(days=1)
        if not self.clocks_change:
            return moment + _SECOND
        return cast("Moment", (moment.astimezone(UTC) + _SECOND).astimezone(self.zone))

    def _are_surely_alike(self, values: Collection[object]) -> bool:
        """True if all values are of one kind, found out in the quickest way."""
        try:
            if self.zone is None:
                min(cast("Collection[date]", values))  # two kinds do not compare
                return True
            zones = set(map(_ZONE_OF, values))
        except (TypeError, AttributeError):
            return False
        return all(zone is UTC or isinstance(zone, ZoneInfo) for zone in zones)

    def _are_in_zone(self, values: Collection[object]) -> bool:
        """True if no value is of another zone than the start's."""
        return self.zone is None or set(map(_ZONE_OF, values)) <= {self.zone}

    def _read(self, what: str, value: Moment) -> Moment:
        if self.zone is None or not isinstance(value, datetime):
            return value
        return cast("Moment", in_zone(what, value, self.zone))

    def _nearest_in_zone(self, value: Moment) -> Moment:
        if self.zone is None or not isinstance(value, datetime):
            return value
        return cast("Moment", _from_elsewhere(value, self.zone))

    def _settled(self, ordered: list[Moment]) -> list[Moment]:
        """The moments with those that clocks skip moved on."""
        zone = cast("tzinfo", self.zone)
        years: Collection[int] = range(ordered[0].year, ordered[-1].year + 1)
        if len(years) > len(ordered):
            years = {moment.year for moment in ordered}
        for year in years:
            for low, high in _changed_walls(zone, year):
                at = bisect_left(ordered, low)
                while at < len(ordered) and ordered[at] < high:
                    ordered[at] = _real(ordered[at])
                    at += 1
        return ordered


def start_itself(start: Moment, *, elapsed: bool) -> Moment:
    """The start as a set means it: of two equal wall times the first (RFC 5545 3.3.5).

    In elapsed time the second of the two stays what it is.
    """
    if not isinstance(start, datetime) or not start.fold:
        return start
    first = cast("Moment", start.replace(fold=0))
    if not elapsed or not isinstance(start.tzinfo, ZoneInfo):
        return first
    shown = cast("Moment", real_time(start))
    return first if instant(shown) == instant(first) else shown


def sayable(value: Value) -> Value:
    """The value, in UTC if its zone has no name, or if it is the second of two equal wall times.

    Python takes the two for equal, and no text can tell them apart.
    """
    if not isinstance(value, datetime) or value.tzinfo is None:
        return value
    if zone_name(value.tzinfo) is None:
        return cast("Value", value.astimezone(UTC))
    if not value.fold:
        return value
    is_second = value.utcoffset() != value.replace(fold=0).utcoffset()
    return cast("Value", value.astimezone(UTC)) if is_second else value


def _real(own: Moment) -> Moment:
    return cast("Moment", real_time(cast("datetime", own)))


def _change_over(own: Moment) -> tuple[datetime, datetime] | None:
    """The span of wall times, skipped or shown twice, that holds this one; seldom there is one."""
    for span in _changed_walls(_ZONE_OF(own), own.year):
        if span[0] <= own < span[1]:
            return span
    return None


@lru_cache(1 << 12)
def _changed_walls(zone: tzinfo, year: int) -> tuple[tuple[datetime, datetime], ...]:
    """The wall times of a year that clocks skip or show twice, as half-open spans."""
    changes = changes_touching(zone, year)
    walls = (sorted((change.at, change.turned)) for change in changes)
    return tuple((_from_wall(first, zone), _from_wall(end, zone)) for first, end in walls)


def _from_wall(wall: int, zone: tzinfo) -> datetime:
    days, seconds = divmod(wall, SECONDS_PER_DAY)
    midnight = datetime.combine(date.fromordinal(days), time(), zone)
    return midnight + timedelta(seconds=seconds)


def _from_elsewhere(value: datetime, zone: tzinfo) -> datetime:
    """The same instant in a zone, or the first or last one that the zone's calendar has."""
    try:
        return value.astimezone(zone)
    except OverflowError:
        return (_FIRST if value.year == 1 else _LAST).replace(tzinfo=zone)


# The bounds of one window are often read in the zones of many sets.
_from_utc = lru_cache(1 << 10)(_from_elsewhere)


@lru_cache(1 << 10)
def _window_from_utc(
    start: datetime, end: datetime, zone: tzinfo
) -> tuple[datetime, datetime] | None:
    """The bounds of a window in UTC, where none falls on a time that clocks show twice."""
    if not (start.tzinfo is UTC and end.tzinfo is UTC):
        return None
    low, high = _from_elsewhere(start, zone), _from_elsewhere(end, zone)
    return None if low.fold or high.fold else (low, high)
