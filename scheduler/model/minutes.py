"""The texts that the parties agree after a meeting: versions that went round, and comments on them.

A text is the minutes or the operational conclusions. Its draft is the record itself; a version is
what stood there when it was circulated.
"""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.base import Base, Key, LongText, Versioned, refers, words
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Party
from scheduler.model.vocabulary import Adoption, CommentKind, CommentState
from scheduler.papers.audience import Audience, Reach, own
from scheduler.papers.minutes import PieceKind, TextKind


class MinutesVersion(Versioned, Base):
    """A text as it was circulated; once adopted, it says when and how.

    `comments_until` is the last day for comments; by silence, what nobody comments on until then is
    agreed. `reason` says why a text that was adopted already goes round again.
    """

    __tablename__ = "minutes_version"
    __table_args__ = (
        UniqueConstraint("meeting_id", "kind", "ordinal"),
        CheckConstraint("(adopted_on IS NULL) = (adopted_by IS NULL)", "adopted_somehow"),
        CheckConstraint("adopted_at_id IS NULL OR adopted_by = 'meeting'", "adopted_at_a_meeting"),
    )

    id: Mapped[Key]
    meeting_id: Mapped[int] = refers("meeting.id")
    kind: Mapped[TextKind] = mapped_column(words(TextKind))
    ordinal: Mapped[int]
    at: Mapped[datetime]
    officer: Mapped[str]
    language: Mapped[str]
    comments_until: Mapped[date]
    is_silent: Mapped[bool]
    reason: Mapped[LongText] = mapped_column(default="")
    adopted_on: Mapped[date | None]
    adopted_by: Mapped[Adoption | None] = mapped_column(words(Adoption))
    adopted_at_id: Mapped[int | None] = refers("meeting.id")

    meeting: Mapped[Meeting] = relationship(foreign_keys=[meeting_id])
    adopted_at: Mapped[Meeting | None] = relationship(foreign_keys=[adopted_at_id])
    pieces: Mapped[list["MinutesPiece"]] = relationship(
        back_populates="minutes_version",
        order_by="MinutesPiece.position",
        cascade="all, delete-orphan",
    )


class MinutesPiece(Base):
    """One piece of a version, frozen: a heading, what was said, an outcome, who was there.

    `item_key` is that of the agenda item it stands under, which may be gone since. `facts` are what
    is printed beside the text, such as a reference or who owes it.
    """

    __tablename__ = "minutes_piece"
    __table_args__ = (
        UniqueConstraint("minutes_version_id", "position"),
        CheckConstraint("(reach = 'party') = (party_id IS NOT NULL)", "audience"),
    )

    id: Mapped[Key]
    minutes_version_id: Mapped[int] = refers("minutes_version.id")
    position: Mapped[int]
    item_key: Mapped[int | None]
    kind: Mapped[PieceKind] = mapped_column(words(PieceKind))
    text: Mapped[LongText]
    facts: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    reach: Mapped[Reach] = mapped_column(words(Reach), default=Reach.JOINT)
    party_id: Mapped[int | None] = refers("party.id")

    minutes_version: Mapped[MinutesVersion] = relationship(back_populates="pieces")
    party: Mapped[Party | None] = relationship()

    @property
    def audience(self) -> Audience:
        """Who may read it."""
        return own(self.party.code) if self.party else Audience(self.reach)


class MinutesComment(Versioned, Base):
    """What a party wants otherwise in a version; between that party and the home party.

    Of a change in a Word file, `text` is what was put in or taken out, `quote` the paragraph as it
    was sent out, `author` and `written_at` what the file says. `item` is the heading it stands
    under; None is the text as a whole. `answer` is what became of it.
    """

    __tablename__ = "minutes_comment"
    __table_args__ = (UniqueConstraint("minutes_version_id", "ordinal"),)

    id: Mapped[Key]
    minutes_version_id: Mapped[int] = refers("minutes_version.id")
    ordinal: Mapped[int]
    party_id: Mapped[int] = refers("party.id")
    item_id: Mapped[int | None] = refers("minutes_piece.id")
    kind: Mapped[CommentKind] = mapped_column(words(CommentKind))
    text: Mapped[LongText]
    quote: Mapped[LongText] = mapped_column(default="")
    author: Mapped[str] = mapped_column(default="")
    written_at: Mapped[datetime | None]
    at: Mapped[datetime]
    officer: Mapped[str]
    state: Mapped[CommentState] = mapped_column(words(CommentState), default=CommentState.OPEN)
    answer: Mapped[LongText] = mapped_column(default="")

    minutes_version: Mapped[MinutesVersion] = relationship()
    party: Mapped[Party] = relationship()
    item: Mapped[MinutesPiece | None] = relationship()


class PublicLine(Versioned, Base):
    """What everybody may be told of a meeting, in a sentence or two."""

    __tablename__ = "public_line"

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="RESTRICT"), unique=True
    )
    text: Mapped[LongText]

    meeting: Mapped[Meeting] = relationship()
