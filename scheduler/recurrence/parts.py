"""The parts of a recurrence rule and the values they hold, named as RFC 5545 3.3.10 names them."""

from collections.abc import Iterable
from datetime import date
from enum import IntEnum, StrEnum
from typing import NamedTuple, TypedDict


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


class WeekdayNum(NamedTuple):
    """One value of BYDAY: a weekday, and which one of the month or year; 0 means every one."""

    weekday: Weekday
    ordinal: int = 0

    def __str__(self) -> str:
        return f"{self.ordinal or ''}{self.weekday.name}"


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
