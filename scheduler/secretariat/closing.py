"""Closing the record of a meeting: what it still lacks, and the reasons for which that is accepted.

Closed, it takes no outcome, attendance or note any more, until it is opened again for a reason.
What was decided stays, with its references; commitments are followed all the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from scheduler.errors import (
    Finding,
    IllegalTransition,
    InvalidValue,
    NotAllowed,
    RecordIncomplete,
    Severity,
)
from scheduler.model.agenda import AgendaItem
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.meeting import DateChange, Meeting
from scheduler.model.outcome import Commitment, Outcome
from scheduler.model.vocabulary import (
    ChangeKind,
    CommitmentState,
    ItemKind,
    ItemState,
    MeetingState,
    Presence,
)
from scheduler.papers.words import counted
from scheduler.secretariat.agenda_carrying import left_behind
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.edits import require_version, touch
from scheduler.secretariat.item_labels import labels
from scheduler.secretariat.naming import agenda_of
from scheduler.secretariat.texts import one_line

_TO_DECIDE = (ItemKind.DISCUSSION, ItemKind.DECISION, ItemKind.INFORMATION)


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that the record lacks: a code to accept it by, and a sentence."""

    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


def lacks_of(session: Session, meeting: Meeting) -> list[Lack]:
    """What stands in the way of closing the record, in the order of the agenda, then the rest."""
    return [
        *_undecided(session, meeting),
        *_homeless(session, meeting),
        *_unowed(session, meeting),
        *_unattended(session, meeting),
    ]


def close_record(
    session: Session,
    meeting: Meeting,
    *,
    accepted: Mapping[str, str],
    version: int | None = None,
    now: datetime,
    officer: str,
) -> tuple[Lack, ...]:
    """Close the record of a held meeting; returns what it lacks, each with a reason in the record.

    Raises RecordIncomplete with all that has no reason; InvalidValue for a reason for what it does
    not lack.
    """
    _require_read(meeting, version, "closed")
    act = f"closing the record of {named_with_date(meeting)}"
    if meeting.closed_at is not None:
        raise IllegalTransition(f"the record of {meeting.name}", "closed", "closed", ("reopened",))
    if meeting.state is not MeetingState.HELD:
        remedy = f"record it first: scheduler meeting held {meeting.code}"
        raise NotAllowed(act, f"it is {meeting.state}", remedy)
    lacks = lacks_of(session, meeting)
    reasons = {code.casefold(): reason for code, reason in accepted.items()}
    codes = {lack.code for lack in lacks}
    for code in reasons.keys() - codes:
        known = ", ".join(sorted(codes)) or "nothing: the record lacks nothing"
        raise InvalidValue("--accept", code, f"a code of what it lacks: {known}")
    if missing := [lack for lack in lacks if lack.code not in reasons]:
        raise RecordIncomplete(meeting.name, [str(lack) for lack in missing])
    for lack in lacks:
        reason = one_line("the reason", reasons[lack.code])
        _note(meeting, ChangeKind.ACCEPTED, f"{lack.message}: {reason}", now=now, officer=officer)
    _note(meeting, ChangeKind.CLOSED, "", now=now, officer=officer)
    meeting.closed_at = now
    touch(meeting, now=now, matters=False)
    return tuple(lacks)


def reopen_record(
    meeting: Meeting, reason: str, *, version: int | None = None, now: datetime, officer: str
) -> None:
    """Open a closed record again; its number and its references stay as they are."""
    _require_read(meeting, version, "reopened")
    if meeting.closed_at is None:
        raise IllegalTransition(f"the record of {meeting.name}", "open", "reopened", ("closed",))
    said = one_line("the reason", reason)
    _note(meeting, ChangeKind.REOPENED, said, now=now, officer=officer)
    meeting.closed_at = None
    touch(meeting, now=now, matters=False)


