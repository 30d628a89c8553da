"""The kind and zone of a start, and how other moments are read in them (RFC 5545 3.3.4, 3.3.5)."""

from bisect import bisect_left
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter
from typing import Generic, TypeVar, cast

from scheduler.errors import InvalidValue
from scheduler.recurrence.offset_changes import change_over, changes_touching
from scheduler.recurrence.ordering import Order
from scheduler.recurrence.source import Moment
from scheduler.recurrence.zones import (
    in_zone,
    instant,
    real_time,
    require_kind,
    require_zone,
    wall_second,
)

Value = TypeVar("Value")

_ZONE_OF = attrgetter("tzinfo")
_FOLD_OF = attrgetter("fold")
_SECOND = timedelta(seconds=1)
_FIRST = datetime.min.replace(tzinfo=UTC)
_LAST = datetime.max.replace(tzinfo=UTC)


class Frame(Generic[Moment]):
    """Reads moments as moments of one kind and zone; those of another kind are refused.

    Raises InvalidValue for a start in an unknown sort of zone, or within a second.
    """

    def __init__(self, start: Moment) -> None:
        self.start = start
        self.zone = start.tzinfo if isinstance(start, datetime) else None
        self._type = type(start)
        if self.zone is not None:
            require_zone(start)
        if isinstance(start, datetime) and start.microsecond:
            raise InvalidValue("the start", start.isoformat(), "a time of whole seconds")

    @property
    def clocks_change(self) -> bool:
        """True if the zone may skip or repeat wall times."""
        return self.zone is not None and self.zone is not UTC

    def order_of(self, moments: Iterable[Moment]) -> Order:
        """How such moments and those of rules are ordered: by their clock, if they can be."""
        return instant if self.clocks_change and any(map(_FOLD_OF, moments)) else None

    def require(self, what: str, values: Collection[object]) -> None:
        """Refuse values of another kind than the start's."""
        if all(map(self.is_own, values)):
            return
        for value in values:
            require_kind(what, value, self.start)

    def distinct(self, values: tuple[Value, ...]) -> tuple[Value, ...]:
        """The values with each second one of two equal wall times said in UTC.

        Python takes the two for equal, and no text can tell them apart.
        """
        if not self.clocks_change or not any(getattr(value, "fold", 0) for value in values):
            return values
        return tuple(map(_distinct, values))

    def moment(self, what: str, value: object) -> Moment:
        """The same instant as the clocks of the zone show it."""
        if not self.is_own(value):
            require_kind(what, value, self.start)
            return self._read(what, cast("Moment", value))
        own = cast("Moment", value)
        return cast("Moment", real_time(cast("datetime", own))) if self.clocks_change else own

    def moments(self, what: str, values: Iterable[Moment]) -> list[Moment]:
        """The same instants as the clocks of the zone show them, in no order yet."""
        zone = self.zone
        if zone is None:
            return list(values)
        own = [value if _ZONE_OF(value) is zone else self._read(what, value) for value in values]
        return self._settled(sorted(own)) if own and self.clocks_change else own

    def bound(self, what: str, value: object, order: Order) -> Moment:
        """A moment that has the same moments of the zone before it as `value`.

        It is one that clocks show; where no second of two equal wall times is among the ordered,
        it is not one either.
        """
        if not self.is_own(value):
            require_kind(what, value, self.start)
            value = self._nearest_in_zone(cast("Moment", value))
        own = cast("Moment", value)
        if not self.clocks_change or not isinstance(own, datetime):
            return own
        change = change_over(self.zone, own.year, wall_second(own))
        if change is None:
            return own
        if change.turned > change.at:
            return cast("Moment", real_time(own))
        if own.fold and order is None:
            return cast("Moment", _from_wall(change.at, own))
        return own

    def next_second(self, moment: Moment) -> Moment:
        """The earliest moment after this one; OverflowError at the end of the calendar."""
        if not isinstance(moment, datetime):
            return moment + timedelta(days=1)
        if not self.clocks_change:
            return moment + _SECOND
        return cast("Moment", (moment.astimezone(UTC) + _SECOND).astimezone(self.zone))

    def is_own(self, value: object) -> bool:
        """True if the value is surely of the start's kind and zone."""
        if type(value) is not self._type:
            return False
        return self._type is date or _ZONE_OF(value) is self.zone

    def _read(self, what: str, value: Moment) -> Moment:
        if self.zone is None or not isinstance(value, datetime):
            return value
        return cast("Moment", in_zone(what, value, self.zone))

    def _nearest_in_zone(self, value: Moment) -> Moment:
        if self.zone is None or not isinstance(value, datetime):
            return value
        try:
            return cast("Moment", value.astimezone(self.zone))
        except OverflowError:
            edge = _FIRST if value.year == 1 else _LAST
            return cast("Moment", edge.replace(tzinfo=self.zone))

    def _settled(self, ordered: list[Moment]) -> list[Moment]:
        """The moments with those that clocks skip moved on."""
        for year in {moment.year for moment in ordered}:
            for change in changes_touching(self.zone, year):
                if change.turned <= change.at:
                    continue
                at = bisect_left(ordered, change.at, key=wall_second)
                while at < len(ordered) and wall_second(ordered[at]) < change.turned:
                    ordered[at] = cast("Moment", real_time(cast("datetime", ordered[at])))
                    at += 1
        return ordered


def _distinct(value: Value) -> Value:
    if not isinstance(value, datetime) or not value.fold:
        return value
    is_second = value.utcoffset() != value.replace(fold=0).utcoffset()
    return cast("Value", value.astimezone(UTC)) if is_second else value


def _from_wall(wall: int, like: datetime) -> datetime:
    days, seconds = divmod(wall, 86_400)
    midnight = datetime.combine(date.fromordinal(days), like.min.time(), tzinfo=like.tzinfo)
    return midnight + timedelta(seconds=seconds)
