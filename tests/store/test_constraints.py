"""What the database itself refuses, whatever program writes to it."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from scheduler.model.vocabulary import MeetingState, OutcomeKind
from scheduler.secretariat.delegations import NewAttendee, add_attendee
from scheduler.secretariat.dues import Due
from scheduler.secretariat.lifecycle import move
from scheduler.secretariat.outcomes import NewOutcome, Promise, add_outcome
from scheduler.store.engine import for_writing
from scheduler.store.session import Database, open_database
from tests import factories
from tests.clock import AFTER, NOW

WRONG = {
    "an unknown state": "UPDATE meeting SET state = 'perhaps'",
    "an end before its start": "UPDATE meeting SET start_time = '17:00', end_time = '09:00'",
    "a start without an end": "UPDATE meeting SET start_time = '09:00', end_time = NULL",
    "hours without a day": "UPDATE meeting SET day = NULL, date_certainty = 'unknown'",
    "a last day before the first": "UPDATE meeting SET last_day = '2000-01-01'",
    "an exact date without a day": (
        "UPDATE meeting SET day = NULL, start_time = NULL, end_time = NULL"
    ),
    "confirmed without a day": (
        "UPDATE meeting SET day = NULL, start_time = NULL, end_time = NULL, "
        "date_certainty = 'unknown' WHERE code = 'ANNUAL-2027'"
    ),
    "a side meeting of nothing": "UPDATE meeting SET kind = 'side'",
    "a certain number twice": "UPDATE meeting SET number = 1, number_certainty = 'certain'",
    "a number of unknown certainty": "UPDATE meeting SET number_certainty = 'unknown'",
    "a number below one": "UPDATE meeting SET number = 0 WHERE number IS NOT NULL",
    "a code twice": "UPDATE meeting SET code = 'ANNUAL-2026'",
    "a meeting of no partnership": "UPDATE meeting SET partnership_id = 99",
    "a window of no days": "UPDATE series SET window_start = '99-99', window_end = '99-99'",
    "half a window": "UPDATE series SET window_start = '04-15'",
    "a series that ends before it begins": "UPDATE series SET end_time = '08:00'",
    "two home parties": "UPDATE party SET is_home = (1 = 1)",
    "an outcome under another meeting's item": (
        "UPDATE outcome SET meeting_id = (SELECT id FROM meeting WHERE code = 'ANNUAL-2027')"
    ),
    "a reference twice": "UPDATE outcome SET reference = 'ANNUAL-1/C1'",
    "an owner that is not there": "UPDATE commitment SET owner_id = 99",
    "due twice": ("UPDATE commitment SET due_meeting_id = (SELECT max(id) FROM meeting)"),
    "due on a day and at the next of a series": (
        "UPDATE commitment SET due_series_id = (SELECT min(id) FROM series)"
    ),
    "superseded by itself": ("UPDATE commitment SET state = 'superseded', superseded_by_id = id"),
    "a party's own outcome of nobody": "UPDATE outcome SET reach = 'party'",
    "replaced by themselves": "UPDATE attendance SET presence = 'replaced', replaced_by_id = id",
    "replaced and yet present": (
        "UPDATE attendance SET presence = 'present', "
        "replaced_by_id = (SELECT max(id) + 0 FROM attendance)"
    ),
    "two heads of one delegation": "UPDATE attendance SET is_head = (1 = 1)",
    "a head who is an alternate": "UPDATE attendance SET is_head = (1 = 1), is_alternate = (1 = 1)",
    "minutes below one": "UPDATE agenda_item SET minutes_planned = 0",
    "a step of the chain rewritten": "UPDATE commitment_link SET text = 'never said'",
    "a step of the chain removed": "DELETE FROM commitment_link",
    "a change of date rewritten": "UPDATE date_change SET reason = 'another'",
    "a change of date removed": "DELETE FROM date_change",
}


@pytest.fixture(scope="module")
def filled(shared_location: str) -> Iterator[Database]:
    """ANNUAL-1 held with an item, two outcomes and two people; ANNUAL-2 to come, once moved.

    What is refused is rolled back, so that all share it.
    """
    database = open_database(shared_location)
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        partnership = factories.add_partnership(session)
        held = factories.add_meeting(
            session, "ANNUAL-2026", date(2026, 5, 8), state=MeetingState.HELD, number=1
        )
        to_come = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        move(session, to_come, day=date(2027, 5, 14), reason="x", now=NOW, officer="Ada")
        item = factories.add_item(session, held, "Ports", minutes=30)
        trade = factories.body(session, "TRADE")
        for promise in (None, Promise(trade, Due(day=date(2026, 9, 1)))):
            kind = OutcomeKind.COMMITMENT if promise else OutcomeKind.CONCLUSION
            add_outcome(
                session,
                held,
                NewOutcome("x", kind=kind, item=item, promise=promise),
                today=AFTER,
                now=NOW,
                officer="Ada",
            )
        for post in ("Director", "Adviser"):
            new = NewAttendee(post=post, body=trade)
            add_attendee(session, held, partnership.parties[0], new)
    yield database
    database.engine.dispose()


@pytest.mark.parametrize("statement", WRONG.values(), ids=WRONG)
def test_the_database_refuses(filled: Database, statement: str) -> None:
    with pytest.raises(DBAPIError), for_writing(filled.engine).begin() as connection:
        connection.execute(text(statement))


def test_the_trail_cannot_be_replaced(filled: Database) -> None:
    if filled.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    copied = "SELECT position, at, 'Mallory', verb, action, noun, key, payload_hash, "

    with (
        pytest.raises(DBAPIError, match="the audit trail cannot be changed"),
        for_writing(filled.engine).begin() as connection,
    ):
        connection.execute(
            text(
                "INSERT OR REPLACE INTO audit_entry "
                f"{copied} previous_hash, 'x' FROM audit_entry WHERE position = 1"
            )
        )
