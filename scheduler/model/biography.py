"""What is written of a person's life and work, each text with its day, source and audience."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.base import Base, Key, LongText, Versioned, refers, words
from scheduler.model.body import Person
from scheduler.model.partnership import Party
from scheduler.papers.audience import Audience, Reach, own


class Biography(Versioned, Base):
    """A biography as of a day, in Markdown; it goes when the person goes.

    `party` owns it exactly if it is one party's own, whosever person it tells of.
    """

    __tablename__ = "biography"
    __table_args__ = (
        UniqueConstraint("person_id", "dated", "reach"),
        CheckConstraint(
            "(reach = 'party') = (party_id IS NOT NULL)", "owned_exactly_if_one_partys_own"
        ),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = refers("person.id", on_delete="CASCADE")
    dated: Mapped[date]
    reach: Mapped[Reach] = mapped_column(words(Reach, "biographyreach"))
    party_id: Mapped[int | None] = refers("party.id")
    text: Mapped[LongText]
    source: Mapped[str] = mapped_column(default="")

    person: Mapped[Person] = relationship()
    party: Mapped[Party | None] = relationship()

    @property
    def audience(self) -> Audience:
        """Who may read it."""
        return own(self.party.code) if self.party else Audience(self.reach)
