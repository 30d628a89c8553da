"""The parts of a recurrence rule together (RFC 5545 3.3.10)."""

from __future__ import annotations

from operator import attrgetter

from scheduler.recurrence.quick_typing import TYPE_CHECKING, Generic, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from typing import NoReturn, Self, Unpack

    from scheduler.recurrence.parts import (
        AllParts,
        Frequency,
        PartValues,
        Skip,
        Weekday,
        WeekdayNum,
    )

Value = TypeVar("Value")


class _Usual(Generic[Value]):
    """A usual value, found when first asked for; it stands in the class from then on.

    So enumerations are imported with the first rule that is read, and not with the class.
    """

    def __init__(self, find: Callable[[], Value]) -> None:
        self._find = find

    def __set_name__(self, owner: type, name: str) -> None:
        self._owner, self._name = owner, name

    def __get__(self, rule: object, of: type) -> Value:
        value = self._find()
        setattr(self._owner, self._name, value)
        return value


def _usually(find: Callable[[], Value]) -> Value:
    """The value as type checkers see it."""
    return cast("Value", _Usual(find))


def _monday() -> Weekday:
    from scheduler.recurrence.parts import Weekday

    return Weekday.MO


def _omit() -> Skip:
    from scheduler.recurrence.parts import Skip

    return Skip.OMIT


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
    wkst: Weekday = _usually(_monday)
    rscale: str | None = None
    skip: Skip = _usually(_omit)

    def __init__(self, freq: Frequency, **parts: Unpack[PartValues]) -> None:
        vars(self).update(zip(_OPTIONAL, _USUAL(RuleParts), strict=True), freq=freq)
        unknown = parts.keys() - _OPTIONAL
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
        usual = zip(_NAMES, _VALUES(self), (None, *_USUAL(RuleParts)), strict=True)
        told = (f"{name}={value!r}" for name, value, expected in usual if value != expected)
        return f"{type(self).__name__}({', '.join(told)})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        message = f"a rule does not change: make another with {name}={value!r}"
        raise AttributeError(message)

    def __delattr__(self, name: str) -> NoReturn:
        message = f"a rule does not change: {name} stays"
        raise AttributeError(message)


_NAMES = tuple(RuleParts.__annotations__)
_VALUES = attrgetter(*_NAMES)
_OPTIONAL = _NAMES[1:]
_USUAL = attrgetter(*_OPTIONAL)
