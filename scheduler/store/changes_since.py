"""What the trail says of every row since one of its entries."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from scheduler.model.audit import AuditEntry, AuditPayload
from scheduler.model.base import Base
from scheduler.store.proof import ERASED

# The table and the primary key, as the trail writes them.
Place = tuple[str, str]


@dataclass
class ChangesSince:
    """The rows that are new, those that are gone, and what columns held before they changed.

    `before` holds the values as the trail has them, of a row that is gone all of them. Of `erased`
    rows it is not known what changed.
    """

    added: set[Place] = field(default_factory=set)
    removed: set[Place] = field(default_factory=set)
    erased: set[Place] = field(default_factory=set)
    before: dict[Place, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))


def changes_since(session: Session, entry_hash: str) -> ChangesSince | None:
    """What changed after the entry with this hash; None where the trail has no such entry."""
    position = session.scalar(
        select(AuditEntry.position).where(AuditEntry.entry_hash == entry_hash)
    )
    if position is None:
        return None
    # What a new row holds is not asked for; a file that was loaded is a large one.
    of_old_row = (AuditPayload.position == AuditEntry.position) & (AuditEntry.action != "added")
    entries = (
        select(AuditEntry.noun, AuditEntry.key, AuditEntry.action, AuditPayload.content)
        .outerjoin(AuditPayload, of_old_row)
        .where(AuditEntry.position > position)
        .order_by(AuditEntry.position)
    )
    since = ChangesSince()
    for noun, key, action, content in session.execute(entries):
        _take_in(since, (noun, key), action, content)
    return since


def place_of(row: Base) -> Place:
    """How the trail names a row."""
    key = inspect(row).mapper.primary_key_from_instance(row)
    return row.__tablename__, "/".join(str(part) for part in key)


def _take_in(since: ChangesSince, place: Place, action: str, content: str | None) -> None:
    # A database may give the key of a row that is gone to a new one.
    if action == "added":
        since.added.add(place)
    elif place in since.added:
        since.added -= {place} if action == "removed" else set()
    else:
        since.removed |= {place} if action == "removed" else set()
        since.erased |= {place} if content is None or action == ERASED else set()
        for column, value in json.loads(content)["before"].items() if content else ():
            since.before[place].setdefault(column, value)
