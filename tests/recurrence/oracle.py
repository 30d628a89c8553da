"""RFC 5545 3.3.10 by brute force: the judge of the engine, and nothing of the engine's.

Each interval of a rule is taken whole. Every day in it is held against each date part, every time
of day against each time part; BYSETPOS picks from what is left, then COUNT and UNTIL cut. Slow,
and meant to be believed at sight. The laws in brackets are numbered in docs/recurrence.md.
"""

import calendar
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import product

from tests.recurrence.oracle_reading import (
    DATE_PARTS,
    FIXED,
    TIME_PARTS,
    WEEKDAYS,
    Reading,
    read,
    until_of,
    wall,
)

DAY = timedelta(days=1)
LENGTHS = {
    "SECONDLY": timedelta(seconds=1),
    "MINUTELY": timedelta(minutes=1),
    "HOURLY": timedelta(hours=1),
    "DAILY": DAY,
    "WEEKLY": 7 * DAY,
}
MONDAYS = datetime.min  # noqa: DTZ901 -- the first day of year 1 is a Monday


def instances(text: str, start: date, low: date, high: date) -> list[date]:
    """The instances from `low` to before `high`, all of the start's kind."""
    rule = read(text, start)
    found = {
        resolved(candidate, start)
        for number in intervals(rule, wall(start), *walls_of(start, low, high))
        for candidate in chosen(candidates(rule, number), rule.parts.get("BYSETPOS"))
    }
    # Sorted by instant; nothing before DTSTART, nothing after UNTIL, COUNT of the rest [L13, L26].
    real_start, until = resolved(wall(start), start), until_of(rule, start)
    kept = [each for each in sorted(found, key=utc) if utc(real_start) <= utc(each)]
    kept = [each for each in kept if until is None or utc(each) <= utc(until)]
    return [each for each in kept[: rule.count] if utc(low) <= utc(each) < utc(high)]


# Intervals: numbered, so that every INTERVAL-th from DTSTART's own is a range [L24].


