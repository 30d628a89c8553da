"""Where a consultation stands: who says what of which day, and which day meets the quorum."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import Finding, Severity
from scheduler.model.consultation import (
    Answer,
    Candidate,
    Consultation,
    ConsultationState,
    Consulted,
)
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import MeetingState
from scheduler.papers.words import day_in_words, listed
from scheduler.planning.quorum import Availability, Quorum, Tally, Voice, ranked
from scheduler.secretariat.consultations import (
    candidate_in_words,
    deadline_in_words,
    require_latest,
)
from scheduler.secretariat.consulted import label
from scheduler.secretariat.dates import local_day
from scheduler.secretariat.policies import objections_on


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A candidate and its tally; `missing` is what it lacks to meet the quorum."""

    day: date
    when: str
    yes: int
    if_need_be: int
    no: int
    unsaid: int
    missing: tuple[str, ...]
    is_held: bool
    is_chosen: bool

    @property
    def tally(self) -> Tally:
        """What the rule of ties compares."""
        return Tally(self.day, self.yes, self.if_need_be, self.no, self.unsaid)


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """A delegation and its last answer; `says` has one entry for each candidate, in order.

    What it said when a day had been chosen counts no more: it stands in `late_says`, which has
    entries only then, and in `late_rather`.
    """

    delegation: str
    party: str
    is_chair: bool
    says: tuple[Availability | None, ...]
    rather: tuple[date, ...]
    late_says: tuple[Availability | None, ...]
    late_rather: tuple[date, ...]
    comment: str
    given_by: str
    received: date | None
    is_late: bool
    is_counted: bool
    answers: int


@dataclass(frozen=True, slots=True)
class OtherDay:
    """A day that delegations would rather meet on, and what the rules have against it."""

    day: date
    wanted_by: tuple[str, ...]
    objections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsultationStatus:
    """A consultation as a matrix. `proposed` is the best day that meets the quorum, by the rule.

    The rule: most yes, then fewest if need be, then the earliest.
    """

    meeting: str
    state: ConsultationState
    quorum: str
    deadline: datetime
    zone: str
    answers_until: str
    days_left: int
    candidates: tuple[CandidateRow, ...]
    delegations: tuple[DelegationRow, ...]
    unanswered: tuple[str, ...]
    other_days: tuple[OtherDay, ...]
    proposed: date | None
    chosen: date | None
    against_quorum: str
    findings: tuple[Finding, ...]
    version: int


@dataclass(frozen=True, slots=True)
class ConsultationRow:
    """A consultation as a list shows it."""

    meeting: str
    state: ConsultationState
    answers_until: str
    days_left: int
    candidates: int
    asked: int
    answered: int


def show_consultation(session: Session, meeting: Meeting, *, now: datetime) -> ConsultationStatus:
    """The last consultation on a meeting, as it stands."""
    consultation = require_latest(session, meeting, "showing")
    candidates = candidate_rows(consultation, now=now)
    unanswered = [label(one) for one in consultation.consulted if not one.answers]
    agreed = ranked(one.tally for one in candidates if not one.missing)
    return ConsultationStatus(
        meeting=meeting.name,
        state=consultation.state,
        quorum=consultation.quorum,
        deadline=consultation.deadline,
        zone=consultation.zone,
        answers_until=deadline_in_words(consultation),
        days_left=_days_left(consultation, now),
        candidates=candidates,
        delegations=tuple(_delegation(one) for one in consultation.consulted),
        unanswered=tuple(unanswered),
        other_days=tuple(_other_days(session, consultation)),
        proposed=agreed[0].day if agreed else None,
        chosen=consultation.chosen_day,
        against_quorum=consultation.against_quorum,
        findings=tuple(_findings(consultation, unanswered, now=now)),
        version=consultation.version,
    )


def list_consultations(
    session: Session, *, state: ConsultationState | None = None, now: datetime
) -> list[ConsultationRow]:
    """Every consultation, or those in a state, by deadline."""
    chosen = select(Consultation).order_by(Consultation.deadline_at, Consultation.id)
    if state:
        chosen = chosen.where(Consultation.state == state)
    return [
        ConsultationRow(
            meeting=one.meeting.name,
            state=one.state,
            answers_until=deadline_in_words(one),
            days_left=_days_left(one, now),
            candidates=len(one.candidates),
            asked=len(one.consulted),
            answered=sum(bool(asked.answers) for asked in one.consulted),
        )
        for one in session.scalars(chosen)
    ]


