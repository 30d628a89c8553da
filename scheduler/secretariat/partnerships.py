"""Loading a partnership from its file, writing it back, and choosing whose secretariat this is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import DumpRefused, Finding, InvalidFile, LoadConflict, Problem
from scheduler.imports.milestone_tables import MilestoneTable
from scheduler.imports.partnership_file import PartnershipFile, check
from scheduler.model.partnership import Partnership, Party
from scheduler.secretariat.loaded_files import common_ancestor, remember
from scheduler.secretariat.milestones import (
    MilestoneChange,
    Replanned,
    meetings_to_come,
    plan_milestones,
)
from scheduler.secretariat.naming import find_partnership, find_party
from scheduler.secretariat.partnership_changes import Cause, Loading
from scheduler.secretariat.partnership_entities import (
    described,
    entities_of,
    fault_of,
    model_of,
    partnership_key,
    put_together,
)
from scheduler.secretariat.partnership_meetings import days_to_look_at, state_faults
from scheduler.secretariat.partnership_record import Record, read_record
from scheduler.secretariat.texts import UNCLASSIFIED, marking_in
from scheduler.secretariat.three_way import Merge, Side, States, base_after, merge, merged, shown
from scheduler.store.audit import head_of

# What the day of a milestone is computed with.
_COUNTED_WITH = {"day", "last_day", "closure_calendars"}


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did: how many tables of each kind, each change in words, and what was left.

    `changes` does not list what came inside something else that was added. `notes` say what the
    file no longer holds, and what stays as officers edited it. `milestones` are those of meetings
    to come that the load moved. `findings` are what the rules of the series have against days that
    the load changed, and milestones that are late by now.
    """

    partnership: str
    added: int
    changed: int
    unchanged: int
    changes: tuple[str, ...]
    notes: tuple[str, ...]
    milestones: tuple[MilestoneChange, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def changed_nothing(self) -> bool:
        """True where the record already was as the file says."""
        return not self.added and not self.changed


def load_partnership(
    session: Session,
    file: PartnershipFile,
    name: str | None = None,
    *,
    now: datetime,
    officer: str,
    wins: Side | None = None,
) -> LoadReport:
    """Create the partnership of a file, or bring the record to what changed in the file.

    `name` is how messages call the file. What officers edited since the file was dumped or last
    loaded stays; what both sides changed is decided by `wins`, and raises LoadConflict where
    nothing is said. What left the file is never deleted. Raises InvalidFile where file and record
    do not fit together.
    """
    cause = Cause(name or f"{file.partnership.code}.toml", officer, now)
    _require_unclassified(cause, file)
    partnership, is_new = _opened(session, file)
    record = read_record(session, partnership)
    states = States(common_ancestor(session, record, file), record.entities, entities_of(file))
    found = merge(states, wins)
    if found.conflicts:
        raise LoadConflict(cause.name, found.conflicts)
    _require_fit(cause, record, found)
    report = _report(record, found, is_new=is_new)
    Loading(session, record, cause).make(found)
    remember(session, partnership, file, base_after(states, found), cause)
    replanned = _replan(session, partnership, found, now)
    findings = (*days_to_look_at(session, record, found, now), *replanned.findings)
    return replace(report, milestones=replanned.changes, findings=findings)


def dump_partnership(session: Session, code: str | None = None) -> PartnershipFile:
    """The record of a partnership as its file; of the only one where no code is given.

    Holds slots and meetings that officers added. Leaves out what one party keeps to itself and what
    a meeting brought: replies, presence, records, outcomes. Bears the mark by which a load finds
    what the record was. Raises DumpRefused.
    """
    partnership = find_partnership(session, code)
    # Before the record is read: what changes in between then counts as changed since.
    _, mark = head_of(session)
    entities = read_record(session, partnership).entities
    file, faults = check(put_together(entities))
    if file is None:
        raise DumpRefused(partnership.code, [fault_of(entities, fault) for fault in faults])
    return file.model_copy(update={"as_of": mark})


def choose_home_party(session: Session, partnership_code: str | None, party_code: str) -> Party:
    """Make a party the one whose secretariat runs this deployment."""
    partnership = find_partnership(session, partnership_code)
    chosen = find_party(partnership, party_code)
    for party in partnership.parties:
        if party.is_home and party is not chosen:
            party.is_home = False
    # The database allows one home at every moment, so the old one leaves first.
    session.flush()
    chosen.is_home = True
    session.flush()
    return chosen


def _require_unclassified(cause: Cause, file: PartnershipFile) -> None:
    marked = ((text, marking_in(text)) for text in _texts(file.model_dump()))
    problems = [
        Problem(None, f"{text[:60]!r} is marked {marking}: expected {UNCLASSIFIED}")
        for text, marking in marked
        if marking
    ]
    if problems:
        raise InvalidFile(cause.name, problems)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _texts(part)


def _opened(session: Session, file: PartnershipFile) -> tuple[Partnership, bool]:
    """The partnership of the file, made where there is none of its code."""
    code = file.partnership.code
    known = session.scalar(select(Partnership).where(Partnership.code == code))
    if known is not None:
        return known, False
    made = Partnership(**file.partnership.model_dump())
    session.add(made)
    session.flush()
    return made, True


def _require_fit(cause: Cause, record: Record, found: Merge) -> None:
    """Raise InvalidFile where the record would not hold together with what the file brings."""
    together = merged(record.entities, found)
    _, faults = check(put_together(together))
    said = [fault_of(together, fault) for fault in faults]
    said += state_faults(record.entities, together, found, cause.now)
    if said:
        problems = [Problem(None, f"with what the record holds, {sentence}") for sentence in said]
        raise InvalidFile(cause.name, problems)


def _replan(session: Session, partnership: Partnership, found: Merge, now: datetime) -> Replanned:
    """Compute the back-plans of meetings to come anew where the load touched what they rest on."""
    changed = {**found.adds, **found.edits}
    if not any(
        model_of(key) is MilestoneTable or not _COUNTED_WITH.isdisjoint(fields)
        for key, fields in changed.items()
    ):
        return Replanned()
    meetings = meetings_to_come(session, partnership, today=now.date())
    return plan_milestones(session, meetings, now=now)


def _report(record: Record, found: Merge, *, is_new: bool) -> LoadReport:
    root = partnership_key(record.partnership.code)
    new = {root: record.entities[root], **found.adds} if is_new else found.adds
    changes = [f"added {described(key)}" for key in new if key[:-1] not in new]
    for key, fields in found.edits.items():
        before = record.entities[key]
        changes += [
            f"changed {described(key)}: {field} from {shown(before[field])} to {shown(value)}"
            for field, value in fields.items()
        ]
    return LoadReport(
        partnership=record.partnership.code,
        added=len(new),
        changed=len(found.edits),
        unchanged=len(record.entities) - len(found.edits) - is_new,
        changes=tuple(changes),
        notes=tuple(found.notes),
    )
