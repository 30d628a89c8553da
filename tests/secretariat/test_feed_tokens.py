from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import NotAllowed, NotFound
from scheduler.model.body import Body, Mandate
from scheduler.model.milestone import Milestone
from scheduler.papers.audience import Reach
from scheduler.papers.feed_names import FeedName
from scheduler.secretariat.feed_access import FeedAccess, Holder, OpenFeed, feed_access
from scheduler.secretariat.feed_catalogue import list_feeds
from scheduler.secretariat.feed_tokens import (
    NewToken,
    add_token,
    find_token,
    list_tokens,
    note_uses,
    revoke_token,
    rotate_token,
)
from scheduler.store.session import Database
from tests import briefed, factories
from tests.clock import NOW

TODAY = date(2026, 11, 24)
TOMORROW = TODAY + timedelta(days=1)
LATER = NOW + timedelta(hours=1)
WHOLE = "north-south"


def give(session: Session, holder: Holder, *stems: str) -> NewToken:
    return add_token(session, holder, stems, now=NOW, today=TODAY)


def joint(stem: str, number: int) -> OpenFeed:
    return OpenFeed(FeedName(stem, Reach.JOINT), number)


def opened(session: Session, made: NewToken, stem: str, *, today: date = TODAY) -> OpenFeed | None:
    return feed_access(session, today=today).opened(stem, made.secret)


