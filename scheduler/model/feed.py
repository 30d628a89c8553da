"""Feeds as they were last written, so that one that has not changed is not written again.

What stands here follows from the rest of the record: it leaves no entry in the audit trail, and
losing it costs nothing but the time to write it anew.
"""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.model.base import Base, Key, refers, words
from scheduler.papers.audience import Reach
from scheduler.papers.feed_names import FeedStyle

# The order of the code points, as in a feed that is written whole; not that of some language.
_IN_ORDER = String().with_variant(String(collation="C"), "postgresql")


class KeptFeed(Base):
    """One feed, whole. `seen` is the hash of the newest audit entry when it was compared last.

    `revision` counts what its readers could tell apart; `changed_at` rises with it by a second at
    least, for HTTP dates have no finer ones, and neither ever falls. A feed of one person's
    meetings is gone with the person.
    """

    __tablename__ = "kept_feed"
    __table_args__ = (UniqueConstraint("slug", "reach", "style"),)

    id: Mapped[Key]
    slug: Mapped[str]
    reach: Mapped[Reach] = mapped_column(words(Reach, "feedreach"))
    style: Mapped[FeedStyle] = mapped_column(words(FeedStyle))
    person_id: Mapped[int | None] = refers("person.id", on_delete="CASCADE")
    seen: Mapped[str]
    revision: Mapped[int]
    changed_at: Mapped[datetime]
    digest: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class KeptCalendar(Base):
    """The blocks of one partnership for one reach, and how the record stood when all were good.

    They are good as long as `names` is what they would say beside their meetings, the partnership
    has so many meetings whose versions add up to `versions`, and there is a block for each: for a
    version only rises, and a meeting that goes takes its block with it. `zones` has the first and
    the last day that each zone is used for.
    """

    __tablename__ = "kept_calendar"
    __table_args__ = (UniqueConstraint("partnership_id", "reach"),)

    id: Mapped[Key]
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id", ondelete="CASCADE"))
    reach: Mapped[Reach] = mapped_column(words(Reach, "calendarreach"))
    names: Mapped[str]
    meetings: Mapped[int]
    versions: Mapped[int]
    zones: Mapped[dict[str, list[str]]] = mapped_column(JSON)


class KeptBlock(Base):
    """The VEVENT of one meeting, as it was written for a version of it; empty if it is not shown.

    `related` names the meetings that it refers to. `starts` and `ends` are its wall times or days
    as text, `zone` is empty for days.
    """

    __tablename__ = "kept_block"
    __table_args__ = (
        Index("ix_kept_block_calendar_id_starts_uid", "calendar_id", "starts", "uid"),
    )

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True
    )
    calendar_id: Mapped[int] = mapped_column(
        ForeignKey("kept_calendar.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int]
    related: Mapped[str]
    uid: Mapped[str] = mapped_column(_IN_ORDER)
    starts: Mapped[str] = mapped_column(_IN_ORDER)
    ends: Mapped[str]
    zone: Mapped[str]
    octets: Mapped[bytes] = mapped_column(LargeBinary)
