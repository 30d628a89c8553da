from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from scheduler.errors import NotFound
from scheduler.exports.ical import feed
from scheduler.model.audit import AuditEntry
from scheduler.model.feed import KeptBlock
from scheduler.model.meeting import Meeting
from scheduler.papers.audience import Reach
from scheduler.papers.feed_names import FeedKind, FeedListing, FeedName
from scheduler.secretariat.feed_catalogue import list_feeds
from scheduler.secretariat.feed_store import Revision, feed_bytes, feed_revision, renew_feed
from scheduler.secretariat.feeds import feeds_of
from scheduler.secretariat.lifecycle import cancel, move
from scheduler.secretariat.meeting_edits import MeetingEdit, edit_meeting
from scheduler.secretariat.naming import find_partnership
from scheduler.store.session import Database
from tests import briefed, factories
from tests.clock import NOW
from tests.queries import asked_from_now_on

WHOLE = FeedName("north-south")
SOURCE = "https://feeds.example/north-south.ics"
LATER = NOW + timedelta(hours=1)


def fill(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        briefed.add_briefed(session)
        factories.add_meeting(session, "PREP-2027-1", date(2027, 3, 9), of="PREP")
        quiet = factories.add_meeting(session, "QUIET", date(2027, 4, 9), of="PREP")
        quiet.is_published = False
        quiet.link = "https://meet.example/quiet"


def change(database: Database, code: str = "PREP-2027-1", *, at: datetime = LATER) -> None:
    with database.writing(verb="t", now=at, officer="Ada") as session:
        meeting = factories.meeting(session, code)
        day = (meeting.day or date(2027, 3, 9)) + timedelta(days=1)
        move(session, meeting, day=day, reason="Why not", now=at, officer="Ada")


def renew(database: Database, name: FeedName = WHOLE, *, at: datetime = LATER) -> Revision:
    with database.writing(verb="serve", now=at, officer="serve") as session:
        return renew_feed(session, name, now=at)


def kept(database: Database, name: FeedName = WHOLE) -> Revision | None:
    with database.reading() as session:
        return feed_revision(session, name)


def test_every_kept_feed_of_meetings_has_the_bytes_of_the_plain_one(database: Database) -> None:
    fill(database)
    with database.writing(verb="serve", now=NOW, officer="serve") as session:
        partnership = find_partnership(session)
        for reach in (Reach.PUBLIC, Reach.JOINT):
            for plain in feeds_of(session, partnership, reach=reach):
                name = FeedName(plain.slug, reach)
                for _ in ("written", "from kept blocks"):
                    renew_feed(session, name, now=NOW)
                    assert feed_bytes(session, name) == feed(plain)


def test_a_feed_that_did_not_change_is_known_by_one_row(database: Database) -> None:
    fill(database)
    made = renew(database)

    with database.reading() as session:
        asked = asked_from_now_on(session)
        found = feed_revision(session, WHOLE)

    assert found == made == Revision(made.etag, LATER)
    assert len(asked) == 1


def test_a_change_anywhere_in_the_record_is_seen_and_only_other_bytes_are_another_revision(
    database: Database,
) -> None:
    fill(database)
    whole, of_series = renew(database), renew(database, FeedName("north-south-annual"))

    change(database)

    assert (kept(database), kept(database, FeedName("north-south-annual"))) == (None, None)
    assert renew(database).etag != whole.etag
    assert renew(database, FeedName("north-south-annual"), at=LATER + timedelta(1)) == of_series
    assert kept(database, FeedName("north-south-annual")) == of_series


def test_the_last_change_rises_by_a_second_at_least_and_also_where_a_meeting_goes(
    database: Database,
) -> None:
    fill(database)
    seen = [renew(database).last_modified]
    for _ in range(2):
        change(database, at=NOW)
        seen.append(renew(database, at=NOW).last_modified)
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        edit_meeting(
            session,
            factories.meeting(session, "PREP-2027-1"),
            MeetingEdit(is_published=False),
            now=NOW,
        )
    seen.append(renew(database, at=NOW - timedelta(days=1)).last_modified)

    assert seen == [LATER + timedelta(seconds=number) for number in range(4)]


def test_only_the_block_of_a_meeting_that_changed_is_written_anew(database: Database) -> None:
    fill(database)
    renew(database)
    with database.reading() as session:
        before = dict(session.execute(select(KeptBlock.uid, KeptBlock.octets)).all())
    change(database)
    renew(database)

    with database.reading() as session:
        after = dict(session.execute(select(KeptBlock.uid, KeptBlock.octets)).all())
        moved = factories.meeting(session, "PREP-2027-1").uid

    assert {uid for uid, octets in after.items() if before[uid] != octets} == {moved}


def test_what_is_kept_leaves_no_trail_and_may_be_lost(database: Database) -> None:
    fill(database)
    with database.reading() as session:
        entries = session.scalar(select(func.count()).select_from(AuditEntry))
    made = renew(database)
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        session.execute(delete(KeptBlock))
    again = renew(database)

    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == entries
    assert again == made


def test_a_public_feed_says_where_it_is_published_and_a_joint_one_does_not(
    sqlite_database: Database,
) -> None:
    fill(sqlite_database)
    with sqlite_database.writing(verb="serve", now=NOW, officer="serve") as session:
        for name in (WHOLE, FeedName("north-south", Reach.JOINT)):
            renew_feed(session, name, source=SOURCE, now=NOW)
        public = feed_bytes(session, WHOLE)
        joint = feed_bytes(session, FeedName("north-south", Reach.JOINT))

        assert feed_revision(session, WHOLE, source="") is None
    assert f"SOURCE;VALUE=URI:{SOURCE}\r\n".encode() in public
    assert b"SOURCE" not in joint


def test_a_joint_feed_alone_has_links_and_meetings_that_are_not_published(
    sqlite_database: Database,
) -> None:
    fill(sqlite_database)
    with sqlite_database.writing(verb="serve", now=NOW, officer="serve") as session:
        for name in (WHOLE, FeedName("north-south", Reach.JOINT)):
            renew_feed(session, name, now=NOW)
        public = feed_bytes(session, WHOLE)
        joint = feed_bytes(session, FeedName("north-south", Reach.JOINT))
        quiet = factories.meeting(session, "QUIET").uid.encode()

    assert (public.count(quiet), public.count(b"CONFERENCE")) == (0, 0)
    assert (joint.count(b"UID:" + quiet), joint.count(b"CONFERENCE")) == (1, 1)


def test_a_feed_that_there_is_not_is_refused(sqlite_database: Database) -> None:
    fill(sqlite_database)

    with pytest.raises(NotFound, match="there is no feed 'north-south-none'"):
        renew(sqlite_database, FeedName("north-south-none"))
    with pytest.raises(NotFound), sqlite_database.reading() as session:
        feed_bytes(session, WHOLE)


def test_the_list_names_every_feed_and_each_can_be_made(database: Database) -> None:
    fill(database)
    with database.writing(verb="serve", now=NOW, officer="serve") as session:
        listed = list_feeds(session)
        for one in listed:
            renew_feed(session, one.name, now=NOW)

    kinds = {one.kind for one in listed}
    assert kinds == set(FeedKind)
    assert len({one.name for one in listed}) == len(listed)
    assert _private(listed) == {
        FeedKind.PERSON,
        FeedKind.MILESTONES,
        FeedKind.COMMITMENTS,
        FeedKind.CLOSURES,
        FeedKind.HOLDS,
    }


def _private(listed: list[FeedListing]) -> set[FeedKind]:
    public = {one.kind for one in listed if one.name.reach is Reach.PUBLIC}
    return {one.kind for one in listed} - public


def test_a_changed_name_of_a_body_or_a_series_is_in_the_next_writing(database: Database) -> None:
    fill(database)
    renew(database)
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.series(session, "ANNUAL").name = "Yearly Round"
        body = factories.body(session, "WATER")
        body.names[0].short = "DG RIVERS"
    renew(database)

    with database.reading() as session:
        plain = feeds_of(session, find_partnership(session))[0]
        octets = feed_bytes(session, WHOLE)
    assert octets == feed(plain)
    assert b"Hosted by DG RIVERS." in octets
    assert b"Yearly Round" in octets


def _cancelled(session: Session, code: str) -> Meeting:
    meeting = factories.meeting(session, code)
    cancel(session, meeting, reason="Strike", now=LATER, officer="Ada")
    return meeting


def test_a_meeting_called_off_is_followed_by_nothing(sqlite_database: Database) -> None:
    fill(sqlite_database)
    with sqlite_database.writing(verb="t", now=LATER, officer="Ada") as session:
        off = _cancelled(session, "PREP-2027-1")
        renew_feed(session, WHOLE, now=LATER)
        octets = feed_bytes(session, WHOLE)

    assert octets.count(off.uid.encode()) == 1


def test_last_modified_is_in_utc(sqlite_database: Database) -> None:
    fill(sqlite_database)

    assert renew(sqlite_database).last_modified.tzinfo is UTC
