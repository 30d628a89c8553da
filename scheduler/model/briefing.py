"""Briefing notes by section: always one party's own."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.agenda import AgendaItem
from scheduler.model.base import Base, Key, LongText, Versioned, refers, words
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Party
from scheduler.papers.audience import Audience, Reach, own
from scheduler.papers.parts import Section


class BriefingSection(Versioned, Base):
    """One section of the note on an item, or on the whole meeting where `item` is None.

    `text` is Markdown. `party` owns it; `reach` may open a section to both parties or to all.
    """

    __tablename__ = "briefing_section"
    __table_args__ = (
        ForeignKeyConstraint(
            ["meeting_id", "item_id"],
            ["agenda_item.meeting_id", "agenda_item.id"],
            ondelete="CASCADE",
        ),
        Index(
            "uq_briefing_section_item",
            "item_id",
            "party_id",
            "section",
            unique=True,
            sqlite_where=text("item_id IS NOT NULL"),
            postgresql_where=text("item_id IS NOT NULL"),
        ),
        Index(
            "uq_briefing_section_meeting",
            "meeting_id",
            "party_id",
            "section",
            unique=True,
            sqlite_where=text("item_id IS NULL"),
            postgresql_where=text("item_id IS NULL"),
        ),
    )

    id: Mapped[Key]
    meeting_id: Mapped[int] = refers("meeting.id")
    item_id: Mapped[int | None] = mapped_column(index=True)
    party_id: Mapped[int] = refers("party.id")
    section: Mapped[Section] = mapped_column(words(Section))
    text: Mapped[LongText]
    reach: Mapped[Reach] = mapped_column(words(Reach), default=Reach.PARTY)
    author_id: Mapped[int | None] = refers("body.id")
    edited_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship()
    item: Mapped[AgendaItem | None] = relationship(
        primaryjoin="AgendaItem.id == foreign(BriefingSection.item_id)"
    )
    party: Mapped[Party] = relationship()
    author: Mapped[Body | None] = relationship()

    @property
    def audience(self) -> Audience:
        """Who may read it."""
        return own(self.party.code) if self.reach is Reach.PARTY else Audience(self.reach)
