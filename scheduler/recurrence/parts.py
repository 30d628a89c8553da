"""The parts of a recurrence rule and the values they hold, named as RFC 5545 3.3.10 names them."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Required, TypedDict


class Frequency(StrEnum):
    """FREQ: the kind of period that a rule repeats."""

    SECONDLY = "SECONDLY"
    MINUTELY = "MINUTELY"
    HOURLY = "HOURLY"
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


class Weekday(IntEnum):
    """A day of the week, numbered as `date.weekday` does."""

    MO = 0
    TU = 1
    WE = 2
    TH = 3
    FR = 4
    SA = 5
    SU = 6


@dataclass(frozen=True, slots=True)
class WeekdayNum:
    """One value of BYDAY: a weekday, and which one of the month or year; 0 means every one."""

    weekday: Weekday
    ordinal: int = 0

    def __str__(self) -> str:
        return f"{self.ordinal or ''}{self.weekday.name}"


class RuleFields(TypedDict, total=False):
    """What a rule's text said, under the names of the fields of `Rule`."""

    freq: Required[Frequency]
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
    count: int
    until: date
    wkst: Weekday
