"""What `scheduler rule` tells of a rule and its instances."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Literal

from scheduler.errors import UnansweredQuestion
from scheduler.papers.words import short_day
from scheduler.recurrence import Frequency, RecurrenceSet, Rule

Language = Literal["en", "fr"]
SUB_DAILY = frozenset({Frequency.HOURLY, Frequency.MINUTELY, Frequency.SECONDLY})
_LAST_OF_YEAR = (12, 31)


@dataclass(frozen=True)
class Instance:
    """One instance of a rule: its place from 1, and the days since the one before it.

    There are none where the rule counts hours, minutes or seconds.
    """

    number: int
    start: date
    weekday: str
    offset: str | None
    utc: datetime | None
    days_since: int | None

    @property
    def row(self) -> tuple[str, ...]:
        """The instance as a row of a table."""
        hour = _clock(self.start) if isinstance(self.start, datetime) else ""
        utc = "" if self.utc is None else f"{_day(self.utc)} {_clock(self.utc)}"
        since = "" if self.days_since is None else str(self.days_since)
        offset = self.offset or ""
        return (str(self.number), self.weekday, _day(self.start), hour, offset, utc, since)


@dataclass(frozen=True)
class RuleSheet:
    """A rule from a start: its words, its first instances, and whether they end."""

    rule: str
    start: date
    zone: str | None
    words: str
    instances: tuple[Instance, ...]
    is_finite: bool
    last: date | None
    first_year: int | None  # where it comes after 9999, which no date can say


def rule_sheet(
    rule: Rule, start: date, *, count: int, words: str, language: Language = "en"
) -> RuleSheet:
    """The sheet of a rule with so many of its instances."""
    series = RecurrenceSet(start, (rule,))
    listed = _numbered(islice(series, count), language, has_days=rule.freq not in SUB_DAILY)
    return RuleSheet(
        rule=str(rule),
        start=start,
        zone=str(start.tzinfo) if isinstance(start, datetime) and start.tzinfo else None,
        words=words,
        instances=tuple(listed),
        is_finite=series.is_finite,
        last=_last(series),
        first_year=None if series.first else series.explain(start).year_after,
    )


def _last(series: RecurrenceSet[date]) -> date | None:
    """The last instance; None where there is none, or none before the end of year 9999."""
    try:
        return series.last if series.is_finite else None
    except UnansweredQuestion:
        return None


def _numbered(moments: Iterator[date], language: Language, *, has_days: bool) -> Iterator[Instance]:
    from scheduler.recurrence.words.languages import language_of  # noqa: PLC0415 -- slow import

    spoken = language_of(language)
    before: date | None = None
    for number, moment in enumerate(moments, 1):
        offset, utc = _offset(moment)
        weekday = spoken.written("wkst", moment.weekday())
        since = moment.toordinal() - before.toordinal() if before and has_days else None
        yield Instance(number, moment, weekday, offset, utc, since)
        before = moment


def _offset(moment: date) -> tuple[str | None, datetime | None]:
    """The distance from UTC as it is written, and the time in UTC; nothing outside a zone."""
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        return None, None
    return moment.isoformat()[len("2027-06-01T09:00:00") :], moment.astimezone(UTC)


def days_of_year(rule: Rule, start: date, year: int) -> set[date]:
    """The days of a year on which the rule has an instance, however many it has on each."""
    series = RecurrenceSet(start, (rule,))
    found: set[date] = set()
    day = date(year, 1, 1)
    while True:
        opens = midnight(day, start)
        moment = opens if opens in series else series.after(opens)
        if moment is None or moment.year != year:
            return found
        day = date(moment.year, moment.month, moment.day)
        found.add(day)
        if (day.month, day.day) == _LAST_OF_YEAR:
            return found
        day += timedelta(days=1)


def midnight(day: date, start: date) -> date:
    """The first moment of a day, of the start's kind and zone."""
    if not isinstance(start, datetime):
        return day
    return datetime(day.year, day.month, day.day, tzinfo=start.tzinfo)


def _day(moment: date) -> str:
    return f"{moment.year:04}-{moment.month:02}-{moment.day:02}"


def shown(moment: date) -> str:
    """For example "Tue 9 Mar 2027", or with its time "Tue 9 Mar 2027, 09:00"."""
    day = short_day(moment)
    return f"{day}, {_clock(moment)}" if isinstance(moment, datetime) else day


def _clock(moment: datetime) -> str:
    """The time of day, with its seconds only where there are any."""
    return f"{moment:%H:%M}" + (f":{moment.second:02}" if moment.second else "")
