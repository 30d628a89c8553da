"""A rhythm of meetings: its rule in versions, and the policy that chooses days for its slots."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.base import Base, Key, LongText, Versioned, Wall, refers, words
from scheduler.model.partnership import Instrument, Partnership
from scheduler.model.vocabulary import Level
from scheduler.planning.rotations import RotationKind


class Series(Versioned, Base):
    """A rhythm of meetings at one level.

    `window_start` and `window_end` are month and day ("04-15"), both inside the window, because
    officers say "15 April to 15 June". Gaps are to the last meeting of the same series. A meeting
    takes `days` days in a row, which `stages` name where they are more than one. `attendees` are
    the names of busy calendars. `promise`, `margins` and `weights` are texts that planning reads;
    the series ends when its instrument expires. `delegation` and `alternates` are the posts that
    take part, as "HOME/Director General"; the first of each party that has a holder heads it.
    """

    __tablename__ = "series"
    __table_args__ = (
        UniqueConstraint("partnership_id", "code"),
        CheckConstraint("end_time > start_time", "ends_after_start"),
        CheckConstraint("max_gap_months >= min_gap_months", "gap_is_a_range"),
        CheckConstraint("(window_start IS NULL) = (window_end IS NULL)", "window_has_two_ends"),
        CheckConstraint("window_start BETWEEN '01-01' AND '12-31'", "window_start_is_a_day"),
        CheckConstraint("window_end BETWEEN '01-01' AND '12-31'", "window_end_is_a_day"),
        CheckConstraint("days > 0", "days_positive"),
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
    promise: Mapped[str | None]
    preferred_weekdays: Mapped[list[str]] = mapped_column(default=list)
    days: Mapped[int] = mapped_column(default=1)
    stages: Mapped[list[str]] = mapped_column(default=list)
    attendees: Mapped[list[str]] = mapped_column(default=list)
    attendees_required: Mapped[list[str]] = mapped_column(default=list)
    margins: Mapped[str | None]
    weights: Mapped[str | None]
    delegation: Mapped[list[str]] = mapped_column(default=list)
    alternates: Mapped[list[str]] = mapped_column(default=list)
    until_expiry_of_id: Mapped[int | None] = refers("instrument.id")
    remarks: Mapped[LongText] = mapped_column(default="")

    partnership: Mapped[Partnership] = relationship()
    until_expiry_of: Mapped[Instrument | None] = relationship()
    rules: Mapped[list["RuleVersion"]] = relationship(
        back_populates="series", order_by="RuleVersion.ordinal", cascade="all, delete-orphan"
    )
    spacings: Mapped[list["Spacing"]] = relationship(
        back_populates="series",
        foreign_keys="Spacing.series_id",
        order_by="Spacing.id",
        cascade="all, delete-orphan",
    )
    rotations: Mapped[list["Rotation"]] = relationship(
        back_populates="series", order_by="Rotation.id", cascade="all, delete-orphan"
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
    """The least distance to the meetings of another series, in weeks or in months.

    `before`: to the next of them; `apart_from`: to those before and after alike.
    """

    __tablename__ = "spacing"
    __table_args__ = (
        UniqueConstraint("series_id", "before_id"),
        UniqueConstraint("series_id", "apart_from_id"),
        CheckConstraint("weeks > 0", "weeks_positive"),
        CheckConstraint("months > 0", "months_positive"),
        CheckConstraint("(weeks IS NULL) <> (months IS NULL)", "weeks_or_months"),
        CheckConstraint("(before_id IS NULL) <> (apart_from_id IS NULL)", "before_or_apart"),
        CheckConstraint("series_id <> before_id", "two_series"),
        CheckConstraint("series_id <> apart_from_id", "apart_from_another"),
    )

    id: Mapped[Key]
    series_id: Mapped[int] = refers("series.id")
    before_id: Mapped[int | None] = refers("series.id")
    apart_from_id: Mapped[int | None] = refers("series.id")
    weeks: Mapped[int | None]
    months: Mapped[int | None]

    series: Mapped[Series] = relationship(back_populates="spacings", foreign_keys=[series_id])
    before: Mapped[Series | None] = relationship(foreign_keys=[before_id])
    apart_from: Mapped[Series | None] = relationship(foreign_keys=[apart_from_id])


class Rotation(Base):
    """Whose turn it is, one after another: to lead, to host, or which mode comes next.

    The first of `turns` has the first slot of the year `since`; without one, the first slot of all.
    """

    __tablename__ = "rotation"
    __table_args__ = (UniqueConstraint("series_id", "kind"),)

    id: Mapped[Key]
    series_id: Mapped[int] = refers("series.id")
    kind: Mapped[RotationKind] = mapped_column(words(RotationKind, "turns"))
    turns: Mapped[list[str]]
    since: Mapped[int | None]

    series: Mapped[Series] = relationship(back_populates="rotations")


def month_day(text: str, year: int) -> date:
    """The day of that year which a window's "04-15" means."""
    month, day = text.split("-")
    return date(year, int(month), int(day))
