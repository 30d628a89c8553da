"""Rows as JSON Lines, in files that a later row changes only at their end."""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time

from scheduler.papers.archive import LINES, canonical

_ROWS, _BYTES = 1000, 8_000_000  # of one file; a single line may be longer


def line_of(rows: Mapping[str, Mapping[str, object]]) -> str:
    """Rows that belong together, by the names of their tables, on one line.

    A text that is canonical JSON of a table stands as that table, which a person can read.
    """
    told = {table: {k: v for k, v in row.items() if v is not None} for table, row in rows.items()}
    return _ENCODER.encode(told) + "\n"


def opened(text: str | None) -> object:
    """The table whose canonical JSON the text is; else the text."""
    if text is None or not text.startswith("{"):
        return text
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value if canonical(value) == text else text


def files_of(stem: str, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The lines in files, each named by the number of its first line."""
    kept: list[str] = []
    first, size = 1, 0
    for number, line in enumerate(lines, 1):
        if kept and (len(kept) == _ROWS or size + len(line) > _BYTES):
            yield f"{stem}-{first:08}{LINES}", "".join(kept)
            kept, first, size = [], number, 0
        kept.append(line)
        size += len(line)
    if kept:
        yield f"{stem}-{first:08}{LINES}", "".join(kept)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(value)


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_plain)
