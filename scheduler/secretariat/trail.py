"""The audit trail in words: when, who, by which verb, what changed from what to what.

The entries are replayed from the first one on, so that each row is called what it was called then.
"""

import json
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.model.audit import AuditEntry, AuditPayload
from scheduler.model.base import Base
from scheduler.model.meeting import Meeting

Columns = Mapping[str, Any]
Row = tuple[str, str]

_PARENTS = {
    "date_change": "meeting_id",
    "chair": "meeting_id",
    "delegation": "meeting_id",
    "attendance": "delegation_id",
    "agenda_item": "meeting_id",
    "lead": "item_id",
    "speaker": "item_id",
    "document": "item_id",
    "agenda_version": "meeting_id",
    "briefing_section": "meeting_id",
    "contribution": "meeting_id",
    "outcome": "meeting_id",
    "commitment": "outcome_id",
    "commitment_link": "commitment_id",
    "contributor": "commitment_id",
    "matter_arising": "meeting_id",
    "consultation": "meeting_id",
    "candidate": "consultation_id",
    "consulted": "consultation_id",
    "answer": "consulted_id",
    "answer_day": "answer_id",
    "milestone": "meeting_id",
    "message": "meeting_id",
    "pack_edition": "meeting_id",
    "pack_file": "edition_id",
}
_ABOVE = {
    "item_id": "agenda_item",
    "commitment_id": "commitment",
    "edition_id": "pack_edition",
}
# What a row is called by: the first of these columns that says something.
_NAMES = (
    *("reference", "code", "title", "name", "short", "section", "person_id", "post_title"),
    *("kind", "body_id", "outcome_id", "commitment_id", "party_id", "meeting_id", "series_id"),
    *("consulted_id", "day"),
)
# The clock's and the machine's own columns, of which no officer said anything.
_SILENT = {
    *("id", "version", "uid", "at", "officer", "position", "starts_at", "ends_at"),
    *(
        "items",
        "proposed_at",
        "created_at",
        "changed_at",
        "edited_at",
        "recorded_at",
        "deadline_at",
        "prepared_at",
    ),
    *(
        "claimed_at",
        "next_attempt_at",
        "cleared_at",
        "closed_at",
        "asked_at",
        "received_at",
        "mail",
        "message_id",
        "facts",
        "attempts",
        "pieces",
        "pages",
        "digest",
    ),
}


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


def read_trail(
    session: Session,
    *,
    meeting: Meeting | None = None,
    noun: str | None = None,
    item: int | None = None,
    last: int | None = None,
) -> list[TrailEntry]:
    """The entries, oldest first; of one meeting and all that hangs on it; only the newest few.

    Only those of rows of one table, or of what hangs on the agenda item of that id.
    """
    entries = list(_Replay(session, meeting, noun, item).entries())
    return entries[-last:] if last else entries


