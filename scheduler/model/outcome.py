"""What came of a meeting: outcomes with permanent references, and the commitments among them."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.agenda import AgendaItem
from scheduler.model.base import Base, Key, LongText, Versioned, refers, words
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Party
from scheduler.model.series import Series
from scheduler.model.stored_file import StoredFile
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

    @property
    def owed(self) -> "Commitment | None":
        """Its commitment, unless it is of another kind now."""
        return self.commitment if self.kind is OutcomeKind.COMMITMENT else None


class Commitment(Versioned, Base):
    """What follows from an outcome: who owes it, by which day or which meeting.

    `text` is its wording now; the outcome keeps the one that was decided, and `decided_due` says by
    when it was due then. It is due on a day, at a meeting, or at the first meeting of a series
    after the day `due_after`, whichever that comes to be. In the room, who owes it and by when may
    be left open. It stays, withdrawn, where its outcome becomes one of another kind.
    """

    __tablename__ = "commitment"
    __table_args__ = (
        CheckConstraint(
            "(due_on IS NULL OR due_meeting_id IS NULL) AND "
            "(due_series_id IS NULL OR (due_on IS NULL AND due_meeting_id IS NULL))",
            "is_due_once",
        ),
        CheckConstraint("(due_series_id IS NULL) = (due_after IS NULL)", "due_after_a_day"),
        CheckConstraint("superseded_by_id <> id", "not_by_itself"),
        CheckConstraint(
            "superseded_by_id IS NULL OR state = 'superseded'", "superseded_by_another"
        ),
        Index("ix_commitment_state_due_on", "state", "due_on"),
    )

    id: Mapped[Key]
    outcome_id: Mapped[int] = mapped_column(
        ForeignKey("outcome.id", ondelete="RESTRICT"), unique=True
    )
    owner_id: Mapped[int | None] = refers("body.id")
    text: Mapped[LongText]
    decided_due: Mapped[str]
    due_on: Mapped[date | None]
    due_meeting_id: Mapped[int | None] = refers("meeting.id")
    due_series_id: Mapped[int | None] = refers("series.id")
    due_after: Mapped[date | None]
    superseded_by_id: Mapped[int | None] = refers("commitment.id")
    state: Mapped[CommitmentState] = mapped_column(
        words(CommitmentState), default=CommitmentState.OPEN
    )

    outcome: Mapped[Outcome] = relationship(back_populates="commitment")
    owner: Mapped[Body | None] = relationship()
    due_meeting: Mapped[Meeting | None] = relationship()
    due_series: Mapped[Series | None] = relationship()
    superseded_by: Mapped["Commitment | None"] = relationship(
        remote_side="Commitment.id", back_populates="supersedes"
    )
    supersedes: Mapped[list["Commitment"]] = relationship(
        back_populates="superseded_by", order_by="Commitment.id"
    )
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

    Steps are in the order in which they were written, whatever the clocks said. A report is the
    home party's own unless it was given to both sides or to all. `day` is when it happened, where
    that is not the day on which it was written; `meeting` and `body` say where, and who said so.
    `address` and `sha256` are its evidence: a link, a file in the record.
    """

    __tablename__ = "commitment_link"
    __table_args__ = (CheckConstraint("(reach = 'party') = (party_id IS NOT NULL)", "audience"),)

    id: Mapped[Key]
    commitment_id: Mapped[int] = refers("commitment.id")
    at: Mapped[datetime]
    officer: Mapped[str]
    kind: Mapped[LinkKind] = mapped_column(words(LinkKind))
    text: Mapped[LongText] = mapped_column(default="")
    day: Mapped[date | None]
    meeting_id: Mapped[int | None] = refers("meeting.id")
    body_id: Mapped[int | None] = refers("body.id")
    address: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str | None] = refers("stored_file.sha256")
    reach: Mapped[Reach] = mapped_column(words(Reach), default=Reach.JOINT)
    party_id: Mapped[int | None] = refers("party.id")

    commitment: Mapped[Commitment] = relationship(back_populates="chain")
    meeting: Mapped[Meeting | None] = relationship()
    body: Mapped[Body | None] = relationship()
    file: Mapped[StoredFile | None] = relationship()
    party: Mapped[Party | None] = relationship()

    @property
    def audience(self) -> Audience:
        """Who may read it."""
        return own(self.party.code) if self.party else Audience(self.reach)


class MatterArising(Versioned, Base):
    """What an officer has a meeting say of an open commitment, in place of what the record says.

    It goes no further than the commitment.
    """

    __tablename__ = "matter_arising"
    __table_args__ = (
        UniqueConstraint("meeting_id", "commitment_id"),
        CheckConstraint("(reach = 'party') = (party_id IS NOT NULL)", "audience"),
    )

    id: Mapped[Key]
    meeting_id: Mapped[int] = refers("meeting.id")
    commitment_id: Mapped[int] = refers("commitment.id")
    line: Mapped[LongText]
    reach: Mapped[Reach] = mapped_column(words(Reach), default=Reach.PARTY)
    party_id: Mapped[int | None] = refers("party.id")

    meeting: Mapped[Meeting] = relationship()
    commitment: Mapped[Commitment] = relationship()
    party: Mapped[Party | None] = relationship()

    @property
    def audience(self) -> Audience:
        """Who may read it."""
        return own(self.party.code) if self.party else Audience(self.reach)
