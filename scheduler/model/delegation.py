"""The people who represent one party at one meeting, and what is known of their attendance."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.base import Base, Key, Versioned, refers, words
from scheduler.model.body import Body, Person
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Party, Source
from scheduler.model.vocabulary import Presence, Reply

PROPOSED = "proposed"


class Delegation(Base):
    """One party at one meeting. Not PARTSTAT=DELEGATED (RFC 5545 3.2.12)."""

    __tablename__ = "delegation"
    __table_args__ = (UniqueConstraint("meeting_id", "party_id"),)

    id: Mapped[Key]
    meeting_id: Mapped[int] = refers("meeting.id")
    party_id: Mapped[int] = refers("party.id")

    meeting: Mapped[Meeting] = relationship()
    party: Mapped[Party] = relationship()
    members: Mapped[list["Attendance"]] = relationship(
        back_populates="delegation",
        order_by="Attendance.precedence, Attendance.id",
        cascade="all, delete-orphan",
    )


class Attendance(Versioned, Base):
    """One member of a delegation: a person, or a post whose holder is not known.

    `post_title`, `body` and `in_post_since` are as of the meeting: a paper of 2013 prints the post
    of 2013. An alternate stands in for whom their body sends else.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("delegation_id", "person_id"),
        CheckConstraint("person_id IS NOT NULL OR post_title <> ''", "names_somebody"),
        CheckConstraint(
            "replaced_by_id IS NULL OR presence = 'replaced'", "replacement_means_replaced"
        ),
        CheckConstraint("replaced_by_id <> id", "not_by_itself"),
        CheckConstraint("NOT (is_head AND is_alternate)", "head_is_no_alternate"),
        Index(
            "uq_attendance_head",
            "delegation_id",
            unique=True,
            sqlite_where=text("is_head = 1"),
            postgresql_where=text("is_head"),
        ),
    )

    id: Mapped[Key]
    delegation_id: Mapped[int] = refers("delegation.id")
    person_id: Mapped[int | None] = refers("person.id")
    body_id: Mapped[int | None] = refers("body.id")
    post_title: Mapped[str] = mapped_column(default="")
    is_head: Mapped[bool] = mapped_column(default=False)
    is_alternate: Mapped[bool] = mapped_column(default=False)
    precedence: Mapped[int] = mapped_column(default=100)
    in_post_since: Mapped[date | None]
    is_announced: Mapped[bool] = mapped_column(default=False)
    invited_on: Mapped[date | None]
    reply: Mapped[Reply] = mapped_column(words(Reply), default=Reply.NONE)
    replied_at: Mapped[datetime | None]
    reply_source: Mapped[str] = mapped_column(default="")
    presence: Mapped[Presence] = mapped_column(words(Presence), default=Presence.UNKNOWN)
    replaced_by_id: Mapped[int | None] = refers("attendance.id")
    source_id: Mapped[int | None] = refers("source.id")

    delegation: Mapped[Delegation] = relationship(back_populates="members")
    person: Mapped[Person | None] = relationship()
    body: Mapped[Body | None] = relationship()
    replaced_by: Mapped["Attendance | None"] = relationship(remote_side="Attendance.id")
    source: Mapped[Source | None] = relationship()

    @property
    def label(self) -> str:
        """The person's name, or the post where no name is known."""
        return self.person.full_name if self.person else self.post_title

    @property
    def standing(self) -> str:
        """The furthest that is known of them, in one word."""
        if self.presence is not Presence.UNKNOWN:
            return str(self.presence)
        if self.reply is not Reply.NONE:
            return str(self.reply)
        if self.invited_on is not None:
            return "invited"
        return "announced" if self.is_announced else PROPOSED
