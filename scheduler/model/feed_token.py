"""Secret addresses of feeds that are not public: who holds them, and what each opens."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.base import Base, Key, Versioned, refers
from scheduler.model.body import Body, Person
from scheduler.model.partnership import Party


class FeedToken(Versioned, Base):
    """One secret, as its SHA-256 alone, with the feeds that it opens (their files' stems).

    Its holder is a person, a body or a party; what it opens is at each request what the holder may
    see then. `last_used_at` is no change of the record: it is kept to the minute, and leaves no
    entry in the audit trail.
    """

    __tablename__ = "feed_token"
    __table_args__ = (
        CheckConstraint(
            "CASE WHEN person_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN body_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN party_id IS NULL THEN 0 ELSE 1 END = 1",
            "one_holder",
        ),
    )

    id: Mapped[Key]
    person_id: Mapped[int | None] = refers("person.id", on_delete="CASCADE")
    body_id: Mapped[int | None] = refers("body.id", on_delete="CASCADE")
    party_id: Mapped[int | None] = refers("party.id", on_delete="CASCADE")
    feeds: Mapped[list[str]]
    label: Mapped[str] = mapped_column(default="")
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    rotated_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship()
    body: Mapped[Body | None] = relationship()
    party: Mapped[Party | None] = relationship()
