"""Dates held are calendars of their own: read again, judged, and never in what is public."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy.orm import Session

from scheduler.exports.ical import feed
from scheduler.imports.calendar_check.check import check_calendar
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import MeetingState
from scheduler.papers.calendar import CalendarEntry, EntryStatus
from scheduler.secretariat.consultation_close import close_consultation
from scheduler.secretariat.consultations import cancel_consultation, reopen_consultation
from scheduler.secretariat.feeds import feeds_of
from scheduler.secretariat.holds import hold_feeds_of
from scheduler.secretariat.identity import hold_uid
from scheduler.secretariat.lifecycle import cancel, move
from scheduler.secretariat.naming import find_partnership
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW
from tests.queries import asked_from_now_on
from tests.secretariat.consulting import FIRST, SECOND, THIRD, add_planned, ask, say

LATER = NOW + timedelta(days=1)
TITLE = "Annual Meeting, Partnership of Northland and Southmark"


@pytest.fixture
def session(sqlite_database: Database) -> Iterator[Session]:
    with sqlite_database.writing(verb="test", now=NOW, officer="Ada") as opened:
        yield opened


@pytest.fixture
def meeting(session: Session) -> Meeting:
    made = add_planned(session)
    ask(session, made, (FIRST, SECOND))
    return made


def held(session: Session, meeting: Meeting) -> tuple[CalendarEntry, ...]:
    """What is in the feed of every hold."""
    return hold_feeds_of(session, meeting.partnership)[0].entries


def test_each_candidate_is_a_tentative_entry_of_its_own(session: Session, meeting: Meeting) -> None:
    meeting.place = "Geneva"
    first, second = held(session, meeting)

    assert [first.summary, second.summary] == [f"Hold 1 of 2: {TITLE}", f"Hold 2 of 2: {TITLE}"]
    assert {first.status, second.status} == {EntryStatus.TENTATIVE}
    assert (first.uid, second.uid) == (hold_uid(meeting.uid, FIRST), hold_uid(meeting.uid, SECOND))
    assert (first.location, first.related, first.tzid) == (
        "Geneva",
        (meeting.uid,),
        "Europe/Brussels",
    )
    assert first.description.splitlines() == [
        "Please keep this date free: the delegations are asked about 2 dates.",
        "Answers are awaited until Monday 1 February 2027.",
    ]


def test_icalendar_reads_what_was_written_and_the_judge_has_no_complaint(
    session: Session, meeting: Meeting
) -> None:
    side = factories.add_meeting(session, "SIDE", None, state=MeetingState.PLANNED)
    side.series = None
    ask(session, side, (THIRD,))
    octets = feed(hold_feeds_of(session, meeting.partnership)[0])
    events = Calendar.from_ical(octets).walk("VEVENT")

    assert check_calendar("holds", octets).findings == ()
    assert [
        (str(event["SUMMARY"]), str(event["STATUS"]), event["DTSTART"].to_ical())
        for event in events
    ] == [
        (f"Hold 1 of 2: {TITLE}", "TENTATIVE", b"20270507T093000"),
        (f"Hold 2 of 2: {TITLE}", "TENTATIVE", b"20270514T093000"),
        ("Hold 1 of 1: Meeting, Partnership of Northland and Southmark", "TENTATIVE", b"20270521"),
    ]
    assert [event.get("TRANSP", "OPAQUE") for event in events] == ["OPAQUE"] * 3


def test_a_party_sees_only_what_it_is_asked_about(session: Session, meeting: Meeting) -> None:
    inner = factories.add_meeting(session, "PREP-1", THIRD, of="PREP")
    consultation = ask(session, inner, (THIRD,))
    consultation.consulted.pop()
    session.flush()

    feeds = hold_feeds_of(session, meeting.partnership)

    assert [(one.slug, len(one.entries)) for one in feeds] == [
        ("north-south-holds", 3),
        ("north-south-holds-north", 3),
        ("north-south-holds-south", 2),
    ]


def test_holds_are_in_no_public_feed(session: Session, meeting: Meeting) -> None:
    say(session, meeting, "NORTH", yes=(FIRST,), rather=(THIRD,))
    written = b"".join(feed(one) for one in feeds_of(session, meeting.partnership))

    for word in (b"Hold", b"20270514", b"20270521", hold_uid(meeting.uid, FIRST).encode()):
        assert word not in written


def _close(session: Session, meeting: Meeting) -> None:
    close_consultation(session, meeting, day=FIRST, against_quorum="x", now=LATER, officer="Ada")


def _cancel(session: Session, meeting: Meeting) -> None:
    cancel_consultation(session, meeting, reason="x", now=LATER)


def _call_off(session: Session, meeting: Meeting) -> None:
    cancel(session, meeting, reason="x", now=LATER, officer="Ada")


@pytest.mark.parametrize("act", [_close, _cancel, _call_off])
def test_holds_are_gone_when_nobody_is_asked_any_more(
    session: Session, meeting: Meeting, act: Callable[[Session, Meeting], None]
) -> None:
    act(session, meeting)

    assert held(session, meeting) == ()


def test_the_sequence_of_a_hold_rises_with_each_change_of_it(session: Session) -> None:
    """Of a confirmed meeting, which a consultation does not touch (RFC 5545 3.8.7.4)."""
    meeting = add_planned(session, state=MeetingState.CONFIRMED)
    found = []

    def see() -> None:
        first = held(session, meeting)[0]
        assert first.uid == hold_uid(meeting.uid, FIRST)
        found.append((first.sequence, first.changed))

    ask(session, meeting, (FIRST, SECOND))
    see()
    move(session, meeting, day=date(2027, 5, 6), reason="x", now=LATER, officer="Ada")
    see()
    reopen_consultation(session, meeting, days=(THIRD,), now=LATER + timedelta(hours=1))
    see()
    _cancel(session, meeting)
    reopen_consultation(session, meeting, now=LATER + timedelta(hours=2))
    see()
    _cancel(session, meeting)
    ask(session, meeting, (FIRST,), now=LATER + timedelta(hours=3))
    see()

    sequences, changes = zip(*found, strict=True)
    assert list(sequences) == sorted(set(sequences))
    assert list(changes) == sorted(set(changes))


@pytest.mark.parametrize("count", [1, 3])
def test_holds_ask_the_record_as_often_for_many_as_for_few(
    sqlite_database: Database, count: int
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        add_planned(session)
        for number in range(count):
            other = factories.add_meeting(session, f"PREP-{number}", FIRST, of="PREP")
            ask(session, other)

    with sqlite_database.reading() as session:
        partnership = find_partnership(session)
        asked = asked_from_now_on(session)
        made = hold_feeds_of(session, partnership)

    assert len(made[0].entries) == 3 * count
    assert len(asked) == 6
