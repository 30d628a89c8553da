"""Contributions: what a service was asked to write on an agenda item, and what came of it."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.agenda import AgendaItem
from scheduler.model.base import Base, Key, LongText, Versioned, refers, words
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import ContributionState


class Contribution(Versioned, Base):
    """One request to one body for one item: always the own of that body's party.

    `key` stands hidden in the form and finds the request again. `texts` is what came last, as
    Markdown by section; `author` is who wrote it, in their own words, and `file` what it came in.
    """

    __tablename__ = "contribution"
    __table_args__ = (
        UniqueConstraint("item_id", "body_id"),
        ForeignKeyConstraint(
            ["meeting_id", "item_id"],
            ["agenda_item.meeting_id", "agenda_item.id"],
            ondelete="RESTRICT",
        ),
        CheckConstraint("(state = 'asked') = (received_at IS NULL)", "received_at_a_time"),
        CheckConstraint("(state = 'cleared') = (cleared_at IS NOT NULL)", "cleared_at_a_time"),
    )

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(unique=True)
    meeting_id: Mapped[int] = refers("meeting.id")
    item_id: Mapped[int] = mapped_column(index=True)
    body_id: Mapped[int] = refers("body.id")
    deadline: Mapped[date]
    remarks: Mapped[LongText] = mapped_column(default="")
    asked_by: Mapped[str]
    asked_at: Mapped[datetime]
    state: Mapped[ContributionState] = mapped_column(
        words(ContributionState), default=ContributionState.ASKED
    )
    received_at: Mapped[datetime | None]
    author: Mapped[str] = mapped_column(default="")
    file: Mapped[str] = mapped_column(default="")
    texts: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    cleared_by: Mapped[str] = mapped_column(default="")
    cleared_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship()
    item: Mapped[AgendaItem] = relationship(
        primaryjoin="AgendaItem.id == foreign(Contribution.item_id)"
    )
    body: Mapped[Body] = relationship()
