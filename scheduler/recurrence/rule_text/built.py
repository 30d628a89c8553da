"""Rules built in code, judged as their text would be."""

from collections.abc import Iterable
from typing import Any

from scheduler.recurrence.parts import Weekday, WeekdayNum
from scheduler.recurrence.rule_parts import RuleParts
from scheduler.recurrence.rule_text.judgement import Given, judge
from scheduler.recurrence.rule_text.part_table import FIELDS, Part


def judge_built(fields: dict[str, Any]) -> dict[str, Any]:
    """The values of the parts, by field, as `judge` gives them."""
    given = _as_written(fields)
    text = ";".join(f"{name}={','.join(values)}" for name, values in given.items())
    return judge(text, given)


def _as_written(fields: dict[str, Any]) -> Given:
    """The values of a rule built in code as its text would have them.

    A value of the wrong type stands as Python shows it, which is no value of any part.
    """
    given: Given = {}
    for field, part in FIELDS.items():
        value = fields[field]
        if value == getattr(RuleParts, field, None):
            continue
        is_one = not part.is_list or isinstance(value, str | WeekdayNum)
        values = (value,) if is_one or not isinstance(value, Iterable) else tuple(value)
        if values:
            given[part.name] = [_written(part, each) for each in values]
    return given


def _written(part: Part, value: object) -> str:
    if part.kind is WeekdayNum and isinstance(value, Weekday):
        value = WeekdayNum(value)
    return part.write(value) if _is_of(part, value) else repr(value)


def _is_of(part: Part, value: object) -> bool:
    """True if the value is of the type that the part holds."""
    if not isinstance(value, part.kind) or isinstance(value, bool):
        return False
    if not isinstance(value, WeekdayNum):
        return True
    return type(value.weekday) is Weekday and type(value.ordinal) is int
