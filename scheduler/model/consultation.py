"""A consultation: the delegations are asked about candidate dates, and each answer is kept."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.base import Base, Key, LongText, Versioned, Wall, refers, words
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Party
from scheduler.planning.quorum import Availability

_OPEN = text("state = 'open'")
_A_PARTY_ALONE = text("body_id IS NULL")


class ConsultationState(StrEnum):
    """Whether answers are awaited, a date was chosen, or the question was withdrawn."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Consultation(Versioned, Base):
    """One question to the delegations: which of these days; one at a time for a meeting.

    `deadline` is wall time in `zone`, the first moment that is too late; `deadline_at` is derived.
    `sequence` and `changed_at` are what calendars see of its holds; the sequence goes on from one
    consultation of a meeting to the next. `against_quorum` says why a day was chosen that does not
    meet the quorum. `answer_count` rises with each answer, so that a version names what was read.
    `made_proposed` is true where opening it made a planned meeting a proposed one.
    """

    __tablename__ = "consultation"
    __table_args__ = (
        Index(
            "uq_consultation_open",
            "meeting_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        CheckConstraint("(chosen_day IS NOT NULL) = (state = 'closed')", "closed_with_a_day"),
        CheckConstraint("(ended_at IS NULL) = (state = 'open')", "ended_unless_open"),
    )

    id: Mapped[Key]
    meeting_id: Mapped[int] = refers("meeting.id")
    state: Mapped[ConsultationState] = mapped_column(
        words(ConsultationState), default=ConsultationState.OPEN
    )
    quorum: Mapped[str]
    deadline: Mapped[Wall]
    zone: Mapped[str]
    deadline_at: Mapped[datetime]
    opened_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    chosen_day: Mapped[date | None]
    against_quorum: Mapped[LongText] = mapped_column(default="")
    reason: Mapped[LongText] = mapped_column(default="")
    made_proposed: Mapped[bool] = mapped_column(default=False)
    sequence: Mapped[int] = mapped_column(default=0)
    answer_count: Mapped[int] = mapped_column(default=0)

    meeting: Mapped[Meeting] = relationship()
    candidates: Mapped[list["Candidate"]] = relationship(
        back_populates="consultation", order_by="Candidate.day", cascade="all, delete-orphan"
    )
    consulted: Mapped[list["Consulted"]] = relationship(
        back_populates="consultation", order_by="Consulted.id", cascade="all, delete-orphan"
    )


class Candidate(Base):
    """A day the delegations are asked about; `last_day` is inside it, hours are wall time."""

    __tablename__ = "candidate"
    __table_args__ = (
        UniqueConstraint("consultation_id", "day"),
        CheckConstraint("(start_time IS NULL) = (end_time IS NULL)", "hours_together"),
        CheckConstraint("last_day >= day", "ends_after_start"),
    )

    id: Mapped[Key]
    consultation_id: Mapped[int] = refers("consultation.id")
    day: Mapped[date]
    last_day: Mapped[date]
    start_time: Mapped[time | None]
    end_time: Mapped[time | None]
    zone: Mapped[str]
    created_at: Mapped[datetime]

    consultation: Mapped[Consultation] = relationship(back_populates="candidates")


class Consulted(Base):
    """A delegation that is asked: a party, or one body of it. Both co-chairs have a voice."""

    __tablename__ = "consulted"
    __table_args__ = (
        UniqueConstraint("consultation_id", "party_id", "body_id"),
        Index(
            "uq_consulted_party",
            "consultation_id",
            "party_id",
            unique=True,
            sqlite_where=_A_PARTY_ALONE,
            postgresql_where=_A_PARTY_ALONE,
        ),
    )

    id: Mapped[Key]
    consultation_id: Mapped[int] = refers("consultation.id")
    party_id: Mapped[int] = refers("party.id")
    body_id: Mapped[int | None] = refers("body.id")
    is_chair: Mapped[bool] = mapped_column(default=False)

    consultation: Mapped[Consultation] = relationship(back_populates="consulted")
    party: Mapped[Party] = relationship()
    body: Mapped[Body | None] = relationship()
    answers: Mapped[list["Answer"]] = relationship(
        back_populates="consulted", order_by="Answer.id", cascade="all, delete-orphan"
    )

    @property
    def code(self) -> str:
        """How officers name it: the code of the body, else of the party."""
        return self.body.code if self.body else self.party.code

    @property
    def answer(self) -> "Answer | None":
        """The one that counts: the last that came before a day was chosen."""
        return next((one for one in reversed(self.answers) if one.is_counted), None)


class Answer(Base):
    """What a delegation said at one time; never changed, the last one counts.

    `received_on` is the day it came in, where that is not the day it was recorded. One that came
    after the deadline `is_late`; one that came when a day had been chosen counts no more.
    """

    __tablename__ = "answer"

    id: Mapped[Key]
    consulted_id: Mapped[int] = refers("consulted.id")
    given_by: Mapped[str] = mapped_column(default="")
    comment: Mapped[LongText] = mapped_column(default="")
    received_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    officer: Mapped[str]
    is_late: Mapped[bool] = mapped_column(default=False)
    is_counted: Mapped[bool] = mapped_column(default=True)

    consulted: Mapped[Consulted] = relationship(back_populates="answers")
    days: Mapped[list["AnswerDay"]] = relationship(
        back_populates="answer", order_by="AnswerDay.day", cascade="all, delete-orphan"
    )

    def says_of(self, day: date) -> Availability | None:
        """What it says of a candidate; None if nothing."""
        return next((one.says for one in self.days if one.day == day), None)

    @property
    def rather(self) -> tuple[date, ...]:
        """The other days it proposes, the earliest first."""
        return tuple(one.day for one in self.days if one.says is Availability.RATHER)


class AnswerDay(Base):
    """What an answer says of one day: of a candidate, or of one that the delegation prefers."""

    __tablename__ = "answer_day"
    __table_args__ = (UniqueConstraint("answer_id", "day"),)

    id: Mapped[Key]
    answer_id: Mapped[int] = refers("answer.id")
    day: Mapped[date]
    says: Mapped[Availability] = mapped_column(words(Availability))

    answer: Mapped[Answer] = relationship(back_populates="days")
