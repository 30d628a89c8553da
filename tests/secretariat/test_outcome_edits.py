from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotAllowed, NotFound, StaleEdit
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import MeetingState, OutcomeKind
from scheduler.secretariat.dues import Due
from scheduler.secretariat.outcomes import (
    NewOutcome,
    Promise,
    add_outcome,
    edit_outcome,
    find_outcome,
    list_outcomes,
)
from scheduler.secretariat.trail import FieldChange, read_trail
from scheduler.store.session import Database
from tests import factories
from tests.clock import AFTER

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
CONCLUSION, COMMITMENT = OutcomeKind.CONCLUSION, OutcomeKind.COMMITMENT


def _held(session: Session) -> Meeting:
    factories.add_partnership(session)
    return factories.add_meeting(
        session, "ANNUAL-2026", date(2026, 5, 8), state=MeetingState.HELD, number=1
    )


def _conclude(session: Session, meeting: Meeting, text: str = "Agreed.") -> str:
    added = add_outcome(
        session, meeting, NewOutcome(text, kind=CONCLUSION), today=AFTER, now=NOW, officer="Ada"
    )
    return added.reference


def test_a_slip_of_the_pen_is_put_right_and_the_old_words_stay_in_the_trail(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        _conclude(session, _held(session), "Agred.")
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        edit_outcome(find_outcome(session, "annual-1/c1"), "Agreed.", version=1)

    with database.reading() as session:
        row = list_outcomes(session, today=TODAY)[0]
        told = read_trail(session, last=1)[0]
    assert (row.text, row.version) == ("Agreed.", 2)
    assert told.changes == (FieldChange("text", "Agred.", "Agreed."),)


def test_an_edit_of_an_outcome_is_refused_where_it_would_hide_something(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _held(session)
        outcome = find_outcome(session, _conclude(session, meeting))
        promise = Promise(factories.body(session, "FISH"), Due(day=date(2026, 9, 1)))
        new = NewOutcome("Share it", COMMITMENT, promise=promise)
        owed = add_outcome(session, meeting, new, today=TODAY, now=NOW, officer="Ada")

        with pytest.raises(StaleEdit):
            edit_outcome(outcome, "Other.", version=7)
        with pytest.raises(InvalidValue, match="expected some words"):
            edit_outcome(outcome, " ")
        with pytest.raises(NotAllowed) as refused:
            edit_outcome(owed, "Share nothing")
        with pytest.raises(NotFound, match="there are: ANNUAL-1/C2, ANNUAL-1/C1"):
            find_outcome(session, "ANNUAL-1/C9")
        late = [row.late for row in list_outcomes(session, today=TODAY)]

    assert late == [False, True]
    assert str(refused.value) == (
        "editing ANNUAL-1/C2 is not possible: it is a commitment; "
        "amend it: scheduler commitment update ANNUAL-1/C2 amend --text ..."
    )
