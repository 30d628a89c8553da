"""Proves the record by its trail: the chain is whole, and each row is what the trail says of it.

Who can write to the database can also write the whole trail anew. Only a head that was kept
elsewhere, on paper, shows that.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Column, Table, func, select
from sqlalchemy.orm import Session

from scheduler.errors import Finding, InvalidValue, Severity
from scheduler.model.audit import UNTRAILED, AuditEntry
from scheduler.model.base import Base, Instant
from scheduler.model.stored_file import StoredFile
from scheduler.store.audit import GENESIS, ChainEntry, plain, verify

ERASED = "erased"
_STEP = 5000
_AT_ONCE = 500
_SHOWN = 60
_HEAD = re.compile(r"(?P<position>\d{1,9}):(?P<digits>[0-9a-f]{4}(?:-?[0-9a-f]{4}){1,15})")
_DIGITS = 20
_BLOCK = 4

Progress = Callable[[str, int, int], None]


class Head(NamedTuple):
    """How many entries the trail had, and how the hash of the last of them begins."""

    position: int
    digits: str

    def __str__(self) -> str:
        digits = self.digits[:_DIGITS]
        blocks = (digits[at : at + _BLOCK] for at in range(0, len(digits), _BLOCK))
        return f"{self.position}:{'-'.join(blocks)}"


def read_head(text: str) -> Head:
    """A head as it was printed, for example "412:9f3c-2a7b-e01d-77aa-0b1c"."""
    found = _HEAD.fullmatch(text.strip().lower())
    if found is None:
        expected = "the line that `scheduler audit head` printed, such as 412:9f3c-2a7b-e01d"
        raise InvalidValue("the head", text, expected)
    return Head(int(found["position"]), found["digits"].replace("-", ""))


@dataclass(frozen=True, slots=True)
class Proof:
    """What was compared and found; `erased` counts the entries whose content is gone."""

    entries: int
    head: str
    rows: int
    erased: int
    findings: tuple[Finding, ...]


def prove(
    session: Session, *, kept: Head | None = None, progress: Progress = lambda *_: None
) -> Proof:
    """Walk the chain, then compare every row with what the trail says it should be."""
    told = _Told(kept, session.scalar(select(func.count()).select_from(AuditEntry)) or 0, progress)
    chain = [one for one in verify(session, taken_in=told.take_in) if one.message != ERASED]
    findings = [*chain, *told.findings()]
    rows = 0
    for table in trailed_tables():
        expected = told.rows.pop(table.name, {})
        seen, wrong = _compare(session, table, expected)
        rows += seen
        findings += wrong
        progress("rows", rows, 0)
    findings += _files(session)
    return Proof(told.position, str(told.head), rows, len(told.erased), tuple(findings))


def _files(session: Session) -> Iterator[Finding]:
    """The files that are not what their hash, which the trail has, says."""
    chosen = select(StoredFile.sha256, StoredFile.content).execution_options(yield_per=1)
    for known, content in session.execute(chosen):
        if sha256(content).hexdigest() != known:
            message = "its bytes are not those that it is known by"
            yield Finding(Severity.ERROR, message, f"stored file {known[:12]}")


def trailed_tables() -> list[Table]:
    """The tables of which each change leaves an entry, in the order of their names."""
    every = {table for mapper in Base.registry.mappers for table in mapper.tables}
    return sorted(
        (one for one in every if isinstance(one, Table) and one.name not in UNTRAILED),
        key=lambda table: table.name,
    )


@dataclass
class _Told:
    """What the trail says of each row that stands; a column that no entry names is not known."""

    kept: Head | None
    total: int
    progress: Progress
    position: int = 0
    head: Head = field(default_factory=lambda: Head(0, GENESIS))
    kept_is_there: bool = False
    erased: set[int] = field(default_factory=set)
    accounted: set[int] = field(default_factory=set)
    rows: defaultdict[str, dict[str, dict[str, Any]]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def take_in(self, entry: ChainEntry) -> None:
        self.position, self.head = entry.position, Head(entry.position, entry.entry_hash)
        if self.kept and self.kept.position == entry.position:
            self.kept_is_there = entry.entry_hash.startswith(self.kept.digits)
        said = json.loads(entry.content) if entry.content else {}
        if entry.content is None:
            self.erased.add(entry.position)
        self._change(entry, said)
        if entry.position % _STEP == 0:
            self.progress("entries", entry.position, self.total)

    def _change(self, entry: ChainEntry, said: dict[str, Any]) -> None:
        rows, after = self.rows[entry.noun], said.get("after", {})
        if entry.action == "removed":
            rows.pop(entry.key, None)
        elif entry.action in ("added", ERASED):
            rows[entry.key] = dict(after)
            self.accounted |= set(said.get("entries", ()))
        elif entry.action == "edited" and entry.content is None:
            # What it changed is not known, so what was known of the row no longer is.
            rows[entry.key] = {}
        elif entry.action == "edited":
            rows.setdefault(entry.key, {}).update(after)

    def findings(self) -> Iterator[Finding]:
        is_missing = self.kept and self.kept.position > 0 and not self.kept_is_there
        if is_missing:
            message = f"the head {self.kept} is not in it: entries were cut off or written anew"
            yield Finding(Severity.ERROR, message, "audit trail")
        for position in sorted(self.erased - self.accounted):
            message = "what it says is gone, and no erasure says so"
            yield Finding(Severity.ERROR, message, f"audit entry {position}")


def _compare(
    session: Session, table: Table, expected: dict[str, dict[str, Any]]
) -> tuple[int, list[Finding]]:
    """How many rows there are, and where they differ from what is expected."""
    findings: list[Finding] = []
    keys = [column.name for column in table.primary_key.columns]
    columns = {one.name: one for one in table.columns if f"{table}.{one.name}" not in UNTRAILED}
    chosen = select(*columns.values()).execution_options(yield_per=_AT_ONCE)
    seen = 0
    for row in session.execute(chosen).mappings():
        seen += 1
        key = "/".join(str(row[name]) for name in keys)
        known = expected.pop(key, None)
        if known is None:
            findings.append(_wrong(table, key, "was added and no entry says so"))
            continue
        for name in known.keys() & columns.keys():
            found, said = plain(row[name]), _read(columns[name], known[name])
            if found != said:
                findings.append(_wrong(table, key, _differs(name, found, said)))
    gone = "is gone and no entry says so"
    return seen, findings + [_wrong(table, key, gone) for key in sorted(expected)]


def _read(column: Column[Any], said: Any) -> Any:  # noqa: ANN401 -- a value of JSON
    """What the trail wrote of a column, an instant in UTC as the database gives it back."""
    if said is None or not isinstance(column.type, Instant):
        return said
    return datetime.fromisoformat(said).astimezone(UTC).isoformat()


def _wrong(table: Table, key: str, message: str) -> Finding:
    return Finding(Severity.ERROR, message, f"{table.name.replace('_', ' ')} {key}")


def _differs(name: str, found: object, said: object) -> str:
    return f"{name} is {_short(found)}, and the trail says {_short(said)}"


def _short(value: object) -> str:
    text = repr(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
