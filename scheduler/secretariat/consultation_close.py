"""Closes a consultation: one candidate is confirmed, the others are released."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from scheduler.errors import Finding, InvalidValue, NotAllowed
from scheduler.model.consultation import Candidate, Consultation, ConsultationState
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import MeetingState
from scheduler.papers.words import counted, day_in_words, listed
from scheduler.planning.quorum import ranked
from scheduler.secretariat import lifecycle
from scheduler.secretariat.consultation_status import CandidateRow, candidate_rows
from scheduler.secretariat.consultations import called, require_latest, require_open, require_read
from scheduler.secretariat.texts import one_line


@dataclass(frozen=True, slots=True)
class Closed:
    """A consultation that is decided: the chosen candidate, the released ones, what to look at."""

    consultation: Consultation
    chosen: Candidate
    released: tuple[Candidate, ...]
    findings: tuple[Finding, ...] = ()


def close_consultation(
    session: Session,
    meeting: Meeting,
    *,
    day: date | None = None,
    against_quorum: str | None = None,
    number: int | None = None,
    version: int | None = None,
    now: datetime,
    officer: str,
) -> Closed:
    """Confirm the candidate of that day, or the only one that meets the quorum.

    Raises NotAllowed where none does, unless a reason is given with the day; and where several do:
    the rule of ties proposes one, the officer chooses.
    """
    consultation = require_latest(session, meeting, "closing")
    require_read(consultation, version, "closed")
    require_open(consultation, ConsultationState.CLOSED)
    rows = candidate_rows(consultation, now=now)
    row = _row_on(rows, day) if day else _only_agreed(consultation, rows, against_quorum)
    reason = _required_reason(consultation, row, against_quorum)
    chosen = next(one for one in consultation.candidates if one.day == row.day)
    consultation.state, consultation.ended_at = ConsultationState.CLOSED, now
    consultation.chosen_day, consultation.against_quorum = chosen.day, reason
    findings = _settle(session, meeting, chosen, number=number, now=now, officer=officer)
    session.flush()
    released = tuple(one for one in consultation.candidates if one is not chosen)
    return Closed(consultation, chosen, released, findings)


def _row_on(rows: Sequence[CandidateRow], day: date) -> CandidateRow:
    if found := next((row for row in rows if row.day == day), None):
        return found
    expected = f"one of the candidates: {listed([row.day.isoformat() for row in rows], 'or')}"
    raise InvalidValue("--date", day.isoformat(), expected)


def _only_agreed(
    consultation: Consultation, rows: Sequence[CandidateRow], against_quorum: str | None
) -> CandidateRow:
    if against_quorum is not None:
        expected = "--date too: which day is chosen against the quorum"
        raise InvalidValue("--against-quorum", against_quorum, expected)
    agreed = ranked(row.tally for row in rows if not row.missing)
    if len(agreed) == 1:
        return _row_on(rows, agreed[0].day)
    act = f"closing {called(consultation)}"
    if not agreed:
        lacking = "; ".join(f"{day_in_words(row.day)}: {listed(row.missing)}" for row in rows)
        reason = f"no candidate meets the quorum ({consultation.quorum}): {lacking}"
        raise NotAllowed(act, reason, "await answers, or give --date and --against-quorum REASON")
    tallies = "; ".join(str(tally) for tally in agreed)
    reason = f"{counted(len(agreed), 'candidate')} meet the quorum, the best first: {tallies}"
    raise NotAllowed(act, reason, f"choose, for example with --date {agreed[0].day}")


def _required_reason(
    consultation: Consultation, row: CandidateRow, against_quorum: str | None
) -> str:
    if row.missing and against_quorum is None:
        act = f"closing {called(consultation)} with {day_in_words(row.day)}"
        reason = f"it does not meet the quorum ({consultation.quorum}): {listed(row.missing)}"
        raise NotAllowed(act, reason, "await answers, or give --against-quorum REASON")
    if not row.missing and against_quorum is not None:
        expected = f"none, since {day_in_words(row.day)} meets the quorum"
        raise InvalidValue("--against-quorum", against_quorum, expected)
    return one_line("--against-quorum", against_quorum) if against_quorum is not None else ""


def _why(consultation: Consultation) -> str:
    against = consultation.against_quorum
    return "chosen in a consultation" + f", against its quorum: {against}" * bool(against)


def _settle(
    session: Session,
    meeting: Meeting,
    chosen: Candidate,
    *,
    number: int | None,
    now: datetime,
    officer: str,
) -> tuple[Finding, ...]:
    """Give the meeting the chosen date, and confirm it unless it is."""
    findings: tuple[Finding, ...] = ()
    hours = (chosen.start_time, chosen.end_time) if chosen.start_time and chosen.end_time else None
    there = (meeting.day, meeting.start_time, meeting.end_time)
    is_there = there == (chosen.day, *(hours or there[1:]))
    if not is_there or meeting.state is MeetingState.POSTPONED:
        meeting.zone = chosen.zone
        findings += lifecycle.move(
            session,
            meeting,
            day=chosen.day,
            hours=hours,
            reason=_why(chosen.consultation),
            now=now,
            officer=officer,
        ).findings
    if meeting.state is not MeetingState.CONFIRMED or number is not None:
        findings += lifecycle.confirm(
            session, meeting, number=number, now=now, officer=officer
        ).findings
    return findings
