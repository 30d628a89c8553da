"""By when something is owed: a day, a meeting, or the next meeting of a series, whichever it is."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, or_, select
from sqlalchemy.orm import Session, aliased, object_session

from scheduler.errors import InvalidValue
from scheduler.exports.languages import english
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment
from scheduler.model.series import Series
from scheduler.model.vocabulary import CommitmentState, MeetingKind, MeetingState
from scheduler.papers.language import Language
from scheduler.secretariat.dates import named_with_date, when
from scheduler.secretariat.naming import find_meeting, find_series

_WITHOUT_DATE = (MeetingState.CANCELLED, MeetingState.POSTPONED)
_NEXT = re.compile(r"next:(?P<series>\S+)", re.IGNORECASE)
_Key = tuple[int, date]


@dataclass(frozen=True, slots=True)
class Due:
    """A day, a meeting, the first meeting of a series after a day, or nothing that is known yet.

    Of a series, `meeting` is the one that it is as things stand; None if none is planned.
    """

    day: date | None = None
    meeting: Meeting | None = None
    series: Series | None = None
    after: date | None = None

    def __str__(self) -> str:
        return self.in_words(english())

    def in_words(self, spoken: Language) -> str:
        """The day, or the meeting with its day; empty where nothing is said."""
        if self.meeting is not None:
            return f"{self.meeting.name}, {when(self.meeting, spoken)}"
        if self.series is not None:
            return spoken.say("next_not_planned", series=self.series.code)
        return spoken.day(self.day) if self.day else ""

    @property
    def on(self) -> date | None:
        """The day it falls on; None while its meeting has no date."""
        if self.meeting is None:
            return self.day
        return None if self.meeting.state in _WITHOUT_DATE else self.meeting.day


class Dues:
    """The dues of many commitments; each next meeting is looked up once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._next: dict[_Key, Meeting | None] = {}

    def of(self, commitment: Commitment) -> Due:
        """By when it is owed, as things stand."""
        series, after = commitment.due_series, commitment.due_after
        if series is None or after is None:
            return Due(commitment.due_on, commitment.due_meeting)
        return Due(meeting=self.next_of(series, after), series=series, after=after)

    def next_of(self, series: Series, after: date) -> Meeting | None:
        """The first meeting of the series after that day; a cancelled one is none."""
        key = series.id, after
        if key not in self._next:
            self._next[key] = self._session.scalar(_first_after(series, after))
        return self._next[key]


def due_of(commitment: Commitment) -> Due:
    """By when it is owed."""
    session = object_session(commitment)
    if session is None or commitment.due_series is None:
        return Due(commitment.due_on, commitment.due_meeting)
    return Dues(session).of(commitment)


def due_from(session: Session, words: str, *, today: date) -> Due:
    """By when, as an officer says it: a day such as 2027-05-07, a meeting, or next:SOM."""
    said = words.strip()
    try:
        return Due(day=date.fromisoformat(said))
    except ValueError:
        pass
    if (relative := _NEXT.fullmatch(said)) is None:
        return Due(meeting=find_meeting(session, said, today=today))
    series, after = find_series(session, relative["series"]), today - timedelta(days=1)
    return Due(meeting=Dues(session).next_of(series, after), series=series, after=after)


def settled(due: Due, meeting: Meeting) -> Due:
    """The due as what was decided at the meeting: the next of a series comes after it.

    Raises InvalidValue for a due day or meeting before the one that decides, or itself.
    """
    if due.series is None or due.after is None:
        require_due_after(due, meeting)
        return due
    after = max(due.after, meeting.day or due.after)
    session = object_session(meeting)
    found = Dues(session).next_of(due.series, after) if session else due.meeting
    return replace(due, meeting=found, after=after)


def give_due(commitment: Commitment, due: Due) -> None:
    """Let the commitment be owed by then."""
    is_relative = due.series is not None
    commitment.due_on = due.day
    commitment.due_meeting = None if is_relative else due.meeting
    commitment.due_series, commitment.due_after = due.series, due.after


def require_due_after(due: Due, meeting: Meeting) -> None:
    """Raise InvalidValue for a due day or meeting before the one that decides, or itself."""
    is_before = due.on is not None and meeting.day is not None and due.on < meeting.day
    if is_before or due.meeting is meeting:
        raise InvalidValue("--due", str(due), f"a day or meeting after {named_with_date(meeting)}")


def is_late(commitment: Commitment, *, today: date, due: Due | None = None) -> bool:
    """True if it is still open and the day it was due on has passed; `due`, where that is known."""
    if commitment.state is not CommitmentState.OPEN:
        return False
    on = (due or due_of(commitment)).on
    return on is not None and on < today


def is_due_before(day: date) -> ColumnElement[bool]:
    """True, in SQL, of what is due on an earlier day."""
    there, first = aliased(Meeting), aliased(Meeting)
    earlier = select(there.id).where(there.day < day, there.state.not_in(_WITHOUT_DATE))
    told = case((first.state.in_(_WITHOUT_DATE), None), else_=first.day)
    of_series = (
        select(told)
        .where(
            first.series_id == Commitment.due_series_id,
            first.day > Commitment.due_after,
            first.state != MeetingState.CANCELLED,
            first.kind != MeetingKind.SIDE,
        )
        .order_by(first.day, first.id)
        .limit(1)
        .scalar_subquery()
    )
    return or_(
        Commitment.due_on < day,
        Commitment.due_meeting_id.in_(earlier),
        and_(Commitment.due_series_id.is_not(None), of_series < day),
    )


def due_meeting_is(meeting: Meeting) -> ColumnElement[bool]:
    """True, in SQL, of what is due at that meeting, by name or as the next of its series."""
    is_named = Commitment.due_meeting_id == meeting.id
    is_passed_over = meeting.kind is MeetingKind.SIDE or meeting.state is MeetingState.CANCELLED
    if meeting.series_id is None or meeting.day is None or is_passed_over:
        return is_named
    between = aliased(Meeting)
    is_earlier = (
        select(between.id)
        .where(
            between.series_id == meeting.series_id,
            between.day > Commitment.due_after,
            (between.day < meeting.day) | and_(between.day == meeting.day, between.id < meeting.id),
            between.state != MeetingState.CANCELLED,
            between.kind != MeetingKind.SIDE,
        )
        .exists()
    )
    is_next = (
        (Commitment.due_series_id == meeting.series_id)
        & (Commitment.due_after < meeting.day)
        & ~is_earlier
    )
    return is_named | is_next


def _first_after(series: Series, after: date) -> Select[Meeting]:
    return (
        select(Meeting)
        .where(
            Meeting.series_id == series.id,
            Meeting.day > after,
            Meeting.state != MeetingState.CANCELLED,
            Meeting.kind != MeetingKind.SIDE,
        )
        .order_by(Meeting.day, Meeting.id)
        .limit(1)
    )
