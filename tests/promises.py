"""A meeting that was held, and the commitments that came of it."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment
from scheduler.model.vocabulary import MeetingState, OutcomeKind
from scheduler.papers.audience import Reach, Reader
from scheduler.secretariat.commitments import Step, update_commitment
from scheduler.secretariat.dues import Due
from scheduler.secretariat.outcomes import NewOutcome, Promise, add_outcome
from tests import factories
from tests.clock import AFTER

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
NORTH = Reader("NORTH")


def first_meeting(session: Session) -> Meeting:
    """ANNUAL-1 of 8 May 2026, held."""
    factories.add_partnership(session)
    return factories.add_meeting(
        session, "ANNUAL-2026", date(2026, 5, 8), state=MeetingState.HELD, number=1
    )


def promise_of(
    session: Session,
    meeting: Meeting,
    text: str = "Share the list of ports",
    *,
    due: Due | None = None,
    owner: str = "FISH",
    helpers: tuple[str, ...] = (),
    reach: Reach = Reach.JOINT,
) -> Commitment:
    """A commitment decided at the meeting, due on 1 September 2026 unless said."""
    outcome = add_outcome(
        session,
        meeting,
        NewOutcome(
            text,
            kind=OutcomeKind.COMMITMENT,
            promise=Promise(
                factories.body(session, owner),
                due or Due(day=date(2026, 9, 1)),
                [factories.body(session, code) for code in helpers],
            ),
            reach=reach,
        ),
        today=AFTER,
        now=NOW,
        officer="Ada",
    )
    assert outcome.commitment is not None
    return outcome.commitment


def take_step(commitment: Commitment, step: Step, text: str = "", **said: Any) -> Commitment:  # noqa: ANN401 -- as the verb takes them
    """Take a step on 1 December 2026, as Grace."""
    return update_commitment(commitment, step, text=text, now=LATER, officer="Grace", **said)
