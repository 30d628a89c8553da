"""What is written of a person's life and work, each text with its day, source and audience."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, text
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
        CheckConstraint(
            "(reach = 'party') = (party_id IS NOT NULL)", "owned_exactly_if_one_partys_own"
        ),
        Index(
            "uq_biography_own",
            "person_id",
            "dated",
            "party_id",
            unique=True,
            sqlite_where=text("party_id IS NOT NULL"),
            postgresql_where=text("party_id IS NOT NULL"),
        ),
        Index(
            "uq_biography_shared",
            "person_id",
            "dated",
            "reach",
            unique=True,
            sqlite_where=text("party_id IS NULL"),
            postgresql_where=text("party_id IS NULL"),
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
