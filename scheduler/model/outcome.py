"""What came of a meeting: outcomes with permanent references, and the commitments among them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.agenda import AgendaItem
from scheduler.model.base import Base, Key, LongText, Versioned, refers, words
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Party
from scheduler.model.vocabulary import CommitmentState, LinkKind, OutcomeKind
from scheduler.papers.audience import Audience, Reach, own


class Outcome(Versioned, Base):
    """A conclusion, decision or commitment. Its reference (SOM-11/C4) is given once, never again.

    Its text stays as decided but for slips of the pen.
    References count through all kinds of one meeting, so that retyping an outcome keeps its name.
    """

    __tablename__ = "outcome"
    __table_args__ = (
        UniqueConstraint("meeting_id", "ordinal"),
        ForeignKeyConstraint(
            ["meeting_id", "item_id"],
            ["agenda_item.meeting_id", "agenda_item.id"],
            ondelete="RESTRICT",
        ),
        CheckConstraint("(reach = 'party') = (party_id IS NOT NULL)", "audience"),
    )

    id: Mapped[Key]
    meeting_id: Mapped[int] = refers("meeting.id")
    item_id: Mapped[int | None] = mapped_column(index=True)
    kind: Mapped[OutcomeKind] = mapped_column(words(OutcomeKind))
    ordinal: Mapped[int]
    reference: Mapped[str] = mapped_column(unique=True)
    text: Mapped[LongText]
    reach: Mapped[Reach] = mapped_column(words(Reach), default=Reach.JOINT)
    party_id: Mapped[int | None] = refers("party.id")
    recorded_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship()
    item: Mapped[AgendaItem | None] = relationship(
        primaryjoin="AgendaItem.id == foreign(Outcome.item_id)"
    )
    party: Mapped[Party | None] = relationship()
    commitment: Mapped["Commitment | None"] = relationship(
        back_populates="outcome", cascade="all, delete-orphan"
    )

    @property
    def audience(self) -> Audience:
        """Who may read it."""
        return own(self.party.code) if self.party else Audience(self.reach)


class Commitment(Versioned, Base):
    """What follows from an outcome: who owes it, by which day or which meeting.

    `text` is its wording now; the outcome keeps the one that was decided, and `decided_due` says by
    when it was due then.
    """

    __tablename__ = "commitment"
    __table_args__ = (
        CheckConstraint("(due_on IS NULL) <> (due_meeting_id IS NULL)", "is_due_once"),
    )

    id: Mapped[Key]
    outcome_id: Mapped[int] = mapped_column(
        ForeignKey("outcome.id", ondelete="RESTRICT"), unique=True
    )
    owner_id: Mapped[int] = refers("body.id")
    text: Mapped[LongText]
    decided_due: Mapped[str]
    due_on: Mapped[date | None]
    due_meeting_id: Mapped[int | None] = refers("meeting.id")
    state: Mapped[CommitmentState] = mapped_column(
        words(CommitmentState), default=CommitmentState.OPEN
    )

    outcome: Mapped[Outcome] = relationship(back_populates="commitment")
    owner: Mapped[Body] = relationship()
    due_meeting: Mapped[Meeting | None] = relationship()
    contributors: Mapped[list["Contributor"]] = relationship(
        back_populates="commitment", order_by="Contributor.id", cascade="all, delete-orphan"
    )
    chain: Mapped[list["CommitmentLink"]] = relationship(
        back_populates="commitment", order_by="CommitmentLink.id", cascade="all, delete-orphan"
    )


class Contributor(Base):
    """A body that helps the one which is accountable."""

    __tablename__ = "contributor"
    __table_args__ = (UniqueConstraint("commitment_id", "body_id"),)

    id: Mapped[Key]
    commitment_id: Mapped[int] = refers("commitment.id")
    body_id: Mapped[int] = refers("body.id")

    commitment: Mapped[Commitment] = relationship(back_populates="contributors")
    body: Mapped[Body] = relationship()


class CommitmentLink(Base):
    """One step of a commitment's chain; the database refuses to edit or delete it.

    A report is the home party's own unless it was given to both sides or to all.
    """

    __tablename__ = "commitment_link"
    __table_args__ = (CheckConstraint("(reach = 'party') = (party_id IS NOT NULL)", "audience"),)

    id: Mapped[Key]
    commitment_id: Mapped[int] = refers("commitment.id")
    at: Mapped[datetime]
    officer: Mapped[str]
    kind: Mapped[LinkKind] = mapped_column(words(LinkKind))
    text: Mapped[LongText] = mapped_column(default="")
    meeting_id: Mapped[int | None] = refers("meeting.id")
    reach: Mapped[Reach] = mapped_column(words(Reach), default=Reach.JOINT)
    party_id: Mapped[int | None] = refers("party.id")

    commitment: Mapped[Commitment] = relationship(back_populates="chain")
    meeting: Mapped[Meeting | None] = relationship()
    party: Mapped[Party | None] = relationship()

    @property
    def audience(self) -> Audience:
        """Who may read it."""
        return own(self.party.code) if self.party else Audience(self.reach)