def test_a_token_opens_the_feeds_it_names_and_no_other(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        made = give(session, factories.party(session, "SOUTH"), WHOLE, "north-south-prep.recurring")
        access = feed_access(session, today=TODAY)

        assert len(made.secret) == 43
        assert made.paths == [
            f"/feeds/{made.secret}/north-south.ics",
            f"/feeds/{made.secret}/north-south-prep.recurring.ics",
        ]
        assert access.opened(WHOLE, made.secret) == joint(WHOLE, made.number)
        assert access.opened("north-south-annual", made.secret) is None
        assert access.opened(WHOLE, made.secret[:-1]) is None
        assert access.opened(WHOLE, "\ud800") is None
        assert access.opened(WHOLE) == OpenFeed(FeedName(WHOLE))
        assert access.opened("north-south-closures") is None


def test_a_rotated_token_opens_by_its_new_secret_alone(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        made = give(session, factories.body(session, "FISH"), WHOLE)
        token = find_token(session, made.number)
        again = rotate_token(token, now=LATER)
        session.flush()

        assert again.files == made.files
        assert opened(session, made, WHOLE) is None
        assert opened(session, again, WHOLE) == joint(WHOLE, made.number)

        revoke_token(token, now=LATER)
        session.flush()
        assert opened(session, again, WHOLE) is None
        with pytest.raises(NotAllowed, match="revoked"):
            rotate_token(token, now=LATER)
        with pytest.raises(NotAllowed, match="revoked"):
            revoke_token(token, now=LATER)
        with pytest.raises(NotFound, match="'7'"):
            find_token(session, 7)


def test_a_person_who_left_all_posts_opens_nothing_from_that_day(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        ana = factories.add_person(session, "NORTH", "Ana Lind")
        made = give(session, ana, WHOLE, "north-south-person-ana-lind")
        first = factories.add_mandate(session, ana, "Head", "TRADE")
        second = factories.add_mandate(session, ana, "Deputy", "WATER")
        first.valid_until = TODAY
        second.valid_until = TOMORROW
        session.flush()

        assert opened(session, made, WHOLE) == joint(WHOLE, made.number)
        assert opened(session, made, WHOLE, today=TOMORROW) is None
        assert opened(session, made, "north-south-person-ana-lind", today=TOMORROW) is None
        second.valid_until = TODAY
        session.flush()
        with pytest.raises(NotAllowed, match="no longer of the party"):
            give(session, ana, WHOLE)
        session.delete(second)
        session.delete(first)
        assert session.query(Mandate).count() == 0
        assert opened(session, made, WHOLE) == joint(WHOLE, made.number)


def test_a_body_that_left_opens_nothing_from_that_day(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        fish = factories.body(session, "FISH")
        made = give(session, fish, WHOLE)
        fish.member_until = TOMORROW
        session.flush()

        assert opened(session, made, WHOLE) == joint(WHOLE, made.number)
        assert opened(session, made, WHOLE, today=TOMORROW) is None


def readable(session: Session, holder: Holder) -> set[str]:
    """The joint feeds for which the holder may have a token, one by one."""
    stems = set()
    for feed in list_feeds(session):
        if feed.name.reach is Reach.JOINT:
            try:
                give(session, holder, feed.name.stem)
            except NotAllowed:
                continue
            stems.add(feed.name.stem.removeprefix("north-south-"))
    return stems


def add_milestone(session: Session, of: Body | None, key: str) -> None:
    session.add(
        Milestone(
            meeting=factories.meeting(session, "PREP-2027-1"),
            body=of,
            key=key,
            uid=key,
            name="Papers",
            offset="5 working days before",
            day=date(2027, 3, 2),
            created_at=NOW,
            changed_at=NOW,
        )
    )
    session.flush()


def test_each_party_reads_what_is_for_both_and_what_is_its_own(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        factories.add_meeting(session, "PREP-2027-1", date(2027, 3, 9), of="PREP")
        add_milestone(session, None, "ours")
        for code in ("TRADE", "FISH"):
            add_milestone(session, factories.body(session, code), code)
        ben = factories.add_person(session, "SOUTH", "Ben Ode")
        factories.add_person(session, "SOUTH", "Cem Ali")
        session.flush()
        both = {WHOLE, "closures", "annual", "annual.recurring", "prep", "prep.recurring"}
        both |= {f"body-{code}" for code in ("fish", "harbour", "trade", "water")}
        ours = {"holds", "holds-north", "holds-south", "milestones", "milestones-secretariat"}
        ours |= {"milestones-trade", "milestones-fish", "commitments"}
        theirs = {"holds-south", "milestones-fish"}

        assert readable(session, factories.party(session, "NORTH")) == both | ours
        assert readable(session, factories.body(session, "WATER")) == both | ours
        assert readable(session, factories.party(session, "SOUTH")) == both | theirs
        assert readable(session, ben) == both | theirs | {"person-ben-ode"}


def test_a_code_of_both_parties_has_one_feed_of_milestones_for_the_secretariat(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        factories.add_meeting(session, "PREP-2027-1", date(2027, 3, 9), of="PREP")
        add_milestone(session, factories.body(session, "FISH"), "theirs")
        only = readable(session, factories.party(session, "SOUTH"))
        assert "milestones-fish" in only

        ours = factories.add_body(session, factories.party(session, "NORTH"), "FISH")
        add_milestone(session, ours, "ours")

        assert readable(session, factories.party(session, "SOUTH")) == (
            only - {"milestones-fish"} | {"body-fish-2"}
        )


def test_a_list_tells_all_but_the_secret_and_the_last_use_leaves_no_entry(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        briefed.add_briefed(session)
        made = give(session, factories.party(session, "SOUTH"), WHOLE, WHOLE)
    mark = database.mark()
    with database.writing(verb="serve", now=LATER, officer="serve") as session:
        note_uses(session, {made.number: LATER, 99: LATER})
    with database.reading() as session:
        (row,) = list_tokens(session)

    assert (row.kind, row.holder, row.feeds) == ("party", "SOUTH", (WHOLE,))
    assert (row.created_at, row.last_used_at) == (NOW, LATER)
    assert (row.rotated_at, row.revoked_at) == (None, None)
    assert made.secret not in repr(row)
    assert database.mark() == mark


def test_a_feed_that_there_is_not_is_refused_with_those_there_are(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        with pytest.raises(NotFound, match="there is no feed 'nord'; there are: north-south, "):
            give(session, factories.party(session, "SOUTH"), WHOLE, "nord")
        assert feed_access(session, today=TODAY).tokens == FeedAccess({}, {}).tokens
