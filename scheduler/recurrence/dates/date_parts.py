"""The date parts of one rule with what its start supplies, and the days of a year they choose.

A part longer than or equal to FREQ removes days, a shorter one adds them (RFC 5545 3.3.10). Over a
whole year both come to the same: a day must satisfy every part that is there (L14).
"""

from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from scheduler.recurrence.dates.by_day import by_day, by_day_beyond
from scheduler.recurrence.dates.by_month import ALL_MONTHS, by_month
from scheduler.recurrence.dates.by_month_day import by_month_day
from scheduler.recurrence.dates.by_set_pos import by_set_pos
from scheduler.recurrence.dates.by_week_no import by_week_no, week_year
from scheduler.recurrence.dates.by_year_day import by_year_day
from scheduler.recurrence.dates.days import NONE, Offsets
from scheduler.recurrence.dates.gregorian import DAYS_PER_WEEK, MARGIN, YearKind, days_of, span
from scheduler.recurrence.parts import Frequency, Skip, Weekday, WeekdayNum
from scheduler.recurrence.rule_parts import RuleParts

EVERY_DAY_OF_A_WEEK = 0b1111111


class DateParts(NamedTuple):
    """What decides the days of a rule; equal for rules that choose the same days."""

    freq: Frequency
    by_month: tuple[int, ...]
    by_week_no: tuple[int, ...]
    by_year_day: tuple[int, ...]
    by_month_day: tuple[int, ...]
    by_day: tuple[WeekdayNum, ...]
    wkst: Weekday
    skip: Skip

    @property
    def choose_every_day(self) -> bool:
        """True if no part is there to leave a day out."""
        return not any(self[1:6])

    @property
    def name_dates(self) -> bool:
        """True if they are days of months counted from the first one, and nothing else."""
        if self.by_week_no or self.by_year_day or self.by_day or self.skip is not Skip.OMIT:
            return False
        return bool(self.by_month_day) and min(self.by_month_day) > 0

    @property
    def weekdays(self) -> tuple[int, ...] | None:
        """The days after WKST that the weekdays alone choose; None if another part chooses too."""
        if any(self[1:5]):
            return None
        return tuple(sorted((day.weekday - self.wkst) % DAYS_PER_WEEK for day in self.by_day))


def choose_alone(rule: RuleParts) -> bool:
    """True if the parts of a rule say which days it chooses without its start, and move none."""
    if rule.skip is not Skip.OMIT:
        return False
    says = rule.by_day or rule.by_month_day or rule.by_year_day
    return bool(says) or (rule.freq is Frequency.DAILY and not rule.by_week_no)


def parts_said(rule: RuleParts) -> DateParts:
    """The date parts that a rule says."""
    return DateParts._make(_SAID(rule))


def date_parts(rule: RuleParts, start: date) -> DateParts:
    """The date parts of a rule; what it does not say comes from its start (3.3.10; L15)."""
    months, month_days, weekdays = rule.by_month, rule.by_month_day, rule.by_day
    if not (month_days or weekdays or rule.by_year_day):
        if rule.freq is Frequency.WEEKLY or rule.by_week_no:
            weekdays = (WeekdayNum(Weekday(start.weekday())),)
        elif rule.freq is Frequency.MONTHLY:
            month_days = (start.day,)
        elif rule.freq is Frequency.YEARLY:
            month_days = (start.day,)
            months = months or (start.month,)
    return DateParts(
        rule.freq, months, rule.by_week_no, rule.by_year_day, month_days, weekdays,
        rule.wkst, rule.skip,
    )  # fmt: skip


_SAID = attrgetter(*DateParts._fields)


