from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from scheduler.errors import NotAllowed
from scheduler.papers.audience import Reach
from scheduler.papers.calendar import CalendarFeed
from scheduler.secretariat.commitment_feeds import commitment_feed_of, commitment_plans
from scheduler.secretariat.commitments import Step
from scheduler.secretariat.dues import Due
from scheduler.secretariat.feed_access import feed_access
from scheduler.secretariat.feed_tokens import add_token
from scheduler.store.session import Database
from tests import factories
from tests.promises import first_meeting, promise_of, take_step

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def _feeds(session: Session) -> dict[str, CalendarFeed]:
    of = factories.party(session, "NORTH").partnership
    return {
        plan.slug.removeprefix("north-south-"): commitment_feed_of(session, of, plan)
        for plan in commitment_plans(session, of)
    }


def _texts(session: Session) -> dict[str, list[str]]:
    return {
        slug: [f"{one.start} {one.status} {one.summary}" for one in feed.entries]
        for slug, feed in _feeds(session).items()
    }


def test_feed_of_a_body_shows_what_both_sides_may_read(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = first_meeting(session)
        promise_of(session, meeting, "list")
        promise_of(session, meeting, "ours of theirs", reach=Reach.PARTY)
        promise_of(session, meeting, "ours", owner="TRADE", reach=Reach.PARTY)
        take_step(promise_of(session, meeting, "done", owner="TRADE"), Step.CLOSE, "Done.")
        named = {
            number: f"2026-09-01 CONFIRMED {done}ANNUAL-1/C{number} (DG {of}): {text}"
            for number, done, of, text in (
                (1, "", "FISH", "list"),
                (2, "", "FISH", "ours of theirs"),
                (3, "", "TRADE", "ours"),
                (4, "Done: ", "TRADE", "done"),
            )
        }

        assert {slug: sorted(texts) for slug, texts in _texts(session).items()} == {
            slug: sorted(named[number] for number in numbers)
            for slug, numbers in (
                ("commitments", (1, 2, 3, 4)),
                ("commitments-fish", (1,)),
                ("commitments-trade", (3, 4)),
            )
        }


def test_moved_meeting_moves_what_is_due_at_it(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = first_meeting(session)
        second = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        promise_of(session, meeting, "named", due=Due(meeting=second))
        promise_of(
            session,
            meeting,
            "next",
            due=Due(meeting=second, series=second.series, after=meeting.day),
        )
        before = _feeds(session)["commitments"].entries
        second.day, second.changed_at = date(2027, 5, 14), NOW + timedelta(days=20)
        session.flush()
        after = _feeds(session)["commitments"].entries

        assert [one.uid for one in before] == [one.uid for one in after]
        assert [one.start for one in after] == [date(2027, 5, 14)] * 2
        assert all(new.sequence > old.sequence for old, new in zip(before, after, strict=True))


def test_holder_of_a_token_of_a_body_sees_the_feed_of_their_side(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = first_meeting(session)
        promise_of(session, meeting, "list")
        promise_of(session, meeting, "map", owner="TRADE")
        fish, own = factories.body(session, "FISH"), "north-south-commitments-fish"
        told = add_token(session, fish, [own], today=TODAY, now=NOW)
        refused = []
        for slug in ("north-south-commitments", "north-south-commitments-trade"):
            try:
                add_token(session, fish, [slug], today=TODAY, now=NOW)
            except NotAllowed:
                refused.append(slug)

        opened = feed_access(session, today=TODAY).opened(own, told.secret)
        assert opened is not None
        assert refused == ["north-south-commitments", "north-south-commitments-trade"]
