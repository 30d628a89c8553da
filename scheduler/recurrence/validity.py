"""What makes the parts of a rule valid (RFC 5545 3.3.10), and which valid ones are supported.

Parts arrive as they are written, name to value in upper case, so that a rule read from text and a
rule built in code are judged by the same sentences.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scheduler.errors import InvalidRule, RuleFault, UnsupportedRule
from scheduler.recurrence.parts import Frequency, Weekday
from scheduler.recurrence.until import read_until

Parts = Mapping[str, str]

_DIGITS = 15
_UNSIGNED = re.compile(rf"[0-9]{{1,{_DIGITS}}}")
_SIGNED = re.compile(rf"[+-]?[0-9]{{1,{_DIGITS}}}")
_WEEKDAYS = "|".join(day.name for day in Weekday)
_WEEKDAY_NUM = re.compile(rf"(?:([+-]?[0-9]{{1,2}}))?(?:{_WEEKDAYS})")
_CALENDAR = re.compile(r"[A-Z0-9-]+")


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The numbers that a part may hold: one or a list, up to `high`, some also counted back."""

    low: int
    high: int
    signed: bool = False
    several: bool = True

    def allows(self, text: str) -> bool:
        spelling = _SIGNED if self.signed else _UNSIGNED
        if not spelling.fullmatch(text):
            return False
        number = abs(int(text)) if self.signed else int(text)
        return self.low <= number <= self.high

    @property
    def expected(self) -> str:
        noun = "numbers" if self.several else "a whole number"
        back = f" or from -{self.high} to -{self.low}" if self.signed else ""
        return f"{noun} from {self.low} to {self.high}{back}"


_MOST = 10**_DIGITS - 1
_NUMBERS = {
    "INTERVAL": _Numbers(1, _MOST, several=False),
    "COUNT": _Numbers(1, _MOST, several=False),
    "BYSECOND": _Numbers(0, 60),
    "BYMINUTE": _Numbers(0, 59),
    "BYHOUR": _Numbers(0, 23),
    "BYMONTHDAY": _Numbers(1, 31, signed=True),
    "BYYEARDAY": _Numbers(1, 366, signed=True),
    "BYWEEKNO": _Numbers(1, 53, signed=True),
    "BYMONTH": _Numbers(1, 12),
    "BYSETPOS": _Numbers(1, 366, signed=True),
}
_CHOICES = {
    "FREQ": tuple(Frequency),
    "WKST": tuple(day.name for day in Weekday),
    "SKIP": ("OMIT", "BACKWARD", "FORWARD"),
}
NAMES = (*_NUMBERS, *_CHOICES, "BYDAY", "UNTIL", "RSCALE")

_SUPPORTED_FREQUENCIES = (Frequency.YEARLY, Frequency.MONTHLY)
_SUPPORTED_PARTS = (
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST",
)  # fmt: skip


def require_usable(text: str, parts: Parts, faults: Sequence[RuleFault] = ()) -> None:
    """Refuse parts that are invalid, with every fault after those given; then unsupported ones."""
    found = tuple(dict.fromkeys((*faults, *_faults(parts))))
    if found:
        raise InvalidRule(text, found)
    for part, value in parts.items():
        if part not in _SUPPORTED_PARTS:
            raise UnsupportedRule(part, value, ", ".join(_SUPPORTED_PARTS))
    if parts["FREQ"] not in _SUPPORTED_FREQUENCIES:
        raise UnsupportedRule("FREQ", parts["FREQ"], ", ".join(_SUPPORTED_FREQUENCIES))


def _faults(parts: Parts) -> Iterator[RuleFault]:
    if "FREQ" not in parts:
        yield RuleFault("FREQ", "", f"one FREQ in every rule: {', '.join(Frequency)}")
    for part, value in parts.items():
        yield from _value_faults(part, value, calendar=parts.get("RSCALE"))
    yield from _ending_faults(parts)
    yield from _frequency_faults(parts)
    yield from _company_faults(parts)


