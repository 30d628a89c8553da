"""Who may open which feed now, told from the record as it stands, for as long as it stands so.

Of a token only its SHA-256 is kept. Whether it is unknown, revoked, or one that does not open what
was asked for: each is the same answer, after the same work.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import NotAllowed
from scheduler.model.body import Body, Mandate, Person, Post
from scheduler.model.feed_token import FeedToken
from scheduler.model.partnership import Party
from scheduler.papers.audience import Reach
from scheduler.papers.feed_names import FeedListing, FeedName
from scheduler.secretariat.feed_catalogue import list_feeds

Holder = Person | Body | Party


@dataclass(frozen=True, slots=True)
class OpenFeed:
    """A feed that was asked for rightly, with the number of the token that opened it, if any."""

    name: FeedName
    token: int | None = None


@dataclass(frozen=True, slots=True)
class FeedAccess:
    """The public feeds by the stems of their files, and what each live token opens."""

    public: Mapping[str, OpenFeed]
    tokens: Mapping[str, Mapping[str, OpenFeed]]

    def opened(self, stem: str, token: str | None = None) -> OpenFeed | None:
        """The feed, public or by a token; None where that is no feed, or not for this token."""
        if token is None:
            return self.public.get(stem)
        return self.tokens.get(hash_of(token), {}).get(stem)


def hash_of(token: str) -> str:
    """What the record keeps of a token; it has 256 random bits, which no salt would add to."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def feed_access(session: Session, *, today: date) -> FeedAccess:
    """Who may open what as the record stands, on this day."""
    listed = list_feeds(session)
    joint = {one.name.stem: one for one in listed if one.name.reach is Reach.JOINT}
    left = _left(session, today)
    live = session.scalars(
        select(FeedToken)
        .where(FeedToken.revoked_at.is_(None))
        .options(joinedload(FeedToken.person), joinedload(FeedToken.body))
    )
    return FeedAccess(
        public={
            one.name.stem: OpenFeed(one.name) for one in listed if one.name.reach is Reach.PUBLIC
        },
        tokens={
            token.token_hash: {
                stem: OpenFeed(joint[stem].name, token.id)
                for stem in token.feeds
                if stem in joint and _may_read(holder_of(token), joint[stem], left, today)
            }
            for token in live
        },
    )


def require_readable(session: Session, holder: Holder, feed: FeedListing, *, today: date) -> None:
    """Raise NotAllowed, with the reason, where a feed is not for this holder today."""
    if not _stands(holder, _left(session, today), today):
        reason = f"{name_of(holder)} is no longer of the party"
        remedy = "give it to somebody who is"
    elif not _is_reader(holder, feed):
        reason = f"it is not for {name_of(holder)}"
        remedy = "choose another feed or another holder"
    else:
        return
    raise NotAllowed(f"a token for {feed.name.stem}", reason, remedy)


def holder_of(token: FeedToken) -> Holder:
    """Whose the token is."""
    holder = token.person or token.body or token.party
    assert holder is not None  # noqa: S101 -- the table has a constraint
    return holder


def name_of(holder: Holder) -> str:
    """How a person knows the holder of a token."""
    return holder.full_name if isinstance(holder, Person) else holder.code


def _may_read(holder: Holder, feed: FeedListing, left: set[int], today: date) -> bool:
    return _is_reader(holder, feed) and _stands(holder, left, today)


def _is_reader(holder: Holder, feed: FeedListing) -> bool:
    person = holder.id if isinstance(holder, Person) else None
    party = holder.id if isinstance(holder, Party) else holder.party_id
    return feed.readers.include(party, person)


def _stands(holder: Holder, left: set[int], today: date) -> bool:
    """True unless the person has left their posts, or the body the partnership."""
    if isinstance(holder, Person):
        return holder.id not in left
    if isinstance(holder, Body):
        return holder.member_until is None or today < holder.member_until
    return True


def _left(session: Session, today: date) -> set[int]:
    """Those who held posts of their party, and whose mandates have all ended."""
    ends: dict[int, list[date | None]] = {}
    mandates = (
        select(Mandate.person_id, Mandate.valid_until)
        .join(Mandate.post)
        .join(Post.body)
        .join(Person, Mandate.person_id == Person.id)
        .where(Body.party_id == Person.party_id)
    )
    for person, until in session.execute(mandates):
        ends.setdefault(person, []).append(until)
    return {
        person
        for person, known in ends.items()
        if all(until is not None and until <= today for until in known)
    }
