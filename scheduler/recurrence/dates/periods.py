"""The numbers of the years, months and weeks that INTERVAL counts, of any year (RFC 5545 3.3.10).

Month 0 is January of year 0, and week 0 the first that begins in year 1.
"""

from datetime import date

from scheduler.recurrence.dates.by_week_no import week_year
from scheduler.recurrence.dates.date_parts import DateParts
from scheduler.recurrence.dates.gregorian import (
    DAYS_PER_CYCLE,
    DAYS_PER_WEEK,
    FIRST_DAY,
    MONTHS_PER_YEAR,
    YEARS_PER_CYCLE,
    kind_of,
    new_year,
    year_of,
)
from scheduler.recurrence.parts import Frequency, Weekday
from scheduler.recurrence.rule_parts import RuleParts


def period_of(rule: RuleParts | DateParts, day: int) -> int:
    """The number of the period of FREQ that holds a day; a day's own is its ordinal."""
    if rule.freq is Frequency.YEARLY:
        return week_year_of(day, rule.wkst) if rule.by_week_no else year_of(day)
    if rule.freq is Frequency.MONTHLY:
        return month_of(day)
    if rule.freq is Frequency.WEEKLY:
        return week_of(day, rule.wkst)
    return day


def week_year_of(day: int, wkst: Weekday) -> int:
    """The year to which the week of a day belongs: with most of its days (L19)."""
    year = year_of(day)
    start, end = week_year(kind_of(year), wkst)
    offset = day - new_year(year)
    return year - (offset < start) + (offset >= end)


def month_of(day: int) -> int:
    """The number of the month that holds a day."""
    cycles, rest = divmod(day - 1, DAYS_PER_CYCLE)
    when = date.fromordinal(rest + 1)
    return month_number(cycles * YEARS_PER_CYCLE + when.year, when.month)


def month_number(year: int, month: int) -> int:
    """The number of a month of a year; 1 is January."""
    return year * MONTHS_PER_YEAR + month - 1


def week_of(day: int, wkst: Weekday) -> int:
    """The number of the week that holds a day."""
    return (day - FIRST_DAY - wkst) // DAYS_PER_WEEK


def first_of_week(week: int, wkst: Weekday) -> int:
    """The day that a week begins with."""
    return week * DAYS_PER_WEEK + FIRST_DAY + wkst
