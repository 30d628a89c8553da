"""A rhythm of meetings: its rule in versions, its window, its spacing, whose closures bind it."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.base import Base, Key, LongText, Versioned, Wall, refers, words
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import Level


class Series(Versioned, Base):
    """A rhythm of meetings at one level.

    `window_start` and `window_end` are month and day ("04-15"), both inside the window, because
    officers say "15 April to 15 June". Gaps are to the last meeting of the same series.
    """

    __tablename__ = "series"
    __table_args__ = (
        UniqueConstraint("partnership_id", "code"),
        CheckConstraint("end_time > start_time", "ends_after_start"),
        CheckConstraint("max_gap_months >= min_gap_months", "gap_is_a_range"),
        CheckConstraint("(window_start IS NULL) = (window_end IS NULL)", "window_has_two_ends"),
        CheckConstraint("window_start BETWEEN '01-01' AND '12-31'", "window_start_is_a_day"),
        CheckConstraint("window_end BETWEEN '01-01' AND '12-31'", "window_end_is_a_day"),
    )

    id: Mapped[Key]
    partnership_id: Mapped[int] = refers("partnership.id")
    code: Mapped[str]
    name: Mapped[str]
    level: Mapped[Level] = mapped_column(words(Level))
    is_numbered: Mapped[bool] = mapped_column(default=True)
    zone: Mapped[str]
    start_time: Mapped[time]
    end_time: Mapped[time]
    window_start: Mapped[str | None]
    window_end: Mapped[str | None]
    min_gap_months: Mapped[int | None]
    max_gap_months: Mapped[int | None]
    closure_calendars: Mapped[list[str]] = mapped_column(default=list)
    remarks: Mapped[LongText] = mapped_column(default="")

    partnership: Mapped[Partnership] = relationship()
    rules: Mapped[list["RuleVersion"]] = relationship(
        back_populates="series", order_by="RuleVersion.ordinal", cascade="all, delete-orphan"
    )
    spacings: Mapped[list["Spacing"]] = relationship(
        back_populates="series",
        foreign_keys="Spacing.series_id",
        order_by="Spacing.id",
        cascade="all, delete-orphan",
    )

    @property
    def current_rule(self) -> "RuleVersion | None":
        """The rule that makes slots now; None for a series of meetings ad hoc."""
        return self.rules[-1] if self.rules else None


class RuleVersion(Base):
    """The rule as it was when it made a slot: RFC 5545 text and the wall time it counts from."""

    __tablename__ = "rule_version"
    __table_args__ = (UniqueConstraint("series_id", "ordinal"),)

    id: Mapped[Key]
    series_id: Mapped[int] = refers("series.id")
    ordinal: Mapped[int]
    rule: Mapped[str]
    starts: Mapped[Wall]
    made_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")

    series: Mapped[Series] = relationship(back_populates="rules")


class Spacing(Base):
    """A meeting of this series comes at least so many weeks before the next of another."""

    __tablename__ = "spacing"
    __table_args__ = (
        UniqueConstraint("series_id", "before_id"),
        CheckConstraint("weeks > 0", "weeks_positive"),
        CheckConstraint("series_id <> before_id", "two_series"),
    )

    id: Mapped[Key]
    series_id: Mapped[int] = refers("series.id")
    before_id: Mapped[int] = refers("series.id")
    weeks: Mapped[int]

    series: Mapped[Series] = relationship(back_populates="spacings", foreign_keys=[series_id])
    before: Mapped[Series] = relationship(foreign_keys=[before_id])


def month_day(text: str, year: int) -> date:
    """The day of that year which a window's "04-15" means."""
    month, day = text.split("-")
    return date(year, int(month), int(day))
