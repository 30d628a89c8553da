"""The parts of a rule as a table: how each is read and written, and what it may hold.

RFC 5545 3.3.10; RSCALE and SKIP of RFC 7529.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from scheduler.recurrence.moment_text import read_moment, write_moment
from scheduler.recurrence.parts import Frequency, Skip, Weekday, WeekdayNum
from scheduler.recurrence.rule_text import part_values as values


class Part(NamedTuple):
    """One part: its field, how its text is read, how one value is written, what it may hold."""

    name: str
    field: str
    read: Callable[[str], object]
    kind: type
    write: Callable[[Any], str]
    expected: str
    example: str

    @property
    def is_list(self) -> bool:
        """True if the part may hold several values, with commas between."""
        return self.field.startswith("by_")

    def spell(self, value: object) -> str:
        """The value as it is written; text stays as it is."""
        if isinstance(value, str):
            return value
        return ",".join(map(self.write, value)) if isinstance(value, tuple) else self.write(value)


_WEEKDAYS = tuple(values.WEEKDAYS)
_WHOLE = f"a whole number from 1 to {values.MOST}"
_WEEKDAY_NUMS = "weekdays, plain or numbered from 1 to 53 or from -53 to -1"
_TIMES = "a date, or a time of whole seconds without a zone or in UTC"
_UNTIL = "UNTIL=20271231, UNTIL=20271231T090000 or UNTIL=20271231T080000Z"


def _write_weekday_num(value: WeekdayNum) -> str:
    weekday, ordinal = value
    return f"{ordinal}{_WEEKDAYS[weekday]}" if ordinal else _WEEKDAYS[weekday]


def _whole(name: str, example: str) -> Part:
    return Part(name, name.lower(), values.whole_number, int, str, _WHOLE, example)


def _choice(
    name: str, choices: Mapping[str, object], kind: type, write: Callable[[Any], str], example: str
) -> Part:
    expected = f"one of {', '.join(choices)}"
    return Part(name, name.lower(), choices.__getitem__, kind, write, expected, example)


def _numbers(name: str, field: str, numbers: values.Numbers, example: str) -> Part:
    return Part(name, field, numbers.read, int, str, numbers.expected, example)


_ROWS = (
    _choice("FREQ", values.FREQUENCIES, Frequency, str, "FREQ=YEARLY"),
    _whole("INTERVAL", "INTERVAL=2"),
    _numbers("BYMONTH", "by_month", values.MONTHS, "BYMONTH=6"),
    _numbers("BYWEEKNO", "by_week_no", values.WEEK_NUMBERS, "BYWEEKNO=20"),
    _numbers("BYYEARDAY", "by_year_day", values.YEAR_DAYS, "BYYEARDAY=100"),
    _numbers("BYMONTHDAY", "by_month_day", values.MONTH_DAYS, "BYMONTHDAY=13"),
    Part(
        name="BYDAY",
        field="by_day",
        read=values.WEEKDAY_NUMS.read,
        kind=WeekdayNum,
        write=_write_weekday_num,
        expected=_WEEKDAY_NUMS,
        example="BYDAY=MO,1TU,-1FR",
    ),
    _numbers("BYHOUR", "by_hour", values.HOURS, "BYHOUR=9"),
    _numbers("BYMINUTE", "by_minute", values.MINUTES, "BYMINUTE=30"),
    _numbers("BYSECOND", "by_second", values.SECONDS, "BYSECOND=0"),
    _numbers("BYSETPOS", "by_set_pos", values.POSITIONS, "BYSETPOS=-1"),
    _whole("COUNT", "COUNT=10"),
    Part("UNTIL", "until", read_moment, date, write_moment, _TIMES, _UNTIL),
    _choice("WKST", values.WEEKDAYS, Weekday, _WEEKDAYS.__getitem__, "WKST=SU"),
    Part(
        name="RSCALE",
        field="rscale",
        read=values.CALENDAR_NAMES.__getitem__,
        kind=str,
        write=str,
        expected=f"the name of a calendar, one of {', '.join(values.CALENDARS)}",
        example="RSCALE=GREGORIAN",
    ),
    _choice("SKIP", values.SKIPS, Skip, str, "SKIP=FORWARD"),
)
PARTS = {part.name: part for part in _ROWS}
"""Every part by name, in the order in which rules are written."""

FIELDS = {part.field: part for part in _ROWS}
"""The same by field."""
