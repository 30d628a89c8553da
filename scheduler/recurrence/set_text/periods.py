"""Durations and periods as they are written (RFC 5545 3.3.6, 3.3.9)."""

import re
from datetime import UTC, datetime, timedelta, tzinfo

from scheduler.recurrence.moment_text import read_moment, write_moment
from scheduler.recurrence.period import Period

_NUMBER = "([0-9]{1,6})"
_TIME = f"T(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?"
_DURATION = re.compile(rf"\+?P(?:{_NUMBER}W|(?:{_NUMBER}D)?(?:{_TIME})?)")


def read_period(text: str, zone: tzinfo | None) -> Period[datetime]:
    """The period from a start to an end, or of a duration; its times are of a zone or in UTC.

    Raises ValueError where the text means none.
    """
    start, _, end = text.partition("/")
    begins = read_time(start, zone)
    if "P" in end:
        return Period(begins, duration=read_duration(end))
    return Period(begins, end=read_time(end, zone))


def read_time(text: str, zone: tzinfo | None) -> datetime:
    """The time that a text means, in the zone where it is not in UTC; ValueError for a date."""
    moment = read_moment(text)
    if not isinstance(moment, datetime):
        raise ValueError  # noqa: TRY004 -- a text that means no time
    return in_zone_if_local(moment, zone)


def in_zone_if_local(time: datetime, zone: tzinfo | None) -> datetime:
    """The time in the zone, unless it is in UTC; far faster than `replace`."""
    if zone is None or time.tzinfo is not None:
        return time
    return datetime.combine(time, time.time(), zone)


def read_duration(text: str) -> timedelta:
    """The time that a duration such as P1D or PT1H30M takes."""
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groups()):
        raise ValueError
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in match.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def write_period(period: Period[datetime]) -> str:
    """The text of a period, whose end is told in the zone of its start."""
    start = period.start
    if period.duration is not None:
        return f"{write_moment(_wall(start))}/{write_duration(period.duration)}"
    end = period.end if period.end is not None else start
    if start.tzinfo is not None:
        end = end.astimezone(start.tzinfo)
    return f"{write_moment(_wall(start))}/{write_moment(_wall(end))}"


def _wall(time: datetime) -> datetime:
    return time if time.tzinfo is UTC else time.replace(tzinfo=None)


def write_duration(duration: timedelta) -> str:
    """The shortest text of a duration of whole seconds."""
    minutes, seconds = divmod(duration.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    units = ((hours, "H"), (minutes, "M"), (seconds, "S"))
    clock = "".join(f"{number}{unit}" for number, unit in units if number)
    days = f"{duration.days}D" if duration.days else ""
    return f"P{days}T{clock}" if clock else f"P{days}"
