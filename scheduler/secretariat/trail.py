"""The audit trail in words: when, who, by which verb, what changed from what to what.

The entries are replayed from the first one on, so that each row is called what it was called then.
"""

import json
from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.model.base import Base
from scheduler.model.meeting import Meeting
from scheduler.secretariat.trail_rows import ABOVE, NAMES, PARENTS, SILENT
from scheduler.store.audit import ChainEntry, entries_of
from scheduler.store.proof import Progress

Columns = Mapping[str, Any]
Row = tuple[str, str]
_TOPS = ("meeting", "body", "person")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing that an entry changed; an empty `before` or `after` was, or is now, nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One entry of the trail. `erased` means that what it said is gone for good."""

    position: int
    at: datetime
    officer: str
    verb: str
    action: str
    what: str
    changes: tuple[FieldChange, ...]
    erased: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """A row and all that hangs on it, with what else names it in one of these columns.

    What is the other party's own is left out where `home`, the home party's key, is said.
    """

    root: Row
    columns: tuple[str, ...] = ()
    home: int | None = None


def read_trail(
    session: Session,
    *,
    meeting: Meeting | None = None,
    scope: Scope | None = None,
    noun: str | None = None,
    item: int | None = None,
    last: int | None = None,
    progress: Progress = lambda *_: None,
) -> list[TrailEntry]:
    """The entries, oldest first; of one meeting and all that hangs on it; only the newest few.

    Only those of rows of one table, or of what hangs on the agenda item of that id.
    """
    if meeting is not None:
        scope = Scope(("meeting", str(meeting.id)))
    replay = _Replay(session, scope, noun, item, progress)
    told = list(replay.entries())
    entries = [entry for entry in told if entry.position > replay.gone_at]
    return entries[-last:] if last else entries


class _Replay:
    """The record as it was at the entry that is being read."""

    def __init__(
        self,
        session: Session,
        scope: Scope | None,
        noun: str | None,
        item: int | None,
        progress: Progress,
    ) -> None:
        self._session, self._scope, self._noun, self._item = session, scope, noun, item
        self._progress = progress
        # Where a row was removed whose key the one that is asked for was given.
        self.gone_at = 0
        self._rows: dict[Row, dict[str, Any]] = {}
        # The rows that a transaction makes refer to each other, whatever the order of its entries.
        self._coming: dict[Row, dict[str, Any]] = {}
        self._known = ChainMap(self._rows, self._coming)

    def entries(self) -> Iterator[TrailEntry]:
        for _, together in groupby(entries_of(self._session), key=lambda one: (one.at, one.verb)):
            written = list(together)
            self._progress("entries", written[-1].position, 0)
            self._coming.clear()
            self._coming.update(
                (_row(entry), _said(entry)["after"])
                for entry in written
                if entry.action == "added" and entry.content
            )
            for entry in written:
                yield from self._told(entry)

    def _told(self, entry: ChainEntry) -> Iterator[TrailEntry]:
        row, said = _row(entry), _said(entry)
        before, after = said["before"], said["after"]
        columns = self._rows.setdefault(row, {})
        columns.update(before | after if entry.action == "removed" else after)
        if not columns:
            columns.update(self._standing(row))
        line = self._line(row)
        is_told = self._is_in_scope(line, columns) and self._is_meant(entry.noun, columns)
        if is_told and not _is_of_version_alone(entry, before, after):
            yield TrailEntry(
                position=entry.position,
                at=entry.at,
                officer=entry.officer,
                verb=entry.verb,
                action=entry.action,
                what=self._named(row, line[-1]),
                changes=tuple(self._changes(entry, before, after)),
                erased=entry.content is None,
            )
        if entry.action == "removed":
            del self._rows[row]
            if self._scope and row == self._scope.root:
                self.gone_at = entry.position

    def _is_meant(self, noun: str, columns: Columns) -> bool:
        return self._noun in (None, noun) and self._item in (None, columns.get("item_id"))

    def _standing(self, row: Row) -> dict[str, Any]:
        """What the record says now of a row whose entry was erased: whose it is, at the least."""
        table = Base.metadata.tables[row[0]]
        found = (
            self._session.execute(select(table).where(table.c.id == int(row[1]))).mappings().first()
        )
        return {name: value for name, value in (found or {}).items() if _is_told(row[0], name)}

    def _line(self, row: Row) -> list[Row]:
        """The row, what it hangs on, and so on: to a meeting, a body, or where it ends."""
        line = [row]
        while column := PARENTS.get(row[0]):
            parent = self._known.get(row, {}).get(column)
            if parent is None:
                break
            row = _referred(row[0], column), str(parent)
            line.append(row)
        return line

    def _is_in_scope(self, line: list[Row], columns: Columns) -> bool:
        if self._scope is None:
            return True
        noun, key = self._scope.root
        is_named = any(str(columns.get(column)) == key for column in self._scope.columns)
        return (is_named or (noun, key) in line) and not any(map(self._is_theirs, line))

    def _is_theirs(self, row: Row) -> bool:
        """True for what is the other party's own."""
        columns = self._known.get(row, {})
        home = self._scope and self._scope.home
        return home is not None and columns.get("reach") == "party" and columns["party_id"] != home

    def _named(self, row: Row, top: Row) -> str:
        """For example "briefing section objectives on Climate of SOM-12"."""
        columns = self._known.get(row, {})
        above = next(
            ((noun, columns[key]) for key, noun in ABOVE.items() if columns.get(key)), None
        )
        on = f" on {self._called((above[0], str(above[1])))}" if above else ""
        of = f" of {self._called(top)}" if top != row and top[0] in _TOPS else ""
        return f"{_in_words(row[0])} {self._called(row)}{on}{of}"

    def _called(self, row: Row) -> str:
        noun, key = row
        columns = self._known.get(row, {})
        name = next((name for name in NAMES if columns.get(name)), None)
        return self._word(noun, name, columns[name]) if name else key

    def _word(self, noun: str, column: str, value: object) -> str:
        """The value as an officer would say it: what a key refers to by its name."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list):
            return ", ".join(map(str, value))
        referred = _referred(noun, column) if column.endswith("_id") else ""
        return self._called((referred, str(value))) if referred else str(value)

    def _changes(self, entry: ChainEntry, before: Columns, after: Columns) -> Iterator[FieldChange]:
        # An erasure says all that is left, of which nothing is new.
        noun, after = entry.noun, {} if entry.action == "erased" else after
        for name in {**before, **after}:
            old, new = (self._word(noun, name, said.get(name)) for said in (before, after))
            if old != new and name not in SILENT and name != PARENTS.get(noun):
                yield FieldChange(_in_words(name.removesuffix("_id")), old, new)


def _is_of_version_alone(entry: ChainEntry, before: Columns, after: Columns) -> bool:
    """Whether only rows beside it were edited, which have entries of their own."""
    is_edit = entry.action == "edited" and entry.content is not None
    return is_edit and {*before, *after} <= {"version"}


def _is_told(noun: str, column: str) -> bool:
    # Of a person who was erased the name says so.
    return column.endswith("_id") or (noun, column) == ("person", "name")


def _row(entry: ChainEntry) -> Row:
    return entry.noun, entry.key


def _said(entry: ChainEntry) -> dict[str, dict[str, Any]]:
    return json.loads(entry.content) if entry.content else {"before": {}, "after": {}}


def _referred(noun: str, column: str) -> str:
    """The table that a column refers to; empty if it refers to none."""
    keys = Base.metadata.tables[noun].c[column].foreign_keys
    return next((key.column.table.name for key in keys if key.column.name == "id"), "")


def _in_words(name: str) -> str:
    return name.replace("_", " ")
