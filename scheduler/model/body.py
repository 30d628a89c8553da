"""Bodies with the names they bore over time, people, posts, and who held which post when."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.base import Base, Key, LongText, Versioned, refers
from scheduler.model.partnership import Party, Source


class Body(Versioned, Base):
    """An organisation or service of one party.

    `closure_calendars` are those of its own; a body without any keeps to its parent's. `mailbox` is
    its functional mailbox, from which it invites and where the answers arrive: at a secret address
    of it for each person, where they are `secret_replies`.
    """

    __tablename__ = "body"
    __table_args__ = (
        UniqueConstraint("party_id", "code"),
        CheckConstraint("member_until IS NULL OR member_until > member_from", "membership_ends"),
    )

    id: Mapped[Key]
    party_id: Mapped[int] = refers("party.id")
    code: Mapped[str]
    parent_id: Mapped[int | None] = refers("body.id")
    successor_id: Mapped[int | None] = refers("body.id")
    member_from: Mapped[date | None]
    member_until: Mapped[date | None]
    precedence: Mapped[int] = mapped_column(default=100)
    closure_calendars: Mapped[list[str]] = mapped_column(default=list)
    mailbox: Mapped[str] = mapped_column(default="")
    secret_replies: Mapped[bool] = mapped_column(default=False)
    remarks: Mapped[LongText] = mapped_column(default="")

    party: Mapped[Party] = relationship()
    parent: Mapped["Body | None"] = relationship(remote_side="Body.id", foreign_keys=[parent_id])
    successor: Mapped["Body | None"] = relationship(
        remote_side="Body.id", foreign_keys=[successor_id]
    )
    names: Mapped[list["BodyName"]] = relationship(
        back_populates="body",
        order_by="BodyName.valid_from.nulls_first()",
        cascade="all, delete-orphan",
    )
    posts: Mapped[list["Post"]] = relationship(
        back_populates="body", order_by="Post.precedence", cascade="all, delete-orphan"
    )

    def name_on(self, day: date) -> "BodyName | None":
        """The name borne on a day; the earliest known one where no other is; None if unnamed."""
        borne = [name for name in self.names if name.is_valid_on(day)]
        return next(iter(borne or self.names), None)

    def short_name_on(self, day: date) -> str:
        """How papers of that day call the body, for example "DG DEVCO"."""
        name = self.name_on(day)
        return name.short if name else self.code


class BodyName(Base):
    """A name of a body, valid in the half-open window from `valid_from` to `valid_until`."""

    __tablename__ = "body_name"
    __table_args__ = (
        UniqueConstraint("body_id", "short", "name"),
        CheckConstraint("valid_until IS NULL OR valid_until > valid_from", "validity_ends"),
    )

    id: Mapped[Key]
    body_id: Mapped[int] = refers("body.id")
    short: Mapped[str]
    name: Mapped[str]
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    source_id: Mapped[int | None] = refers("source.id")

    body: Mapped[Body] = relationship(back_populates="names")
    source: Mapped[Source | None] = relationship()

    def is_valid_on(self, day: date) -> bool:
        """True inside the window; an end that is not known is open."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day < self.valid_until)


class Person(Versioned, Base):
    """A person, as little as a participants list needs: no identity or bank data."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("party_id", "key"),)

    id: Mapped[Key]
    party_id: Mapped[int] = refers("party.id")
    key: Mapped[str]
    name: Mapped[str]
    honorific: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")

    party: Mapped[Party] = relationship()

    @property
    def full_name(self) -> str:
        """The name with its honorific, as papers print it."""
        return f"{self.honorific} {self.name}".strip()


class Post(Versioned, Base):
    """A function in a body, whoever holds it; one that fell away was there until `ended_on`."""

    __tablename__ = "post"
    __table_args__ = (UniqueConstraint("body_id", "title"),)

    id: Mapped[Key]
    body_id: Mapped[int] = refers("body.id")
    title: Mapped[str]
    precedence: Mapped[int] = mapped_column(default=100)
    ended_on: Mapped[date | None]

    body: Mapped[Body] = relationship(back_populates="posts")
    mandates: Mapped[list["Mandate"]] = relationship(
        back_populates="post", order_by="Mandate.id", cascade="all, delete-orphan"
    )

    def is_gone(self, day: date) -> bool:
        """True after its last day."""
        return self.ended_on is not None and day > self.ended_on


class Mandate(Versioned, Base):
    """Who held a post, from when until when (half-open), or on which day that is attested."""

    __tablename__ = "mandate"
    __table_args__ = (
        UniqueConstraint("post_id", "person_id", "valid_from", "attested_on"),
        CheckConstraint("valid_until IS NULL OR valid_until > valid_from", "validity_ends"),
    )

    id: Mapped[Key]
    post_id: Mapped[int] = refers("post.id")
    person_id: Mapped[int] = refers("person.id")
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    attested_on: Mapped[date | None]
    is_acting: Mapped[bool] = mapped_column(default=False)
    source_id: Mapped[int | None] = refers("source.id")

    post: Mapped[Post] = relationship(back_populates="mandates")
    person: Mapped[Person] = relationship()
    source: Mapped[Source | None] = relationship()
