"""The minutes that a meeting is to approve: those of the meeting before it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import NotFound
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import MeetingState
from scheduler.papers.minutes import TextKind
from scheduler.papers.words import day_in_words
from scheduler.secretariat.dates import local_day, named_with_date
from scheduler.secretariat.minutes_versions import versions_of


@dataclass(frozen=True, slots=True)
class PreviousMinutes:
    """Which text is to be approved: a version, or the draft where none went round (None)."""

    meeting: str
    version: int | None
    state: str
    words: str


def previous_minutes(session: Session, meeting: Meeting) -> PreviousMinutes:
    """The minutes of the meeting that was held before it in its series; NotFound for the first."""
    chosen = select(Meeting).where(
        Meeting.series_id == meeting.series_id,
        Meeting.state == MeetingState.HELD,
        Meeting.day < meeting.day,
    )
    before = session.scalars(chosen.order_by(Meeting.day.desc()).limit(1)).first()
    if before is None:
        raise NotFound("meeting that was held before", meeting.name)
    versions = versions_of(session, before, TextKind.MINUTES)
    title = f"The minutes of {named_with_date(before)}"
    if not versions:
        words = f"{title} were not sent round; they are a draft"
        return PreviousMinutes(before.name, None, "draft", _with(words, before, "draft"))
    last = versions[-1]
    day = last.adopted_on or local_day(last.at, before)
    state = "adopted" if last.adopted_on else "circulated"
    act = "was adopted" if last.adopted_on else "went round"
    words = f"{title}: version {last.ordinal}, which {act} on {day_in_words(day)}"
    return PreviousMinutes(before.name, last.ordinal, state, _with(words, before, last.ordinal))


def _with(words: str, meeting: Meeting, version: object) -> str:
    return f"{words}.\nPrint it: scheduler minutes build {meeting.name} --version {version}"
