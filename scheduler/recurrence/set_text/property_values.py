"""The dates, times and periods of a property, with its VALUE and TZID (RFC 5545 3.2.19, 3.2.20)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from scheduler.errors import InvalidValue, UnknownTimeZone
from scheduler.recurrence.moment_text import read_moment
from scheduler.recurrence.period import Period
from scheduler.recurrence.rule_text.judgement import shortened
from scheduler.recurrence.set_text.content_lines import ContentLine
from scheduler.recurrence.set_text.periods import in_zone_if_local, read_period
from scheduler.recurrence.set_text.reading import Reading

Value = date | Period[datetime]

_LONGEST_NAME = len(("America", "Argentina", "Ushuaia"))
_MOST_BAD = 10

_USUAL = "DATE-TIME"
_EXAMPLES = {
    "DATE": ";VALUE=DATE:20270601",
    _USUAL: ":20270601T090000",
    "PERIOD": ";VALUE=PERIOD:20270601T090000/PT3H",
}


def read_values(line: ContentLine, kinds: Sequence[str], reading: Reading) -> list[Value]:
    """The values of a line, in its order; `kinds` are those that its property may hold.

    Raises InvalidValue for text that means none, UnknownTimeZone.
    """
    zone = _zone(line, reading)
    values: list[Value] = []
    bad: list[str] = []
    for text in line.value.upper().split(","):
        value = _read(text, zone)
        if value is not None and _kind(value) in kinds:
            values.append(value)
        elif len(bad) < _MOST_BAD:
            bad.append(text)
        else:
            break
    if bad:
        expected = " or ".join(f"{line.name}{_EXAMPLES[kind]}" for kind in kinds)
        raise InvalidValue(line.name, shortened(",".join(bad)), f"values as in {expected}")
    _require_declared(line, values, reading)
    _require_local(line, values, zone, reading)
    return values


def _read(text: str, zone: tzinfo | None) -> Value | None:
    """The value that a text means, local times in the zone; None if it means none."""
    try:
        if "/" in text:
            return read_period(text, zone)
        moment = read_moment(text)
    except InvalidValue:
        raise
    except ValueError:
        return None
    return in_zone_if_local(moment, zone) if isinstance(moment, datetime) else moment


def _kind(value: Value) -> str:
    if isinstance(value, Period):
        return "PERIOD"
    return _USUAL if isinstance(value, datetime) else "DATE"


def _require_declared(line: ContentLine, values: Iterable[Value], reading: Reading) -> None:
    """VALUE says what kind the values are of."""
    declared = line.parameters.get("VALUE", _USUAL).upper()
    others = sorted({_kind(value) for value in values} - {declared})
    if others:
        why = f"VALUE={declared}" if "VALUE" in line.parameters else "there is no VALUE"
        example = f"{others[0]} is written {line.name}{_EXAMPLES[others[0]]}"
        expected = f"{declared}, since {why}; {example}"
        refusal = InvalidValue(line.name, shortened(line.value), expected)
        reading.forgive(line.number, f"{line.name} was read as {' and '.join(others)}", refusal)


def _require_local(
    line: ContentLine, values: Iterable[Value], zone: tzinfo | None, reading: Reading
) -> None:
    """TZID stands beside local times alone."""
    if zone is None or all(_is_in(zone, value) for value in values):
        return
    expected = f"no TZID={line.parameters['TZID']} beside a date or a time in UTC"
    refusal = InvalidValue(line.name, shortened(line.value), expected)
    reading.forgive(line.number, f"TZID was passed over where {line.name} has its own", refusal)


def _is_in(zone: tzinfo, value: Value) -> bool:
    moment = value.start if isinstance(value, Period) else value
    return isinstance(moment, datetime) and moment.tzinfo is zone


def _zone(line: ContentLine, reading: Reading) -> tzinfo | None:
    """The zone that TZID names; behind a slash stands another one's name for it."""
    name = line.parameters.get("TZID")
    if name is None:
        return None
    if (zone := _known_zone(name)) is not None:
        return zone
    unknown = UnknownTimeZone(shortened(name))
    words = name.split("/")
    for count in range(_LONGEST_NAME, 0, -1):
        behind = "/".join(words[-count:])
        if (zone := _known_zone(behind)) is not None:
            reading.forgive(line.number, f"TZID={shortened(name)} was read as {behind}", unknown)
            return zone
    raise unknown


@lru_cache
def _known_zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no zone, no name, or the name of a folder
        return None
