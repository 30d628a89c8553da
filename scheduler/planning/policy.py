"""What the planner is given: the policy of each series and the meetings already known."""

from dataclasses import dataclass
from datetime import date, datetime, time

from scheduler.errors import InvalidValue
from scheduler.planning.margins import Margin
from scheduler.planning.promises import Promise
from scheduler.planning.rotations import Rotation
from scheduler.planning.score import DEFAULT_WEIGHTS, Weights
from scheduler.planning.spacing import NO_SPACING, Spacing
from scheduler.planning.windows import SeriesWindow
from scheduler.planning.words import WEEKDAYS


@dataclass(frozen=True, slots=True)
class SeriesPolicy:
    """When a series wants to meet, and what it must keep to.

    `rule` is RFC 5545 3.3.10 text and `dtstart` where it counts from; the hours of a meeting are
    wall time in `zone`. `closure_calendars` are the keys of the calendars that bind it. A meeting
    takes `days` days in a row, which `stages` name. `weekdays` are the preferred ones, Monday 0;
    without any, the nominal day's own. When one of `attendees_required` is taken a day will not do;
    each of `attendees` only counts against it. No meeting comes after the day it `expires`.
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
    weekdays: tuple[int, ...] = ()
    attendees: tuple[str, ...] = ()
    attendees_required: tuple[str, ...] = ()
    days: int = 1
    stages: tuple[str, ...] = ()
    promise: Promise | None = None
    margin: Margin | None = None
    rotations: tuple[Rotation, ...] = ()
    expires: date | None = None
    weights: Weights = DEFAULT_WEIGHTS

    def __post_init__(self) -> None:
        self._check_hours()
        self._check_days()
        self._check_window()
        self._check_margin()

    def _check_hours(self) -> None:
        if self.dtstart.tzinfo is not None:
            what = f"the start of {self.code}"
            raise InvalidValue(what, str(self.dtstart), "a wall time without a zone")
        if self.end_time <= self.start_time:
            what = f"the end of {self.code}"
            start, end = f"{self.start_time:%H:%M}", f"{self.end_time:%H:%M}"
            raise InvalidValue(what, end, f"a time after the start, {start}")

    def _check_days(self) -> None:
        if self.days < 1:
            raise InvalidValue(f"the days of {self.code}", self.days, "a number from 1 on")
        if self.stages and len(self.stages) != self.days:
            expected = f"one stage for each day, of which there are {self.days}"
            raise InvalidValue(f"the stages of {self.code}", ", ".join(self.stages), expected)
        if not all(0 <= day < len(WEEKDAYS) for day in self.weekdays):
            raise InvalidValue(f"the weekdays of {self.code}", self.weekdays, "0 (Monday) to 6")

    def _check_window(self) -> None:
        if self.window is None:
            return
        if self.window.shortest < self.days:
            what = f"the window of {self.code}"
            expected = f"at least the {self.days} days that a meeting takes"
            raise InvalidValue(what, str(self.window), expected)
        most = self.spacing.max_gap
        if most and not self.window.is_reached_again(most):
            what = f"the greatest gap of {self.code}"
            expected = f"one that reaches from one window ({self.window}) to the next"
            raise InvalidValue(what, str(most), expected)

    def _check_margin(self) -> None:
        if self.margin and self.margin.event == self.code:
            expected = "another series or event than itself"
            raise InvalidValue(f"the margin of {self.code}", str(self.margin), expected)


@dataclass(frozen=True, slots=True)
class KnownMeeting:
    """A meeting of the record: the day it has now, and the slot it was made from.

    `nominal` is wall time; None outside any slot. `day` is None while there is none (cancelled, or
    postponed without a new date): then nothing keeps its distance from it. Another event, in whose
    margins a series meets, is known the same way, by its own code.
    """

    series: str
    day: date | None
    nominal: datetime | None = None
