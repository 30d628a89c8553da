"""The backlog of a series: what somebody proposed for one of its agendas."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.agenda import AgendaItem, Thread
from scheduler.model.base import Base, Key, LongText, Versioned, refers, words
from scheduler.model.body import Body
from scheduler.model.partnership import Party
from scheduler.model.series import Series
from scheduler.model.vocabulary import ProposalState
from scheduler.papers.audience import Audience, Reach, own


class AgendaProposal(Versioned, Base):
    """One proposal, numbered in its series; once taken it is an item, once dropped it has a reason.

    It is the home party's own, unless `reach` says otherwise; so is not the item it becomes.
    """

    __tablename__ = "agenda_proposal"
    __table_args__ = (
        UniqueConstraint("series_id", "ordinal"),
        UniqueConstraint("item_id"),
        CheckConstraint("(reach = 'party') = (party_id IS NOT NULL)", "audience"),
        CheckConstraint("(state = 'taken') = (item_id IS NOT NULL)", "taken_as_an_item"),
        CheckConstraint("(state = 'dropped') = (reason <> '')", "dropped_for_a_reason"),
    )

    id: Mapped[Key]
    series_id: Mapped[int] = refers("series.id")
    ordinal: Mapped[int]
    title: Mapped[str]
    body_id: Mapped[int | None] = refers("body.id")
    thread_id: Mapped[int | None] = refers("thread.id")
    remarks: Mapped[LongText] = mapped_column(default="")
    reach: Mapped[Reach] = mapped_column(words(Reach), default=Reach.PARTY)
    party_id: Mapped[int | None] = refers("party.id")
    proposed_at: Mapped[datetime]
    state: Mapped[ProposalState] = mapped_column(words(ProposalState), default=ProposalState.OPEN)
    item_id: Mapped[int | None] = refers("agenda_item.id")
    reason: Mapped[LongText] = mapped_column(default="")

    series: Mapped[Series] = relationship()
    body: Mapped[Body | None] = relationship()
    thread: Mapped[Thread | None] = relationship()
    party: Mapped[Party | None] = relationship()
    item: Mapped[AgendaItem | None] = relationship()

    @property
    def audience(self) -> Audience:
        """Who may read it."""
        return own(self.party.code) if self.party else Audience(self.reach)
