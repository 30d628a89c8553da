"""The agenda of a meeting: items with leads and speakers of each party, documents and threads."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.base import Base, Key, LongText, Versioned, refers, words
from scheduler.model.body import Body, Person
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership, Party
from scheduler.model.stored_file import StoredFile
from scheduler.model.vocabulary import ItemKind, ItemState, Passage
from scheduler.papers.audience import Audience, Reach, own


class Thread(Base):
    """One topic followed across meetings; closed from a day on, until an item takes it up again."""

    __tablename__ = "thread"
    __table_args__ = (UniqueConstraint("partnership_id", "key"),)

    id: Mapped[Key]
    partnership_id: Mapped[int] = refers("partnership.id")
    key: Mapped[str]
    title: Mapped[str]
    closed_on: Mapped[date | None]

    partnership: Mapped[Partnership] = relationship()


class AgendaItem(Versioned, Base):
    """One item; its printed number is its place in the order of `position`.

    `reach` is joint, public, or the home party's own (an internal preparatory item).
    `record` is the officer's note of what was said, as Markdown. A sub-item comes after its
    `parent`, which has none itself. Items in a row with the same `section` stand under that
    heading. `carried_from` is the item of another meeting that this one goes on with.
    """

    __tablename__ = "agenda_item"
    __table_args__ = (
        # What refers to an item refers to its meeting too, and the two must agree.
        UniqueConstraint("meeting_id", "id"),
        ForeignKeyConstraint(
            ["meeting_id", "parent_id"],
            ["agenda_item.meeting_id", "agenda_item.id"],
            ondelete="RESTRICT",
        ),
        # Nothing is carried to two places on the same way.
        UniqueConstraint("carried_from_id", "carried_as"),
        CheckConstraint("minutes_planned > 0", "minutes_planned_positive"),
        CheckConstraint("minutes_used > 0", "minutes_used_positive"),
        CheckConstraint("(reach = 'party') = (party_id IS NOT NULL)", "audience"),
        CheckConstraint("parent_id <> id", "not_its_own_parent"),
        CheckConstraint("(carried_from_id IS NULL) = (carried_as IS NULL)", "carried_somehow"),
    )

    id: Mapped[Key]
    meeting_id: Mapped[int] = refers("meeting.id")
    parent_id: Mapped[int | None] = mapped_column(index=True)
    position: Mapped[int]
    section: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    kind: Mapped[ItemKind] = mapped_column(words(ItemKind), default=ItemKind.DISCUSSION)
    state: Mapped[ItemState] = mapped_column(words(ItemState), default=ItemState.OPEN)
    minutes_planned: Mapped[int | None]
    minutes_used: Mapped[int | None]
    thread_id: Mapped[int | None] = refers("thread.id")
    carried_from_id: Mapped[int | None] = refers("agenda_item.id")
    carried_as: Mapped[Passage | None] = mapped_column(words(Passage))
    reach: Mapped[Reach] = mapped_column(words(Reach), default=Reach.JOINT)
    party_id: Mapped[int | None] = refers("party.id")
    record: Mapped[LongText] = mapped_column(default="")

    meeting: Mapped[Meeting] = relationship()
    parent: Mapped["AgendaItem | None"] = relationship(
        primaryjoin="foreign(AgendaItem.parent_id) == remote(AgendaItem.id)"
    )
    thread: Mapped[Thread | None] = relationship()
    carried_from: Mapped["AgendaItem | None"] = relationship(
        primaryjoin="foreign(AgendaItem.carried_from_id) == remote(AgendaItem.id)"
    )
    party: Mapped[Party | None] = relationship()
    leads: Mapped[list["Lead"]] = relationship(
        back_populates="item", order_by="Lead.party_id", cascade="all, delete-orphan"
    )
    speakers: Mapped[list["Speaker"]] = relationship(
        back_populates="item",
        order_by="Speaker.party_id, Speaker.id",
        cascade="all, delete-orphan",
    )
    documents: Mapped[list["Document"]] = relationship(
        back_populates="item", order_by="Document.id", cascade="all, delete-orphan"
    )

    @property
    def audience(self) -> Audience:
        """Who may read it and what was said under it."""
        return own(self.party.code) if self.party else Audience(self.reach)


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


class Speaker(Base):
    """Who speaks on an item for one party beside the lead: a body, or a person by name."""

    __tablename__ = "speaker"
    __table_args__ = (
        UniqueConstraint("item_id", "body_id"),
        UniqueConstraint("item_id", "person_id"),
        CheckConstraint("(body_id IS NULL) <> (person_id IS NULL)", "body_or_person"),
    )

    id: Mapped[Key]
    item_id: Mapped[int] = refers("agenda_item.id")
    party_id: Mapped[int] = refers("party.id")
    body_id: Mapped[int | None] = refers("body.id")
    person_id: Mapped[int | None] = refers("person.id")

    item: Mapped[AgendaItem] = relationship(back_populates="speakers")
    party: Mapped[Party] = relationship()
    body: Mapped[Body | None] = relationship()
    person: Mapped[Person | None] = relationship()


class Document(Base):
    """A paper that an item refers to, by title: at an address, or as a file in the record.

    It goes no further than the item, whatever its own `reach`.
    """

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint("(reach = 'party') = (party_id IS NOT NULL)", "audience"),
        CheckConstraint("sha256 IS NULL OR address = ''", "address_or_file"),
    )

    id: Mapped[Key]
    item_id: Mapped[int] = refers("agenda_item.id")
    title: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str | None] = mapped_column(
        ForeignKey("stored_file.sha256", ondelete="RESTRICT"), index=True
    )
    reach: Mapped[Reach] = mapped_column(words(Reach), default=Reach.JOINT)
    party_id: Mapped[int | None] = refers("party.id")

    item: Mapped[AgendaItem] = relationship(back_populates="documents")
    file: Mapped[StoredFile | None] = relationship()
    party: Mapped[Party | None] = relationship()

    @property
    def audience(self) -> Audience:
        """Who may read it, if they may read its item."""
        return own(self.party.code) if self.party else Audience(self.reach)
