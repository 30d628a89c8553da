from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotAllowed, SchedulerError, StaleEdit
from scheduler.model.outcome import Outcome
from scheduler.model.vocabulary import CommitmentState, LinkKind, MeetingState, OutcomeKind
from scheduler.secretariat.commitment_chain import chain_story
from scheduler.secretariat.commitments import Step, find_commitment
from scheduler.secretariat.dues import Due, due_of
from scheduler.secretariat.outcomes import NewOutcome, Promise, add_outcome, find_outcome, row_of
from scheduler.secretariat.register import Wanted, list_commitments
from scheduler.secretariat.retyping import retype
from scheduler.store.session import Database
from tests import factories
from tests.clock import AFTER
from tests.promises import first_meeting, promise_of, take_step

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
K = OutcomeKind


def _make(outcome: Outcome, kind: OutcomeKind, **said: object) -> Outcome:
    return retype(outcome, kind, now=NOW, officer="Ada", **said)  # type: ignore[arg-type] # named as the verb names them


def _promise(session: Session) -> Promise:
    return Promise(factories.body(session, "FISH"), Due(day=date(2027, 3, 1)))


def test_an_outcome_goes_through_every_kind_and_back_under_one_reference(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = first_meeting(session)
        noted = add_outcome(
            session, meeting, NewOutcome("Ports.", K.NOTE), today=AFTER, now=NOW, officer="Ada"
        )
        for kind in (K.CONCLUSION, K.DECISION):
            _make(noted, kind)
        _make(noted, K.COMMITMENT, promise=_promise(session))
        take_step(find_commitment(session, "ANNUAL-1/C1"), Step.REPORT, "Half.")
        for kind in (K.DECISION, K.NOTE, K.COMMITMENT):
            _make(noted, kind)
        session.flush()

        story = chain_story(session, "annual-1/c1", today=TODAY)
        row = row_of(noted, today=TODAY)

    assert (row.reference, row.kind, row.owner, row.due, row.state) == (
        *("ANNUAL-1/C1", K.COMMITMENT, "DG FISH", "Monday 1 March 2027", "open"),
    )
    assert [(event.kind, event.text) for event in story.events] == [
        ("decided", "Ports."),
        ("reported", "Half."),
        ("retyped", "it is a decision now"),
        ("retyped", "it is a commitment again; it was a note"),
    ]


def test_what_is_no_commitment_now_is_in_no_list_and_keeps_its_chain(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = first_meeting(session)
        promised = promise_of(session, meeting)
        later = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        take_step(promised, Step.CARRY, due=Due(meeting=later))
        _make(promised.outcome, K.CONCLUSION)
        session.flush()

        listed = list_commitments(session, today=TODAY)
        withdrawn = Wanted(state=CommitmentState.WITHDRAWN)
        kept = list_commitments(session, withdrawn, today=TODAY).lines
        kinds = [link.kind for link in promised.chain]
        with pytest.raises(InvalidValue) as refused:
            find_commitment(session, "ANNUAL-1/C1")

    assert listed.lines == ()
    assert [line.reference for line in kept] == ["ANNUAL-1/C1"]
    assert kinds == [LinkKind.DECIDED, LinkKind.CARRIED, LinkKind.RETYPED]
    assert str(refused.value) == (
        "the outcome 'ANNUAL-1/C1' cannot be used: expected a commitment; it is a conclusion"
    )


def test_a_commitment_again_may_be_owed_by_another(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        promised = promise_of(session, first_meeting(session), owner="TRADE")
        _make(promised.outcome, K.NOTE)
        _make(promised.outcome, K.COMMITMENT, promise=_promise(session))

        assert promised.owner is factories.body(session, "FISH")
        assert due_of(promised) == Due(day=date(2027, 3, 1))


@pytest.mark.parametrize(
    ("step", "kind", "error", "sentence"),
    [
        (
            *(Step.CLOSE, K.CONCLUSION, NotAllowed),
            (
                "making ANNUAL-1/C1 a conclusion is not possible: it is closed, and how it ended "
                "is on record; record what holds now beside it: scheduler outcome add "
                "ANNUAL-2026 ..."
            ),
        ),
        (
            *(Step.REPORT, K.COMMITMENT, InvalidValue),
            "the kind 'commitment' cannot be used: expected another than ANNUAL-1/C1 has",
        ),
    ],
    ids=["ended", "same"],
)
def test_retyping_is_refused_with_a_reason(
    sqlite_database: Database,
    step: Step,
    kind: OutcomeKind,
    error: type[SchedulerError],
    sentence: str,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        promised = promise_of(session, first_meeting(session))
        take_step(promised, step, "Done.")

        with pytest.raises(error) as refused:
            _make(promised.outcome, kind)

    assert str(refused.value) == sentence


def test_what_is_to_be_owed_needs_somebody_and_nothing_else_does(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        noted = add_outcome(
            session,
            first_meeting(session),
            NewOutcome("Ports.", K.NOTE),
            today=AFTER,
            now=NOW,
            officer="Ada",
        )
        for kind, said in ((K.COMMITMENT, {}), (K.DECISION, {"promise": _promise(session)})):
            with pytest.raises(InvalidValue, match="--owner"):
                _make(noted, kind, **said)
        with pytest.raises(StaleEdit):
            _make(noted, K.DECISION, version=7)


def test_numbers_of_a_meeting_are_locked_whatever_becomes_of_its_outcomes(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = first_meeting(session)
        assert meeting.state is MeetingState.HELD
        promise_of(session, meeting)
        new = NewOutcome("Ports.", K.NOTE)
        add_outcome(session, meeting, new, today=AFTER, now=NOW, officer="Ada")
        session.flush()
        # No verb removes an outcome; a hand in the database must not free its name.
        session.delete(find_outcome(session, "ANNUAL-1/C2"))

        assert promise_of(session, meeting).outcome.reference == "ANNUAL-1/C3"
        assert meeting.last_reference == 3
