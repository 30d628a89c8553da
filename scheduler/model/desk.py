"""What is kept in the room: when each item was taken, who was out for it, what is half typed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.agenda import AgendaItem
from scheduler.model.base import Base, Key, LongText, Versioned, refers
from scheduler.model.delegation import Attendance
from scheduler.model.meeting import Meeting


class ItemSitting(Versioned, Base):
    """A time during which an item was taken, in instants; an item may be taken up again.

    Without `ended_at` it is being taken; of one meeting that is one item at most, which the desk
    sees to.
    """

    __tablename__ = "item_sitting"
    __table_args__ = (
        CheckConstraint("ended_at >= began_at", "ends_after_it_began"),
        Index(
            "uq_item_sitting_item_id_open",
            "item_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    item_id: Mapped[int] = refers("agenda_item.id", on_delete="CASCADE")
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    item: Mapped[AgendaItem] = relationship()


class ItemAbsence(Base):
    """Somebody who was at the meeting, and out of the room for one item."""

    __tablename__ = "item_absence"
    __table_args__ = (UniqueConstraint("item_id", "attendance_id"),)

    id: Mapped[Key]
    item_id: Mapped[int] = refers("agenda_item.id", on_delete="CASCADE")
    attendance_id: Mapped[int] = refers("attendance.id", on_delete="CASCADE")

    item: Mapped[AgendaItem] = relationship()
    attendance: Mapped[Attendance] = relationship()


class DeskDraft(Versioned, Base):
    """The line that an officer has half typed at the desk of a meeting; the home party's own."""

    __tablename__ = "desk_draft"
    __table_args__ = (UniqueConstraint("meeting_id", "officer"),)

    id: Mapped[Key]
    meeting_id: Mapped[int] = refers("meeting.id", on_delete="CASCADE")
    officer: Mapped[str]
    line: Mapped[LongText] = mapped_column(default="")

    meeting: Mapped[Meeting] = relationship()
