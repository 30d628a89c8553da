"""The rules that dates might follow: a small number, each to be tried.

A rule is read off the dates: the distances between them give its interval, and what they have in
common (month, weekday, place in the month, the year or the week) its BY parts. Every part is
written out, so that the rule means the same from any of its dates.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain
from math import gcd, isqrt
from typing import TypeVar

from scheduler.recurrence.inverse.places import (
    month_day,
    month_length,
    nth_of_year,
    nth_weekday,
    position,
    week,
    year_day,
)
from scheduler.recurrence.inverse.simplicity import WEEKEND, WORKDAYS
from scheduler.recurrence.parts import Frequency, Weekday, WeekdayNum
from scheduler.recurrence.rule_parts import RuleParts

Value = TypeVar("Value", int, WeekdayNum)
_UNITS = (
    (Frequency.HOURLY, timedelta(hours=1)),
    (Frequency.MINUTELY, timedelta(minutes=1)),
    (Frequency.SECONDLY, timedelta(seconds=1)),
)
_ALL_MONTHS = 12
_SHORTEST_MONTH = 28
_WEEK = 7
_FEW = 4
_SHORTEST_RUN = 3


def rules_of(moments: Sequence[date]) -> Iterator[RuleParts]:
    """The rules to try for dates or wall times, which are in order and without repeats."""
    days = list(dict.fromkeys(date(each.year, each.month, each.day) for each in moments))
    times = sorted({each.time() for each in moments if isinstance(each, datetime)})
    if len(times) <= 1:
        yield from rules_of_days(days)
        return
    clock = clock_of(times)
    if clock is not None:
        for rule in rules_of_days(days):
            yield rule.with_parts(
                by_hour=clock.by_hour, by_minute=clock.by_minute, by_second=clock.by_second
            )
    yield _within_days([each for each in moments if isinstance(each, datetime)])


def clock_of(times: Sequence[time]) -> RuleParts | None:
    """The times of day as BYHOUR, BYMINUTE and BYSECOND.

    None where these combine to more times, which would take long to try and never fit.
    """
    hours = tuple(sorted({each.hour for each in times}))
    minutes = tuple(sorted({each.minute for each in times}))
    seconds = tuple(sorted({each.second for each in times}))
    if len(hours) * len(minutes) * len(seconds) != len(times):
        return None
    return RuleParts(
        Frequency.DAILY,
        by_hour=hours,
        by_minute=minutes if len(minutes) > 1 else (),
        by_second=seconds if len(seconds) > 1 else (),
    )


def _within_days(times: Sequence[datetime]) -> RuleParts:
    """The same distance in hours, minutes or seconds all along."""
    seconds = gcd(*((each - times[0]) // timedelta(seconds=1) for each in times))
    step = timedelta(seconds=seconds)
    freq, unit = next((freq, unit) for freq, unit in _UNITS if not step % unit)
    return RuleParts(freq, interval=step // unit)


def rules_of_days(days: Sequence[date]) -> Iterator[RuleParts]:
    """The rules to try for days, which are in order and without repeats."""
    yield from _daily(days)
    yield from _weekly(days)
    months = _intervals(each.year * _ALL_MONTHS + each.month for each in days)
    years = _intervals(each.year for each in days)
    for rule in _chosen_of_month(days):
        yield from (rule.with_parts(interval=interval) for interval in months)
        if not _is_one_stretch(days):
            yield from _in_months(rule, _months(days), years)
    for rule in _chosen_of_year(days):
        yield from (rule.with_parts(interval=interval) for interval in years)
    yield from _in_weeks(days)


def _daily(days: Sequence[date]) -> Iterator[RuleParts]:
    interval = _interval(each.toordinal() for each in days)
    yield RuleParts(Frequency.DAILY, interval=interval)
    yield from _seasonal(RuleParts(Frequency.DAILY), days)


def _weekly(days: Sequence[date]) -> Iterator[RuleParts]:
    rule = RuleParts(Frequency.WEEKLY, by_day=_plain(_weekdays(days)))
    monday, sunday = (
        _interval((each.toordinal() - 1 + shift) // _WEEK for each in days) for shift in (0, 1)
    )
    yield rule.with_parts(interval=monday)
    if sunday != 1 and len(rule.by_day) > 1:
        yield rule.with_parts(interval=sunday, wkst=Weekday.SU)
    yield from _seasonal(rule, days)


def _seasonal(rule: RuleParts, days: Sequence[date]) -> Iterator[RuleParts]:
    """The rule in some months only, where more than one year shows that they are the same."""
    months = _months(days)
    if len(months) < _ALL_MONTHS and days[0].year != days[-1].year:
        yield rule.with_parts(by_month=months)


def _in_months(
    rule: RuleParts, months: tuple[int, ...], years: Iterable[int]
) -> Iterator[RuleParts]:
    """A monthly rule in certain months of every so many years."""
    if len(months) == _ALL_MONTHS:
        return
    if rule.by_set_pos and len(months) > 1:
        # In a yearly rule the position would be counted through all these months together.
        yield rule.with_parts(by_month=months)
        return
    for interval in years:
        yield rule.with_parts(freq=Frequency.YEARLY, interval=interval, by_month=months)


def _is_one_stretch(days: Sequence[date]) -> bool:
    """True for months that follow each other once, which need not be the same in any other year."""
    months = _months(days)
    is_run = len(months) == months[-1] - months[0] + 1
    return is_run and len(months) >= _SHORTEST_RUN and days[0].year == days[-1].year


def _chosen_of_month(days: Sequence[date]) -> Iterator[RuleParts]:
    """What may choose these days of their months, as rules for every month."""
    monthly = RuleParts(Frequency.MONTHLY)
    weekdays = _weekdays(days)
    for numbers in _selections([month_day(each) for each in days]):
        yield monthly.with_parts(by_month_day=numbers)
    yield from _day_or_last(days)
    for nth in _selections([nth_weekday(each) for each in days]):
        yield monthly.with_parts(by_day=nth)
    repeated = max(1, len(days) // 2)
    if len(weekdays) <= repeated:
        for numbers in _runs(sorted({each.day for each in days})):
            yield monthly.with_parts(by_month_day=numbers, by_day=_plain(weekdays))
    for group in _groups(weekdays, repeated):
        for positions in _selections([position(each, group) for each in days]):
            yield monthly.with_parts(by_day=_plain(group), by_set_pos=positions)


def _day_or_last(days: Sequence[date]) -> Iterator[RuleParts]:
    """A day such as the 30th, or the last day of a month that is shorter."""
    latest = max(each.day for each in days)
    if latest > _SHORTEST_MONTH and all(each.day in {latest, month_length(each)} for each in days):
        run = tuple(range(_SHORTEST_MONTH, latest + 1))
        yield RuleParts(Frequency.MONTHLY, by_month_day=run, by_set_pos=(-1,))


def _groups(weekdays: tuple[Weekday, ...], most: int) -> Iterator[tuple[Weekday, ...]]:
    """The groups of weekdays among which a day may be counted: usual ones, or a few that repeat."""
    for group in (WORKDAYS, WEEKEND):
        if set(weekdays) <= set(group):
            yield group
    if 1 < len(weekdays) <= min(most, len(WORKDAYS) - 1) and weekdays != WEEKEND:
        yield weekdays


def _chosen_of_year(days: Sequence[date]) -> Iterator[RuleParts]:
    """What may choose these days of their years, without regard to months."""
    yearly = RuleParts(Frequency.YEARLY)
    for numbers in _selections([year_day(each) for each in days]):
        yield yearly.with_parts(by_year_day=numbers)
    for nth in _selections([nth_of_year(each) for each in days]):
        yield yearly.with_parts(by_day=nth)


def _in_weeks(days: Sequence[date]) -> Iterator[RuleParts]:
    """Weekdays of numbered weeks, in every so many years of whole weeks."""
    rule = RuleParts(Frequency.YEARLY, by_day=_plain(_weekdays(days)))
    years = _intervals(each.isocalendar().year for each in days)
    for weeks in _selections([week(each) for each in days]):
        for interval in years:
            yield rule.with_parts(interval=interval, by_week_no=weeks)


# What many days have in common.


def _weekdays(days: Iterable[date]) -> tuple[Weekday, ...]:
    return tuple(sorted({Weekday(each.weekday()) for each in days}))


def _months(days: Iterable[date]) -> tuple[int, ...]:
    return tuple(sorted({each.month for each in days}))


def _plain(weekdays: Iterable[Weekday]) -> tuple[WeekdayNum, ...]:
    return tuple(map(WeekdayNum, weekdays))


def _selections(places: Sequence[tuple[Value, Value]]) -> Iterator[tuple[Value, ...]]:
    """The values that choose all of these: from the front, from the end, or some of both.

    Only where values repeat: a rule that names each of its dates says nothing.
    """
    most = max(2, len(places) // 2)
    front, back = zip(*places, strict=True)
    found = (tuple(sorted(set(front))), tuple(sorted(set(back))), _fewest(places))
    yield from (values for values in dict.fromkeys(found) if 0 < len(values) <= most)


def _fewest(places: Sequence[tuple[Value, Value]]) -> tuple[Value, ...]:
    """A few values, of both counts, one of which each place has: the commonest first.

    Of values that serve as well, the last of all goes before the 31st, and the 17th before the 15th
    from the end. Empty where it would take more than a few.
    """
    chosen: list[Value] = []
    left = list(places)
    while left and len(chosen) < _FEW:
        counts = Counter(chain.from_iterable(left))
        best = max(counts, key=lambda value: (counts[value], _plainness(value)))
        chosen.append(best)
        left = [place for place in left if best not in place]
    return () if left else tuple(sorted(chosen))


def _plainness(value: int | WeekdayNum) -> int:
    """The higher, the sooner people count so: the first and the last, then from the front."""
    number = value.ordinal if isinstance(value, WeekdayNum) else value
    return 2 if number in {1, -1} else int(number > 0)


def _runs(numbers: list[int]) -> Iterator[tuple[int, ...]]:
    """The numbers, at most a week of them, and the run from the least to the greatest."""
    if len(numbers) > _WEEK:
        return
    yield tuple(numbers)
    run = tuple(range(numbers[0], numbers[-1] + 1))
    if len(numbers) < len(run) <= _WEEK:
        yield run


def _interval(places: Iterable[int]) -> int:
    """The greatest interval that all places share."""
    first, *others = places
    return gcd(*(each - first for each in others)) or 1


def _intervals(places: Iterable[int]) -> list[int]:
    """All intervals that the places share, for rules that miss some of their periods."""
    greatest = _interval(places)
    lesser = [each for each in range(1, isqrt(greatest) + 1) if not greatest % each]
    return sorted({*lesser, *(greatest // each for each in lesser)})
