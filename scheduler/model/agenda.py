"""The agenda of a meeting: items with a lead of each party, documents and threads."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.base import Base, Key, LongText, Versioned, refers, words
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership, Party
from scheduler.model.vocabulary import ItemKind
from scheduler.papers.audience import Reach


class Thread(Base):
    """One topic followed across meetings."""

    __tablename__ = "thread"
    __table_args__ = (UniqueConstraint("partnership_id", "key"),)

    id: Mapped[Key]
    partnership_id: Mapped[int] = refers("partnership.id")
    key: Mapped[str]
    title: Mapped[str]

    partnership: Mapped[Partnership] = relationship()


class AgendaItem(Versioned, Base):
    """One item; its printed number is its place in the order of `position`.

    `reach` is joint, public, or the home party's own (an internal preparatory item).
    `record` is the officer's note of what was said, as Markdown.
    """

    __tablename__ = "agenda_item"
    __table_args__ = (
        # What refers to an item refers to its meeting too, and the two must agree.
        UniqueConstraint("meeting_id", "id"),
        CheckConstraint("minutes_planned > 0", "minutes_planned_positive"),
        CheckConstraint("minutes_used > 0", "minutes_used_positive"),
        CheckConstraint("(reach = 'party') = (party_id IS NOT NULL)", "audience"),
    )

    id: Mapped[Key]
    meeting_id: Mapped[int] = refers("meeting.id")
    position: Mapped[int]
    title: Mapped[str]
    kind: Mapped[ItemKind] = mapped_column(words(ItemKind), default=ItemKind.DISCUSSION)
    minutes_planned: Mapped[int | None]
    minutes_used: Mapped[int | None]
    thread_id: Mapped[int | None] = refers("thread.id")
    reach: Mapped[Reach] = mapped_column(words(Reach), default=Reach.JOINT)
    party_id: Mapped[int | None] = refers("party.id")
    record: Mapped[LongText] = mapped_column(default="")

    meeting: Mapped[Meeting] = relationship()
    thread: Mapped[Thread | None] = relationship()
    party: Mapped[Party | None] = relationship()
    leads: Mapped[list["Lead"]] = relationship(
        back_populates="item", order_by="Lead.party_id", cascade="all, delete-orphan"
    )
    documents: Mapped[list["Document"]] = relationship(
        back_populates="item", order_by="Document.id", cascade="all, delete-orphan"
    )


class Lead(Base):
    """Who leads on an item for one party."""

    __tablename__ = "lead"
    __table_args__ = (UniqueConstraint("item_id", "party_id"),)

    id: Mapped[Key]
    item_id: Mapped[int] = refers("agenda_item.id")
    party_id: Mapped[int] = refers("party.id")
    body_id: Mapped[int] = refers("body.id")

    item: Mapped[AgendaItem] = relationship(back_populates="leads")
    party: Mapped[Party] = relationship()
    body: Mapped[Body] = relationship()


class Document(Base):
    """A paper that an item refers to, by title and address; the file itself stays where it is."""

    __tablename__ = "document"

    id: Mapped[Key]
    item_id: Mapped[int] = refers("agenda_item.id")
    title: Mapped[str]
    address: Mapped[str] = mapped_column(default="")

    item: Mapped[AgendaItem] = relationship(back_populates="documents")
