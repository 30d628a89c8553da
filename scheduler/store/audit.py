"""The trail: every change of the record leaves an entry in the transaction that makes it.

Entries chain: each hash covers the one before it. A payload is tied to its entry by a salted hash
alone, so that it can be erased while the chain still verifies.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Any, NamedTuple

from sqlalchemy import event, insert, inspect, select, update
from sqlalchemy.orm import InstanceState, Session, UOWTransaction

from scheduler.errors import DatabaseUnavailable, Finding, Severity
from scheduler.model.audit import AuditEntry, AuditHead, AuditPayload
from scheduler.model.base import Base, Versioned
from scheduler.store.engine import shown

GENESIS = "0" * 64
_KEY = "scheduler_acting"
_COUNTED = "counted"
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, when, by which verb of the command line or page."""

    verb: str
    now: datetime
    officer: str


class ChainEntry(NamedTuple):
    """An entry with the salt and the content of its payload, None where that was erased."""

    position: int
    at: datetime
    officer: str
    verb: str
    action: str
    noun: str
    key: str
    payload_hash: str
    previous_hash: str
    entry_hash: str
    salt: str | None
    content: str | None


_HASHED = ChainEntry._fields[:9]
_CHAIN = (
    select(
        *(getattr(AuditEntry, name) for name in (*_HASHED, "entry_hash")),
        AuditPayload.salt,
        AuditPayload.content,
    )
    .outerjoin(AuditPayload, AuditPayload.position == AuditEntry.position)
    .order_by(AuditEntry.position)
)


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to one row. An erasure names the entries whose payload went with it."""

    action: str
    noun: str
    key: str
    before: dict[str, Any]
    after: dict[str, Any]
    entries: tuple[int, ...] = ()


def keep_trail(session: Session, acting: Acting) -> None:
    """From now on every flush of the session writes its audit entries.

    Every writer takes the lock of the trail before it reads: two can neither fork the chain nor
    deadlock, and what a writer compares with is what the one before it left.
    """
    session.info[_KEY] = acting
    if session.scalar(select(AuditHead.id).with_for_update()) is None:
        where = shown(session.get_bind().engine.url)
        remedy = "restore a backup: scheduler db restore FILE"
        raise DatabaseUnavailable(where, "has lost the head of its audit trail", remedy)
    event.listen(session, "before_flush", _note_counted)
    event.listen(session, "after_flush", _write_entries)


def note_act(session: Session, row: Base, action: str, what: dict[str, str]) -> None:
    """Write an entry for an act that changes nothing: what was done with that row, in words."""
    change = Change(action, row.__tablename__, _key(inspect(row)), {}, dict(what))
    append(session, [change])


def verify(
    session: Session, *, taken_in: Callable[[ChainEntry], None] | None = None
) -> list[Finding]:
    """Every entry whose place, hash or payload is not what it was when it was written.

    Removing the newest entries together with the head is seen only by somebody who kept the head.
    Each entry is handed to `taken_in` in its turn.
    """
    findings: list[Finding] = []
    previous, position = GENESIS, 0
    for entry in entries_of(session):
        position += 1
        findings.extend(_faults(entry, position, previous))
        position, previous = entry.position, entry.entry_hash
        if taken_in is not None:
            taken_in(entry)
    if head_of(session) != (position, previous):
        findings.append(_fault("the newest entries are missing", position))
    return findings


def entries_of(session: Session) -> Iterator[ChainEntry]:
    """The entries from the first on, a few in memory at a time."""
    return map(ChainEntry._make, session.execute(_CHAIN.execution_options(yield_per=_BATCH)))


def head_of(session: Session) -> tuple[int, str]:
    """How many entries there are, and the hash of the last: print it where it cannot be changed."""
    head = session.get(AuditHead, 1)
    return (head.position, head.entry_hash) if head else (0, "lost")


def _faults(entry: ChainEntry, position: int, previous: str) -> Iterator[Finding]:
    if entry.position != position:
        yield _fault("entries before it are missing", entry.position)
    elif entry.previous_hash != previous:
        yield _fault("it does not follow the entry before it", entry.position)
    if entry.entry_hash != _entry_hash({name: getattr(entry, name) for name in _HASHED}):
        yield _fault("it was changed", entry.position)
    if entry.content is None:
        yield Finding(Severity.NOTE, "erased", f"audit entry {entry.position}")
    elif entry.payload_hash != _payload_hash(entry.salt or "", entry.content):
        yield _fault("what it says was changed", entry.position)


def _fault(message: str, position: int) -> Finding:
    return Finding(Severity.ERROR, message, f"audit entry {position}")


def _write_entries(session: Session, context: UOWTransaction) -> None:
    changes = [*_added(session), *_edited(session), *_removed(context)]
    if changes:
        append(session, changes)


def append(session: Session, changes: Sequence[Change]) -> None:
    """Write an entry for each change, at the end of the trail."""
    acting: Acting = session.info[_KEY]
    position, previous = session.execute(select(AuditHead.position, AuditHead.entry_hash)).one()
    entries, payloads = [], []
    for change in changes:
        position += 1
        salt = secrets.token_hex(16)
        said: dict[str, Any] = {"before": change.before, "after": change.after}
        if change.entries:
            said["entries"] = change.entries
        content = _canonical(said)
        entry = {
            "position": position,
            "at": acting.now.astimezone(UTC),
            "officer": acting.officer,
            "verb": acting.verb,
            "action": change.action,
            "noun": change.noun,
            "key": change.key,
            "payload_hash": _payload_hash(salt, content),
            "previous_hash": previous,
        }
        previous = entry["entry_hash"] = _entry_hash(entry)
        entries.append(entry)
        payloads.append({"position": position, "salt": salt, "content": content})
    session.execute(insert(AuditEntry), entries)
    session.execute(insert(AuditPayload), payloads)
    session.execute(update(AuditHead).values(position=position, entry_hash=previous))


def _note_counted(session: Session, *_: object) -> None:
    """Keep which rows bear a new version: after the flush it looks as if they always had."""
    versioned = (row for row in session.dirty if isinstance(row, Versioned))
    session.info[_COUNTED] = {
        row for row in versioned if inspect(row).attrs["version"].history.has_changes()
    }


def _added(session: Session) -> Iterator[Change]:
    for row in sorted(session.new, key=_order):
        state = inspect(row)
        after = {c: plain(state.dict.get(c)) for c in _column_names(state)}
        yield Change("added", row.__tablename__, _key(state), {}, after)


def _edited(session: Session) -> Iterator[Change]:
    for row in sorted(session.dirty, key=_order):
        state = inspect(row)
        before, after = {}, {}
        for column in _column_names(state):
            history = state.attrs[column].history
            if history.has_changes():
                before[column] = plain(history.deleted[0] if history.deleted else None)
                after[column] = plain(history.added[0] if history.added else None)
        if after or row in session.info[_COUNTED]:
            if isinstance(row, Versioned):
                after["version"] = row.version
            yield Change("edited", row.__tablename__, _key(state), before, after)


def _removed(context: UOWTransaction) -> Iterator[Change]:
    # Not session.deleted: what was taken out of a list that owns it is found only by the flush.
    gone = (state.obj() for state, (is_deleted, _) in context.states.items() if is_deleted)
    for row in sorted((row for row in gone if row is not None), key=_order):
        state = inspect(row)
        before = {c: plain(state.dict.get(c)) for c in _column_names(state)}
        yield Change("removed", row.__tablename__, _key(state), before, {})


def _order(row: Base) -> tuple[str, str]:
    return row.__tablename__, _key(inspect(row)).zfill(12)


def _column_names(state: InstanceState[Any]) -> list[str]:
    return [attribute.key for attribute in state.mapper.column_attrs]


def _key(state: InstanceState[Any]) -> str:
    return "/".join(str(part) for part in state.mapper.primary_key_from_instance(state.object))


def plain(value: object) -> object:
    """A column's value as the trail writes it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _payload_hash(salt: str, content: str) -> str:
    return hashlib.sha256(f"{salt}\n{content}".encode()).hexdigest()


def _entry_hash(columns: dict[str, Any]) -> str:
    return hashlib.sha256(
        _canonical({k: plain(v) for k, v in columns.items()}).encode()
    ).hexdigest()
