"""Busy times by the name of who is busy: a calendar's times, never what they are for unless asked.

The times stand apart from what officers see of the calendar, and no trail is kept of them: what
is discarded is gone.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.base import Base, Key, LongText, Versioned, refers
from scheduler.model.body import Body, Person


class KeptCalendar(Versioned, Base):
    """Whose busy times are known, and the file they came from by its bare name and SHA-256.

    The person or body is the one that bears the name, where the record has one. `zone` reads dates
    and floating times.
    """

    __tablename__ = "busy_calendar"
    __table_args__ = (
        CheckConstraint("person_id IS NULL OR body_id IS NULL", "is_of_one"),
        CheckConstraint("events >= 0", "events_counted"),
    )

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int | None] = refers("person.id")
    body_id: Mapped[int | None] = refers("body.id")
    zone: Mapped[str]
    file_name: Mapped[str]
    content_hash: Mapped[str]
    has_titles: Mapped[bool]
    events: Mapped[int]
    imported_at: Mapped[datetime]

    person: Mapped[Person | None] = relationship()
    body: Mapped[Body | None] = relationship()


class KeptTimes(Base):
    """The times of a calendar as iCalendar text, and the spans that they take of a window.

    The spans are derived, with the time zones of `zones_version`: eight bytes for each start, then
    for each end.
    """

    __tablename__ = "busy_times"

    calendar_id: Mapped[int] = mapped_column(
        ForeignKey("busy_calendar.id", ondelete="CASCADE"), primary_key=True
    )
    text: Mapped[LongText]
    since: Mapped[datetime]
    until: Mapped[datetime]
    zones_version: Mapped[str]
    spans: Mapped[bytes] = mapped_column(LargeBinary)