class _Replay:
    """The record as it was at the entry that is being read."""

    def __init__(
        self, session: Session, meeting: Meeting | None, noun: str | None, item: int | None
    ) -> None:
        self._session, self._noun, self._item = session, noun, item
        self._wanted = ("meeting", str(meeting.id)) if meeting else None
        self._rows: dict[Row, dict[str, Any]] = {}
        # The rows that a transaction makes refer to each other, whatever the order of its entries.
        self._coming: dict[Row, dict[str, Any]] = {}
        self._known = ChainMap(self._rows, self._coming)

    def entries(self) -> Iterator[TrailEntry]:
        for _, together in groupby(self._stored(), key=lambda one: (one[0].at, one[0].verb)):
            written = [(entry, payload) for entry, payload in together]
            self._coming.clear()
            self._coming.update(
                (_row(entry), _said(payload)["after"])
                for entry, payload in written
                if entry.action == "added" and payload
            )
            for entry, payload in written:
                yield from self._told(entry, payload)

    def _stored(self) -> Iterable[tuple[AuditEntry, AuditPayload | None]]:
        chosen = (
            select(AuditEntry, AuditPayload)
            .outerjoin(AuditPayload, AuditPayload.position == AuditEntry.position)
            .order_by(AuditEntry.position)
        )
        return self._session.execute(chosen)

    def _told(self, entry: AuditEntry, payload: AuditPayload | None) -> Iterator[TrailEntry]:
        row, said = _row(entry), _said(payload)
        before, after = said["before"], said["after"]
        columns = self._rows.setdefault(row, {})
        columns.update(before | after if entry.action == "removed" else after)
        if not columns:
            columns.update(self._standing(row))
        meeting = self._meeting_of(row)
        if self._wanted in (None, meeting) and self._is_meant(entry.noun, columns):
            yield TrailEntry(
                position=entry.position,
                at=entry.at,
                officer=entry.officer,
                verb=entry.verb,
                action=entry.action,
                what=self._named(row, meeting),
                changes=tuple(self._changes(entry.noun, before, after)),
                erased=payload is None,
            )
        if entry.action == "removed":
            del self._rows[row]

    def _is_meant(self, noun: str, columns: Columns) -> bool:
        return self._noun in (None, noun) and self._item in (None, columns.get("item_id"))

    def _standing(self, row: Row) -> dict[str, Any]:
        """What the record says now of a row whose entry was erased: whose it is, at the least."""
        table = Base.metadata.tables[row[0]]
        found = (
            self._session.execute(select(table).where(table.c.id == int(row[1]))).mappings().first()
        )
        return {name: value for name, value in (found or {}).items() if name.endswith("_id")}

    def _meeting_of(self, row: Row) -> Row | None:
        """The meeting that a row is, or hangs on; None where it hangs on none."""
        while row[0] != "meeting":
            column = _PARENTS.get(row[0])
            parent = self._known.get(row, {}).get(column) if column else None
            if column is None or parent is None:
                return None
            row = _referred(row[0], column), str(parent)
        return row

    def _named(self, row: Row, meeting: Row | None) -> str:
        """For example "briefing section objectives on Climate of SOM-12"."""
        columns = self._known.get(row, {})
        above = next(
            ((noun, columns[key]) for key, noun in _ABOVE.items() if columns.get(key)), None
        )
        on = f" on {self._called((above[0], str(above[1])))}" if above else ""
        of = f" of {self._called(meeting)}" if meeting not in (None, row) else ""
        return f"{_in_words(row[0])} {self._called(row)}{on}{of}"

    def _called(self, row: Row) -> str:
        noun, key = row
        columns = self._known.get(row, {})
        name = next((name for name in _NAMES if columns.get(name)), None)
        return self._word(noun, name, columns[name]) if name else key

    def _word(self, noun: str, column: str, value: object) -> str:
        """The value as an officer would say it: what a key refers to by its name."""
        if value is None:
            return ""
        referred = _referred(noun, column) if column.endswith("_id") else ""
        return self._called((referred, str(value))) if referred else str(value)

    def _changes(self, noun: str, before: Columns, after: Columns) -> Iterator[FieldChange]:
        for name in {**before, **after}:
            old, new = (self._word(noun, name, said.get(name)) for said in (before, after))
            if old != new and name not in _SILENT and name != _PARENTS.get(noun):
                yield FieldChange(_in_words(name.removesuffix("_id")), old, new)


def _row(entry: AuditEntry) -> Row:
    return entry.noun, entry.key


def _said(payload: AuditPayload | None) -> dict[str, dict[str, Any]]:
    return json.loads(payload.content) if payload else {"before": {}, "after": {}}


def _referred(noun: str, column: str) -> str:
    """The table that a column refers to; empty if it refers to none."""
    keys = Base.metadata.tables[noun].c[column].foreign_keys
    return next((key.column.table.name for key in keys if key.column.name == "id"), "")


def _in_words(name: str) -> str:
    return name.replace("_", " ")
