"""The parts of a recurrence rule together (RFC 5545 3.3.10)."""

from __future__ import annotations

from operator import attrgetter

from scheduler.recurrence.once import once_for_all
from scheduler.recurrence.quick_typing import TYPE_CHECKING

if TYPE_CHECKING:
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


# Enumerations are imported with the first rule that is read, and not with the class.
def _monday() -> Weekday:
    from scheduler.recurrence.parts import Weekday

    return Weekday.MO


def _omit() -> Skip:
    from scheduler.recurrence.parts import Skip

    return Skip.OMIT


def _usual() -> dict[str, object]:
    return {name: getattr(RuleParts, name) for name in _NAMES if hasattr(RuleParts, name)}


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
    wkst: Weekday = once_for_all(_monday)
    rscale: str | None = None
    skip: Skip = once_for_all(_omit)
    _defaults = once_for_all(_usual)

    def __init__(self, freq: Frequency, **parts: Unpack[PartValues]) -> None:
        vars(self).update(self._defaults, freq=freq)
        unknown = parts.keys() - self._defaults.keys()
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
        parts, usual = zip(_NAMES, _VALUES(self), strict=True), self._defaults
        told = (f"{name}={value!r}" for name, value in parts if value != usual.get(name))
        return f"{type(self).__name__}({', '.join(told)})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        message = f"a rule does not change: make another with {name}={value!r}"
        raise AttributeError(message)

    def __delattr__(self, name: str) -> NoReturn:
        message = f"a rule does not change: {name} stays"
        raise AttributeError(message)


_NAMES = tuple(RuleParts.__annotations__)
_VALUES = attrgetter(*_NAMES)
