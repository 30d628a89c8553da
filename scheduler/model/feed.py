"""Feeds as they were last written, so that one that has not changed is not written again.

What stands here follows from the rest of the record: it leaves no entry in the audit trail, and
losing it costs nothing but the time to write it anew.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.model.base import Base, Key, words
from scheduler.papers.audience import Reach
from scheduler.papers.feed_names import FeedStyle


class KeptFeed(Base):
    """One feed, whole. `seen` is the hash of the newest audit entry when it was compared last.

    `revision` counts what its readers could tell apart; `changed_at` rises with it by a second at
    least, for HTTP dates have no finer ones, and neither ever falls.
    """

    __tablename__ = "kept_feed"
    __table_args__ = (UniqueConstraint("slug", "reach", "style"),)

    id: Mapped[Key]
    slug: Mapped[str]
    reach: Mapped[Reach] = mapped_column(words(Reach, "feedreach"))
    style: Mapped[FeedStyle] = mapped_column(words(FeedStyle))
    seen: Mapped[str]
    revision: Mapped[int]
    changed_at: Mapped[datetime]
    digest: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class KeptBlock(Base):
    """The VEVENT of one meeting for one reach, as it was written for a version of the meeting.

    `context` is a digest of what else it says: names of bodies, meetings that belong with it.
    `starts` and `ends` are its wall times or days as text, `zone` is empty for days.
    """

    __tablename__ = "kept_block"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True
    )
    reach: Mapped[Reach] = mapped_column(words(Reach, "blockreach"), primary_key=True)
    version: Mapped[int]
    context: Mapped[str]
    uid: Mapped[str]
    starts: Mapped[str]
    ends: Mapped[str]
    zone: Mapped[str]
    octets: Mapped[bytes] = mapped_column(LargeBinary)
