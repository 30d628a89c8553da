"""Two officers act on one consultation in the same moment: nothing is lost, nothing done twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import IllegalTransition, StaleEdit
from scheduler.model.consultation import ConsultationState
from scheduler.model.meeting import Meeting
from scheduler.secretariat.consultation_close import close_consultation
from scheduler.secretariat.consultation_status import show_consultation
from scheduler.store.audit import verify
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW
from tests.secretariat.consulting import FIRST, SECOND, add_planned, ask, say

Act = Callable[[Session, Meeting], object]
ROUNDS = 5


@pytest.fixture
def asked(database: Database) -> Database:
    with database.writing(verb="start", now=NOW, officer="Ada") as session:
        ask(session, add_planned(session), (FIRST, SECOND))
    return database


def at_once(database: Database, *acts: Act) -> list[str]:
    """What each officer is told who does one of the acts: nothing, or the refusal's kind."""
    ready = Barrier(len(acts))

    def do(act: Act) -> str:
        ready.wait(timeout=60)
        try:
            with database.writing(verb="consult", now=NOW, officer="Ada") as session:
                act(session, factories.meeting(session, "ANNUAL-2027"))
        except (IllegalTransition, StaleEdit) as refused:
            return type(refused).__name__
        return ""

    with ThreadPoolExecutor(len(acts)) as officers:
        return list(officers.map(do, acts))


def closing(version: int | None) -> Act:
    def close(session: Session, meeting: Meeting) -> None:
        close_consultation(
            session,
            meeting,
            day=SECOND,
            against_quorum="so",
            version=version,
            now=NOW,
            officer="Ada",
        )

    return close


def test_of_two_answers_at_once_both_are_kept(asked: Database) -> None:
    for _ in range(ROUNDS):
        acts = [
            lambda session, meeting: say(session, meeting, "NORTH", yes=(FIRST,)),
            lambda session, meeting: say(session, meeting, "NORTH", no=(FIRST,)),
            lambda session, meeting: say(session, meeting, "SOUTH", yes=(SECOND,)),
        ]
        assert at_once(asked, *acts) == ["", "", ""]

    with asked.reading() as session:
        status = show_consultation(session, factories.meeting(session, "ANNUAL-2027"), now=NOW)
        assert [row.answers for row in status.delegations] == [2 * ROUNDS, ROUNDS]
        assert status.version == 1 + 3 * ROUNDS
        assert verify(session) == []


def test_of_two_who_close_at_once_one_does(asked: Database) -> None:
    told = at_once(asked, closing(None), closing(None))

    assert sorted(told) == ["", "IllegalTransition"]
    with asked.reading() as session:
        meeting = factories.meeting(session, "ANNUAL-2027")
        status = show_consultation(session, meeting, now=NOW)
        assert (status.state, status.chosen) == (ConsultationState.CLOSED, SECOND)
        assert [change.kind for change in meeting.changes] == ["moved", "confirmed"]
        assert verify(session) == []


def test_an_answer_in_the_moment_of_closing_is_counted_or_the_closing_is_stale(
    asked: Database,
) -> None:
    told = at_once(
        asked, closing(1), lambda session, meeting: say(session, meeting, "SOUTH", no=(SECOND,))
    )

    with asked.reading() as session:
        status = show_consultation(session, factories.meeting(session, "ANNUAL-2027"), now=NOW)
        is_closed = status.state is ConsultationState.CLOSED
        assert told == ["" if is_closed else "StaleEdit", ""]
        assert (status.delegations[1].answers, status.delegations[1].is_counted) == (
            1,
            not is_closed,
        )
