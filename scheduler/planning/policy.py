"""What the planner is given: the policy of each series and the meetings already known."""

from dataclasses import dataclass
from datetime import date, datetime, time

from scheduler.errors import InvalidValue
from scheduler.planning.spacing import NO_SPACING, Spacing
from scheduler.planning.windows import SeriesWindow


@dataclass(frozen=True, slots=True)
class SeriesPolicy:
    """When a series wants to meet, and what it must keep to.

    `rule` is RFC 5545 3.3.10 text and `dtstart` where it counts from; the hours of a meeting are
    wall time in `zone`. `closure_calendars` are the keys of the calendars that bind it.
    """

    code: str
    rule: str
    dtstart: datetime
    start_time: time
    end_time: time
    zone: str
    window: SeriesWindow | None = None
    spacing: Spacing = NO_SPACING
    closure_calendars: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.dtstart.tzinfo is not None:
            what = f"the start of {self.code}"
            raise InvalidValue(what, str(self.dtstart), "a wall time without a zone")
        if self.end_time <= self.start_time:
            what = f"the end of {self.code}"
            start, end = f"{self.start_time:%H:%M}", f"{self.end_time:%H:%M}"
            raise InvalidValue(what, end, f"a time after the start, {start}")


@dataclass(frozen=True, slots=True)
class KnownMeeting:
    """A meeting of the record: the day it has now, and the slot it was made from.

    `nominal` is wall time; None outside any slot. `day` is None while there is none (cancelled, or
    postponed without a new date): then nothing keeps its distance from it.
    """

    series: str
    day: date | None
    nominal: datetime | None = None
