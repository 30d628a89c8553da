from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, select

from scheduler.model.audit import AuditEntry, AuditPayload
from scheduler.model.delegation import Attendance
from scheduler.secretariat.delegations import NewAttendee, add_attendee, remove_attendee
from scheduler.secretariat.trail import FieldChange, TrailEntry, read_trail
from scheduler.store.session import Database
from tests import factories

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def record(database: Database) -> Database:
    """Two meetings; a clerk is listed for the first one and taken out by Bo."""
    with database.writing(verb="start", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        factories.add_meeting(session, "ANNUAL-2026", date(2026, 5, 8))
        other = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7))
        factories.add_item(session, other, "Trade")
    with database.writing(verb="attendee add", now=NOW, officer="Ada") as session:
        meeting = factories.meeting(session, "ANNUAL-2026")
        trade = factories.body(session, "TRADE")
        add_attendee(session, meeting, trade.party, NewAttendee(post="Clerk", body=trade))
    with database.writing(verb="meeting edit", now=LATER, officer="Bo") as session:
        factories.meeting(session, "ANNUAL-2026").place = "Brussels"
        remove_attendee(session, session.scalars(select(Attendance)).one())
    return database


def _of(database: Database, code: str) -> list[TrailEntry]:
    with database.reading() as session:
        return read_trail(session, meeting=factories.meeting(session, code))


def _told(entries: list[TrailEntry]) -> list[str]:
    return [f"{entry.verb}: {entry.action} {entry.what}" for entry in entries]


def test_the_trail_of_a_meeting_is_all_that_hangs_on_it(record: Database) -> None:
    assert _told(_of(record, "ANNUAL-2026")) == [
        "start: added meeting ANNUAL-2026",
        "attendee add: added attendance Clerk of ANNUAL-2026",
        "attendee add: added delegation NORTH of ANNUAL-2026",
        "meeting edit: edited meeting ANNUAL-2026",
        "meeting edit: removed attendance Clerk of ANNUAL-2026",
    ]
    assert _told(_of(record, "ANNUAL-2027")) == [
        "start: added meeting ANNUAL-2027",
        "start: added agenda item Trade of ANNUAL-2027",
    ]


def test_an_entry_says_who_when_and_what_changed_from_what_to_what(record: Database) -> None:
    edited = _of(record, "ANNUAL-2026")[-2]

    assert (edited.at, edited.officer, edited.erased) == (LATER, "Bo", False)
    assert edited.changes == (FieldChange("place", "", "Brussels"),)


def test_what_a_key_refers_to_is_told_by_its_name(record: Database) -> None:
    added = _of(record, "ANNUAL-2026")[1]

    assert FieldChange("body", "", "TRADE") in added.changes
    assert [change.name for change in added.changes] == [
        *("body", "is alternate", "is announced", "is head", "post title", "precedence"),
        *("presence", "reply"),
    ]


def test_a_row_that_takes_the_key_of_a_removed_one_is_not_taken_for_it(record: Database) -> None:
    with record.writing(verb="again", now=LATER, officer="Bo") as session:
        other = factories.meeting(session, "ANNUAL-2027")
        fish = factories.body(session, "FISH")
        add_attendee(session, other, fish.party, NewAttendee(post="Minister", body=fish))

    assert "attendee add: added attendance Clerk of ANNUAL-2026" in _told(
        _of(record, "ANNUAL-2026")
    )
    assert _told(_of(record, "ANNUAL-2027"))[2:] == [
        "again: added attendance Minister of ANNUAL-2027",
        "again: added delegation SOUTH of ANNUAL-2027",
    ]


def test_the_whole_trail_or_its_newest_entries(record: Database) -> None:
    with record.reading() as session:
        every, newest = read_trail(session), read_trail(session, last=2)
        count = len(session.scalars(select(AuditEntry.position)).all())

    assert [entry.position for entry in every] == list(range(1, count + 1))
    assert newest == every[-2:]


def test_what_was_erased_is_said_to_be_and_stays_with_its_meeting(record: Database) -> None:
    with record.writing(verb="again", now=LATER, officer="Bo") as session:
        other = factories.meeting(session, "ANNUAL-2027")
        fish = factories.body(session, "FISH")
        # On SQLite this takes the key of the clerk of the other meeting, who was taken out.
        add_attendee(session, other, fish.party, NewAttendee(post="Minister", body=fish))
    with record.writing(verb="erase", now=LATER, officer="Bo") as session:
        added = select(AuditEntry.position).where(
            AuditEntry.noun == "attendance", AuditEntry.verb == "again"
        )
        session.execute(delete(AuditPayload).where(AuditPayload.position.in_(added)))

    [erased] = [entry for entry in _of(record, "ANNUAL-2027") if entry.erased]
    assert erased.changes == ()
    assert erased.what == "attendance FISH of ANNUAL-2027"
    assert not any(entry.erased for entry in _of(record, "ANNUAL-2026"))
