"""Values as TOML 1.0 text that reads back to exactly themselves, with room for comments.

tomli-w writes no comments, and changes the line ends of texts of several lines.
"""

import base64
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from scheduler.papers.archive import FILE, JSON

_ENCODER = json.JSONEncoder(ensure_ascii=False)


def quoted(text: str) -> str:
    """A text on one line. JSON escapes all that TOML wants escaped, but for DEL."""
    return _ENCODER.encode(text).replace("\x7f", "\\u007f")


def _lines(text: str) -> str:
    """A text in a list or table: over several lines where it has some."""
    if "\n" not in text:
        return quoted(text)
    return '"""\n' + "\n".join(quoted(line)[1:-1] for line in text.split("\n")) + '"""'


def _instant(value: datetime) -> str:
    """With a Z for an instant, with nothing for a wall time."""
    return value.isoformat().replace("+00:00", "Z")


def _list(values: list[Any]) -> str:
    return "[" + ", ".join(_part(value) for value in values) + "]"


def _table(values: Mapping[str, Any]) -> str:
    inner = ", ".join(f"{quoted(key)} = {_part(value)}" for key, value in values.items())
    return "{ " + inner + " }" if inner else "{}"


def _part(value: object) -> str:
    return _lines(value) if isinstance(value, str) else toml_value(value)


def _nested(value: object) -> str:
    """A list or table of a JSON column; as JSON text where TOML could not say the same."""
    if _has_none(value) or (isinstance(value, dict) and set(value) == {JSON}):
        return f"{{ {JSON} = {quoted(_ENCODER.encode(value))} }}"
    return _table(value) if isinstance(value, dict) else _list(value)  # type: ignore[arg-type]


def _has_none(value: object) -> bool:
    if isinstance(value, dict):
        return any(_has_none(one) for one in value.values())
    if isinstance(value, list):
        return any(_has_none(one) for one in value)
    return value is None


_BY_TYPE: dict[type, Callable[[Any], str]] = {
    str: quoted,
    bool: lambda value: "true" if value else "false",
    int: str,
    float: repr,
    datetime: _instant,
    date: date.isoformat,
    time: time.isoformat,
    bytes: lambda value: quoted(base64.b64encode(value).decode()),
    list: _nested,
    dict: _nested,
}


def toml_value(value: object) -> str:
    """The text of a value; of an enumeration its word, of bytes their base64."""
    written = _BY_TYPE.get(type(value))
    return written(value) if written else quoted(str(value))


def file_reference(path: str) -> str:
    """What stands in the place of a text or of bytes that have a file of their own."""
    return f"{{ {FILE} = {quoted(path)} }}"


def comment(text: str) -> str:
    """A remark at the end of a line, for people."""
    return "  # " + "".join(sign if sign.isprintable() else " " for sign in text)
