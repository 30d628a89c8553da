"""The text of a rule taken apart into its parts (RFC 5545 3.3.10)."""

from scheduler.errors import InvalidRule, RuleFault
from scheduler.recurrence.parts import Frequency, RuleParts, Weekday, WeekdayNum
from scheduler.recurrence.until import read_until
from scheduler.recurrence.validity import NAMES, Parts, require_usable

# Every value of every part, each written once, takes about 15,000 characters.
_LONGEST = 20_000


def read(text: str) -> RuleParts:
    """What a rule's text says; parts in any order and in any case.

    Raises InvalidRule with every fault of the text, or UnsupportedRule.
    """
    if len(text) > _LONGEST or not text.isascii():
        expected = f"at most {_LONGEST} characters, all of them ASCII"
        shown = f"{text[:40]}..." if len(text) > _LONGEST else text
        raise InvalidRule(shown, [RuleFault("RRULE", f"{len(text)} characters", expected)])
    parts, faults = _split(text.upper())
    require_usable(text, parts, faults)
    return _fields(parts)


def _split(text: str) -> tuple[dict[str, str], list[RuleFault]]:
    parts: dict[str, str] = {}
    faults: list[RuleFault] = []
    for piece in text.split(";"):
        name, equals, value = piece.partition("=")
        if not equals or name not in NAMES:
            expected = f"NAME=VALUE, with a name of: {', '.join(sorted(NAMES))}"
            faults.append(RuleFault(name or "an empty part", value, expected))
        elif name in parts:
            expected = f"{name} once; it is already {parts[name]}"
            faults.append(RuleFault(name, value, expected))
        else:
            parts[name] = value
    return parts, faults


def _fields(parts: Parts) -> RuleParts:
    """The values of valid parts."""
    return RuleParts(
        freq=Frequency(parts["FREQ"]),
        interval=int(parts.get("INTERVAL", "1")),
        by_month=_numbers(parts, "BYMONTH"),
        by_week_no=_numbers(parts, "BYWEEKNO"),
        by_year_day=_numbers(parts, "BYYEARDAY"),
        by_month_day=_numbers(parts, "BYMONTHDAY"),
        by_day=_weekdays(parts.get("BYDAY", "")),
        by_hour=_numbers(parts, "BYHOUR"),
        by_minute=_numbers(parts, "BYMINUTE"),
        by_second=_numbers(parts, "BYSECOND"),
        by_set_pos=_numbers(parts, "BYSETPOS"),
        wkst=Weekday[parts.get("WKST", "MO")],
        count=int(parts["COUNT"]) if "COUNT" in parts else None,
        until=read_until(parts.get("UNTIL", "")),
    )


def _numbers(parts: Parts, name: str) -> tuple[int, ...]:
    return tuple(map(int, parts[name].split(","))) if name in parts else ()


def _weekdays(text: str) -> tuple[WeekdayNum, ...]:
    values = text.split(",") if text else []
    return tuple(WeekdayNum(Weekday[value[-2:]], int(value[:-2] or 0)) for value in values)
