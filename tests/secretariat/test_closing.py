from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import (
    IllegalTransition,
    InvalidValue,
    NotAllowed,
    RecordIncomplete,
    StaleEdit,
)
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import ItemState, OutcomeKind, Passage, Presence
from scheduler.secretariat.attendance import record_presence
from scheduler.secretariat.closing import close_record, lacks_of, reopen_record, still_open
from scheduler.secretariat.commitments import Step, find_commitment
from scheduler.secretariat.dues import Due
from scheduler.secretariat.meetings import changes_of
from scheduler.secretariat.outcomes import NewOutcome, Promise, add_outcome, edit_outcome
from scheduler.secretariat.retyping import retype
from scheduler.store.session import Database
from tests import factories
from tests.clock import AFTER
from tests.promises import first_meeting, promise_of, take_step

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
# Item 2, Fees, has an outcome, and item 4 found a home.
CODES = ["item-1", "carry-3", "c2", "attendance-north", "attendance-south"]
REASONS = {code.upper(): f"reason {place}" for place, code in enumerate(CODES)}


def _record(session: Session) -> Meeting:
    """ANNUAL-1, held: with one lack of each kind, and NORTH's presence unknown."""
    meeting = first_meeting(session)
    ports, fees, fish, ships = (
        factories.add_item(session, meeting, title) for title in ("Ports", "Fees", "Fish", "Ships")
    )
    fish.state = ships.state = ItemState.POSTPONED
    assert ports.state is ItemState.OPEN
    later = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
    follows = factories.add_item(session, later, "Ships")
    follows.carried_from, follows.carried_as = ships, Passage.CARRIED
    promise_of(session, meeting, due=Due(day=date(2027, 1, 1))).outcome.item = fees
    new = NewOutcome("Who?", OutcomeKind.COMMITMENT, promise=Promise(None, Due()))
    add_outcome(session, meeting, new, today=AFTER, now=NOW, officer="Ada")
    delegation = Delegation(meeting=meeting, party=factories.party(session, "NORTH"))
    session.add(Attendance(delegation=delegation, post_title="Director"))
    session.flush()
    return meeting


def _close(session: Session, meeting: Meeting, accepted: dict[str, str]) -> None:
    close_record(session, meeting, accepted=accepted, now=NOW, officer="Ada")
    session.flush()


def test_what_the_record_lacks_is_told_whole(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _record(session)
        with pytest.raises(RecordIncomplete) as refused:
            _close(session, meeting, {})

    assert str(refused.value) == (
        "the record of ANNUAL-1 was not closed; it lacks 5 things:\n"
        "  item-1: nothing says what became of item 1, Ports\n"
        "  carry-3: item 3, Fish, is postponed and has no home on another agenda\n"
        "  c2: ANNUAL-1/C2 has no owner and no due day\n"
        "  attendance-north: whether 1 of 1 member of NORTH were there is not recorded\n"
        "  attendance-south: nobody of SOUTH is listed\n"
        'put it right, or give a reason for each: --accept CODE="REASON"'
    )


def test_reasons_for_what_is_lacking_stay_in_the_record(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _record(session)
        with pytest.raises(RecordIncomplete, match="it lacks 1 thing:\n  item-1"):
            _close(session, meeting, {k: v for k, v in REASONS.items() if k != "ITEM-1"})
        assert changes_of(meeting) == ()
        _close(session, meeting, REASONS)

        assert changes_of(meeting) == (
            "2026-11-24 accepted: nothing says what became of item 1, Ports: reason 0 (Ada)",
            (
                "2026-11-24 accepted: item 3, Fish, is postponed and has no home on another "
                "agenda: reason 1 (Ada)"
            ),
            "2026-11-24 accepted: ANNUAL-1/C2 has no owner and no due day: reason 2 (Ada)",
            (
                "2026-11-24 accepted: whether 1 of 1 member of NORTH were there is not recorded: "
                "reason 3 (Ada)"
            ),
            "2026-11-24 accepted: nobody of SOUTH is listed: reason 4 (Ada)",
            "2026-11-24 closed (Ada)",
        )
        assert [str(one) for one in still_open(session, meeting)] == [
            "note: ANNUAL-1: 2 commitments still owed, and followed on"
        ]


def test_a_complete_record_is_closed_without_a_word(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = first_meeting(session)
        for code in ("NORTH", "SOUTH"):
            delegation = Delegation(meeting=meeting, party=factories.party(session, code))
            there = Attendance(delegation=delegation, post_title="x", presence=Presence.PRESENT)
            deputy = Attendance(delegation=delegation, post_title="y", is_alternate=True)
            session.add_all([there, deputy])
        factories.add_item(session, meeting, "Ports").state = ItemState.DISCUSSED
        session.flush()

        assert lacks_of(session, meeting) == []
        with pytest.raises(InvalidValue, match="the record lacks nothing"):
            _close(session, meeting, {"item-1": "x"})
        _close(session, meeting, {})
        assert changes_of(meeting) == ("2026-11-24 closed (Ada)",)


def test_a_closed_record_takes_nothing_until_it_is_reopened_and_commitments_go_on(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _record(session)
        _close(session, meeting, REASONS)
        owed = find_commitment(session, "ANNUAL-1/C1")
        member = session.query(Attendance).one()
        new = NewOutcome("More.", OutcomeKind.NOTE)
        said = {"now": NOW, "officer": "Ada"}
        for act in (
            lambda: add_outcome(session, meeting, new, today=AFTER, **said),  # type: ignore[arg-type] # named as the verb names them
            lambda: edit_outcome(owed.outcome, "x"),
            lambda: retype(owed.outcome, OutcomeKind.NOTE, **said),  # type: ignore[arg-type] # named as the verb names them
            lambda: record_presence(member, Presence.PRESENT, today=AFTER),
        ):
            with pytest.raises(NotAllowed, match="the record of ANNUAL-1 is closed; reopen it"):
                act()
        take_step(owed, Step.REPORT, "Half.")
        with pytest.raises(IllegalTransition):
            _close(session, meeting, REASONS)
        with pytest.raises(StaleEdit):
            reopen_record(meeting, "x", version=1, now=NOW, officer="Ada")

        reopen_record(meeting, "a page was missing", now=NOW, officer="Ada")
        added = add_outcome(session, meeting, new, today=AFTER, now=NOW, officer="Ada")

        assert (meeting.name, added.reference) == ("ANNUAL-1", "ANNUAL-1/C3")
        assert changes_of(meeting)[-1] == "2026-11-24 reopened: a page was missing (Ada)"
        with pytest.raises(IllegalTransition):
            reopen_record(meeting, "again", now=NOW, officer="Ada")


def test_only_a_meeting_that_was_held_is_closed(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        first_meeting(session)
        to_come = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        with pytest.raises(NotAllowed, match="it is confirmed; record it first"):
            _close(session, to_come, {})
