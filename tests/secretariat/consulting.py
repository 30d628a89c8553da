"""A consultation of the invented partnership: ANNUAL-2027 planned for 7 May, asked about 3 days."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from scheduler.model.consultation import Consultation
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import MeetingState
from scheduler.planning.quorum import Quorum
from scheduler.secretariat.consultation_answers import Answered, NewAnswer, record_answer
from scheduler.secretariat.consultations import NewConsultation, open_consultation
from tests import factories
from tests.clock import NOW

FIRST, SECOND, THIRD = date(2027, 5, 7), date(2027, 5, 14), date(2027, 5, 21)
DAYS = (FIRST, SECOND, THIRD)
# Wall time in Brussels, an hour before UTC: answers are in time on 1 February.
DEADLINE = datetime(2027, 2, 2)  # noqa: DTZ001 -- wall time
LAST_MOMENT = datetime(2027, 2, 1, 22, 59, 59, tzinfo=UTC)
TOO_LATE = datetime(2027, 2, 1, 23, 0, tzinfo=UTC)
HOURS = "09:30 to 17:00 (Europe/Brussels)"


def add_planned(session: Session, *, state: MeetingState = MeetingState.PLANNED) -> Meeting:
    """The partnership, and its annual meeting of 2027."""
    factories.add_partnership(session)
    return factories.add_meeting(session, "ANNUAL-2027", FIRST, state=state)


def ask(
    session: Session,
    meeting: Meeting,
    days: tuple[date, ...] = DAYS,
    *,
    quorum: str = "all yes",
    now: datetime = NOW,
) -> Consultation:
    """Open a consultation of whom the meeting names."""
    new = NewConsultation(days, DEADLINE, Quorum.parse(quorum))
    return open_consultation(session, meeting, new, now=now).consultation


def say(
    session: Session,
    meeting: Meeting,
    delegation: str,
    *,
    now: datetime = NOW,
    **said: tuple[date, ...],
) -> Answered:
    """Record an answer in Ada's name."""
    new = NewAnswer(**said)  # type: ignore[arg-type] # days alone
    return record_answer(session, meeting, delegation, new, now=now, officer="Ada")
