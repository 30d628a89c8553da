"""The text of a recurrence set: DTSTART, RRULE, RDATE, EXRULE and EXDATE (RFC 5545 3.8.5).

EXRULE is that of RFC 2445. Read lines may be folded, with names in any case and with parameters
of other programs, which are passed over.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, tzinfo
from itertools import groupby
from typing import Protocol

from scheduler.errors import InvalidValue
from scheduler.recurrence.frame import sayable
from scheduler.recurrence.moment_text import write_moment
from scheduler.recurrence.period import Period
from scheduler.recurrence.rule import Rule
from scheduler.recurrence.set_text.content_lines import write_lines
from scheduler.recurrence.set_text.periods import write_period
from scheduler.recurrence.set_text.property_values import Value
from scheduler.recurrence.set_text.reader import SetFields, SetReader
from scheduler.recurrence.zones import zone_name

__all__ = ["SetFields", "SetParts", "read_set", "write_set"]


_WALL = len("20270601T090000")


class SetParts(Protocol):
    """What the text of a set says; `RecurrenceSet` and `SetFields` have it."""

    @property
    def start(self) -> date:
        """DTSTART."""

    @property
    def rules(self) -> Iterable[Rule]:
        """Each RRULE."""

    @property
    def dates(self) -> Iterable[Value]:
        """Each value of RDATE."""

    @property
    def excluded(self) -> Iterable[date]:
        """Each value of EXDATE."""

    @property
    def excluded_rules(self) -> Iterable[Rule]:
        """Each EXRULE."""


def read_set(text: str | Iterable[str], *, tolerant: bool = False) -> SetFields:
    """What the lines of a set say, whatever their order.

    A tolerant reading forgives what real calendars send: what it does for a rule, VALUE and TZID
    that do not fit, dates and times of another kind than the start, other properties. Each thing
    forgiven is a finding with its line.
    Raises InvalidRecurrenceSet with every fault and its line, or the error of a fault that stands
    alone: InvalidRule, UnsupportedRule, UnknownTimeZone, InvalidValue.
    """
    if not isinstance(text, str):
        text = "\n".join(_lines_in(text))
    return SetReader(text, tolerant=tolerant).read()


def _lines_in(lines: Iterable[object]) -> Iterator[str]:
    if not hasattr(lines, "__iter__"):
        raise InvalidValue("the lines of a set", lines, "a str, or a list of them")
    for line in lines:
        if not isinstance(line, str):
            raise InvalidValue("a line of a set", line, "a str such as 'DTSTART:20270101'")
        yield line


def write_set(parts: SetParts) -> str:
    """The lines of a set, folded, which read_set reads as the same again.

    Values follow each other in one line while kind and zone stay the same. A time that clocks show
    for the second time is written in UTC, since its wall time means the first; so is one whose
    zone has no name. Raises InvalidValue for a start that is either, since it says the zone.
    """
    _require_sayable(parts.start)
    lines = [
        f"DTSTART{_parameters(parts.start)}:{_text(parts.start)}",
        *(f"RRULE:{rule}" for rule in parts.rules),
        *_lines_of("RDATE", parts.dates),
        *(f"EXRULE:{rule}" for rule in parts.excluded_rules),
        *_lines_of("EXDATE", parts.excluded),
    ]
    return write_lines(lines)


def _lines_of(name: str, values: Iterable[Value]) -> Iterator[str]:
    sayable = map(_sayable, values)
    for parameters, alike in groupby(sayable, key=_parameters):
        yield f"{name}{parameters}:{','.join(map(_text, alike))}"


def _sayable(value: Value) -> Value:
    """The value, in UTC where a wall time would mean another instant."""
    if isinstance(value, Period):
        if zone_name(value.start.tzinfo) is None and value.start.tzinfo is not None:
            return _in_utc(value)
        if _means_itself(value.start) and (value.end is None or _means_itself(value.end)):
            return value
        return Period(value.start.astimezone(UTC), end=value.ends.astimezone(UTC))
    return sayable(value)


def _in_utc(period: Period[datetime]) -> Period[datetime]:
    """The same period: where clocks never change, days are as long as in UTC."""
    end = period.end and period.end.astimezone(UTC)
    return replace(period, start=period.start.astimezone(UTC), end=end)


def _require_sayable(start: date) -> None:
    if isinstance(start, datetime) and not _means_itself(start):
        expected = "a start that clocks show for the first time, or one in UTC"
        raise InvalidValue("the start", start.isoformat(), expected)


def _means_itself(time: datetime) -> bool:
    return not time.fold or time.utcoffset() == time.replace(fold=0).utcoffset()


def _parameters(value: Value) -> str:
    if isinstance(value, Period):
        return f";VALUE=PERIOD{_tzid(value.start.tzinfo)}"
    return _tzid(value.tzinfo) if isinstance(value, datetime) else ";VALUE=DATE"


def _tzid(zone: tzinfo | None) -> str:
    if zone is None or zone is UTC:
        return ""
    name = zone_name(zone)
    if name is not None:
        return f";TZID={name}"
    raise InvalidValue("a time zone", str(zone), "UTC, or a zone by its IANA name")


def _text(value: Value) -> str:
    if isinstance(value, Period):
        return write_period(value)
    if not isinstance(value, datetime):
        return write_moment(value)
    if value.microsecond:
        raise InvalidValue("a time", value.isoformat(), "a time of whole seconds")
    return write_moment(value) if value.tzinfo is UTC else write_moment(value)[:_WALL]
