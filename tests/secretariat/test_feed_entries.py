from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from scheduler.model.vocabulary import Certainty, MeetingKind, MeetingState, Mode
from scheduler.papers.calendar import CalendarEntry, EntryStatus
from scheduler.secretariat.feed_entries import entry_of
from scheduler.secretariat.feeds import feeds_of
from scheduler.secretariat.lifecycle import cancel, move, postpone
from scheduler.store.session import Database
from tests import briefed, factories
from tests.clock import NOW

LATER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
NAME = "Partnership of Northland and Southmark"
NOT_YET = "The date is planned and not yet confirmed."


def test_an_entry_tells_what_anybody_may_know_with_times_of_the_record(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_briefed(session)
        entry = entry_of(meeting)

    assert entry == CalendarEntry(
        uid=meeting.uid,
        sequence=0,
        stamp=factories.MADE_AT,
        created=factories.MADE_AT,
        changed=factories.MADE_AT,
        status=EntryStatus.CONFIRMED,
        summary=f"2nd Annual Meeting, {NAME}",
        start=datetime(2027, 5, 7, 9, 30),  # noqa: DTZ001 -- wall time
        end=datetime(2027, 5, 7, 17, 0),  # noqa: DTZ001 -- wall time
        tzid="Europe/Brussels",
        description="Hosted by DG WATER.",
        location="Old Mill, Northtown",
        categories=("Annual Meeting",),
    )


@pytest.mark.parametrize(
    ("state", "status", "line"),
    [
        (MeetingState.PLANNED, EntryStatus.TENTATIVE, NOT_YET),
        (
            MeetingState.PROPOSED,
            EntryStatus.TENTATIVE,
            "The date is proposed to the delegations and not yet confirmed.",
        ),
        (MeetingState.CONFIRMED, EntryStatus.CONFIRMED, ""),
        (MeetingState.HELD, EntryStatus.CONFIRMED, ""),
        (MeetingState.CANCELLED, EntryStatus.CANCELLED, "Cancelled."),
        (MeetingState.POSTPONED, EntryStatus.CANCELLED, "Postponed; a new date will follow."),
    ],
)
def test_every_state_has_its_status_and_says_so(
    sqlite_database: Database, state: MeetingState, status: EntryStatus, line: str
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        entry = entry_of(briefed.add_annual(session, state=state))

    assert (entry.status, entry.description) == (status, line)


def test_a_moved_meeting_keeps_its_uid_and_tells_its_old_day_but_not_the_reason(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_annual(session)
        before = entry_of(meeting)
        move(session, meeting, day=date(2027, 5, 21), reason="A secret", now=LATER, officer="Ada")
        after = entry_of(meeting)

    assert (after.uid, after.sequence, after.stamp) == (before.uid, before.sequence + 1, LATER)
    assert after.description == "Moved from Friday 7 May 2027."
    assert after.start == datetime(2027, 5, 21, 9, 30)  # noqa: DTZ001 -- wall time


def test_a_meeting_moved_away_and_back_names_only_the_day_it_is_not_on(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_annual(session)
        for day in (date(2027, 5, 21), date(2027, 5, 7)):
            move(session, meeting, day=day, reason="Why not", now=LATER, officer="Ada")

        assert entry_of(meeting).description == "Moved from Friday 21 May 2027."


def test_a_meeting_called_off_stays_in_the_feed_with_a_higher_sequence(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_annual(session)
        cancel(session, meeting, reason="Strike", now=LATER, officer="Ada")
        entries = feeds_of(session, meeting.partnership)[0].entries

    assert [(e.status, e.sequence, e.stamp) for e in entries] == [(EntryStatus.CANCELLED, 1, LATER)]


def test_a_postponed_meeting_that_gets_a_new_day_is_tentative_under_the_same_uid(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_annual(session)
        uid = meeting.uid
        postpone(session, meeting, reason="Strike", now=NOW, officer="Ada")
        move(session, meeting, day=date(2027, 6, 4), reason="Again", now=LATER, officer="Ada")
        entry = entry_of(meeting)

    assert (entry.uid, entry.status, entry.sequence) == (uid, EntryStatus.TENTATIVE, 2)


@pytest.mark.parametrize(
    ("facts", "start", "end", "tzid"),
    [
        (
            {"start_time": None, "end_time": None},
            date(2027, 5, 7),
            date(2027, 5, 8),
            None,
        ),
        (
            {"start_time": None, "end_time": None, "last_day": date(2027, 5, 8)},
            date(2027, 5, 7),
            date(2027, 5, 9),
            None,
        ),
        (
            {"last_day": date(2027, 5, 8), "end_time": time(9)},
            datetime(2027, 5, 7, 9, 30),  # noqa: DTZ001 -- wall time
            datetime(2027, 5, 8, 9, 0),  # noqa: DTZ001 -- wall time
            "Europe/Brussels",
        ),
    ],
    ids=["hours-unknown", "two-days", "two-days-with-hours"],
)
def test_a_window_is_half_open_and_a_day_alone_is_a_day(
    sqlite_database: Database, facts: dict[str, Any], start: date, end: date, tzid: str | None
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        entry = entry_of(briefed.add_annual(session, **facts))

    assert (entry.start, entry.end, entry.tzid) == (start, end, tzid)


@pytest.mark.parametrize(
    ("mode", "place", "location"),
    [
        (Mode.IN_PERSON, "Northtown", "Northtown"),
        (Mode.VIRTUAL, "", "Video conference"),
        (Mode.HYBRID, "Northtown", "Northtown, also by video conference"),
        (Mode.UNKNOWN, "", ""),
    ],
)
def test_the_location_says_where_and_how_but_gives_no_link(
    sqlite_database: Database, mode: Mode, place: str, location: str
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        entry = entry_of(
            briefed.add_annual(session, mode=mode, place=place, link="https://example.org/join")
        )

    assert (entry.location, entry.conference, entry.url) == (location, "", "")


def test_a_date_that_is_not_certain_says_so(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_annual(
            session,
            date_certainty=Certainty.DISPUTED,
            date_words="7 or 8 May",
            state=MeetingState.HELD,
        )

        assert entry_of(meeting).description == "The date is not certain: 7 or 8 May."


def test_a_side_meeting_belongs_with_the_one_it_stands_beside(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        parent = briefed.add_annual(session)
        side = factories.add_meeting(session, "TALK", date(2027, 5, 6))
        side.parent, side.kind, side.title = parent, MeetingKind.SIDE, "Talk of the chairs"
        entry = entry_of(side)

    assert (entry.summary, entry.related) == (f"Talk of the chairs, {NAME}", (parent.uid,))
