"""What everybody may be told of a meeting."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.model.meeting import Meeting
from scheduler.model.minutes import PublicLine
from scheduler.secretariat.edits import require_day_has_come, require_version
from scheduler.secretariat.texts import prose


def public_line_of(session: Session, meeting: Meeting) -> PublicLine | None:
    """The line, if somebody wrote one."""
    return session.scalar(select(PublicLine).where(PublicLine.meeting_id == meeting.id))


def keep_public_line(
    session: Session, meeting: Meeting, text: str, *, version: int | None = None, today: date
) -> PublicLine | None:
    """Write the line, or forget it where nothing is said; TooEarly before the meeting's day."""
    require_day_has_come(meeting, f"telling the public of {meeting.name}", today=today)
    said, line = prose("the public line", text), public_line_of(session, meeting)
    if line is not None:
        what = f"the public line of {meeting.name}"
        require_version(what, line, version, theirs=line.text, yours=said)
    if line is not None and not said:
        session.delete(line)
        line = None
    elif line is not None:
        line.text = said
    elif said:
        line = PublicLine(meeting=meeting, text=said)
        session.add(line)
    session.flush()
    return line
