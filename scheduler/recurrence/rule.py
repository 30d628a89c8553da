"""A recurrence rule as a value (RFC 5545 3.3.10)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from scheduler.recurrence.parts import Frequency, RuleParts, Weekday, WeekdayNum
from scheduler.recurrence.text import read
from scheduler.recurrence.until import write_until
from scheduler.recurrence.validity import require_usable


@dataclass(frozen=True)
class Rule(RuleParts):
    """A recurrence rule that is valid, written and read as RFC 5545 3.3.10 says.

    Lists are kept sorted and without repeats, so that rules which differ in order alone are equal.
    Raises InvalidRule or UnsupportedRule.
    """

    def __post_init__(self) -> None:
        for name in _LISTS:
            values = getattr(self, name)
            if values:
                object.__setattr__(self, name, tuple(sorted(set(values), key=_calendar_order)))
        parts = self._parts()
        require_usable(_text(parts), parts)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The rule that a text such as `FREQ=YEARLY;BYMONTH=6;BYDAY=1TU` means.

        Strict; parts in any order and in any case.
        """
        return cls(**vars(read(text)))

    def __str__(self) -> str:
        return _text(self._parts())

    def completed(self, start: date) -> Self:
        """The rule with the date parts that it leaves to its start written out.

        They come from DTSTART as RFC 5545 3.3.10 says ("information missing from the rule").
        """
        if self.by_day or self.by_month_day:
            return self
        if self.freq is Frequency.YEARLY and not self.by_month:
            return replace(self, by_month=(start.month,), by_month_day=(start.day,))
        return replace(self, by_month_day=(start.day,))

    def _parts(self) -> dict[str, str]:
        """The parts that need writing, by name."""
        written = {
            "FREQ": str(self.freq),
            "INTERVAL": "" if self.interval == 1 else str(self.interval),
            "BYMONTH": _listed(self.by_month),
            "BYWEEKNO": _listed(self.by_week_no),
            "BYYEARDAY": _listed(self.by_year_day),
            "BYMONTHDAY": _listed(self.by_month_day),
            "BYDAY": _listed(self.by_day),
            "BYHOUR": _listed(self.by_hour),
            "BYMINUTE": _listed(self.by_minute),
            "BYSECOND": _listed(self.by_second),
            "BYSETPOS": _listed(self.by_set_pos),
            "COUNT": "" if self.count is None else str(self.count),
            "UNTIL": "" if self.until is None else write_until(self.until),
            "WKST": "" if self.wkst is Weekday.MO else self.wkst.name,
        }
        return {name: value for name, value in written.items() if value}


_LISTS = tuple(name for name in RuleParts.__dataclass_fields__ if name.startswith("by_"))


def _text(parts: Mapping[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _listed(values: Iterable[object]) -> str:
    return ",".join(map(str, values))


def _calendar_order(value: int | WeekdayNum) -> tuple[bool, int, int]:
    """Counted from the front first, then counted from the end; weekdays from Monday."""
    if isinstance(value, WeekdayNum):
        return value.ordinal < 0, value.ordinal, value.weekday
    return value < 0, value, 0
