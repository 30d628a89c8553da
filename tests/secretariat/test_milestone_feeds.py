"""Milestones as feeds: whole days that take no time, of every body and of each."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from scheduler.exports.ical import feed
from scheduler.imports.calendar_check.check import check_calendar
from scheduler.model.meeting import Meeting
from scheduler.model.milestone import MilestoneRule
from scheduler.model.vocabulary import MilestoneState
from scheduler.papers.calendar import EntryStatus
from scheduler.secretariat.lifecycle import cancel, move
from scheduler.secretariat.milestone_feeds import milestone_feeds_of
from scheduler.secretariat.milestone_register import find_milestone, settle
from scheduler.secretariat.milestones import plan_milestones
from scheduler.secretariat.naming import find_partnership
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW

LATER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def _annual(session: Session) -> Meeting:
    factories.add_partnership(session)
    annual = factories.series(session, "ANNUAL")
    trade = factories.body(session, "TRADE")
    for key, offset, body in (("agenda", "8 weeks before", None), ("flash", "2 days after", trade)):
        rule = MilestoneRule(
            series=annual, key=key, name=key.capitalize(), offset=offset, body=body
        )
        session.add(rule)
    meeting = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
    plan_milestones(session, [meeting], now=NOW)
    session.flush()
    return meeting


def test_every_body_that_must_act_has_a_feed_of_its_own(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        _annual(session)

    with database.reading() as session:
        feeds = milestone_feeds_of(session, find_partnership(session))

    assert {one.slug: [entry.summary for entry in one.entries] for one in feeds} == {
        "north-south-milestones": [
            "Agenda, ANNUAL-2 (secretariat)",
            "Flash, ANNUAL-2 (DG TRADE)",
        ],
        "north-south-milestones-secretariat": ["Agenda, ANNUAL-2 (secretariat)"],
        "north-south-milestones-trade": ["Flash, ANNUAL-2 (DG TRADE)"],
    }
    written = feed(feeds[0])
    assert check_calendar("milestones", written).findings == ()
    assert written.count(b"TRANSP:TRANSPARENT") == 2
    assert b"DTSTART;VALUE=DATE:20270312" in written


def test_a_moved_milestone_keeps_its_identity_and_raises_its_sequence(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        partnership = meeting.partnership
        (before, *_) = milestone_feeds_of(session, partnership)[0].entries
        move(session, meeting, day=date(2027, 5, 14), reason="x", now=LATER, officer="Ada")
        session.flush()
        (after, *_) = milestone_feeds_of(session, partnership)[0].entries

    assert (after.uid, after.start, after.changed) == (before.uid, date(2027, 3, 19), LATER)
    assert after.sequence > before.sequence


def test_what_is_done_waived_or_called_off_stays_and_says_so(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        for key, state in (("agenda", MilestoneState.DONE), ("flash", MilestoneState.WAIVED)):
            settle(find_milestone(session, meeting, key), state, now=LATER, officer="Ada")
        session.flush()
        agenda, flash = milestone_feeds_of(session, meeting.partnership)[0].entries
        cancel(session, meeting, reason="x", now=LATER, officer="Ada")
        called_off = milestone_feeds_of(session, meeting.partnership)[0].entries

    assert (agenda.status, agenda.summary) == (
        EntryStatus.CONFIRMED,
        "Done: Agenda, ANNUAL-2 (secretariat)",
    )
    assert agenda.description == (
        "8 weeks before ANNUAL-2: Friday 7 May 2027.\nDone on Tuesday 1 December 2026."
    )
    assert flash.status is EntryStatus.CANCELLED
    assert {entry.status for entry in called_off} == {EntryStatus.CANCELLED}
