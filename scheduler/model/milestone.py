"""The back-plan of a series, and what it makes of each meeting: deadlines with their state."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.base import Base, Key, LongText, Versioned, refers, words
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.series import Series
from scheduler.model.vocabulary import MilestoneState


class MilestoneRule(Base):
    """What is due so long before or after each meeting of a series, and from which body.

    `offset` is a text that planning reads ("8 weeks before"). Without a body the secretariat acts.
    """

    __tablename__ = "milestone_rule"
    __table_args__ = (UniqueConstraint("series_id", "key"),)

    id: Mapped[Key]
    series_id: Mapped[int] = refers("series.id")
    key: Mapped[str]
    name: Mapped[str]
    offset: Mapped[str]
    body_id: Mapped[int | None] = refers("body.id")
    remarks: Mapped[LongText] = mapped_column(default="")

    series: Mapped[Series] = relationship()
    body: Mapped[Body | None] = relationship()


class Milestone(Versioned, Base):
    """A deadline of one meeting, with the rule as it was when the day was computed.

    `closure_editions` are those it was computed with, by calendar and edition, and as provisional
    where they were; `is_provisional` if one of them was. `settled_on` is the day on which it was
    done or waived. `sequence` and `changed_at` are what calendars see, as of a meeting.
    """

    __tablename__ = "milestone"
    __table_args__ = (
        UniqueConstraint("meeting_id", "key"),
        CheckConstraint("(state = 'open') = (settled_on IS NULL)", "settled_on_a_day"),
    )

    id: Mapped[Key]
    meeting_id: Mapped[int] = refers("meeting.id")
    key: Mapped[str]
    uid: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    offset: Mapped[str]
    body_id: Mapped[int | None] = refers("body.id")
    day: Mapped[date] = mapped_column(index=True)
    closure_editions: Mapped[list[str]] = mapped_column(default=list)
    is_provisional: Mapped[bool] = mapped_column(default=False)
    state: Mapped[MilestoneState] = mapped_column(
        words(MilestoneState), default=MilestoneState.OPEN
    )
    settled_on: Mapped[date | None]
    settled_by: Mapped[str] = mapped_column(default="")
    remarks: Mapped[LongText] = mapped_column(default="")
    sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship()
    body: Mapped[Body | None] = relationship()
