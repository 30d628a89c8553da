"""The rows of an archive, file by file, as they go into the tables."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Table

from scheduler.errors import Problem
from scheduler.imports.archive import plain_toml
from scheduler.imports.archive.files import ArchiveFiles, problem
from scheduler.imports.archive.rows import Fetch, Row, RowReader, Unusable
from scheduler.papers.archive import DOCUMENTS, HEADER, LINES, RECORD, TEXTS

Found = tuple[str, Row]


class Records:
    """Reads the record files of an archive; what it cannot take it adds to its problems."""

    def __init__(
        self, files: ArchiveFiles, tables: Mapping[str, Table], problems: list[Problem]
    ) -> None:
        self.problems = problems
        self.paths = [path for path in files.sums if _is_record(path)]
        self._files = files
        self._readers = {name: RowReader(table) for name, table in tables.items()}
        self._unread = {path for path in files.sums if _is_beside(path)}

    def rows(self, path: str) -> Iterator[Found]:
        """The rows of one record file, each with its table."""
        content = self._files.read(path, self.problems)
        try:
            yield from self._rows(path, content)
        except (ValueError, RecursionError) as error:
            kind = "TOML" if path.endswith(RECORD) else "JSON, a table on each line"
            self._add(path, f"expected {kind} in UTF-8 ({error})")

    def leftover(self) -> list[Problem]:
        """The texts and documents to which no record refers: they would be lost."""
        return [problem(path, "no record refers to it") for path in sorted(self._unread)]

    def _rows(self, path: str, content: bytes) -> Iterator[Found]:
        if path.endswith(LINES):
            for line in content.decode().split("\n")[:-1]:
                rows = [(name, [row]) for name, row in _table(json.loads(line))]
                yield from self._of(path, rows, None)
        else:
            tables = _table(plain_toml.loads(content.decode()))
            yield from self._of(path, tables, lambda name: self._fetch(path, name))

    def _of(self, path: str, tables: list[tuple[str, Any]], fetch: Fetch) -> Iterator[Found]:
        for name, rows in tables:
            reader = self._readers.get(name)
            if reader is None or not isinstance(rows, list):
                self._add(path, f"{name!r} is no table of a record, or not a list of rows")
                continue
            for number, given in enumerate(rows, 1):
                try:
                    yield name, reader.read(given, fetch)
                except Unusable as error:
                    self._add(path, f"{name} {number}: {error}")

    def _fetch(self, path: str, reference: str) -> bytes:
        """The bytes that a record refers to, in the folders beside it."""
        folder = path.rpartition("/")[0]
        beside = f"{folder}/{reference}".lstrip("/")
        if not _is_beside(beside) or beside not in self._files.sums:
            raise Unusable(f"it refers to {reference!r}: expected a file of the archive beside it")
        self._unread.discard(beside)
        return self._files.read(beside, self.problems)

    def _add(self, path: str, sentence: str) -> None:
        self.problems.append(problem(path, sentence))


def _is_record(path: str) -> bool:
    return path.endswith((RECORD, LINES)) and path != HEADER and not _is_beside(path)


def _is_beside(path: str) -> bool:
    return any(part in {TEXTS, DOCUMENTS} for part in path.split("/")[:-1])


def _table(value: object) -> list[tuple[str, Any]]:
    if not isinstance(value, dict):
        raise ValueError("no table")  # noqa: TRY004 -- one kind for all that is not as expected
    return list(value.items())
