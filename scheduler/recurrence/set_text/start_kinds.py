"""The dates and times of a set's text beside its start: of one kind, or forgiven and made so."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice

from scheduler.errors import InvalidValue
from scheduler.recurrence.instances import Instances
from scheduler.recurrence.period import Period
from scheduler.recurrence.rule import Rule
from scheduler.recurrence.set_text.content_lines import ContentLine
from scheduler.recurrence.set_text.periods import in_zone_if_local
from scheduler.recurrence.set_text.property_values import Value
from scheduler.recurrence.set_text.reading import Reading
from scheduler.recurrence.zones import in_zone, kind_of_time, require_kind

# What a text may ask of its rules; more than that is no calendar of meetings.
_MOST_QUESTIONS = 1000
_MOST_A_DAY = 100


def moment_of(value: Value) -> date:
    """The start of a period; any other value itself."""
    return value.start if isinstance(value, Period) else value


def of_one_kind(
    line: ContentLine, values: Sequence[Value], start: date, reading: Reading
) -> Sequence[Value]:
    """The values of a line as the kind of the start wants them.

    Raises InvalidValue for other ones, unless the reading is tolerant.
    """
    refusal = _refusal(line, values, start)
    if refusal is None:
        return values
    if any(isinstance(value, Period) for value in values):
        raise refusal
    said = f"{line.name} was read as {kind_of_time(start)}, because the start is one"
    reading.forgive(line.number, said, refusal)
    return [_as_kind_of(start, moment_of(value)) for value in values]


def with_days_filled(
    line: ContentLine,
    values: Sequence[Value],
    start: datetime,
    instances_of: Callable[[date], Iterable[date]],
    reading: Reading,
) -> Sequence[Value]:
    """The values of a line, each date among them as the instances of that day.

    Raises InvalidValue for a date beside a start with a time, unless the reading is tolerant.
    """
    refusal = _refusal(line, [each for each in values if not isinstance(each, datetime)], start)
    if refusal is None:
        return values
    said = f"{line.name} was read as all that is on its days, because the start is a time"
    reading.forgive(line.number, said, refusal)
    filled = list[Value]()
    for value in values:
        filled += [value] if isinstance(value, datetime) else instances_of(moment_of(value))
    return filled


class DaysOfSet:
    """What a set has on each day, as the zone of its start counts days."""

    def __init__(self, start: datetime, rules: Iterable[Rule], dates: Iterable[Value]) -> None:
        self._zone = start.tzinfo
        self._rules = [Instances(rule, start) for rule in rules]
        self._dates: dict[date, list[date]] = defaultdict(list)
        for value in (start, *map(moment_of, dates)):
            if isinstance(value, datetime):
                local = in_zone("RDATE", value, self._zone) if self._zone else value
                self._dates[local.date()].append(value)
        self._questions_left = _MOST_QUESTIONS

    def instances(self, day: date) -> list[date]:
        """The instances of one day; raises InvalidValue where too much is asked."""
        low = datetime.combine(day, time(), self._zone)
        high = low + timedelta(days=1) if day < date.max else None
        found = list(self._dates.get(day, ()))
        for rule in self._rules:
            found += islice(rule.ascending(low, high), _MOST_A_DAY)
        self._questions_left -= len(self._rules) + 1
        if len(found) >= _MOST_A_DAY or self._questions_left < 0:
            expected = "times, where a text has so many dates or so many instances on a day"
            raise InvalidValue("EXDATE", day.isoformat(), expected)
        return found


def _refusal(line: ContentLine, values: Iterable[Value], start: date) -> InvalidValue | None:
    """What refuses the first value of another kind; None if all are of the start's kind."""
    try:
        for value in values:
            require_kind(line.name, moment_of(value), start)
    except InvalidValue as refusal:
        return refusal
    return None


def _as_kind_of(start: date, value: date) -> date:
    """A date gets the start's time of day; a time keeps what its clock shows."""
    if not isinstance(start, datetime):
        return value.date() if isinstance(value, datetime) else value
    if not isinstance(value, datetime):
        return datetime.combine(value, start.time(), start.tzinfo)
    zone = start.tzinfo
    return value.replace(tzinfo=None) if zone is None else in_zone_if_local(value, zone)
