"""An agenda as it was when it was shared, agreed or put aside: frozen."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.base import Base, Key, LongText, refers, words
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import AgendaState


class AgendaVersion(Base):
    """One version, numbered through all states of a meeting's agenda.

    `items` is JSON. A shared or agreed one holds what both parties may read, an internal one the
    home party's own items too.
    """

    __tablename__ = "agenda_version"
    __table_args__ = (UniqueConstraint("meeting_id", "ordinal"),)

    id: Mapped[Key]
    meeting_id: Mapped[int] = refers("meeting.id")
    ordinal: Mapped[int]
    state: Mapped[AgendaState] = mapped_column(words(AgendaState))
    at: Mapped[datetime]
    officer: Mapped[str]
    items: Mapped[LongText]

    meeting: Mapped[Meeting] = relationship()