def intervals(rule: Reading, start: datetime, low: datetime, high: datetime) -> range:
    """The intervals that may hold instances of the window; with COUNT, all before it too."""
    # SKIP moves an instance over a border, so that one interval more is looked at on either side.
    every = range(number_of(rule, start), number_of(rule, high) + 2, rule.interval)
    if rule.count is not None:
        return every
    return every[max(0, (number_of(rule, low) - every.start) // rule.interval - 1) :]


def number_of(rule: Reading, when: datetime) -> int:
    if rule.freq == "YEARLY":
        by_weeks = "BYWEEKNO" in rule.parts  # then the interval is the week-year [L20]
        return week_year(when.date(), rule.wkst) if by_weeks else when.year
    if rule.freq == "MONTHLY":
        return when.year * 12 + when.month - 1
    weeks_from = timedelta(days=rule.wkst if rule.freq == "WEEKLY" else 0)
    return (when - MONDAYS - weeks_from) // LENGTHS[rule.freq]


def beginning(rule: Reading, number: int) -> datetime:
    if rule.freq == "YEARLY":
        by_weeks = "BYWEEKNO" in rule.parts
        first = first_week(number, rule.wkst) if by_weeks else date(number, 1, 1)
        return datetime.combine(first, time())
    if rule.freq == "MONTHLY":
        return datetime(number // 12, number % 12 + 1, 1)  # noqa: DTZ001 -- wall time
    weeks_from = timedelta(days=rule.wkst if rule.freq == "WEEKLY" else 0)
    return MONDAYS + weeks_from + number * LENGTHS[rule.freq]


@cache
def first_week(year: int, wkst: int) -> date:
    """The first day of week 1, the one with 4 January: at least four of its days follow [L19]."""
    fourth = date(year, 1, 4)
    return fourth - (fourth.weekday() - wkst) % 7 * DAY


def week_year(day: date, wkst: int) -> int:
    year = day.year
    if day < first_week(year, wkst):
        return year - 1
    return year + 1 if day >= first_week(year + 1, wkst) else year


# Candidates of one interval.


def candidates(rule: Reading, number: int) -> set[datetime]:
    days = list(days_of(rule, number))
    if not days:
        return set()
    times = [time(h, m, s) for h, m, s in product(*clock_numbers(rule, beginning(rule, number)))]
    return {datetime.combine(day, at) for at in times for day in days}


def clock_numbers(rule: Reading, begin: datetime) -> Iterator[set[int]]:
    """Hours, minutes and seconds: the interval's own if they are named, else all those named."""
    own = (begin.hour, begin.minute, begin.second)
    for place, part in enumerate(TIME_PARTS):
        named = {int(value) for value in rule.parts.get(part, {str(own[place])})}
        yield named & {own[place]} if place < FIXED.get(rule.freq, 0) else named


def days_of(rule: Reading, number: int) -> Iterator[date]:
    """The days of an interval that every date part names [L14], and those moved there by SKIP."""
    first, end = beginning(rule, number).toordinal(), beginning(rule, number + 1)
    parts = [part for part in DATE_PARTS if part in rule.parts]
    for day in map(date.fromordinal, range(first, (end - end.resolution).toordinal() + 1)):
        if all(named(rule, part, day) for part in parts):
            yield day
    if rule.skip != "OMIT" and rule.freq in {"MONTHLY", "YEARLY"}:
        for moved in moved_days(rule, number):
            if "BYDAY" not in rule.parts or named(rule, "BYDAY", moved):  # after SKIP [L50]
                yield moved


def named(rule: Reading, part: str, day: date) -> bool:
    return not rule.parts[part].isdisjoint(NAMES[part](rule, day))


def both_ways(number: int, many: int) -> set[str]:
    """The nth of so many, counted from the front and from the end [L18]."""
    return {str(number), str(number - many - 1)}


def names_by_month(_: Reading, day: date) -> set[str]:
    return {str(day.month)}


def names_by_week_no(rule: Reading, day: date) -> set[str]:
    year = week_year(day, rule.wkst)
    first, following = first_week(year, rule.wkst), first_week(year + 1, rule.wkst)
    return both_ways((day - first).days // 7 + 1, (following - first).days // 7)


def names_by_year_day(_: Reading, day: date) -> set[str]:
    return both_ways((day - date(day.year, 1, 1)).days + 1, year_length(day.year))


def names_by_month_day(_: Reading, day: date) -> set[str]:
    return both_ways(day.day, month_length(day))


def names_by_day(rule: Reading, day: date) -> set[str]:
    """Plain, and numbered within the month or the year: on the calendar [L17]."""
    weekday = WEEKDAYS[day.weekday()]
    if rule.freq == "MONTHLY" or "BYMONTH" in rule.parts:
        before, length = day.day - 1, month_length(day)
    else:
        before, length = (day - date(day.year, 1, 1)).days, year_length(day.year)
    after = length - before - 1
    return {weekday, f"{before // 7 + 1}{weekday}", f"-{after // 7 + 1}{weekday}"}


NAMES: dict[str, Callable[[Reading, date], set[str]]] = {
    "BYMONTH": names_by_month,
    "BYWEEKNO": names_by_week_no,
    "BYYEARDAY": names_by_year_day,
    "BYMONTHDAY": names_by_month_day,
    "BYDAY": names_by_day,
}


def month_length(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def year_length(year: int) -> int:
    return 366 if calendar.isleap(year) else 365


# SKIP of RFC 7529.


def moved_days(rule: Reading, number: int) -> Iterator[date]:
    """Where the days go that BYMONTHDAY or BYYEARDAY name and the month or year lacks [L50]."""
    begin = beginning(rule, number).date()
    if "BYYEARDAY" in rule.parts:
        yield from moved_out(rule, "BYYEARDAY", begin, year_length(begin.year))
        return
    months = [begin] if rule.freq == "MONTHLY" else [begin.replace(month=m) for m in range(1, 13)]
    for month in months:
        if "BYMONTH" not in rule.parts or named(rule, "BYMONTH", month):
            yield from moved_out(rule, "BYMONTHDAY", month, month_length(month))


def moved_out(rule: Reading, part: str, first: date, length: int) -> Iterator[date]:
    for value in rule.parts.get(part, ()):
        if abs(int(value)) > length:
            following = first + length * DAY if int(value) > 0 else first
            yield following if rule.skip == "FORWARD" else following - DAY


def chosen(found: set[datetime], positions: frozenset[str] | None) -> list[datetime]:
    """What BYSETPOS picks from the sorted set of one whole interval [L22]."""
    ordered = sorted(found)
    if positions is None:
        return ordered
    many = len(ordered)
    return [e for nth, e in enumerate(ordered, 1) if positions & both_ways(nth, many)]


# The three kinds of time.


def walls_of(start: date, low: date, high: date) -> tuple[datetime, datetime]:
    """The wall times that may mean an instant of the window: no gap is longer than a day."""
    zoned = isinstance(low, datetime) and low.tzinfo is not None
    return wall(low) - DAY if zoned else wall(low), wall(resolved(wall(high), start))


def resolved(candidate: datetime, start: date) -> date:
    """A wall time as a value of the start's kind.

    In a zone, a time in a gap takes the offset before the gap, one that occurs twice is the first
    (RFC 5545 3.3.5): just what Python says of fold=0. The way over UTC gives what clocks show.
    """
    if not isinstance(start, datetime):
        return candidate.date()
    if start.tzinfo is None:
        return candidate
    aware = candidate.replace(tzinfo=start.tzinfo, fold=0)
    return aware.astimezone(UTC).astimezone(start.tzinfo)


def utc(moment: date) -> date:
    """What orders moments: the instant, if they are in a zone."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(UTC)
    return moment
