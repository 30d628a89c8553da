"""The parts of a recurrence rule and the values they hold, named as RFC 5545 3.3.10 names them."""

from __future__ import annotations

from collections import namedtuple
from enum import IntEnum, StrEnum
from operator import attrgetter

from scheduler.recurrence.quick_typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import NamedTuple, NoReturn, Self, TypedDict, Unpack


class Frequency(StrEnum):
    """FREQ: the kind of period that a rule repeats."""

    SECONDLY = "SECONDLY"
    MINUTELY = "MINUTELY"
    HOURLY = "HOURLY"
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"

    __hash__ = str.__hash__  # that of Enum is written in Python, and slow


class Weekday(IntEnum):
    """A day of the week, numbered as `date.weekday` does."""

    MO = 0
    TU = 1
    WE = 2
    TH = 3
    FR = 4
    SA = 5
    SU = 6

    __hash__ = int.__hash__  # that of Enum is written in Python, and slow


class Skip(StrEnum):
    """SKIP of RFC 7529: where an instance goes whose day the calendar lacks."""

    OMIT = "OMIT"
    BACKWARD = "BACKWARD"
    FORWARD = "FORWARD"


if TYPE_CHECKING:

    class _WeekdayNum(NamedTuple):
        weekday: Weekday
        ordinal: int = 0

else:
    _WeekdayNum = namedtuple(  # noqa: PYI024 -- see `quick_typing`
        "_WeekdayNum", ("weekday", "ordinal"), defaults=(0,)
    )


class WeekdayNum(_WeekdayNum):
    """One value of BYDAY: a weekday, and which one of the month or year; 0 means every one."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"{self.ordinal or ''}{self.weekday.name}"


if TYPE_CHECKING:

    class PartValues(TypedDict, total=False):
        """The parts that a rule may have beside FREQ."""

        interval: int
        by_month: tuple[int, ...]
        by_week_no: tuple[int, ...]
        by_year_day: tuple[int, ...]
        by_month_day: tuple[int, ...]
        by_day: tuple[WeekdayNum, ...]
        by_hour: tuple[int, ...]
        by_minute: tuple[int, ...]
        by_second: tuple[int, ...]
        by_set_pos: tuple[int, ...]
        count: int | None
        until: date | None
        wkst: Weekday
        rscale: str | None
        skip: Skip

    class GivenParts(TypedDict, total=False):
        """The same as a `Rule` takes them: any list of values, or a single one."""

        interval: int
        by_month: Iterable[int] | int
        by_week_no: Iterable[int] | int
        by_year_day: Iterable[int] | int
        by_month_day: Iterable[int] | int
        by_day: Iterable[WeekdayNum | Weekday] | WeekdayNum | Weekday
        by_hour: Iterable[int] | int
        by_minute: Iterable[int] | int
        by_second: Iterable[int] | int
        by_set_pos: Iterable[int] | int
        count: int | None
        until: date | None
        wkst: Weekday
        rscale: str | None
        skip: Skip

    class AllParts(PartValues, total=False):
        """The parts that a rule may have."""

        freq: Frequency


class RuleParts:
    """The parts of a recurrence rule as values: each field is the part of its name.

    The fields stand in the order of evaluation (RFC 5545 3.3.10); an empty tuple is an absent
    part. What the engine works on; `Rule` is the public value, which is always valid.
    No dataclass, because importing those alone takes longer than all else here.
    """

    freq: Frequency
    interval: int = 1
    by_month: tuple[int, ...] = ()
    by_week_no: tuple[int, ...] = ()
    by_year_day: tuple[int, ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_day: tuple[WeekdayNum, ...] = ()
    by_hour: tuple[int, ...] = ()
    by_minute: tuple[int, ...] = ()
    by_second: tuple[int, ...] = ()
    by_set_pos: tuple[int, ...] = ()
    count: int | None = None
    until: date | None = None
    wkst: Weekday = Weekday.MO
    rscale: str | None = None
    skip: Skip = Skip.OMIT

    def __init__(self, freq: Frequency, **parts: Unpack[PartValues]) -> None:
        vars(self).update(_DEFAULTS, freq=freq)
        unknown = parts.keys() - _DEFAULTS.keys()
        if unknown:
            message = f"a rule has no {min(unknown)}"
            raise TypeError(message)
        vars(self).update(parts)

    def with_parts(self, **parts: Unpack[AllParts]) -> Self:
        """The rule with some parts changed."""
        values = dict(zip(_NAMES, _VALUES(self), strict=True))
        return type(self)(**{**values, **parts})

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return bool(_VALUES(self) == _VALUES(other))

    def __hash__(self) -> int:
        return hash(_VALUES(self))

    def __repr__(self) -> str:
        parts = zip(_NAMES, _VALUES(self), strict=True)
        told = (f"{name}={value!r}" for name, value in parts if value != _DEFAULTS.get(name))
        return f"{type(self).__name__}({', '.join(told)})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        message = f"a rule does not change: make another with {name}={value!r}"
        raise AttributeError(message)

    def __delattr__(self, name: str) -> NoReturn:
        message = f"a rule does not change: {name} stays"
        raise AttributeError(message)


_NAMES = tuple(RuleParts.__annotations__)
_VALUES = attrgetter(*_NAMES)
_DEFAULTS = {name: getattr(RuleParts, name) for name in _NAMES if hasattr(RuleParts, name)}