def candidate_rows(consultation: Consultation, *, now: datetime) -> tuple[CandidateRow, ...]:
    """The candidates by day, each with its tally and what it lacks."""
    return tuple(_candidate(consultation, one, now) for one in consultation.candidates)


def _candidate(consultation: Consultation, candidate: Candidate, now: datetime) -> CandidateRow:
    day = candidate.day
    voices = [_voice(one, day) for one in consultation.consulted]
    is_over = consultation.deadline_at <= (consultation.ended_at or now)
    tally = Tally.of(day, voices)
    return CandidateRow(
        day=day,
        when=candidate_in_words(candidate),
        yes=tally.yes,
        if_need_be=tally.if_need_be,
        no=tally.no,
        unsaid=tally.unsaid,
        missing=Quorum.parse(consultation.quorum).missing(voices, is_over=is_over),
        is_held=consultation.state is ConsultationState.OPEN,
        is_chosen=day == consultation.chosen_day,
    )


def _voice(consulted: Consulted, day: date) -> Voice:
    answer = consulted.answer
    says = answer.says_of(day) if answer else None
    return Voice(label(consulted), says, consulted.is_chair)


def _delegation(consulted: Consulted) -> DelegationRow:
    consultation = consulted.consultation
    days = [one.day for one in consultation.candidates]
    answer = consulted.answers[-1] if consulted.answers else None
    late = answer if answer and not answer.is_counted else None
    return DelegationRow(
        delegation=label(consulted),
        party=consulted.party.code,
        is_chair=consulted.is_chair,
        says=tuple(_voice(consulted, day).says for day in days),
        rather=consulted.answer.rather if consulted.answer else (),
        late_says=tuple(late.says_of(day) for day in days) if late else (),
        late_rather=late.rather if late else (),
        comment=answer.comment if answer else "",
        given_by=answer.given_by if answer else "",
        received=_received(answer) if answer else None,
        is_late=bool(answer and answer.is_late),
        is_counted=answer is None or answer.is_counted,
        answers=len(consulted.answers),
    )


def _received(answer: Answer) -> date:
    meeting = answer.consulted.consultation.meeting
    return answer.received_on or local_day(answer.recorded_at, meeting)


def _other_days(session: Session, consultation: Consultation) -> Iterator[OtherDay]:
    wanted: dict[date, list[str]] = {}
    for one in consultation.consulted:
        for day in one.answer.rather if one.answer else ():
            wanted.setdefault(day, []).append(label(one))
    for day, names in sorted(wanted.items()):
        objections = objections_on(session, consultation.meeting, day)
        yield OtherDay(day, tuple(names), tuple(one.message for one in objections))


def _days_left(consultation: Consultation, now: datetime) -> int:
    """The days from today to the last on which an answer is in time; negative once it is past."""
    return (consultation.deadline.date() - local_day(now, consultation.meeting)).days - (
        consultation.deadline.time() == consultation.deadline.min.time()
    )


def _findings(
    consultation: Consultation, unanswered: Sequence[str], *, now: datetime
) -> Iterator[Finding]:
    meeting = consultation.meeting
    if consultation.state is not ConsultationState.OPEN:
        return
    if unanswered and consultation.deadline_at <= now:
        message = f"no answer from {listed(unanswered)}, and the deadline has passed"
        yield Finding(Severity.WARNING, message, meeting.name)
    if consultation.made_proposed and meeting.state is not MeetingState.PROPOSED:
        message = f"it is {meeting.state} meanwhile: close or cancel the consultation"
        yield Finding(Severity.WARNING, message, meeting.name)
    if passed := [one.day for one in consultation.candidates if one.day <= local_day(now, meeting)]:
        message = f"the candidate {day_in_words(passed[0])} has come; nobody chose a day"
        yield Finding(Severity.WARNING, message, meeting.name)
