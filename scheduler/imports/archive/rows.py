"""Rows out of the files of an archive, each value of the kind that its column takes."""

import base64
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import JSON, Column, Table

from scheduler.papers.archive import FILE, canonical
from scheduler.papers.archive import JSON as AS_JSON

# The bytes of a file beside the record that refers to it; None for JSON Lines, which refer to none.
Fetch = Callable[[str], bytes] | None
Row = dict[str, object]

_BLANKS: dict[type, object] = {str: "", bool: False, list: [], bytes: b""}
_SAID = {
    str: "a text in quotes",
    int: "a whole number",
    bool: "true or false",
    bytes: "a file, or base64",
    datetime: "a day and a time",
    date: "a day such as 2013-05-03",
    time: "a time such as 09:30:00",
    list: "a list or a table",
}
_LARGEST_NUMBER = 2**63


class Unusable(Exception):
    """A row that cannot be taken, with the reason; it never leaves this room."""


class RowReader:
    """Reads the rows of one table."""

    def __init__(self, table: Table) -> None:
        self._kinds = {column.name: _kind(column) for column in table.columns}
        self._empty: Row = {
            column.name: None if column.nullable else _BLANKS.get(_kind(column))
            for column in table.columns
        }
        self._needed = {
            column.name
            for column in table.columns
            if not column.nullable and _kind(column) not in _BLANKS
        }

    def read(self, given: object, fetch: Fetch) -> Row:
        """The row, with what it does not say: NULL, or empty. Raises Unusable."""
        if not isinstance(given, dict):
            raise Unusable("expected a table of columns and values")
        row = self._empty.copy()
        for name, value in given.items():
            if name not in row:
                raise Unusable(f"{name!r} is no column of it; {self._known()}")
            kind = self._kinds[name]
            row[name] = value if _is_plain(value, kind) else _value(name, kind, value, fetch)
        if missing := self._needed - given.keys():
            name = min(missing)
            raise Unusable(f"{name} is missing: expected {_SAID[self._kinds[name]]}")
        return row

    def _known(self) -> str:
        return f"there are: {', '.join(self._kinds)}"


def _is_plain(value: Any, kind: type) -> bool:  # noqa: ANN401 -- whatever the file says
    """True for what is as it is to be. So most values are, and need not be asked any further."""
    if kind is str:
        return type(value) is str and value.isascii()
    is_number = kind is int and type(value) is int
    return is_number and -_LARGEST_NUMBER <= value < _LARGEST_NUMBER


def _kind(column: Column[Any]) -> type:
    return list if isinstance(column.type, JSON) else column.type.python_type


def _value(name: str, kind: type, given: object, fetch: Fetch) -> object:
    try:
        value = _VALUES[kind](given, fetch)
    except (TypeError, ValueError, RecursionError):
        raise Unusable(f"{name}: expected {_SAID[kind]}, got {_shown(given)}") from None
    return value


def _shown(given: object) -> str:
    told = json.dumps(given, ensure_ascii=False, default=str)
    text = told.encode(errors="backslashreplace").decode()
    return text if len(text) <= 60 else f"{text[:60]}..."  # noqa: PLR2004 -- enough to find it


def _of(kind: type, given: object) -> Any:  # noqa: ANN401 -- of the kind that was asked for
    # Not isinstance: true is an int, and a day with a time is a day.
    if type(given) is not kind:
        raise ValueError
    return given


def _text(given: object, fetch: Fetch) -> str:
    if isinstance(given, dict):
        return canonical(given) if fetch is None else fetch(_file(given)).decode()
    text: str = _of(str, given)
    text.encode()  # JSON may hold half a character, which no database takes
    return text


def _file(given: Mapping[str, object]) -> str:
    if given.keys() != {FILE}:
        raise ValueError
    path: str = _of(str, given[FILE])
    return path


def _bytes(given: object, fetch: Fetch) -> bytes:
    if isinstance(given, dict) and fetch is not None:
        return fetch(_file(given))
    return base64.b64decode(_of(str, given), validate=True)


def _number(given: object, fetch: Fetch) -> int:
    del fetch
    number: int = _of(int, given)
    if not -_LARGEST_NUMBER <= number < _LARGEST_NUMBER:
        raise ValueError
    return number


def _yes_or_no(given: object, fetch: Fetch) -> bool:
    del fetch
    told: bool = _of(bool, given)
    return told


def _moment(given: object, fetch: Fetch) -> datetime:
    """As the database keeps it: an instant in UTC without saying so, or a wall time."""
    del fetch
    moment = datetime.fromisoformat(given) if isinstance(given, str) else _of(datetime, given)
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _day(given: object, fetch: Fetch) -> date:
    del fetch
    return date.fromisoformat(given) if isinstance(given, str) else _of(date, given)


def _hour(given: object, fetch: Fetch) -> time:
    del fetch
    return time.fromisoformat(given) if isinstance(given, str) else _of(time, given)


def _nested(given: object, fetch: Fetch) -> object:
    if isinstance(given, dict) and fetch is not None and given.keys() == {AS_JSON}:
        return json.loads(_of(str, given[AS_JSON]))
    canonical(given)  # else TOML's dates would only fail in the database
    return given


_VALUES: dict[type, Callable[[object, Fetch], object]] = {
    str: _text,
    int: _number,
    bool: _yes_or_no,
    bytes: _bytes,
    datetime: _moment,
    date: _day,
    time: _hour,
    list: _nested,
}
