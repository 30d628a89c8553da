"""Elapsed time by hand: the law in code, for rules over the hours around a change of clocks."""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from scheduler.recurrence import Frequency, Rule, Weekday, WeekdayNum

UNIT = {Frequency.HOURLY: 3600, Frequency.MINUTELY: 60, Frequency.SECONDLY: 1}
ZERO, SECOND = timedelta(), timedelta(seconds=1)
BRUSSELS = ZoneInfo("Europe/Brussels")


def brussels(*fields: int, fold: int = 0) -> datetime:
    year, month, day, hour, minute = (*fields, 0, 0)[:5]
    return datetime(year, month, day, hour, minute, tzinfo=BRUSSELS, fold=fold)


# Zone, and a start some hours before its clocks change.
STARTS = {
    "Brussels, forward": brussels(2026, 3, 28, 23, 10),
    "Brussels, back": brussels(2026, 10, 24, 22, 50),
    "Lord Howe, half an hour forward": datetime(
        2026, 10, 3, 22, 15, tzinfo=ZoneInfo("Australia/Lord_Howe")
    ),
    "Lord Howe, half an hour back": datetime(
        2026, 4, 4, 22, 15, tzinfo=ZoneInfo("Australia/Lord_Howe")
    ),
    "Troll, two hours back": datetime(2026, 10, 24, 23, 30, tzinfo=ZoneInfo("Antarctica/Troll")),
    "Sao Paulo, back at midnight": datetime(
        2018, 2, 17, 20, 20, tzinfo=ZoneInfo("America/Sao_Paulo")
    ),
    "Samoa, without a day": datetime(2011, 12, 29, 20, tzinfo=ZoneInfo("Pacific/Apia")),
    "Monrovia, by minutes and seconds": datetime(
        1972, 1, 6, 21, 7, 11, tzinfo=ZoneInfo("Africa/Monrovia")
    ),
    "Dhaka, back on New Year's Eve": datetime(2009, 12, 31, 19, 40, tzinfo=ZoneInfo("Asia/Dhaka")),
}


@cache
def walk(start: datetime) -> list[tuple[int, int, datetime]]:
    """Each second of seven hours: since the start, the offset then, and what clocks show."""
    begin = start.astimezone(UTC)
    locals_ = [(begin + n * SECOND).astimezone(start.tzinfo) for n in range(7 * 3600)]
    return [(n, (each.utcoffset() or ZERO) // SECOND, each) for n, each in enumerate(locals_)]


def by_hand(rule: Rule, start: datetime) -> list[datetime]:
    """The law in code: each second of a span is let in or kept out by what clocks then show."""
    begin = (start.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // SECOND
    found = [
        local
        for since, offset, local in walk(start)
        if admits(rule, begin + offset, begin + offset + since, local)
    ]
    return found[: rule.count]


def admits(rule: Rule, first: int, now: int, local: datetime) -> bool:
    """`first` is the start's instant and `now` this one, both by the offset that holds now."""
    unit = UNIT[rule.freq]
    if (now // unit - first // unit) % rule.interval:
        return False
    minutes, seconds = rule.by_minute, rule.by_second
    if rule.freq is Frequency.HOURLY:
        minutes = minutes or (first // 60 % 60,)
    if rule.freq is not Frequency.SECONDLY:
        seconds = seconds or (first % 60,)
    return (
        (not seconds or local.second in seconds)
        and (not minutes or local.minute in minutes)
        and (not rule.by_hour or local.hour in rule.by_hour)
        and (not rule.by_day or WeekdayNum(Weekday(local.weekday())) in rule.by_day)
        and (not rule.by_month_day or admits_day(rule, local))
        and (not rule.by_month or local.month in rule.by_month)
    )


def admits_day(rule: Rule, local: datetime) -> bool:
    left = (local.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return local.day in rule.by_month_day or local.day - left.day - 1 in rule.by_month_day


def marked(values: list[datetime]) -> list[tuple[datetime, int]]:
    """With the mark that tells the second of two equal times, which == overlooks."""
    return [(value.replace(tzinfo=None), value.fold) for value in values]
