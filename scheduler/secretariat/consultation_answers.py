"""Records what a delegation answers; each answer is kept, and the last one counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from scheduler.errors import Finding, InvalidValue, NotAllowed, Severity
from scheduler.model.consultation import (
    Answer,
    AnswerDay,
    Consultation,
    ConsultationState,
    Consulted,
)
from scheduler.model.meeting import Meeting
from scheduler.papers.words import day_in_words, listed, short_day
from scheduler.planning.quorum import Availability
from scheduler.secretariat.consultations import called, deadline_in_words, require_latest
from scheduler.secretariat.consulted import find_consulted, label
from scheduler.secretariat.dates import local_day
from scheduler.secretariat.policies import objections_on
from scheduler.secretariat.texts import one_line, prose

_A = Availability


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """What a delegation says of which days; `received_on` where it did not come today.

    Who would rather meet on another day says no to the rest, unless they leave that unsaid.
    """

    yes: tuple[date, ...] = ()
    if_need_be: tuple[date, ...] = ()
    no: tuple[date, ...] = ()
    rather: tuple[date, ...] = ()
    given_by: str = ""
    comment: str = ""
    received_on: date | None = None
    leaves_rest_unsaid: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it was recorded, and what deserves a look."""

    consulted: Consulted
    answer: Answer
    findings: tuple[Finding, ...] = ()


def record_answer(
    session: Session,
    meeting: Meeting,
    delegation: str,
    new: NewAnswer,
    *,
    now: datetime,
    officer: str,
) -> Answered:
    """Keep what a delegation says, in place of what it said before.

    Who would rather meet on another day says no to each candidate it does not name. An answer that
    comes after the deadline is late, and counts; one that comes when a day was chosen is kept.
    Raises NotAllowed if the consultation was cancelled.
    """
    consultation = require_latest(session, meeting, "answering")
    if consultation.state is ConsultationState.CANCELLED:
        remedy = f"take it up again: scheduler consult reopen {meeting.name}"
        raise NotAllowed(f"answering {called(consultation)}", "it is cancelled", remedy)
    consulted = find_consulted(consultation, delegation)
    before = consulted.answer
    answer = Answer(
        given_by=one_line("--by", new.given_by) if new.given_by else "",
        comment=prose("the comment", new.comment),
        received_on=new.received_on,
        recorded_at=now,
        officer=officer,
        is_late=_is_late(consultation, new.received_on, now),
        is_counted=consultation.state is ConsultationState.OPEN,
        days=_days(consultation, new, today=local_day(now, meeting)),
    )
    consulted.answers.append(answer)
    consultation.answer_count += 1
    session.flush()
    return Answered(consulted, answer, tuple(_findings(session, consulted, answer, before)))


def said_in_words(answer: Answer) -> str:
    """For example "yes to Fri 7 May 2027, no to Fri 14 May 2027, rather Fri 21 May 2027"."""
    parts = []
    for kind in _A:
        if days := [short_day(one.day) for one in answer.days if one.says is kind]:
            to = "" if kind is _A.RATHER else " to"
            parts.append(f"{kind.replace('-', ' ')}{to} {listed(days)}")
    return ", ".join(parts)


def _is_late(consultation: Consultation, received_on: date | None, now: datetime) -> bool:
    """Whether it came after the deadline, or after a day was chosen; a day counts as it begins."""
    if received_on is None:
        came = now
    else:
        first, today = (local_day(at, consultation.meeting) for at in (consultation.opened_at, now))
        if not first <= received_on <= today:
            since = f"a day from {day_in_words(first)} to " if first < today else ""
            expected = f"{since}today, {day_in_words(today)}"
            raise InvalidValue("--received", received_on.isoformat(), expected)
        zone = ZoneInfo(consultation.zone)
        came = datetime.combine(received_on, time.min, zone).astimezone(UTC)
    is_closed = consultation.state is ConsultationState.CLOSED
    return is_closed or came >= consultation.deadline_at


def _days(consultation: Consultation, new: NewAnswer, *, today: date) -> list[AnswerDay]:
    candidates = [candidate.day for candidate in consultation.candidates]
    kinds = {_A.YES: new.yes, _A.IF_NEED_BE: new.if_need_be, _A.NO: new.no, _A.RATHER: new.rather}
    said: dict[date, Availability] = {}
    for says, day in ((says, day) for says, days in kinds.items() for day in days):
        _require_sense(says, day, candidates, today)
        if day in said:
            raise InvalidValue("the answer", f"{day} twice", "each day once")
        said[day] = says
    if not said:
        expected = "what it says of a day: --yes, --if-need-be, --no or --rather"
        raise InvalidValue("the answer", "nothing", expected)
    if new.rather and not new.leaves_rest_unsaid:
        said |= {day: _A.NO for day in candidates if day not in said}
    return [AnswerDay(day=day, says=says) for day, says in sorted(said.items())]


def _require_sense(says: Availability, day: date, candidates: list[date], today: date) -> None:
    if says is not _A.RATHER and day not in candidates:
        expected = f"one of the candidates: {listed([d.isoformat() for d in candidates], 'or')}"
        raise InvalidValue(f"--{says}", day.isoformat(), expected)
    if says is _A.RATHER and (day in candidates or day <= today):
        raise InvalidValue("--rather", day.isoformat(), "a day to come that is no candidate")


def _findings(
    session: Session, consulted: Consulted, answer: Answer, before: Answer | None
) -> Iterator[Finding]:
    consultation, where = consulted.consultation, label(consulted)
    if not answer.is_counted and consultation.chosen_day:
        chosen = day_in_words(consultation.chosen_day)
        message = f"{chosen} was chosen before it came; it is kept, and changes nothing"
        yield Finding(Severity.WARNING, message, where)
    elif answer.is_late:
        due = deadline_in_words(consultation)
        yield Finding(Severity.WARNING, f"it came after {due}, and is kept as late", where)
    if before and answer.is_counted:
        recorded = short_day(local_day(before.recorded_at, consultation.meeting))
        yield Finding(Severity.NOTE, f"it replaces the answer recorded on {recorded}", where)
    unsaid = [one.day for one in consultation.candidates if answer.says_of(one.day) is None]
    if unsaid:
        days = listed([short_day(one) for one in unsaid], "or")
        yield Finding(Severity.NOTE, f"it says nothing of {days}", where)
    for day in answer.rather:
        for objection in objections_on(session, consultation.meeting, day):
            yield objection._replace(where=day_in_words(day))
