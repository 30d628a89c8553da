"""What each date part of a rule says of a day, in the order of evaluation (RFC 5545 3.3.10)."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from scheduler.recurrence.dates.gregorian import DAYS_PER_WEEK, kind_of
from scheduler.recurrence.explanation.day_view import DayView
from scheduler.recurrence.explanation.sentences import either, place, say, values
from scheduler.recurrence.explanation.values import Reason
from scheduler.recurrence.parts import Frequency, WeekdayNum
from scheduler.recurrence.rule_parts import RuleParts
from scheduler.recurrence.words.in_full import weekday


class _Count(NamedTuple):
    """A number among so many: the 4th of 30 days."""

    number: int
    total: int

    def is_one_of(self, numbers: tuple[int, ...]) -> bool:
        """True if one of these numbers means it; -1 is the last."""
        return self.number in numbers or self.number - self.total - 1 in numbers


def date_reasons(view: DayView, rule: RuleParts) -> Iterator[Reason]:
    """What the date parts say of a day; those that the rule leaves to its start say so."""
    by = view.by
    parts: list[tuple[str, object, object, Callable[[DayView], tuple[bool, str]]]] = [
        ("BYMONTH", by.by_month, rule.by_month, _month),
        ("BYWEEKNO", by.by_week_no, rule.by_week_no, _week),
        ("BYYEARDAY", by.by_year_day, rule.by_year_day, _year_day),
        ("BYMONTHDAY", by.by_month_day, rule.by_month_day, _month_day),
        ("BYDAY", by.by_day, rule.by_day, _weekday),
    ]
    for name, chosen, own, judge in parts:
        if chosen:
            holds, says = judge(view)
            says = says if own else from_start(says, holds=holds)
            if name == "BYMONTHDAY" and not holds:
                says += _lacking(view)
            yield Reason(name, says, holds)
    missing = view.missing_year_day or view.missing_month_day
    if missing:
        yield Reason("SKIP", f"it stands for {_missing(view)}, which {view.year} lacks", holds=True)


def from_start(says: str, *, holds: bool, start: str = "the start") -> str:
    """A reason of a part that the start supplies."""
    return f"{says}{',' if holds else ''} as {start} is"


def _month(view: DayView) -> tuple[bool, str]:
    missing = view.missing_month_day
    month = missing.month if missing and missing.month else view.day.month
    wanted = view.by.by_month
    name = say("by_month", (month,))
    if month in wanted:
        return True, f"it stands for a day of {name}" if missing else f"it is in {name}"
    return False, f"it is in {name}, not in {values('by_month', wanted)}"


def _week(view: DayView) -> tuple[bool, str]:
    number, wanted = _Count(*view.week), view.by.by_week_no
    year = number.total if view.year == view.day.year else view.year
    says = f"it is in week {number.number} of {year}"
    if number.is_one_of(wanted):
        return True, says
    return False, f"{says}, not in {values('by_week_no', wanted)}"


def _year_day(view: DayView) -> tuple[bool, str]:
    day, wanted = view.day, view.by.by_year_day
    if view.missing_year_day:
        return True, f"it stands for {say('by_year_day', (view.missing_year_day.number,))}"
    number = _Count(day.timetuple().tm_yday, kind_of(day.year).days)
    says = f"it is day {number.number} of {number.total} of the year"
    if number.is_one_of(wanted):
        return True, says
    return False, f"{says}, not {values('by_year_day', wanted)}"


def _month_day(view: DayView) -> tuple[bool, str]:
    day, wanted = view.day, view.by.by_month_day
    if view.missing_month_day:
        return True, f"it stands for {say('by_month_day', (view.missing_month_day.number,))}"
    number = _Count(day.day, _month_length(day))
    says = f"it is {say('by_month_day', (day.day,))}"
    if min(wanted) < 0:
        says += f" of {number.total} days"
    if number.is_one_of(wanted):
        return True, says
    return False, f"{says}, not {values('by_month_day', wanted)}"


def _lacking(view: DayView) -> str:
    """That the month ends before a day that is wanted, which is why none is there."""
    day, months = view.day, view.by.by_month
    wanted = [each for each in view.by.by_month_day if each > day.day]
    if not wanted or day.day < _month_length(day) or (months and day.month not in months):
        return ""
    lacks = either(say("by_month_day", (each,)).removeprefix("the ") for each in wanted)
    return f"; {say('month_of_year', day)} has no {lacks}"


def _weekday(view: DayView) -> tuple[bool, str]:
    day, wanted = view.day, view.by.by_day
    numbered = [each.ordinal for each in wanted if each.ordinal]
    if not numbered:
        holds = any(each.weekday == day.weekday() for each in wanted)
        says = f"it is a {weekday(day)}"
        return holds, says if holds else f"{says}, not {_weekdays(wanted)}"
    number, where = _counted_weekday(view)
    holds = any(
        each.weekday == day.weekday() and (not each.ordinal or number.is_one_of((each.ordinal,)))
        for each in wanted
    )
    nth = place(number.number, number.total, both=min(numbered) < 0)
    says = f"it is the {nth} {weekday(day)} of {where}"
    return holds, says if holds else f"{says}, not {values('by_day', wanted)}"


def _weekdays(wanted: tuple[WeekdayNum, ...]) -> str:
    return either(f"a {say('wkst', each.weekday)}" for each in wanted)


def _counted_weekday(view: DayView) -> tuple[_Count, str]:
    """Which one of its kind a weekday is in its month or year, and of how many."""
    day = view.day
    if view.by.freq is Frequency.MONTHLY or view.by.by_month:
        before, length = day.day - 1, _month_length(day)
        where = say("by_month", (day.month,))
    else:
        before, length, where = day.timetuple().tm_yday - 1, kind_of(day.year).days, "the year"
    number = before // DAYS_PER_WEEK + 1
    return _Count(number, number + (length - before - 1) // DAYS_PER_WEEK), where


def _month_length(day: date) -> int:
    first, end = kind_of(day.year).month(day.month)
    return end - first


def _missing(view: DayView) -> str:
    if view.missing_year_day:
        return say("by_year_day", (view.missing_year_day.number,))
    missing = view.missing_month_day
    if missing is None or missing.month is None:
        return ""
    if missing.number > 0:
        return f"{missing.number} {say('by_month', (missing.month,))}"
    return f"{say('by_month_day', (missing.number,))} of {say('by_month', (missing.month,))}"
