"""What an archive says of itself: whether this program can read it, and what must be in it."""

import tomllib
from dataclasses import dataclass

from scheduler.errors import Problem
from scheduler.imports.archive.files import ArchiveFiles, problem
from scheduler.papers.archive import FORMAT, HEADER


@dataclass(frozen=True, slots=True)
class Header:
    """The schema of the database it was written from, and how many rows each table had."""

    schema: str
    rows: dict[str, int]


def header_of(files: ArchiveFiles, known: tuple[str, ...]) -> tuple[Header, list[Problem]]:
    """The header; with a problem where it is not of a schema that this program knows."""
    problems: list[Problem] = []
    nothing = Header("", {})
    if HEADER not in files.sums:
        return nothing, [problem(HEADER, "expected it: it says what else is here")]
    content = files.read(HEADER, problems)
    try:
        told = tomllib.loads(content.decode())
    except (ValueError, RecursionError) as error:
        return nothing, [*problems, problem(HEADER, f"expected TOML ({error})")]
    if problems:
        return nothing, problems
    schema, rows = told.get("schema"), _counts(told.get("rows"))
    is_newer = isinstance(told.get("format"), int) and told["format"] > FORMAT
    if is_newer or (isinstance(schema, str) and schema not in known):
        remedy = "install the version of this program that wrote it, or a newer one"
        return nothing, [problem(HEADER, f"it is of a newer version (schema {schema}); {remedy}")]
    if told.get("format") != FORMAT or not isinstance(schema, str) or rows is None:
        expected = f"format = {FORMAT}, a schema such as '{known[0]}', and [rows] with numbers"
        return nothing, [problem(HEADER, f"expected {expected}")]
    return Header(schema, rows), []


def _counts(rows: object) -> dict[str, int] | None:
    is_so = isinstance(rows, dict) and all(type(count) is int for count in rows.values())
    return rows if is_so and isinstance(rows, dict) else None
