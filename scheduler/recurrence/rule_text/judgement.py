"""What is wrong with a rule, all of it at once; looked for only where something is."""

from collections.abc import Iterable
from typing import Any

from scheduler.errors import InvalidRule, RuleFault
from scheduler.recurrence.rule_text.part_table import PARTS, Part
from scheduler.recurrence.rule_text.part_values import OTHER_CALENDARS
from scheduler.recurrence.rule_text.validity import contradictions, settled

Given = dict[str, list[str]]
"""The values of each part as they are written, by the name of the part."""

LONGEST = 20_000
"""The most characters of a rule: every value of every part, each once, takes about 15,000."""

_FREQ = PARTS["FREQ"]
_MOST_PARTS = 100
_NAMES = f"NAME=VALUE, with a name of: {', '.join(sorted(PARTS))}"
_LONGEST_SHOWN = 200
# Other calendars have other months, and years of other lengths (RFC 7529).
_BY_CALENDAR = frozenset({"BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"})


def take_apart(text: str) -> tuple[Given, list[RuleFault]]:
    """The parts of a text, and a fault for each piece of it that is none.

    Raises InvalidRule for a text longer than any rule.
    """
    require_length(text)
    given: Given = {}
    faults = []
    for piece in text.split(";"):
        # Only ASCII is put in upper case: there are other letters that become these ones.
        name, _, value = (piece.upper() if piece.isascii() else piece).partition("=")
        if name not in PARTS:
            what = shown(name) or "an empty part"
            faults.append(RuleFault(what, shown(value), _NAMES, _FREQ.example))
        elif name in given:
            expected = f"{name} once; it is already {shown(','.join(given[name]))}"
            faults.append(RuleFault(name, shown(value), expected))
        else:
            given[name] = value.split(",") if PARTS[name].is_list else [value]
    return given, faults


def require_length(text: str) -> None:
    """Refuse a text longer than any rule, before anybody looks at it."""
    if len(text) > LONGEST:
        fault = RuleFault("RRULE", f"{len(text)} characters", f"at most {LONGEST} characters")
        raise InvalidRule(shortened(text), [fault])
    if (parts := 1 + text.count(";")) > _MOST_PARTS:
        fault = RuleFault("RRULE", f"{parts} parts", f"at most {_MOST_PARTS} parts")
        raise InvalidRule(shortened(text), [fault])


def judge(text: str, given: Given, faults: Iterable[RuleFault] = ()) -> dict[str, Any]:
    """The values of parts that are valid together, by field.

    Raises InvalidRule with every fault, those given first; or else UnsupportedRule.
    """
    found = list(faults)
    if "FREQ" not in given:
        expected = f"a FREQ in every rule, {_FREQ.expected}"
        found.append(RuleFault("FREQ", "", expected, _FREQ.example))
    fields: dict[str, Any] = {}
    for name, values in given.items():
        part, written = PARTS[name], ",".join(values)
        bad = [value for value in values if not reads(part, value)]
        fields[part.field] = shown(written) if bad else part.read(written)
        if bad and not (name in _BY_CALENDAR and _is_of_another_calendar(given)):
            found.append(RuleFault(name, shown(",".join(bad)), part.expected, part.example))
    found += contradictions(fields)
    if found:
        raise InvalidRule(shortened(text), tuple(dict.fromkeys(found)))
    return settled(fields)


def reads(part: Part, value: str) -> bool:
    """True if the part may hold this value."""
    try:
        part.read(value)
    except (KeyError, ValueError):
        return False
    return True


def _is_of_another_calendar(given: Given) -> bool:
    return ",".join(given.get("RSCALE", ())) in OTHER_CALENDARS


def shown(text: str) -> str:
    """Foreign text as it is safe to print: short, and nothing in it that a terminal obeys."""
    short = shortened(text)
    return short if short.isprintable() else ascii(short)


def shortened(text: str) -> str:
    """The beginning of a text."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."
