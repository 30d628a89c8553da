"""How results are printed: one JSON document, or words and tables for a person.

Results go to stdout, messages to stderr. Colours and rules appear only on a terminal.
"""

import dataclasses
import json
import sys
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scheduler.cli.app import App
from scheduler.errors import Finding, Severity

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FINDINGS = 3
HOURS = "Hours"
# A name up to this long is never broken in a table; a path may be.
LONGEST_NAME = 24


def answer(app: App, value: object, in_words: Callable[[], None]) -> None:
    """Print the value as JSON where that was asked for, else let it say itself in words."""
    if app.as_json:
        # JSON in plain ASCII is the same JSON, where a terminal or pipe takes nothing else.
        is_narrow = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
        click.echo(json.dumps(plain(value), ensure_ascii=is_narrow, indent=2))
    else:
        in_words()


def confirm_change(
    app: App, value: object, sentence: str, findings: Iterable[Finding] = ()
) -> None:
    """Say what was changed; what deserves a look follows on stderr."""
    answer(app, value, lambda: click.echo(sentence))
    warn(findings)


def warn(findings: Iterable[Finding]) -> None:
    """Findings on stderr, a line each."""
    for finding in findings:
        click.echo(str(finding), err=True)


def exit_with_findings(findings: Sequence[Finding]) -> None:
    """Leave with exit code 3 if a finding is an error."""
    if any(finding.severity is Severity.ERROR for finding in findings):
        click.get_current_context().exit(FINDINGS)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table: on a terminal ruled, folded to its width and without its empty columns.

    Elsewhere a tab-separated line for each row, always with every column.
    """
    listed = [tuple(row) for row in rows]
    if sys.stdout.isatty():
        _draw(columns, listed)
        return
    for row in (columns, *listed):
        click.echo("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in row))


def _draw(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 -- slow import
    from rich.console import Console  # noqa: PLC0415 -- slow import
    from rich.table import Table  # noqa: PLC0415 -- slow import
    from rich.text import Text  # noqa: PLC0415 -- slow import

    columns, rows = _one_zone(columns, rows)
    shown = [place for place in range(len(columns)) if not rows or any(row[place] for row in rows)]
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for place in shown:
        longest = max((len(row[place]) for row in rows), default=0)
        is_name = place == shown[0] and longest <= LONGEST_NAME
        drawn.add_column(columns[place], overflow="fold", no_wrap=is_name)
    for row in rows:
        drawn.add_row(*(Text(row[place]) for place in shown))
    Console().print(drawn)


def _one_zone(
    columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """The table with the zone of its hours in the column's head, where all rows share one."""
    if HOURS not in columns:
        return columns, rows
    at = columns.index(HOURS)
    zones = {row[at][row[at].find(" (") :] for row in rows if row[at]}
    if len(zones) != 1:
        return columns, rows
    zone = zones.pop()
    cut = [(*row[:at], row[at].removesuffix(zone), *row[at + 1 :]) for row in rows]
    return (*columns[:at], HOURS + zone, *columns[at + 1 :]), cut


def fields(value: "DataclassInstance", *, leave_out: Container[str] = ()) -> None:
    """A value's fields, a line each with its name; what is empty is left out."""
    for field in dataclasses.fields(value):
        if field.name in leave_out:
            continue
        content = getattr(value, field.name)
        name = field.name.replace("_", " ")
        if isinstance(content, tuple | list):
            for line in content:
                click.echo(f"{name:<18} {line}")
        elif content not in (None, ""):
            shown = ("no", "yes")[content] if isinstance(content, bool) else plain(content)
            click.echo(f"{name:<18} {shown}")


def plain(value: object) -> Any:  # noqa: ANN401 -- what json.dumps takes
    """The value as JSON can say it: ISO dates, words of enumerations, fields of values."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    return _plain_parts(value)


def _plain_parts(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    return value
