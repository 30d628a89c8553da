"""Editions of closure calendars that were imported or confirmed. None is ever deleted."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.model.base import Base, Key, Versioned, words
from scheduler.planning.closures import ClosureCalendar, Hardness


class ClosureEdition(Versioned, Base):
    """One edition of a calendar, with what it was when it came: later files change nothing in it.

    Of two editions that speak for one year the newer decides. `days` are lines such as
    "2027-05-07 Friday after Ascension", in order; `content_hash` covers years and days. The
    database refuses to delete the row and to change its days.
    """

    __tablename__ = "closure_edition"
    __table_args__ = (UniqueConstraint("calendar", "label"),)

    id: Mapped[Key]
    calendar: Mapped[str] = mapped_column(index=True)
    label: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    place: Mapped[str]
    binds: Mapped[list[str]]
    hardness: Mapped[Hardness] = mapped_column(words(Hardness))
    is_provisional: Mapped[bool]
    source: Mapped[str]
    years: Mapped[list[int]] = mapped_column(JSON)
    days: Mapped[list[str]]
    content_hash: Mapped[str]
    imported_at: Mapped[datetime]
    officer: Mapped[str]

    @property
    def closures(self) -> dict[date, str]:
        """The closed days with their names, earliest first."""
        lines = (line.partition(" ") for line in self.days)
        return {date.fromisoformat(day): name for day, _, name in lines}

    @property
    def as_calendar(self) -> ClosureCalendar:
        """The edition as the planner knows it."""
        return ClosureCalendar(
            key=self.calendar,
            name=self.name,
            edition=self.label,
            provisional=self.is_provisional,
            source=self.source,
            years=tuple(self.years),
            closures=self.closures,
            kind=self.kind,
            place=self.place,
            binds=tuple(self.binds),
            hardness=self.hardness,
        )


def day_lines(closures: Mapping[date, str]) -> list[str]:
    """The closed days as an edition holds them."""
    return [f"{day.isoformat()} {name}".rstrip() for day, name in sorted(closures.items())]