def _value_faults(part: str, value: str, calendar: str | None) -> Iterator[RuleFault]:
    """The faults of one part by itself (L4, L5)."""
    if part == "BYMONTH" and calendar is not None:
        return  # RFC 7529 also has leap months here
    if part in _NUMBERS:
        numbers = _NUMBERS[part]
        given = value.split(",") if numbers.several else [value]
        yield from _refused(part, [v for v in given if not numbers.allows(v)], numbers.expected)
    elif part in _CHOICES:
        bad = [value] if value not in _CHOICES[part] else []
        yield from _refused(part, bad, f"one of {', '.join(_CHOICES[part])}")
    elif part == "BYDAY":
        bad = [v for v in value.split(",") if not _is_weekday_num(v)]
        yield from _refused(part, bad, "weekdays such as MO, 1TU or -1FR, numbered 1 to 53")
    elif part == "UNTIL" and read_until(value) is None:
        expected = "a date or a time such as 20271231, 20271231T090000 or 20271231T080000Z"
        yield RuleFault(part, value, expected)
    elif part == "RSCALE" and not _CALENDAR.fullmatch(value):
        yield RuleFault(part, value, "the name of a calendar, such as GREGORIAN")


def _refused(part: str, bad: Iterable[str], expected: str) -> Iterator[RuleFault]:
    listed = list(bad)
    if listed:
        yield RuleFault(part, ",".join(listed), expected)


def _is_weekday_num(text: str) -> bool:
    match = _WEEKDAY_NUM.fullmatch(text)
    return match is not None and (match[1] is None or _Numbers(1, 53, signed=True).allows(match[1]))


def _ending_faults(parts: Parts) -> Iterator[RuleFault]:
    """COUNT and UNTIL do not stand together (L3)."""
    if "COUNT" in parts and "UNTIL" in parts:
        expected = f"no COUNT beside UNTIL={parts['UNTIL']}: a rule ends by one of the two"
        yield RuleFault("COUNT", parts["COUNT"], expected)


_FORBIDDEN = {
    "BYWEEKNO": ("BYWEEKNO only with FREQ=YEARLY", frozenset(Frequency) - {Frequency.YEARLY}),
    "BYYEARDAY": (
        "no BYYEARDAY with FREQ=DAILY, WEEKLY or MONTHLY",
        frozenset({Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY}),
    ),
    "BYMONTHDAY": ("no BYMONTHDAY with FREQ=WEEKLY", frozenset({Frequency.WEEKLY})),
}


def _frequency_faults(parts: Parts) -> Iterator[RuleFault]:
    """Parts that the frequency does not take (L9, L10)."""
    frequency = parts.get("FREQ")
    for part, (expected, frequencies) in _FORBIDDEN.items():
        if part in parts and frequency in frequencies:
            yield RuleFault(part, parts[part], expected)
    days = parts.get("BYDAY", "")
    if not any(letter.isdigit() for letter in days) or frequency not in tuple(Frequency):
        return
    if frequency not in (Frequency.MONTHLY, Frequency.YEARLY):
        yield RuleFault("BYDAY", days, "numbered weekdays only with FREQ=MONTHLY or YEARLY")
    elif frequency == Frequency.YEARLY and "BYWEEKNO" in parts:
        expected = f"no numbered weekdays beside BYWEEKNO={parts['BYWEEKNO']}"
        yield RuleFault("BYDAY", days, expected)


def _company_faults(parts: Parts) -> Iterator[RuleFault]:
    """Parts that need another one beside them (L11, L48)."""
    others = [part for part in parts if part.startswith("BY") and part != "BYSETPOS"]
    if "BYSETPOS" in parts and not others:
        expected = "another BY part beside BYSETPOS, such as BYDAY, to choose from"
        yield RuleFault("BYSETPOS", parts["BYSETPOS"], expected)
    if "SKIP" in parts and "RSCALE" not in parts:
        yield RuleFault("SKIP", parts["SKIP"], "RSCALE beside SKIP (RFC 7529)")
