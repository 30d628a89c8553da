"""Meetings given to another record, or to anybody's calendar, with what the parties may know.

What a record makes anew by itself, such as which meeting is the next one, is left out.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from scheduler.errors import Finding, InvalidValue, Severity
from scheduler.exports.content_lines import day, local
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.series import Series
from scheduler.papers.audience import Reach
from scheduler.papers.exchange import ExchangedMeeting, MeetingFacts
from scheduler.secretariat.dates import when
from scheduler.secretariat.feed_entries import days_moved_from, entry_of


def exported(meeting: Meeting) -> ExchangedMeeting:
    """A meeting as a file has it. Raises InvalidValue for one whose day is not known."""
    if meeting.day is None:
        raise InvalidValue(
            "the date of", meeting.name, f"a day, not {when(meeting)}: move it first"
        )
    return ExchangedMeeting(entry_of(meeting, reach=Reach.JOINT), _facts(meeting))


def exported_series(
    session: Session, series: Series
) -> tuple[list[ExchangedMeeting], tuple[Finding, ...]]:
    """Every meeting of a series that has a day, and a warning for each that has none."""
    meetings = session.scalars(
        select(Meeting)
        .where(Meeting.series_id == series.id)
        .options(
            joinedload(Meeting.series),
            joinedload(Meeting.partnership),
            joinedload(Meeting.parent),
            joinedload(Meeting.host).selectinload(Body.names),
            selectinload(Meeting.changes),
        )
        .order_by(Meeting.id)
    ).all()
    undated = tuple(_undated(meeting) for meeting in meetings if meeting.day is None)
    return [exported(meeting) for meeting in meetings if meeting.day], undated


def _facts(meeting: Meeting) -> MeetingFacts:
    return MeetingFacts(
        code=meeting.code,
        series=meeting.series.code if meeting.series else "",
        kind=meeting.kind,
        state=meeting.state,
        number=str(meeting.number or ""),
        number_certainty=meeting.number_certainty,
        venue=meeting.venue,
        place=meeting.place,
        mode=meeting.mode,
        host=meeting.host.code if meeting.host else "",
        slot=local(meeting.slot) if meeting.slot else "",
        date_certainty=meeting.date_certainty,
        date_words=meeting.date_words,
        moved_from=",".join(map(day, days_moved_from(meeting))),
    )


def _undated(meeting: Meeting) -> Finding:
    return Finding(Severity.WARNING, "its day is not known; it was not exported", meeting.name)
