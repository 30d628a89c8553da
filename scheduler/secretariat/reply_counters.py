"""A counter joins the open consultation as a date that the delegation would rather have.

It is never applied: the meeting stays where it is until an officer moves it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from scheduler.errors import Finding
from scheduler.model.consultation import Consultation, ConsultationState, Consulted
from scheduler.model.delegation import Attendance
from scheduler.model.reply import CalendarReply
from scheduler.papers.words import day_in_words, short_day
from scheduler.planning.quorum import Availability
from scheduler.secretariat.consultation_answers import NewAnswer, record_answer
from scheduler.secretariat.consultations import latest
from scheduler.secretariat.consulted import label
from scheduler.secretariat.dates import local_day

_A = Availability


@dataclass(frozen=True, slots=True)
class Joined:
    """Whether a counter joined the consultation, in words, and what deserves a look."""

    is_joined: bool
    why: str
    findings: tuple[Finding, ...] = ()


def join_consultation(
    session: Session,
    reply: CalendarReply,
    member: Attendance,
    replaced: CalendarReply | None,
    *,
    now: datetime,
    officer: str,
) -> Joined:
    """Add the proposed day to what the member's delegation says, in place of an earlier one."""
    meeting, day = member.delegation.meeting, reply.proposed_day
    assert day is not None  # noqa: S101 -- a counter that was read proposes a day
    consultation = latest(session, meeting)
    if consultation is None or consultation.state is not ConsultationState.OPEN:
        return Joined(is_joined=False, why="no consultation is open that it could join")
    if day == meeting.day:
        return Joined(is_joined=False, why="it proposes other hours on the day of the meeting")
    if day <= local_day(now, meeting):
        return Joined(is_joined=False, why=f"it proposes {day_in_words(day)}, which has passed")
    consulted = _delegation(consultation.consulted, member)
    if consulted is None:
        return Joined(is_joined=False, why="nobody is asked who speaks for this member")
    dropped = replaced.proposed_day if replaced else None
    said = _said(consulted, dropped, today=local_day(now, meeting))
    if day in said:
        return Joined(
            is_joined=False, why=f"{label(consulted)} already says {said[day]} of {short_day(day)}"
        )
    said[day] = _A.YES if _is_candidate(consultation, day) else _A.RATHER
    new = _answer(said, given_by=member.label, comment=f"Calendar reply {reply.id}")
    done = record_answer(session, meeting, consulted.code, new, now=now, officer=officer)
    why = f"it joined the consultation: {label(consulted)} says {said[day]} of {short_day(day)}"
    return Joined(is_joined=True, why=why, findings=done.findings)


def _delegation(asked: Sequence[Consulted], member: Attendance) -> Consulted | None:
    """The member's body, else their party, among those that are asked."""
    bodies = [one for one in asked if one.body_id is not None and one.body_id == member.body_id]
    party = member.delegation.party_id
    parties = [one for one in asked if one.body_id is None and one.party_id == party]
    return next(iter([*bodies, *parties]), None)


def _said(consulted: Consulted, dropped: date | None, *, today: date) -> dict[date, Availability]:
    """What the delegation says of each day to come, without the day that is no longer proposed."""
    answer, said = consulted.answer, {}
    for one in answer.days if answer else ():
        is_candidate = _is_candidate(consulted.consultation, one.day)
        if one.day != dropped and (is_candidate or one.day > today):
            became_one = is_candidate and one.says is _A.RATHER
            said[one.day] = _A.YES if became_one else one.says
    return said


def _is_candidate(consultation: Consultation, day: date) -> bool:
    return any(one.day == day for one in consultation.candidates)


def _answer(said: dict[date, Availability], *, given_by: str, comment: str) -> NewAnswer:
    def days(kind: Availability) -> tuple[date, ...]:
        return tuple(day for day, says in said.items() if says is kind)

    return NewAnswer(
        yes=days(_A.YES),
        if_need_be=days(_A.IF_NEED_BE),
        no=days(_A.NO),
        rather=days(_A.RATHER),
        given_by=given_by,
        comment=comment,
        leaves_rest_unsaid=True,
    )
