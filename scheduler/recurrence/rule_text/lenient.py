"""Rules as real calendars send them: what is wrong and clear is forgiven, and each time said.

Forgiven are spaces and empty parts, parts that no rule has, a part given twice (the last holds),
COUNT beside UNTIL (what ends first holds), numbered weekdays where nothing is numbered (the number
is left out, as most programs do), BYSETPOS=1 or -1 without anything to choose from, SKIP without
RSCALE, and an UNTIL of another kind than the start. What programs read in different ways stays
refused: BYMONTHDAY beside FREQ=WEEKLY, BYYEARDAY and BYWEEKNO where they have no place.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

from scheduler.errors import Finding, Severity
from scheduler.recurrence.moment_text import read_moment, write_moment
from scheduler.recurrence.rule_parts import RuleParts
from scheduler.recurrence.rule_text.judgement import Given, judge, reads, require_length, shown
from scheduler.recurrence.rule_text.part_table import PARTS
from scheduler.recurrence.until import until_of_kind
from scheduler.recurrence.zones import kind_of_time

T = TypeVar("T")

_PREFIX = "RRULE:"
_NUMBER = re.compile(r"[+-]?[0-9]+(?=[A-Z]{2}$)")


class Tolerated(NamedTuple, Generic[T]):
    """What a text means, and what had to be forgiven in it."""

    value: T
    findings: tuple[Finding, ...]


def read_tolerantly(text: str, start: date | None = None) -> Tolerated[dict[str, Any]]:
    """The parts by field of the rule that a text means, as `read` gives them, with findings.

    Of COUNT and UNTIL the start tells which ends first; without one UNTIL holds. Raises
    InvalidRule for what cannot be forgiven, or UnsupportedRule.
    """
    given: Given = {}
    findings = [*_take_apart(text, given)]
    for forgive in (_plain_weekdays, _idle_position, _calendar):
        findings += forgive(given)
    if start is not None:
        findings += _until_of_the_start(given, start)
    findings += _one_end(given, start)
    return Tolerated(judge(text, given), tuple(dict.fromkeys(findings)))


def _take_apart(text: str, given: Given) -> Iterator[Finding]:
    require_length(text)
    whole = "".join(text.split())
    if whole != text:
        yield _note("spaces were left out")
    if whole.upper().startswith(_PREFIX):
        yield _note(f"{_PREFIX} was left out: the rule stands behind it")
        whole = whole[len(_PREFIX) :]
    for piece in whole.split(";"):
        name, _, value = (piece.upper() if piece.isascii() else piece).partition("=")
        if not name:
            yield _note("an empty part was left out")
        elif name not in PARTS:
            yield _warning(name, f"{shown(piece)} was left out: no rule has such a part")
        else:
            yield from _take(given, name, value)


def _take(given: Given, name: str, value: str) -> Iterator[Finding]:
    values = value.split(",") if PARTS[name].is_list else [value]
    kept = [each for each in values if each]
    if not kept:
        yield _warning(name, f"{name} was left out: it holds nothing")
        return
    if kept != values:
        yield _note(f"empty values were left out of {name}")
    if name in given:
        yield _warning(name, f"{_said(name, given)} was left out: {name} stands there again")
    given[name] = kept


def _plain_weekdays(given: Given) -> Iterator[Finding]:
    """Numbered weekdays where there is no month or year to count them in (L9)."""
    frequency = given.get("FREQ", [""])[0]
    beside = "BYWEEKNO" if frequency in {"MONTHLY", "YEARLY"} else "FREQ"
    days = given.get("BYDAY", [])
    plain = [_NUMBER.sub("", day) for day in days]
    if plain == days or frequency == "MONTHLY" or beside not in given:
        return
    yield from _replace(
        given, "BYDAY", plain, f"no weekday is numbered beside {_said(beside, given)}"
    )


def _idle_position(given: Given) -> Iterator[Finding]:
    """The first or last of one: a BYSETPOS without anything to choose from (L11)."""
    others = [name for name, part in PARTS.items() if part.is_list and name in given]
    if others == ["BYSETPOS"] and set(given["BYSETPOS"]) <= {"1", "+1", "-1"}:
        said = _said("BYSETPOS", given)
        yield _warning("BYSETPOS", f"{said} was left out: there is nothing for it to choose from")
        del given["BYSETPOS"]


def _calendar(given: Given) -> Iterator[Finding]:
    """SKIP without RSCALE (L48)."""
    if "SKIP" in given and "RSCALE" not in given:
        given["RSCALE"] = ["GREGORIAN"]
        yield _warning("SKIP", "RSCALE=GREGORIAN was added: SKIP needs a calendar")


def _until_of_the_start(given: Given, start: date) -> Iterator[Finding]:
    """UNTIL of another kind than the start (L27)."""
    if not _is_readable("UNTIL", given):
        return
    until = read_moment(given["UNTIL"][0])
    wanted = until_of_kind(until, start)
    if kind_of_time(until) is not kind_of_time(wanted):
        reason = f"the start is {kind_of_time(start)}"
        yield from _replace(given, "UNTIL", [write_moment(wanted)], reason)


def _one_end(given: Given, start: date | None) -> Iterator[Finding]:
    """COUNT beside UNTIL: what ends first holds (L3)."""
    if not (_is_readable("COUNT", given) and _is_readable("UNTIL", given)):
        return
    count = given.pop("COUNT")
    if start is None:
        reason = "without a start nobody can tell which of the two ends first"
        yield _warning("COUNT", f"COUNT={count[0]} was left out beside UNTIL: {reason}")
        return
    total = _total(given, start)
    if total is not None and total <= int(count[0]):
        yield _warning(
            "COUNT", f"COUNT={count[0]} was left out: {_said('UNTIL', given)} ends first"
        )
        return
    yield _warning("UNTIL", f"{_said('UNTIL', given)} was left out: COUNT={count[0]} ends first")
    del given["UNTIL"]
    given["COUNT"] = count


def _total(given: Given, start: date) -> int | None:
    """How many instances a rule has by its UNTIL."""
    from scheduler.recurrence.instances import Instances

    return Instances(RuleParts(**judge(_text(given), given)), start).total


def _replace(given: Given, name: str, values: list[str], reason: str) -> Iterator[Finding]:
    said = _said(name, given)
    given[name] = values
    yield _warning(name, f"{said} was read as {_said(name, given)}: {reason}")


def _is_readable(name: str, given: Given) -> bool:
    return name in given and reads(PARTS[name], given[name][0])


def _said(name: str, given: Given) -> str:
    return f"{name}={shown(','.join(given[name]))}"


def _text(given: Given) -> str:
    return ";".join(f"{name}={','.join(values)}" for name, values in given.items())


def _note(message: str) -> Finding:
    return Finding(Severity.NOTE, message)


def _warning(part: str, message: str) -> Finding:
    return Finding(Severity.WARNING, message, where=part)
