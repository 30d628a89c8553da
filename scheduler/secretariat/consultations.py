"""Consultations: the delegations are asked about candidate dates, asked longer, or no more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import (
    AlreadyExists,
    Finding,
    IllegalTransition,
    InvalidValue,
    NotAllowed,
)
from scheduler.model.consultation import Candidate, Consultation, ConsultationState
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import MeetingState
from scheduler.papers.words import counted, day_in_words, days_in_words, hour
from scheduler.planning.quorum import Quorum
from scheduler.secretariat.consulted import Asked, consulted_for
from scheduler.secretariat.dates import local_day, span
from scheduler.secretariat.edits import require_version, touch
from scheduler.secretariat.policies import objections_on
from scheduler.secretariat.texts import one_line

CONSULTABLE = (
    MeetingState.PLANNED,
    MeetingState.PROPOSED,
    MeetingState.CONFIRMED,
    MeetingState.POSTPONED,
)
_MOST_CANDIDATES = 20
_S = ConsultationState


@dataclass(frozen=True, slots=True)
class NewConsultation:
    """What the delegations are asked; without `hours` those of the meeting, else of its series.

    `deadline` is the first moment that is too late, wall time where the meeting is held. `asked`
    and `chairs` left empty are those whom the meeting itself names.
    """

    days: tuple[date, ...]
    deadline: datetime
    quorum: Quorum
    hours: tuple[time, time] | None = None
    asked: tuple[Asked, ...] = ()
    chairs: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Consulting:
    """A consultation after a change, and what deserves a look."""

    consultation: Consultation
    findings: tuple[Finding, ...] = ()


def open_consultation(
    session: Session, meeting: Meeting, new: NewConsultation, *, now: datetime
) -> Consulting:
    """Ask the delegations; a planned meeting becomes proposed, and each candidate is held.

    What the rules have against a candidate comes back as findings. Raises AlreadyExists while
    another consultation of the meeting is open; NotAllowed for one that nothing can move.
    """
    before = latest(session, meeting)
    if before and before.state is _S.OPEN:
        remedy = f"answers are awaited until {deadline_in_words(before)}; close or cancel it first"
        raise AlreadyExists("consultation", f"on {meeting.name}", remedy)
    _require_consultable(meeting)
    consultation = Consultation(
        meeting=meeting,
        quorum=str(new.quorum),
        zone=meeting.zone,
        opened_at=now,
        changed_at=now,
        sequence=before.sequence + 1 if before else 0,
    )
    _add_candidates(consultation, new.days, hours=new.hours, now=now)
    _set_deadline(consultation, new.deadline, now=now)
    consultation.consulted = consulted_for(session, meeting, new.asked, new.chairs, new.quorum)
    _propose(consultation, now=now)
    session.add(consultation)
    session.flush()
    return Consulting(consultation, _objections(session, meeting, new.days))


def reopen_consultation(
    session: Session,
    meeting: Meeting,
    *,
    deadline: datetime | None = None,
    days: tuple[date, ...] = (),
    version: int | None = None,
    now: datetime,
) -> Consulting:
    """Give more time, ask about more days, or take up again what was cancelled."""
    consultation = require_latest(session, meeting, "reopening")
    require_read(consultation, version, "reopened")
    if consultation.state is _S.CLOSED:
        raise IllegalTransition(called(consultation), consultation.state, str(_S.OPEN), ())
    _require_consultable(meeting)
    if consultation.state is _S.OPEN and deadline is None and not days:
        expected = "a new --deadline, or more --dates"
        raise InvalidValue("the reopening of", called(consultation), expected)
    _add_candidates(consultation, days, now=now)
    _set_deadline(consultation, deadline or consultation.deadline, now=now)
    consultation.state, consultation.ended_at, consultation.reason = _S.OPEN, None, ""
    consultation.sequence, consultation.changed_at = consultation.sequence + 1, now
    _propose(consultation, now=now)
    session.flush()
    return Consulting(consultation, _objections(session, meeting, days))


def cancel_consultation(
    session: Session, meeting: Meeting, *, reason: str, version: int | None = None, now: datetime
) -> Consulting:
    """Ask no more: the holds are released; a meeting that was planned before is planned again."""
    consultation = require_latest(session, meeting, "cancelling")
    require_read(consultation, version, "cancelled")
    require_open(consultation, _S.CANCELLED)
    consultation.state, consultation.ended_at = _S.CANCELLED, now
    consultation.reason = one_line("the reason", reason)
    if consultation.made_proposed and meeting.state is MeetingState.PROPOSED:
        meeting.state = MeetingState.PLANNED
        touch(meeting, now=now)
    session.flush()
    return Consulting(consultation)


def latest(session: Session, meeting: Meeting) -> Consultation | None:
    """The last consultation on a meeting, whatever its state."""
    return session.scalar(
        select(Consultation)
        .where(Consultation.meeting_id == meeting.id)
        .order_by(Consultation.id.desc())
        .limit(1)
    )


def require_latest(session: Session, meeting: Meeting, act: str) -> Consultation:
    """The last consultation on a meeting; NotAllowed if there never was one."""
    found = latest(session, meeting)
    if found is None:
        remedy = f"open one: scheduler consult open {meeting.name}"
        raise NotAllowed(
            f"{act} the consultation on {meeting.name}", "the delegations were never asked", remedy
        )
    return found


def require_open(consultation: Consultation, wanted: ConsultationState) -> None:
    """Raise IllegalTransition unless answers are awaited."""
    if consultation.state is not _S.OPEN:
        allowed = [str(_S.OPEN)] if consultation.state is _S.CANCELLED else []
        raise IllegalTransition(called(consultation), consultation.state, str(wanted), allowed)


def require_read(consultation: Consultation, version: int | None, wanted: str) -> None:
    """Raise StaleEdit if the consultation has moved on, by an answer too, since it was read."""
    answers = counted(consultation.answer_count, "answer")
    theirs = f"{consultation.state}, with {answers} recorded"
    require_version(called(consultation), consultation, version, theirs=theirs, yours=wanted)


def called(consultation: Consultation) -> str:
    """For example "the consultation on SOM-2027-1"."""
    return f"the consultation on {consultation.meeting.name}"


def candidate_in_words(candidate: Candidate) -> str:
    """For example "Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)"."""
    days = days_in_words(candidate.day, candidate.last_day)
    if candidate.start_time is None or candidate.end_time is None:
        return days
    return f"{days}, {span(candidate.start_time, candidate.end_time)} ({candidate.zone})"


def deadline_in_words(consultation: Consultation) -> str:
    """The last day that is in time, or the moment: "Monday 1 February 2027, 17:00"."""
    deadline = consultation.deadline
    if deadline.time() == time.min:
        return day_in_words(deadline.date() - timedelta(days=1))
    return f"{day_in_words(deadline.date())}, {hour(deadline)}"


def _require_consultable(meeting: Meeting) -> None:
    if meeting.state not in CONSULTABLE:
        act = f"asking about the date of {meeting.name}"
        remedy = f"see: scheduler meeting show {meeting.name}"
        raise NotAllowed(act, f"it is {meeting.state}", remedy)


def _propose(consultation: Consultation, *, now: datetime) -> None:
    meeting = consultation.meeting
    if meeting.state is MeetingState.PLANNED:
        consultation.made_proposed, meeting.state = True, MeetingState.PROPOSED
        touch(meeting, now=now)


def _set_deadline(consultation: Consultation, deadline: datetime, *, now: datetime) -> None:
    instant = deadline.replace(tzinfo=ZoneInfo(consultation.zone)).astimezone(UTC)
    if instant <= now:
        raise InvalidValue("the deadline", _as_typed(deadline), "a moment to come")
    first = consultation.candidates[0].day
    if deadline > datetime.combine(first, time.min):
        expected = f"a moment before the first candidate, {day_in_words(first)}"
        raise InvalidValue("the deadline", _as_typed(deadline), expected)
    consultation.deadline, consultation.deadline_at = deadline, instant


def _as_typed(deadline: datetime) -> str:
    """The last day that is in time, or the moment, as officers give it."""
    if deadline.time() == time.min:
        return (deadline.date() - timedelta(days=1)).isoformat()
    return deadline.isoformat(timespec="minutes")


def _add_candidates(
    consultation: Consultation,
    days: Sequence[date],
    *,
    hours: tuple[time, time] | None = None,
    now: datetime,
) -> None:
    """Add days in order; they take the hours of those that are there already."""
    meeting, there = consultation.meeting, consultation.candidates
    start, end = hours or (_hours_of(there[0]) if there else _hours_of_meeting(meeting))
    length = meeting.last_day - meeting.day if meeting.last_day and meeting.day else timedelta()
    today = local_day(now, meeting)
    for day in _required_days([*(one.day for one in there), *days], days, today):
        there.append(
            Candidate(
                day=day,
                last_day=day + length,
                start_time=start,
                end_time=end,
                zone=meeting.zone,
                created_at=now,
            )
        )
    there.sort(key=lambda one: one.day)


def _required_days(every: Sequence[date], new: Sequence[date], today: date) -> list[date]:
    """The new days in order; InvalidValue for one that is past or twice there, none or too many."""
    if passed := [day for day in new if day <= today]:
        raise InvalidValue("the date", passed[0].isoformat(), f"a day after {day_in_words(today)}")
    if twice := [day for day in new if every.count(day) > 1]:
        raise InvalidValue("the date", twice[0].isoformat(), "each day once")
    if not 1 <= len(every) <= _MOST_CANDIDATES:
        raise InvalidValue("the dates", len(every), f"from 1 to {_MOST_CANDIDATES} days")
    return sorted(new)


def _hours_of(candidate: Candidate) -> tuple[time | None, time | None]:
    return candidate.start_time, candidate.end_time


def _hours_of_meeting(meeting: Meeting) -> tuple[time | None, time | None]:
    if meeting.start_time is None and meeting.series:
        return meeting.series.start_time, meeting.series.end_time
    return meeting.start_time, meeting.end_time


def _objections(session: Session, meeting: Meeting, days: Iterable[date]) -> tuple[Finding, ...]:
    return tuple(
        objection._replace(where=day_in_words(day))
        for day in sorted(days)
        for objection in objections_on(session, meeting, day)
    )