def still_open(session: Session, meeting: Meeting) -> Iterator[Finding]:
    """A note where commitments of the meeting are still owed; these come before the next one."""
    chosen = (
        select(Outcome.reference)
        .join(Outcome.commitment)
        .where(Outcome.meeting_id == meeting.id, Commitment.state == CommitmentState.OPEN)
    )
    if owed := session.scalars(chosen).all():
        message = f"{counted(len(owed), 'commitment')} still owed, and followed on"
        yield Finding(Severity.NOTE, message, meeting.name)


def _undecided(session: Session, meeting: Meeting) -> Iterator[Lack]:
    agenda = agenda_of(session, meeting)
    with_outcome = set(
        session.scalars(select(Outcome.item_id).where(Outcome.meeting_id == meeting.id))
    )
    for label, item in zip(labels(agenda), agenda, strict=True):
        if _is_undecided(item) and item.id not in with_outcome:
            message = f"nothing says what became of item {label}, {item.title}"
            yield Lack(f"item-{label}", message)


def _is_undecided(item: AgendaItem) -> bool:
    return item.state is ItemState.OPEN and item.kind in _TO_DECIDE


def _homeless(session: Session, meeting: Meeting) -> Iterator[Lack]:
    agenda = agenda_of(session, meeting)
    left = left_behind(session, meeting.series) if meeting.series else left_behind(session)
    for label, item in zip(labels(agenda), agenda, strict=True):
        if item in left and item.state is ItemState.POSTPONED:
            message = f"item {label}, {item.title}, is postponed and has no home on another agenda"
            yield Lack(f"carry-{label}", message)


def _unowed(session: Session, meeting: Meeting) -> Iterator[Lack]:
    due_never = (
        Commitment.due_on.is_(None)
        & Commitment.due_meeting_id.is_(None)
        & Commitment.due_series_id.is_(None)
    )
    chosen = (
        select(Commitment)
        .join(Commitment.outcome)
        .where(
            Outcome.meeting_id == meeting.id,
            Commitment.state == CommitmentState.OPEN,
            or_(Commitment.owner_id.is_(None), due_never),
        )
        .order_by(Outcome.ordinal)
    )
    for one in session.scalars(chosen):
        reference = one.outcome.reference
        lacks = " and no ".join(_missing(one))
        yield Lack(reference.rpartition("/")[2].casefold(), f"{reference} has no {lacks}")


def _missing(commitment: Commitment) -> Iterator[str]:
    if commitment.owner_id is None:
        yield "owner"
    if not (commitment.due_on or commitment.due_meeting_id or commitment.due_series_id):
        yield "due day"


def _unattended(session: Session, meeting: Meeting) -> Iterator[Lack]:
    """For each delegation whose members were listed, and whose presence nobody recorded."""
    delegations = session.scalars(select(Delegation).where(Delegation.meeting_id == meeting.id))
    by_party = {one.party_id: one for one in delegations}
    for party in meeting.partnership.parties:
        there = by_party.get(party.id)
        presences = _presences(session, there) if there else []
        code = f"attendance-{party.code.casefold()}"
        if not presences:
            yield Lack(code, f"nobody of {party.code} is listed")
        elif unknown := presences.count(Presence.UNKNOWN):
            of = f"{unknown} of {counted(len(presences), 'member')} of {party.code}"
            yield Lack(code, f"whether {of} were there is not recorded")


def _presences(session: Session, delegation: Delegation) -> list[Presence]:
    chosen = select(Attendance.presence).where(
        Attendance.delegation_id == delegation.id, Attendance.is_alternate.is_(False)
    )
    return list(session.scalars(chosen))


def _require_read(meeting: Meeting, version: int | None, wanted: str) -> None:
    theirs = "closed" if meeting.closed_at else str(meeting.state)
    require_version(meeting.name, meeting, version, theirs=theirs, yours=wanted)


def _note(meeting: Meeting, kind: ChangeKind, reason: str, *, now: datetime, officer: str) -> None:
    meeting.changes.append(
        DateChange(
            at=now,
            officer=officer,
            kind=kind,
            old_day=meeting.day,
            old_start_time=meeting.start_time,
            new_day=meeting.day,
            new_start_time=meeting.start_time,
            reason=reason,
        )
    )
