"""The text of a rule, read and written (RFC 5545 3.3.10)."""

from collections.abc import Mapping
from typing import Any

from scheduler.recurrence.rule_text.judgement import LONGEST, judge, take_apart
from scheduler.recurrence.rule_text.part_table import PARTS
from scheduler.recurrence.rule_text.validity import MAY_BE_IDLE, contradictions, settled

_READERS = {part.name: (part.field, part.read) for part in PARTS.values()}
_WRITERS = tuple((part.field, f"{part.name}=", part.is_list, part.write) for part in PARTS.values())


def read(text: str) -> dict[str, Any]:
    """The parts of a valid rule by field, without those that say what holds anyway.

    Parts may stand in any order and in any case. Raises InvalidRule with every fault of the text,
    or UnsupportedRule.
    """
    try:
        return _read_right(text)
    except (KeyError, ValueError):
        return judge(text, *take_apart(text))


def write(fields: Mapping[str, Any]) -> str:
    """The text of these parts: FREQ first, the others in a fixed order."""
    written = []
    for field, name, is_list, write_value in _WRITERS:
        if field in fields:
            value = fields[field]
            text = ",".join(map(write_value, value)) if is_list else write_value(value)
            written.append(name + text)
    return ";".join(written)


def _read_right(text: str) -> dict[str, Any]:
    """What a text without faults says; KeyError or ValueError for any other."""
    if len(text) > LONGEST or not text.isascii():
        raise ValueError
    fields: dict[str, Any] = {}
    pieces = text.upper().split(";")
    for piece in pieces:
        name, _, value = piece.partition("=")
        field, read_value = _READERS[name]
        fields[field] = read_value(value)
    if len(fields) < len(pieces) or "freq" not in fields:
        raise ValueError
    for _ in contradictions(fields):
        raise ValueError
    return fields if MAY_BE_IDLE.isdisjoint(fields) else settled(fields)
