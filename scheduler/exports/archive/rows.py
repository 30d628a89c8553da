"""Rows of tables as the text of a file: each a table of TOML, without what is empty in it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Enum, LargeBinary, String, Table

from scheduler.exports.archive.places import LABELS, LOCAL_LABELS, SUFFIXES, TEXTS_NAMED_BY
from scheduler.exports.archive.toml_text import comment, file_reference, toml_value
from scheduler.papers.archive import TEXTS

# By table and id, the comment that tells a person which row is meant.
Labels = Mapping[str, Mapping[object, str]]
# Keeps the bytes under a path beside the file that refers to them.
Keep = Callable[[str, bytes], None]


@dataclass(frozen=True, slots=True)
class _Written:
    """How one column is written: not at all where it is `blank`."""

    name: str
    blank: object
    refers_to: str
    suffix: str  # of the file of a text of several lines; empty where there is none


class RowText:
    """How the rows of one table are written."""

    def __init__(self, table: Table) -> None:
        self.name = table.name
        self._columns = [_written(table, column) for column in table.columns]
        names = list(table.columns.keys())
        self._keys = [names.index(column.name) for column in table.primary_key]
        if table.name in TEXTS_NAMED_BY:
            self._keys.append(names.index(TEXTS_NAMED_BY[table.name]))
        label = LOCAL_LABELS.get(table.name)
        self._label = names.index(label) if label else None

    def text(self, row: Sequence[Any], labels: Labels, keep: Keep) -> str:
        """One row; its texts of several lines are kept in files of their own."""
        lines = [f"[[{self.name}]]\n"]
        for column, value in zip(self._columns, row, strict=True):
            if value is None or (value == column.blank and type(value) is type(column.blank)):
                continue
            if column.suffix and "\n" in value:
                path = f"{TEXTS}/{self.name}-{self._key(row)}-{column.name}{column.suffix}"
                keep(path, value.encode())
                written = file_reference(path)
            else:
                written = toml_value(value)
            if column.refers_to and (label := labels.get(column.refers_to, {}).get(value)):
                written += label
            lines.append(f"{column.name} = {written}\n")
        return "".join(lines)

    def label(self, row: Sequence[Any]) -> tuple[object, str] | None:
        """What tells a person which row its id means, for the rows of the same folder."""
        return None if self._label is None else (row[self._keys[0]], row[self._label])

    def _key(self, row: Sequence[Any]) -> str:
        return "-".join(str(row[place]) for place in self._keys)


def rows_text(
    tables: Iterable[tuple[RowText, Sequence[Sequence[Any]]]], labels: Labels, keep: Keep
) -> str:
    """The text of a file of these tables and their rows, in order."""
    return "\n".join(writer.text(row, labels, keep) for writer, rows in tables for row in rows)


def local_labels(tables: Iterable[tuple[RowText, Sequence[Sequence[Any]]]]) -> Labels:
    """What tells the rows of one folder apart."""
    found: dict[str, dict[object, str]] = {}
    for writer, rows in tables:
        for row in rows:
            if told := writer.label(row):
                found.setdefault(writer.name, {})[told[0]] = comment(told[1])
    return found


def file_row(table: str, columns: Mapping[str, object], content: str) -> str:
    """A row whose `content` stands in the file of that path."""
    lines = [
        f"{name} = {toml_value(value)}\n" for name, value in columns.items() if value is not None
    ]
    return "".join([f"[[{table}]]\n", *lines, f"content = {file_reference(content)}\n"])


def _written(table: Table, column: Column[Any]) -> _Written:
    return _Written(
        column.name,
        None if column.nullable else _blank(column),
        _refers_to(column),
        _suffix(table.name, column),
    )


def _blank(column: Column[Any]) -> object:
    """What a column that is not written holds, if it cannot be NULL."""
    if isinstance(column.type, Enum):
        return None
    for kind, blank in ((String, ""), (Boolean, False), (JSON, [])):
        if isinstance(column.type, kind):
            return blank
    return b"" if isinstance(column.type, LargeBinary) else None


def _refers_to(column: Column[Any]) -> str:
    targets = (key.column for key in column.foreign_keys)
    named = {*LABELS, *LOCAL_LABELS}
    return next(
        (one.table.name for one in targets if one.primary_key and one.table.name in named), ""
    )


def _suffix(table: str, column: Column[Any]) -> str:
    if not isinstance(column.type, String) or isinstance(column.type, Enum) or column.primary_key:
        return ""
    return SUFFIXES.get(f"{table}.{column.name}", ".md")
