"""Briefing notes by section: always one party's own."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.agenda import AgendaItem
from scheduler.model.base import Base, Key, LongText, Versioned, refers, words
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Party
from scheduler.model.vocabulary import NoteState
from scheduler.papers.audience import Audience, Reach, own
from scheduler.papers.parts import Section

ON_ITEM, ON_MEETING, UNSIGNED = "item_id IS NOT NULL", "item_id IS NULL", "author_id IS NULL"


def _unique(name: str, where: str, *columns: str) -> Index:
    condition = text(where)
    return Index(
        name,
        *columns,
        "party_id",
        "section",
        unique=True,
        sqlite_where=condition,
        postgresql_where=condition,
    )


class BriefingSection(Versioned, Base):
    """What one body, or nobody named, wrote in a section of the note on an item.

    Where `item` is None the note is on the whole meeting. `text` is Markdown. `party` owns it;
    `reach` may open a section to both parties or to all. An empty `marking` stands for that of the
    partnership; `source` says where the text comes from.
    """

    __tablename__ = "briefing_section"
    __table_args__ = (
        ForeignKeyConstraint(
            ["meeting_id", "item_id"],
            ["agenda_item.meeting_id", "agenda_item.id"],
            ondelete="CASCADE",
        ),
        _unique("uq_briefing_section_item", ON_ITEM, "item_id", "author_id"),
        _unique("uq_briefing_section_item_unsigned", f"{ON_ITEM} AND {UNSIGNED}", "item_id"),
        _unique("uq_briefing_section_meeting", ON_MEETING, "meeting_id", "author_id"),
        _unique(
            "uq_briefing_section_meeting_unsigned", f"{ON_MEETING} AND {UNSIGNED}", "meeting_id"
        ),
        CheckConstraint("(state = 'cleared') = (cleared_at IS NOT NULL)", "cleared_at_a_time"),
    )

    id: Mapped[Key]
    meeting_id: Mapped[int] = refers("meeting.id")
    item_id: Mapped[int | None] = mapped_column(index=True)
    party_id: Mapped[int] = refers("party.id")
    section: Mapped[Section] = mapped_column(words(Section))
    text: Mapped[LongText]
    reach: Mapped[Reach] = mapped_column(words(Reach), default=Reach.PARTY)
    author_id: Mapped[int | None] = refers("body.id")
    state: Mapped[NoteState] = mapped_column(words(NoteState), default=NoteState.DRAFT)
    cleared_by: Mapped[str] = mapped_column(default="")
    cleared_at: Mapped[datetime | None]
    marking: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
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
