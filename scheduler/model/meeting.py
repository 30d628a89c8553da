"""A meeting: one row and one UID for life, whatever happens to its date."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.base import Base, Key, LongText, Versioned, Wall, refers, words
from scheduler.model.body import Body, Person
from scheduler.model.partnership import Partnership, Party, Source
from scheduler.model.series import RuleVersion, Series
from scheduler.model.vocabulary import (
    Certainty,
    ChangeKind,
    MeetingKind,
    MeetingState,
    Mode,
    NumberCertainty,
)

_CERTAIN_NUMBER = text("number_certainty = 'certain'")


class Meeting(Versioned, Base):
    """What is made of a slot, or stands outside any.

    `code` is the permanent name (HOU-2027-1); `slot` the nominal start, a wall time that never
    changes. `day` and `last_day` are both inside the meeting; the hours are wall time in `zone`,
    and both or neither is known. `starts_at` and `ends_at` are derived, for queries alone.
    `sequence` and `changed_at` are what calendars see (RFC 5545 3.8.7.4, 3.8.7.2); a meeting that
    is not published is in no public feed. `closure_editions` are those its day was computed with.
    `last_reference` is the highest that an outcome was ever given; none is given twice. From
    `closed_at` on the record of the meeting is complete.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("partnership_id", "code"),
        UniqueConstraint("series_id", "slot"),
        Index(
            "uq_meeting_series_number",
            "series_id",
            "number",
            unique=True,
            sqlite_where=_CERTAIN_NUMBER,
            postgresql_where=_CERTAIN_NUMBER,
        ),
        Index("ix_meeting_series_id_day", "series_id", "day"),
        # Whether any of a partnership's meetings has changed is asked for each feed.
        Index("ix_meeting_partnership_id_version", "partnership_id", "version"),
        CheckConstraint("(start_time IS NULL) = (end_time IS NULL)", "hours_together"),
        CheckConstraint("start_time IS NULL OR day IS NOT NULL", "hours_need_a_day"),
        CheckConstraint("last_day IS NULL OR last_day >= day", "ends_after_start"),
        CheckConstraint(
            "start_time IS NULL OR end_time > start_time "
            "OR (last_day IS NOT NULL AND last_day > day)",
            "hours_in_order",
        ),
        CheckConstraint("(number IS NULL) = (number_certainty = 'unknown')", "number_certainty"),
        CheckConstraint("day IS NOT NULL OR date_certainty <> 'exact'", "exact_needs_a_day"),
        CheckConstraint("day IS NOT NULL OR state <> 'confirmed'", "confirmed_needs_a_day"),
        CheckConstraint("(kind = 'side') = (parent_id IS NOT NULL)", "side_has_a_parent"),
        CheckConstraint("number > 0", "number_positive"),
        CheckConstraint("id <> parent_id", "not_its_own_parent"),
    )

    id: Mapped[Key]
    partnership_id: Mapped[int] = refers("partnership.id")
    series_id: Mapped[int | None] = refers("series.id")
    rule_version_id: Mapped[int | None] = refers("rule_version.id")
    parent_id: Mapped[int | None] = refers("meeting.id")
    uid: Mapped[str] = mapped_column(unique=True)
    code: Mapped[str]
    slot: Mapped[Wall | None]
    kind: Mapped[MeetingKind] = mapped_column(words(MeetingKind), default=MeetingKind.REGULAR)
    title: Mapped[str] = mapped_column(default="")
    number: Mapped[int | None]
    number_certainty: Mapped[NumberCertainty] = mapped_column(
        words(NumberCertainty), default=NumberCertainty.UNKNOWN
    )
    state: Mapped[MeetingState] = mapped_column(words(MeetingState), default=MeetingState.PLANNED)
    date_certainty: Mapped[Certainty] = mapped_column(words(Certainty), default=Certainty.EXACT)
    date_words: Mapped[str] = mapped_column(default="")
    day: Mapped[date | None] = mapped_column(index=True)
    last_day: Mapped[date | None]
    start_time: Mapped[time | None]
    end_time: Mapped[time | None]
    zone: Mapped[str]
    starts_at: Mapped[datetime | None] = mapped_column(index=True)
    ends_at: Mapped[datetime | None]
    mode: Mapped[Mode] = mapped_column(words(Mode), default=Mode.UNKNOWN)
    place: Mapped[str] = mapped_column(default="")
    venue: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    host_id: Mapped[int | None] = refers("body.id")
    is_published: Mapped[bool] = mapped_column(default=True)
    remarks: Mapped[LongText] = mapped_column(default="")
    closure_editions: Mapped[list[str]] = mapped_column(default=list)
    source_id: Mapped[int | None] = refers("source.id")
    sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    last_reference: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]

    partnership: Mapped[Partnership] = relationship()
    series: Mapped[Series | None] = relationship()
    rule_version: Mapped[RuleVersion | None] = relationship()
    parent: Mapped["Meeting | None"] = relationship(remote_side="Meeting.id")
    host: Mapped[Body | None] = relationship()
    source: Mapped[Source | None] = relationship()
    chairs: Mapped[list["Chair"]] = relationship(
        back_populates="meeting", order_by="Chair.id", cascade="all, delete-orphan"
    )
    changes: Mapped[list["DateChange"]] = relationship(
        back_populates="meeting", order_by="DateChange.id", cascade="all, delete-orphan"
    )

    @property
    def name(self) -> str:
        """How officers call it: SOM-12 once the number is certain, else its code."""
        if self.series and self.number and self.number_certainty is NumberCertainty.CERTAIN:
            return f"{self.series.code}-{self.number}"
        return self.code

    def derive_instants(self) -> None:
        """Set `starts_at` and `ends_at` from wall time and zone; None without a day or hours.

        A time in a gap takes the offset before it, a repeated one is the first (RFC 5545 3.3.5).
        """
        self.starts_at = self._instant(self.day, self.start_time)
        self.ends_at = self._instant(self.last_day or self.day, self.end_time)

    def _instant(self, day: date | None, moment: time | None) -> datetime | None:
        if day is None or moment is None:
            return None
        return datetime.combine(day, moment, ZoneInfo(self.zone)).astimezone(UTC)


class Chair(Base):
    """Who chairs for one party: a person, or a body where no person is known."""

    __tablename__ = "chair"
    __table_args__ = (
        CheckConstraint("body_id IS NOT NULL OR person_id IS NOT NULL", "names_somebody"),
    )

    id: Mapped[Key]
    meeting_id: Mapped[int] = refers("meeting.id")
    party_id: Mapped[int] = refers("party.id")
    body_id: Mapped[int | None] = refers("body.id")
    person_id: Mapped[int | None] = refers("person.id")
    post_title: Mapped[str] = mapped_column(default="")

    meeting: Mapped[Meeting] = relationship(back_populates="chairs")
    party: Mapped[Party] = relationship()
    body: Mapped[Body | None] = relationship()
    person: Mapped[Person | None] = relationship()


class DateChange(Base):
    """One change of a meeting's date or state, with its reason; the database refuses to edit it."""

    __tablename__ = "date_change"

    id: Mapped[Key]
    meeting_id: Mapped[int] = refers("meeting.id")
    at: Mapped[datetime]
    officer: Mapped[str]
    kind: Mapped[ChangeKind] = mapped_column(words(ChangeKind))
    old_day: Mapped[date | None]
    old_start_time: Mapped[time | None]
    new_day: Mapped[date | None]
    new_start_time: Mapped[time | None]
    reason: Mapped[LongText] = mapped_column(default="")

    meeting: Mapped[Meeting] = relationship(back_populates="changes")
