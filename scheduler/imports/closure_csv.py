"""Closed days from a table: a header `date;name;kind`, then a line for each day.

One way of writing days holds for the whole file. Which it is follows from the days themselves; a
file whose days can be read in two ways is refused, never guessed at.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from scheduler.errors import InvalidFile, Problem
from scheduler.imports.closure_days import UNNAMED, ListedDay, plain_name
from scheduler.planning.words import plain_day

# How days may be written; each may be tried on a text, and two of them fit 05/06/2027.
_WAYS = {
    "yyyy-mm-dd": re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)", re.ASCII),
    "yyyy/mm/dd": re.compile(r"(?P<y>\d{4})/(?P<m>\d\d?)/(?P<d>\d\d?)", re.ASCII),
    "dd.mm.yyyy": re.compile(r"(?P<d>\d\d?)\.(?P<m>\d\d?)\.(?P<y>\d{4})", re.ASCII),
    "dd-mm-yyyy": re.compile(r"(?P<d>\d\d?)-(?P<m>\d\d?)-(?P<y>\d{4})", re.ASCII),
    "dd/mm/yyyy": re.compile(r"(?P<d>\d\d?)/(?P<m>\d\d?)/(?P<y>\d{4})", re.ASCII),
    "mm/dd/yyyy": re.compile(r"(?P<m>\d\d?)/(?P<d>\d\d?)/(?P<y>\d{4})", re.ASCII),
}
_EXPECTED = "expected days such as 2027-05-07"
_MOST_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    text: str
    readings: dict[str, date]
    name: str
    kind: str


def read_closure_csv(text: str, name: str) -> tuple[ListedDay, ...]:
    """The days of the table, in its order; raises InvalidFile with its problems, by line."""
    rows = _rows(text, name)
    unread = [
        Problem(row.line, f"{row.text[:40]!r} is no day: {_EXPECTED}")
        for row in rows
        if not row.readings
    ]
    if unread:
        raise InvalidFile(name, unread[:_MOST_PROBLEMS])
    if not rows:
        raise InvalidFile(name, [Problem(None, "it lists no day: expected a line for each")])
    way = _only_way(rows, name)
    return tuple(ListedDay(row.readings[way], row.name, row.kind) for row in rows)


def _rows(text: str, name: str) -> list[_Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        heads = [head.strip().casefold() for head in next(reader, [])]
        if "date" not in heads or "name" not in heads:
            sentence = "expected a first line date;name;kind (kind may be left out)"
            raise InvalidFile(name, [Problem(1, sentence)])
        return list(_read_rows(reader, heads))
    except csv.Error as error:
        problem = Problem(reader.line_num, f"it cannot be read as a table: {error}")
        raise InvalidFile(name, [problem]) from None


def _read_rows(reader: Iterator[list[str]], heads: Sequence[str]) -> Iterator[_Row]:
    for line, cells in enumerate(reader, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        row = dict(zip(heads, cells, strict=False))
        text = row.get("date", "").strip()
        yield _Row(
            line=getattr(reader, "line_num", line),
            text=text,
            readings=dict(_readings(text)),
            name=plain_name(row.get("name", "")) or UNNAMED,
            kind=plain_name(row.get("kind", "")),
        )


def _delimiter(text: str) -> str:
    """What parts the cells of the first line."""
    first = text.lstrip().partition("\n")[0]
    return max(";,\t", key=first.count)


def _readings(text: str) -> Iterator[tuple[str, date]]:
    """Every way in which a text is a day."""
    for way, pattern in _WAYS.items():
        if found := pattern.fullmatch(text):
            try:
                yield way, date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                continue


def _only_way(rows: Sequence[_Row], name: str) -> str:
    """The one way in which every day of the file can be read."""
    ways = set(rows[0].readings)
    for row in rows:
        ways &= set(row.readings)
        if not ways:
            raise InvalidFile(name, [_mixed(rows, row)])
    chosen = next(way for way in _WAYS if way in ways)
    for row in rows:
        days = sorted({row.readings[way] for way in ways})
        if len(days) > 1:
            either = " or ".join(map(plain_day, days))
            sentence = f"{row.text!r} may be {either}, and no other line decides: {_EXPECTED}"
            raise InvalidFile(name, [Problem(row.line, sentence)])
    return chosen


def _mixed(rows: Sequence[_Row], row: _Row) -> Problem:
    """Which earlier line writes its day in another way than this one."""
    other = next(one for one in rows if not set(one.readings) & set(row.readings))
    ours, theirs = (" or ".join(one.readings) for one in (row, other))
    sentence = (
        f"{row.text!r} is written {ours}, but line {other.line} has {other.text!r}, written "
        f"{theirs}: expected one way in the whole file, such as 2027-05-07"
    )
    return Problem(row.line, sentence)
