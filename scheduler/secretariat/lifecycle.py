"""The life of a meeting: confirmed, moved, cancelled, postponed, held; what was before is kept."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.errors import (
    AlreadyExists,
    Finding,
    IllegalTransition,
    InvalidValue,
    NotAllowed,
    Severity,
)
from scheduler.model.meeting import DateChange, Meeting
from scheduler.model.vocabulary import Certainty, ChangeKind, MeetingState, NumberCertainty
from scheduler.papers.words import day_in_words
from scheduler.secretariat.commitments import due_at
from scheduler.secretariat.dates import named_with_date, when
from scheduler.secretariat.edits import require_version, touch
from scheduler.secretariat.milestones import MilestoneChange, plan_milestones
from scheduler.secretariat.policies import objections_to
from scheduler.secretariat.texts import one_line

_S = MeetingState
NEXT_STATES = {
    _S.PLANNED: (_S.PROPOSED, _S.CONFIRMED, _S.POSTPONED, _S.CANCELLED),
    _S.PROPOSED: (_S.PLANNED, _S.CONFIRMED, _S.POSTPONED, _S.CANCELLED),
    _S.CONFIRMED: (_S.HELD, _S.POSTPONED, _S.CANCELLED),
    _S.POSTPONED: (_S.PROPOSED, _S.CANCELLED),
    _S.CANCELLED: (_S.CONFIRMED,),
    _S.HELD: (),
}
_MOVABLE = (_S.PLANNED, _S.PROPOSED, _S.CONFIRMED, _S.POSTPONED)


@dataclass(frozen=True, slots=True)
class Changed:
    """A meeting after a change, what deserves a look, and what became of its milestones."""

    meeting: Meeting
    findings: tuple[Finding, ...] = ()
    milestones: tuple[MilestoneChange, ...] = ()


def confirm(
    session: Session,
    meeting: Meeting,
    *,
    number: int | None = None,
    version: int | None = None,
    now: datetime,
    officer: str,
) -> Changed:
    """Make the date firm and give the number: the one said, else the highest of the series + 1.

    A cancelled year burns no number and none is given back. A number said for a confirmed meeting
    corrects it. Raises AlreadyExists for a number that another meeting certainly has.
    """
    _require_read(meeting, version, "confirmed")
    if meeting.state is _S.CONFIRMED and number not in (None, meeting.number):
        findings = _give_number(session, meeting, number)
        touch(meeting, now=now)
        return Changed(meeting, findings)
    _require_next(meeting, _S.CONFIRMED)
    if meeting.day is None:
        raise InvalidValue("the date of", meeting.name, "a day before it can be confirmed; move it")
    findings = _give_number(session, meeting, number)
    meeting.state = _S.CONFIRMED
    _note(meeting, ChangeKind.CONFIRMED, "", now=now, officer=officer)
    touch(meeting, now=now)
    replanned = plan_milestones(session, [meeting], now=now)
    return Changed(meeting, findings + replanned.findings, replanned.changes)


def move(
    session: Session,
    meeting: Meeting,
    *,
    day: date,
    reason: str,
    hours: tuple[time, time] | None = None,
    version: int | None = None,
    now: datetime,
    officer: str,
) -> Changed:
    """Give the meeting another day to come, and other hours where said; the old date is kept.

    A postponed meeting becomes proposed again. The nominal start of its slot never changes.
    What the series' rules have against the new day comes back as findings: the officer decides. Its
    open milestones move with it.
    """
    reason = _require_reason(reason)
    _require_read(meeting, version, f"moved to {day_in_words(day)}")
    if meeting.state not in _MOVABLE:
        raise IllegalTransition(
            meeting.name, meeting.state, "moved", [str(s) for s in NEXT_STATES[meeting.state]]
        )
    _require_to_come(meeting, day, now)
    start, end = hours or (meeting.start_time, meeting.end_time)
    is_same = (day, start, end) == (meeting.day, meeting.start_time, meeting.end_time)
    if is_same and meeting.state is not _S.POSTPONED:
        raise InvalidValue("the new date of", meeting.name, f"another than {when(meeting)}")
    old = (meeting.day, meeting.start_time)
    length = meeting.last_day - meeting.day if meeting.last_day and meeting.day else None
    meeting.day, meeting.start_time, meeting.end_time = day, start, end
    meeting.last_day = day + length if length else None
    meeting.date_certainty, meeting.date_words = Certainty.EXACT, ""
    meeting.closure_editions = []  # the officer chose the day: it was not computed
    if meeting.state is _S.POSTPONED:
        meeting.state = _S.PROPOSED
    _note(meeting, ChangeKind.MOVED, reason, old=old, now=now, officer=officer)
    touch(meeting, now=now)
    replanned = plan_milestones(session, [meeting], now=now)
    findings = objections_to(session, meeting) + due_at(session, meeting) + replanned.findings
    return Changed(meeting, findings, replanned.changes)


def cancel(
    session: Session,
    meeting: Meeting,
    *,
    reason: str,
    version: int | None = None,
    now: datetime,
    officer: str,
) -> Changed:
    """Call the meeting off; it stays in the record and, struck out, in calendars.

    The commitments due at it come back as a finding, here and where it is postponed or moved.
    """
    _require_read(meeting, version, "cancelled")
    changed = _end(meeting, _S.CANCELLED, ChangeKind.CANCELLED, reason, now=now, officer=officer)
    return replace(changed, findings=due_at(session, meeting))


def postpone(
    session: Session,
    meeting: Meeting,
    *,
    reason: str,
    version: int | None = None,
    now: datetime,
    officer: str,
) -> Changed:
    """Take the date away without a new one; `move` gives it one again."""
    _require_read(meeting, version, "postponed")
    changed = _end(meeting, _S.POSTPONED, ChangeKind.POSTPONED, reason, now=now, officer=officer)
    return replace(changed, findings=due_at(session, meeting))


def hold(
    meeting: Meeting, *, today: date, version: int | None = None, now: datetime, officer: str
) -> Changed:
    """Say that the meeting was held; its day must have come."""
    _require_read(meeting, version, "held")
    _require_next(meeting, _S.HELD)
    if meeting.day is None or meeting.day > today:
        raise InvalidValue("the date of", meeting.name, f"a day that has come, not {when(meeting)}")
    meeting.state = _S.HELD
    _note(meeting, ChangeKind.HELD, "", now=now, officer=officer)
    touch(meeting, now=now, matters=False)
    return Changed(meeting)


def next_number(session: Session, meeting: Meeting) -> int:
    """The highest certain number of the series and one more."""
    highest = session.scalar(
        select(func.max(Meeting.number)).where(
            Meeting.series_id == meeting.series_id,
            Meeting.number_certainty == NumberCertainty.CERTAIN,
        )
    )
    return (highest or 0) + 1


def _give_number(session: Session, meeting: Meeting, number: int | None) -> tuple[Finding, ...]:
    if meeting.series is None or not meeting.series.is_numbered:
        if number is not None:
            raise InvalidValue("the number", number, "none: meetings of this kind are not numbered")
        return ()
    is_certain = meeting.number_certainty is NumberCertainty.CERTAIN
    if is_certain and number in (None, meeting.number):
        return ()
    if is_certain and meeting.last_reference:
        act, reason = f"giving {meeting.name} another number", "its outcomes bear the one it has"
        raise NotAllowed(act, reason, "a name that outcomes bear stays for good")
    wanted = number or next_number(session, meeting)
    taken = session.scalar(
        select(Meeting).where(
            Meeting.series_id == meeting.series_id,
            Meeting.number == wanted,
            Meeting.number_certainty == NumberCertainty.CERTAIN,
            Meeting.id != meeting.id,
        )
    )
    if taken:
        remedy = f"it is held by the meeting of {when(taken)}; give another with --number"
        raise AlreadyExists("number", f"{meeting.series.code}-{wanted}", remedy)
    meeting.number, meeting.number_certainty = wanted, NumberCertainty.CERTAIN
    return () if number else _unaccounted_years(session, meeting)


def _unaccounted_years(session: Session, meeting: Meeting) -> tuple[Finding, ...]:
    """A warning for each year between the last numbered meeting and this one without a meeting."""
    assert meeting.day is not None  # noqa: S101 -- only a dated meeting is confirmed
    last = session.scalar(
        select(func.max(Meeting.day)).where(
            Meeting.series_id == meeting.series_id,
            Meeting.day < meeting.day,
            Meeting.number_certainty == NumberCertainty.CERTAIN,
        )
    )
    if last is None:
        return ()
    return tuple(
        Finding(
            Severity.WARNING,
            f"no meeting of {year} is on record; if one was held, this number is too low",
            meeting.name,
        )
        for year in range(last.year + 1, meeting.day.year)
    )


def _end(
    meeting: Meeting,
    state: MeetingState,
    kind: ChangeKind,
    reason: str,
    *,
    now: datetime,
    officer: str,
) -> Changed:
    reason = _require_reason(reason)
    _require_next(meeting, state)
    meeting.state = state
    _note(meeting, kind, reason, now=now, officer=officer)
    touch(meeting, now=now)
    return Changed(meeting)


def _require_read(meeting: Meeting, version: int | None, wanted: str) -> None:
    theirs = f"{named_with_date(meeting)}, {meeting.state}"
    require_version(meeting.name, meeting, version, theirs=theirs, yours=wanted)


def _require_to_come(meeting: Meeting, day: date, now: datetime) -> None:
    today = now.astimezone(ZoneInfo(meeting.zone)).date()
    if day < today:
        expected = f"a day from {day_in_words(today)} on; what was held is put right in the file"
        raise InvalidValue("the new date of", f"{meeting.name}: {day_in_words(day)}", expected)


def _require_next(meeting: Meeting, wanted: MeetingState) -> None:
    allowed = NEXT_STATES[meeting.state]
    if wanted not in allowed:
        raise IllegalTransition(
            f"{meeting.name} ({when(meeting)})",
            str(meeting.state),
            str(wanted),
            [str(state) for state in allowed],
        )


def _require_reason(reason: str) -> str:
    if not reason.strip():
        raise InvalidValue("the reason", reason, "some words, so that the record can explain it")
    return one_line("the reason", reason)


def _note(
    meeting: Meeting,
    kind: ChangeKind,
    reason: str,
    *,
    old: tuple[date | None, time | None] | None = None,
    now: datetime,
    officer: str,
) -> None:
    old_day, old_start = old or (meeting.day, meeting.start_time)
    meeting.changes.append(
        DateChange(
            at=now,
            officer=officer,
            kind=kind,
            old_day=old_day,
            old_start_time=old_start,
            new_day=meeting.day,
            new_start_time=meeting.start_time,
            reason=reason,
        )
    )
