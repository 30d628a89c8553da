"""The partnership, its two parties, the instruments it rests on, and the sources of its facts."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.base import Base, Key, LongText, Versioned, refers, words
from scheduler.model.vocabulary import Certainty


class Partnership(Versioned, Base):
    """The framework two parties meet under.

    `markings` are those that its papers may bear, the lowest first; `marking` is on every paper.
    `style` and `language` are those of papers for the public, and of a party that says none; empty
    for the plain style, and the language of the style.
    """

    __tablename__ = "partnership"

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    summary: Mapped[LongText] = mapped_column(default="")
    marking: Mapped[str] = mapped_column(default="")
    markings: Mapped[list[str]] = mapped_column(default=list)
    style: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")

    parties: Mapped[list["Party"]] = relationship(
        back_populates="partnership", order_by="Party.id", cascade="all, delete-orphan"
    )
    instruments: Mapped[list["Instrument"]] = relationship(
        back_populates="partnership", order_by="Instrument.id", cascade="all, delete-orphan"
    )

    @property
    def home_party(self) -> "Party | None":
        """The party whose secretariat runs this deployment; None until it is chosen."""
        return next((party for party in self.parties if party.is_home), None)


class Party(Versioned, Base):
    """One side of a partnership. Confidentiality is per party.

    `style` and `language` are those of the papers made for it; empty where it has none of its own.
    """

    __tablename__ = "party"
    __table_args__ = (
        UniqueConstraint("partnership_id", "code"),
        Index(
            "uq_party_home",
            "partnership_id",
            unique=True,
            sqlite_where=text("is_home = 1"),
            postgresql_where=text("is_home"),
        ),
    )

    id: Mapped[Key]
    partnership_id: Mapped[int] = refers("partnership.id")
    code: Mapped[str]
    name: Mapped[str]
    is_home: Mapped[bool] = mapped_column(default=False)
    style: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")

    partnership: Mapped[Partnership] = relationship(back_populates="parties")


class Source(Base):
    """Where facts come from, with the day it was read."""

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("partnership_id", "key"),)

    id: Mapped[Key]
    partnership_id: Mapped[int] = refers("partnership.id")
    key: Mapped[str]
    title: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    read_on: Mapped[date | None]


class Instrument(Versioned, Base):
    """A document the partnership rests on; it may expire."""

    __tablename__ = "instrument"
    __table_args__ = (UniqueConstraint("partnership_id", "key"),)

    id: Mapped[Key]
    partnership_id: Mapped[int] = refers("partnership.id")
    key: Mapped[str]
    title: Mapped[str]
    dated: Mapped[str] = mapped_column(default="")
    date_certainty: Mapped[Certainty] = mapped_column(words(Certainty), default=Certainty.UNKNOWN)
    expires_on: Mapped[date | None]
    remarks: Mapped[LongText] = mapped_column(default="")
    source_id: Mapped[int | None] = refers("source.id")

    partnership: Mapped[Partnership] = relationship(back_populates="instruments")
    source: Mapped[Source | None] = relationship()


class LoadedFile(Base):
    """A partnership file as it was loaded: the common ancestor that the next load compares with."""

    __tablename__ = "loaded_file"

    id: Mapped[Key]
    partnership_id: Mapped[int] = refers("partnership.id")
    name: Mapped[str]
    loaded_at: Mapped[datetime]
    officer: Mapped[str]
    content: Mapped[LongText]
