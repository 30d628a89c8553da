"""Stores what an import found: new meetings with their source, changed ones with old dates."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import Finding, Severity
from scheduler.imports.exchange.events import UNSTAMPED
from scheduler.model.meeting import DateChange, Meeting
from scheduler.model.partnership import Partnership, Source
from scheduler.model.vocabulary import ChangeKind, MeetingState
from scheduler.secretariat.commitments import due_at
from scheduler.secretariat.meeting_candidates import Candidate, moved_from
from scheduler.secretariat.meeting_imports import Act, ImportPlan
from scheduler.secretariat.milestones import MilestoneChange, plan_milestones
from scheduler.secretariat.policies import objections_to

Start = tuple[date | None, time | None]
_TO_COME = (MeetingState.PLANNED, MeetingState.PROPOSED, MeetingState.CONFIRMED)
_NOTED = {
    MeetingState.CONFIRMED: ChangeKind.CONFIRMED,
    MeetingState.HELD: ChangeKind.HELD,
    MeetingState.CANCELLED: ChangeKind.CANCELLED,
    MeetingState.POSTPONED: ChangeKind.POSTPONED,
}


def store_import(
    session: Session,
    partnership: Partnership,
    plan: ImportPlan,
    *,
    now: datetime,
    today: date,
    officer: str,
) -> tuple[tuple[MilestoneChange, ...], tuple[Finding, ...]]:
    """Store the new and the changed; what became of milestones, and what deserves a look.

    Meetings keep the SEQUENCE and the time of change that the file gives them, so that its next
    version is compared with this one.
    """
    new, changed = plan.of(Act.NEW), plan.of(Act.CHANGED)
    store = _Store(now, officer, f"imported from {plan.given.name}")
    source = _source(session, partnership, plan, today) if new else None
    rescheduled = [meeting for one in changed if (meeting := store.change(one))]
    for one in new:
        store.fill(one)
        one.meeting.source = source
        session.add(one.meeting)
    session.flush()
    made = [one.meeting for one in new]
    replanned = plan_milestones(session, [*made, *rescheduled], now=now)
    findings = [
        *_unnumbered(made),
        *(each for one in (*made, *rescheduled) for each in _objections(session, one, today)),
        *(each for one in rescheduled for each in due_at(session, one)),
        *replanned.findings,
    ]
    return replanned.changes, tuple(findings)


class _Store:
    """Brings meetings to what a file says of them."""

    def __init__(self, now: datetime, officer: str, reason: str) -> None:
        self._now, self._officer, self._reason = now, officer, reason

    def fill(self, candidate: Candidate) -> None:
        """Give a new meeting its stamps and its old dates."""
        meeting, entry, facts = candidate.meeting, candidate.read.entry, candidate.read.facts
        meeting.sequence = entry.sequence
        meeting.created_at, meeting.changed_at = map(self._stamp, (entry.created, entry.changed))
        days = [*moved_from(facts), meeting.day]
        for old, new in pairwise(days):
            self._note(meeting, ChangeKind.MOVED, (old, None), (new, None))

    def change(self, candidate: Candidate) -> Meeting | None:
        """Change a known meeting; it comes back where its date or its state is another now."""
        known, wanted = candidate.known, candidate.meeting
        assert known is not None  # noqa: S101 -- only what is known is changed
        old, old_state = _start(known), known.state
        for column in candidate.changes():
            setattr(known, column, getattr(wanted, column))
        known.sequence = candidate.read.entry.sequence
        known.changed_at = max(known.changed_at, self._stamp(candidate.read.entry.changed))
        known.derive_instants()
        if known.day != old[0]:
            known.closure_editions = []  # the file chose the day: it was not computed
            self._note(known, ChangeKind.MOVED, old, _start(known))
        is_other = known.state is not old_state
        if is_other and (kind := _NOTED.get(known.state)):
            self._note(known, kind, _start(known), _start(known))
        return known if is_other or _start(known) != old else None

    def _stamp(self, said: datetime) -> datetime:
        """An instant of a file, which nobody can have changed after now."""
        return self._now if said == UNSTAMPED else min(said, self._now)

    def _note(self, meeting: Meeting, kind: ChangeKind, old: Start, new: Start) -> None:
        meeting.changes.append(
            DateChange(
                at=self._now,
                officer=self._officer,
                kind=kind,
                old_day=old[0],
                old_start_time=old[1],
                new_day=new[0],
                new_start_time=new[1],
                reason=self._reason,
            )
        )


def _start(meeting: Meeting) -> Start:
    return meeting.day, meeting.start_time


def _source(session: Session, partnership: Partnership, plan: ImportPlan, today: date) -> Source:
    """The file as the source of what comes from it; the same file is the same source."""
    key = f"ics-{hashlib.sha256(plan.given.content).hexdigest()[:16]}"
    known = session.scalar(
        select(Source).where(Source.partnership_id == partnership.id, Source.key == key)
    )
    return known or Source(
        partnership_id=partnership.id, key=key, title=plan.given.name, read_on=today
    )


def _objections(session: Session, meeting: Meeting, today: date) -> tuple[Finding, ...]:
    is_to_come = meeting.state in _TO_COME and meeting.day is not None and meeting.day >= today
    return objections_to(session, meeting) if is_to_come else ()


def _unnumbered(meetings: list[Meeting]) -> Iterator[Finding]:
    for meeting in meetings:
        is_firm = meeting.state is MeetingState.CONFIRMED and meeting.number is None
        if is_firm and meeting.series and meeting.series.is_numbered:
            remedy = f"scheduler meeting confirm {meeting.code} --number N"
            yield Finding(Severity.WARNING, f"it has no number; give it: {remedy}", meeting.name)
