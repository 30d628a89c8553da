"""A file as last loaded, the record now, and the file as it comes: what to add and to edit."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from scheduler.errors import Conflict
from scheduler.secretariat.partnership_entities import Entities, Fields, Key, described

_MOST_NOTES = 3


class Side(StrEnum):
    """Which of the two holds where record and file changed differently."""

    RECORD = "record"
    FILE = "file"


@dataclass
class Merge:
    """What a load does to the record, and what it leaves.

    `kept` names the fields that the record keeps though the file brings others; `left` the tables
    that the record lacks and that the load does not bring back.
    """

    adds: Entities = field(default_factory=dict)
    edits: dict[Key, Fields] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    kept: dict[Key, list[str]] = field(default_factory=dict)
    left: list[Key] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class States:
    """The three states. `base` is empty before the first load."""

    base: Entities
    record: Entities
    file: Entities


def merge(states: States, wins: Side | None) -> Merge:
    """Compare table by table and field by field; `wins` decides what changed on both sides."""
    found = Merge()
    for key, fields in states.file.items():
        if key in states.record:
            _compare(found, states, key, wins)
        elif key[:-1] and key[:-1] not in states.record and key[:-1] not in found.adds:
            found.left.append(key)
        elif key not in states.base:
            found.adds[key] = fields
        else:
            _removed_from_record(found, states, key, wins)
    gone = [key for key in states.base if key in states.record and key not in states.file]
    found.notes += _of_gone([described(key) for key in _without_children(gone)])
    return found


def merged(record: Entities, found: Merge) -> Entities:
    """The record as it will be."""
    edited = {key: {**fields, **found.edits.get(key, {})} for key, fields in record.items()}
    return {**edited, **found.adds}


def base_after(states: States, found: Merge) -> Entities:
    """What the next load compares with: the file, but for what this load did not take over.

    There the old base stays; a field without one has none again, so that the same file loaded
    again meets the same question.
    """
    after = {}
    for key, fields in states.file.items():
        base = states.base.get(key, {})
        kept = found.kept.get(key, ())
        taken = {name: value for name, value in fields.items() if name not in kept}
        stays = {name: base[name] for name in kept if name in base}
        after[key] = base if key in found.left else {**taken, **stays}
    return after


def _compare(found: Merge, states: States, key: Key, wins: Side | None) -> None:
    """Sort the fields of a table that both sides have."""
    record, base = states.record[key], states.base.get(key, {})
    edits: dict[str, Any] = {}
    for name, new in states.file[key].items():
        now = record[name]
        if now == new:
            continue
        if name in base and base[name] == new:
            found.notes.append(f"{described(key)}: {name} stays {shown(now)}, as edited here")
        elif (name in base and base[name] == now) or wins is Side.FILE:
            edits[name] = new
        elif wins is Side.RECORD:
            found.notes.append(f"{described(key)}: {name} stays {shown(now)}, not {shown(new)}")
            found.kept.setdefault(key, []).append(name)
        else:
            what = f"{described(key)}, {name}"
            found.conflicts.append(Conflict(what, shown(now), shown(new)))
    if edits:
        found.edits[key] = edits


def _removed_from_record(found: Merge, states: States, key: Key, wins: Side | None) -> None:
    """A table that was loaded once and that officers have removed since."""
    fields = states.file[key]
    if wins is Side.FILE:
        found.adds[key] = fields
    elif states.base[key] == fields or wins is Side.RECORD:
        found.notes.append(f"{described(key)} was removed from the record and stays removed")
        found.left.append(key)
    else:
        found.conflicts.append(Conflict(described(key), "nothing any more", "a changed one"))


def _of_gone(names: list[str]) -> list[str]:
    """A note for each table that left the file, or one for all where there are many."""
    if len(names) <= _MOST_NOTES:
        return [f"{name} is no longer in the file and stays in the record" for name in names]
    some, more = ", ".join(names[:_MOST_NOTES]), len(names) - _MOST_NOTES
    counted = f"{len(names)} entries are no longer in the file and stay in the record"
    return [f"{counted}: {some} and {more} more"]


def _without_children(keys: list[Key]) -> Iterator[Key]:
    together = set(keys)
    return (key for key in keys if key[:-1] not in together)


def shown(value: object) -> str:
    """A value in the words of a sentence."""
    if value is None or value in ("", ()):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return repr(str(value)) if isinstance(value, str) else str(value)
