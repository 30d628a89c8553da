"""Every feed there is, and how to make each: the one list that the doors offer and serve from.

Slugs are unique in a deployment: of partnerships, bodies and people that would be alike, the one
made first keeps the name.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import NotFound
from scheduler.exports.ical import feed as written
from scheduler.model.body import Person
from scheduler.model.partnership import Partnership
from scheduler.papers.audience import Reach
from scheduler.papers.calendar import CalendarFeed
from scheduler.papers.feed_names import (
    FeedKind,
    FeedListing,
    FeedName,
    FeedReaders,
    FeedStyle,
)
from scheduler.secretariat.closure_feeds import closure_feed_of
from scheduler.secretariat.commitment_feeds import (
    CommitmentPlan,
    commitment_feed_of,
    commitment_plans,
)
from scheduler.secretariat.feed_blocks import written_from_blocks
from scheduler.secretariat.feeds import FeedPlan, feed_plans
from scheduler.secretariat.holds import HoldPlan, hold_feed_of, hold_plans, open_consultations
from scheduler.secretariat.identity import file_stem, free_stem
from scheduler.secretariat.milestone_feeds import (
    MilestonePlan,
    milestone_feed_of,
    milestone_plans,
    milestones_of,
)
from scheduler.secretariat.person_feeds import person_feed_of
from scheduler.secretariat.recurring_feeds import recurring_feed_of


@dataclass(frozen=True, slots=True)
class FeedRecipe:
    """A feed that there is, and the bytes of it as the record stands now, given its source."""

    listing: FeedListing
    write: Callable[[str], bytes]


def list_feeds(session: Session) -> list[FeedListing]:
    """Every feed of the deployment, those of one partnership after those of another."""
    return [recipe.listing for recipe in _recipes(session)]


def find_recipe(session: Session, name: FeedName) -> FeedRecipe:
    """How to make one feed. Raises NotFound where there is none of that name."""
    for recipe in _recipes(session):
        if recipe.listing.name == name:
            return recipe
    raise NotFound("feed", name.slug)


def _recipes(session: Session) -> Iterator[FeedRecipe]:
    taken: set[str] = set()
    for partnership in session.scalars(select(Partnership).order_by(Partnership.id)):
        for plan in feed_plans(session, partnership, taken):
            yield from _of_meetings(session, partnership, plan)
        yield from _of_people(session, partnership, taken)
        yield from _others(session, partnership, taken)


def _of_meetings(
    session: Session, partnership: Partnership, plan: FeedPlan
) -> Iterator[FeedRecipe]:
    readers = _both(partnership)
    for reach in (Reach.PUBLIC, Reach.JOINT):

        def write(source: str, reach: Reach = reach) -> bytes:
            return written_from_blocks(session, partnership, plan, reach=reach, source=source)

        name = FeedName(plan.feed.slug, reach)
        yield FeedRecipe(FeedListing(name, plan.kind, plan.feed.name, readers), write)
        if plan.kind is FeedKind.SERIES:
            yield _by_rule(session, plan, reach, readers)


def _by_rule(session: Session, plan: FeedPlan, reach: Reach, readers: FeedReaders) -> FeedRecipe:
    def write(source: str) -> bytes:
        shown = source if reach is Reach.PUBLIC else ""
        return written(replace(recurring_feed_of(session, plan, reach=reach), source=shown))

    name = FeedName(plan.feed.slug, reach, FeedStyle.RECURRING)
    return FeedRecipe(FeedListing(name, plan.kind, plan.feed.name, readers), write)


def _of_people(session: Session, partnership: Partnership, taken: set[str]) -> Iterator[FeedRecipe]:
    parties = _both(partnership).parties
    people = select(Person).where(Person.party_id.in_(parties)).order_by(Person.id)
    for person in session.scalars(people):
        slug = free_stem(file_stem(partnership.code, "person", person.key), taken)

        def make(slug: str = slug, person: Person = person) -> CalendarFeed:
            return person_feed_of(session, partnership, person, slug)

        title = f"{partnership.name}: meetings of {person.full_name}"
        readers = FeedReaders(parties, person.id)
        yield _private(slug, FeedKind.PERSON, title, readers, make)


def _others(session: Session, partnership: Partnership, taken: set[str]) -> Iterator[FeedRecipe]:
    slug = free_stem(file_stem(partnership.code, "closures"), taken)
    title = f"{partnership.name}: closed days"
    yield _private(
        slug,
        FeedKind.CLOSURES,
        title,
        _both(partnership),
        lambda: closure_feed_of(session, partnership, slug),
    )
    for held in hold_plans(session, partnership):

        def keep_free(plan: HoldPlan = held) -> CalendarFeed:
            return hold_feed_of(plan, open_consultations(session, partnership))

        yield _private(held.slug, FeedKind.HOLDS, held.name, held.readers, keep_free)
    for due in milestone_plans(session, partnership):

        def remind(plan: MilestonePlan = due) -> CalendarFeed:
            return milestone_feed_of(plan, milestones_of(session, partnership))

        yield _private(due.slug, FeedKind.MILESTONES, due.name, due.readers, remind)
    for owed in commitment_plans(session, partnership):

        def follow_up(plan: CommitmentPlan = owed) -> CalendarFeed:
            return commitment_feed_of(session, partnership, plan)

        yield _private(owed.slug, FeedKind.COMMITMENTS, owed.name, owed.readers, follow_up)


def _both(partnership: Partnership) -> FeedReaders:
    return FeedReaders(frozenset(party.id for party in partnership.parties))


def _private(
    slug: str, kind: FeedKind, title: str, readers: FeedReaders, make: Callable[[], CalendarFeed]
) -> FeedRecipe:
    listing = FeedListing(FeedName(slug, Reach.JOINT), kind, title, readers)
    return FeedRecipe(listing, lambda _source: written(make()))
