from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select

from scheduler.exports.ical import feed
from scheduler.imports.calendar_check.check import check_calendar
from scheduler.model.body import Person
from scheduler.model.feed import KeptFeed
from scheduler.model.vocabulary import Reply
from scheduler.papers.audience import Reach
from scheduler.papers.calendar import EntryStatus
from scheduler.papers.feed_names import FeedName
from scheduler.secretariat.attendance import members_of
from scheduler.secretariat.closure_feeds import closure_feed_of
from scheduler.secretariat.feed_store import feed_revision, renew_feed
from scheduler.secretariat.naming import find_partnership
from scheduler.secretariat.person_feeds import person_feed_of
from scheduler.store.session import Database
from tests import briefed, factories
from tests.clock import NOW
from tests.queries import asked_from_now_on

WHOLE = FeedName("north-south")
OF_UNA = FeedName("north-south-person-una-rill", Reach.JOINT)
REPLIED = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)


def test_a_person_sees_their_meetings_with_their_part_and_answer(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_briefed(session)
        factories.add_meeting(session, "PREP-2027-1", date(2027, 3, 9), of="PREP")
        first, *others = members_of(session, meeting)
        assert first.person is not None
        assert others
        first.reply, first.replied_at = Reply.TENTATIVE, REPLIED
        session.flush()
        made = person_feed_of(session, meeting.partnership, first.person, "mine")
        names = [one.person.name for one in others if one.person]
        uid, own = meeting.uid, first.person.full_name

    octets = feed(made)
    (entry,) = made.entries
    assert (entry.uid, entry.stamp, entry.changed) == (uid, REPLIED, REPLIED)
    part, answer = entry.description.splitlines()[-2:]
    assert part.startswith("Your part: ")
    assert answer == "Your answer: tentative."
    assert made.name.endswith(f": meetings of {own}")
    assert [name for name in names if name.encode() in octets] == []
    assert check_calendar("mine.ics", octets).findings == ()


def test_a_persons_feed_asks_the_record_as_often_for_many_meetings(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_briefed(session)
        person = members_of(session, meeting)[0].person
        assert person is not None
        number = person.id

    with sqlite_database.reading() as session:
        partnership = find_partnership(session)
        person = session.get_one(type(person), number)
        asked = asked_from_now_on(session)
        person_feed_of(session, partnership, person, "mine")

    assert len(asked) == 4


def test_closed_days_are_free_whole_days_of_the_years_in_which_there_are_meetings(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_annual(session)
        assert meeting.series is not None
        meeting.series.closure_calendars = ["belgium", "gone"]
        session.flush()
        made = closure_feed_of(session, meeting.partnership, "closed")

    (ascension,) = [entry for entry in made.entries if entry.start == date(2027, 5, 6)]
    assert {entry.start.replace(month=1, day=1) for entry in made.entries} == {date(2027, 1, 1)}
    assert ascension == replace(
        ascension,
        sequence=0,
        stamp=datetime(2026, 1, 1, tzinfo=UTC),
        status=EntryStatus.CONFIRMED,
        summary="Ascension Day: Belgium",
        end=date(2027, 5, 7),
        categories=("Closed days",),
        is_free=True,
    )
    assert check_calendar("closed.ics", feed(made)).findings == ()


def _with_a_persons_feed(database: Database) -> Person:
    """Somebody whose feed is kept."""
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        person = factories.add_person(session, "NORTH", "Una Rill")
    with database.writing(verb="serve", now=NOW, officer="serve") as session:
        for name in (OF_UNA, WHOLE):
            renew_feed(session, name, now=NOW)
    return person


def test_who_is_removed_takes_along_the_feed_that_is_kept(database: Database) -> None:
    person = _with_a_persons_feed(database)

    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        session.delete(session.get_one(Person, person.id))

    with database.reading() as session:
        assert session.scalars(select(KeptFeed.slug)).all() == [WHOLE.slug]
        assert feed_revision(session, OF_UNA) is None


def test_a_feed_that_went_with_its_person_is_not_in_the_file_either(
    sqlite_database: Database,
) -> None:
    person, path = _with_a_persons_feed(sqlite_database), Path(sqlite_database.where)
    named = b"X-WR-CALNAME:Partnership of Northland and Southmark: meetings of Una Rill"
    sqlite_database.engine.dispose()
    assert path.read_bytes().count(named) == 1

    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        session.delete(session.get_one(Person, person.id))
    sqlite_database.engine.dispose()

    assert path.read_bytes().count(named) == 0
    assert sorted(path.parent.glob(f"{path.name}*")) == [path]