def _day_mask(parts: DateParts, kind: YearKind) -> int:
    """The days that every part lets in, and in the margins what a week or a SKIP needs there."""
    weeks, moves = bool(parts.by_week_no), parts.skip is not Skip.OMIT
    in_months = parts.freq is Frequency.MONTHLY or bool(parts.by_month)
    mask = -1
    if weeks:
        mask &= by_week_no(kind, parts.by_week_no, parts.wkst)
    if parts.by_year_day:
        mask &= by_year_day(kind, parts.by_year_day, parts.skip, wide=weeks)
    if parts.by_month_day:
        wide = weeks or bool(moves and parts.by_year_day)
        mask &= by_month_day(kind, parts.by_month_day, parts.by_month, parts.skip, wide=wide)
    if parts.by_month and not (parts.by_month_day and moves):
        mask &= by_month(kind, parts.by_month)
    if parts.by_day:
        weekdays = by_day(kind, parts.by_day, () if moves else parts.by_month, in_months=in_months)
        if moves:
            weekdays |= by_day_beyond(kind, parts.by_day, in_months=in_months)
        mask &= weekdays
    return mask


def dates_of_year(parts: DateParts, kind: YearKind) -> Offsets:
    """What `days_of_year` gives where a rule names days of months alone, without masks."""
    starts, days = kind.month_starts, parts.by_month_day
    return Offsets(
        tuple(
            starts[month - 1] + day - 1
            for month in parts.by_month or ALL_MONTHS
            for day in days
            if day <= starts[month] - starts[month - 1]
        )
    )


@lru_cache(2_000)
def days_of_year(parts: DateParts, kind: YearKind, positions: tuple[int, ...]) -> Offsets:
    """The days that a rule chooses in such a year; BYSETPOS picks in each YEARLY or MONTHLY set.

    Counted from 1 January. Where BYWEEKNO is there, those of the week-year (L20); where SKIP moves
    a day out of its year, that day too.
    """
    if parts.freq is Frequency.MONTHLY and (positions or parts.skip is not Skip.OMIT):
        months = parts.by_month or ALL_MONTHS
        each = (days_of_month(parts, kind, month, positions).days for month in months)
        return Offsets(tuple(sorted({day for days in each for day in days})))
    return Offsets(by_set_pos(tuple(days_of(_own_days(parts, kind))), positions))


def _own_days(parts: DateParts, kind: YearKind) -> int:
    mask = _day_mask(parts, kind)
    if parts.by_week_no:
        return mask & span(*week_year(kind, parts.wkst))
    if parts.by_year_day and parts.skip is not Skip.OMIT:
        return mask & span(-1, kind.days + 1)
    return mask & kind.own_days


@lru_cache(2_000)
def mask_of_year(parts: DateParts, kind: YearKind) -> int:
    """The days of such a year that a DAILY or shorter rule lets in, bit 0 being 1 January."""
    return (_day_mask(parts, kind) & kind.own_days) >> MARGIN


@lru_cache(10_000)
def days_of_month(
    parts: DateParts, kind: YearKind, month: int, positions: tuple[int, ...]
) -> Offsets:
    """The days that a MONTHLY rule chooses in one month of such a year, counted from 1 January."""
    if parts.by_month and month not in parts.by_month:
        return NONE
    first, end = kind.month(month)
    if parts.skip is Skip.OMIT:
        mask = _day_mask(parts, kind) & span(first, end)
    else:
        mask = _day_mask(parts._replace(by_month=(month,)), kind) & span(first - 1, end + 1)
    return Offsets(by_set_pos(tuple(days_of(mask)), positions))


@lru_cache(10_000)
def days_of_week(
    parts: DateParts, kind: YearKind, first: int, positions: tuple[int, ...]
) -> Offsets:
    """The days that a WEEKLY rule chooses in the week that starts on this day of such a year.

    Counted from the week's first day.
    """
    week = _day_mask(parts, kind) >> (first + MARGIN) & EVERY_DAY_OF_A_WEEK
    days = tuple(day for day in range(DAYS_PER_WEEK) if week >> day & 1)
    return Offsets(by_set_pos(days, positions))
