"""Every commitment of a partnership as a few facts, read with few questions however many."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from scheduler.model.agenda import AgendaItem, Thread
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment, Outcome
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import CommitmentState, MeetingKind, MeetingState
from scheduler.papers.audience import Reader
from scheduler.secretariat.audiences import readable_by

_WITHOUT_DATE = (MeetingState.CANCELLED, MeetingState.POSTPONED)


@dataclass(frozen=True, slots=True)
class CommitmentFact:
    """One commitment: whose, on which theme, decided and due when; empty or None if not known."""

    reference: str
    body: str
    theme: str
    decided_on: date | None
    due_on: date | None
    state: CommitmentState

    def is_late(self, today: date) -> bool:
        """True if it is still open and its day has passed."""
        is_open = self.state is CommitmentState.OPEN
        return is_open and self.due_on is not None and self.due_on < today


def commitment_facts(
    session: Session,
    partnership: Partnership,
    reader: Reader,
    *,
    since: date | None = None,
    until: date | None = None,
    today: date,
) -> list[CommitmentFact]:
    """Those that the reader may read, decided in these days, in the order of deciding."""
    days, bodies = _DueDays(session), _bodies(session, today)
    chosen = (
        select(
            Outcome.reference,
            Commitment.owner_id,
            Thread.title,
            Meeting.day,
            Commitment.state,
            Commitment.due_on,
            Commitment.due_meeting_id,
            Commitment.due_series_id,
            Commitment.due_after,
        )
        .join(Commitment, Commitment.outcome_id == Outcome.id)
        .join(Meeting, Outcome.meeting_id == Meeting.id)
        .outerjoin(AgendaItem, Outcome.item_id == AgendaItem.id)
        .outerjoin(Thread, AgendaItem.thread_id == Thread.id)
        .where(
            Meeting.partnership_id == partnership.id,
            Commitment.state != CommitmentState.WITHDRAWN,
            readable_by(reader, Outcome),
        )
        .order_by(Meeting.day.is_(None), Meeting.day, Meeting.id, Outcome.ordinal)
    )
    if since is not None:
        chosen = chosen.where(Meeting.day >= since)
    if until is not None:
        chosen = chosen.where(Meeting.day <= until)
    return [
        CommitmentFact(
            reference=reference,
            body=bodies.get(owner, ""),
            theme=theme or "",
            decided_on=decided,
            due_on=on or days.of_meeting(meeting) or days.of_next(series, after),
            state=state,
        )
        for reference, owner, theme, decided, state, on, meeting, series, after in session.execute(
            chosen
        )
    ]


class _DueDays:
    """The days of all meetings, and which meeting of a series is the next after a day."""

    def __init__(self, session: Session) -> None:
        self._days: dict[int, date | None] = {}
        self._series: dict[int, list[tuple[date, date | None]]] = {}
        columns = (Meeting.id, Meeting.series_id, Meeting.day, Meeting.state, Meeting.kind)
        for key, series, day, state, kind in session.execute(
            select(*columns).order_by(Meeting.day, Meeting.id)
        ):
            self._days[key] = told = None if state in _WITHOUT_DATE else day
            is_one = state is not MeetingState.CANCELLED and kind is not MeetingKind.SIDE
            if series is not None and day is not None and is_one:
                self._series.setdefault(series, []).append((day, told))

    def of_meeting(self, key: int | None) -> date | None:
        return self._days.get(key) if key is not None else None

    def of_next(self, series: int | None, after: date | None) -> date | None:
        if series is None or after is None:
            return None
        later: Iterator[date | None] = (
            told for day, told in self._series.get(series, ()) if day > after
        )
        return next(later, None)


def _bodies(session: Session, today: date) -> dict[int | None, str]:
    every = session.scalars(select(Body).options(selectinload(Body.names)))
    return {one.id: one.short_name_on(today) for one in every}
