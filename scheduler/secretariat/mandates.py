"""Posts that are made, and who comes into one and leaves it. Nothing here is taken for granted."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import AlreadyExists, Finding, InvalidValue, NotAllowed, NotFound, Severity
from scheduler.model.body import Body, Mandate, Post
from scheduler.model.partnership import Source
from scheduler.papers.words import short_day
from scheduler.secretariat.people import add_person, person_of
from scheduler.secretariat.post_holders import post_name
from scheduler.secretariat.texts import folded, one_line


@dataclass(frozen=True, slots=True)
class Term:
    """From which day to which a post is held, both inside; what is not said is not known."""

    since: date | None = None
    last_day: date | None = None
    is_acting: bool = False
    source: Source | None = None

    @property
    def until(self) -> date | None:
        """The first day on which it is no longer held."""
        return _next(self.last_day) if self.last_day else None


def add_post(session: Session, body: Body, title: str, *, precedence: int = 100) -> Post:
    """A new post of a body; AlreadyExists if it has one of that title."""
    title = one_line("the title of the post", title)
    if any(folded(post.title) == folded(title) for post in body.posts):
        remedy = "choose another title, or say who holds it: scheduler mandate add"
        raise AlreadyExists("post", f"{body.code}/{title}", remedy)
    post = Post(body=body, title=title, precedence=precedence)
    session.add(post)
    session.flush()
    return post


def remove_post(session: Session, post: Post) -> None:
    """Take out a post that was made by mistake; NotAllowed once somebody held it."""
    if post.mandates:
        held = f"{post.mandates[0].person.full_name} held it"
        remedy = "say when the last mandate ended: scheduler mandate end"
        raise NotAllowed(f"removing the post {post_name(post)}", held, remedy)
    session.delete(post)
    session.flush()


def end_post(session: Session, post: Post, day: date) -> list[Finding]:
    """Say on which day a post is there last; a finding names who holds it beyond.

    Raises InvalidValue where somebody began later.
    """
    if late := [one for one in post.mandates if one.valid_from and one.valid_from > day]:
        first = min(one.valid_from for one in late if one.valid_from)
        expected = f"a day that is not before {short_day(first)}, when somebody came into it"
        raise InvalidValue("the last day", day.isoformat(), expected)
    post.ended_on = day
    session.flush()
    beyond = [
        one
        for one in post.mandates
        if one.attested_on is None and (one.valid_until is None or one.valid_until > _next(day))
    ]
    return [_held(one, f"{one.person.full_name} holds it beyond that day") for one in beyond]


def find_source(session: Session, post: Post, key: str) -> Source:
    """The source of that key in the partnership of the post; NotFound with those there are."""
    partnership = post.body.party.partnership
    sources = session.scalars(select(Source).where(Source.partnership_id == partnership.id)).all()
    for one in sources:
        if one.key == key:
            return one
    raise NotFound("source", key, [one.key for one in sources])


def add_mandate(
    session: Session, post: Post, person: str, term: Term, *, is_new_person: bool = False
) -> tuple[Mandate, list[Finding]]:
    """Somebody holds a post; a finding says who holds it in the same days besides.

    Raises InvalidValue for days in the wrong order and for somebody of the other party,
    AlreadyExists where they are on record in that post from that day.
    """
    _require_order(term.since, term.last_day)
    if post.ended_on and (
        post.is_gone(term.since or date.min) or post.is_gone(term.last_day or date.min)
    ):
        expected = f"days up to {short_day(post.ended_on)}, after which {post_name(post)} fell away"
        raise InvalidValue("the term", f"{term.since or ''} to {term.last_day or ''}", expected)
    party = post.body.party
    who = add_person(session, party, person) if is_new_person else person_of(session, party, person)
    known = [one for one in post.mandates if one.person_id == who.id]
    if any(one.valid_from == term.since and one.attested_on is None for one in known):
        remedy = "say when it ends: scheduler mandate end"
        raise AlreadyExists("mandate of", f"{who.full_name} as {post_name(post)}", remedy)
    beside = [one for one in post.mandates if one.person_id != who.id and _overlaps(one, term)]
    mandate = Mandate(
        post=post,
        person=who,
        valid_from=term.since,
        valid_until=term.until,
        is_acting=term.is_acting,
        source=term.source,
    )
    session.add(mandate)
    session.flush()
    return mandate, [_beside(one) for one in beside if not (term.is_acting or one.is_acting)]


def end_mandate(session: Session, post: Post, person: str, last_day: date) -> Mandate:
    """Say on which day somebody held a post last; an end that was known is corrected.

    Raises NotFound where they never held it, InvalidValue where they began later.
    """
    who = person_of(session, post.body.party, person)
    chosen = select(Mandate).where(Mandate.post_id == post.id, Mandate.person_id == who.id)
    mandates = [one for one in session.scalars(chosen) if one.attested_on is None]
    if not mandates:
        holders = [one.person.name for one in post.mandates if one.attested_on is None]
        raise NotFound(f"mandate in {post_name(post)} of", who.name, holders)
    latest = max(mandates, key=lambda one: one.valid_from or date.min)
    _require_order(latest.valid_from, last_day)
    latest.valid_until = _next(last_day)
    session.flush()
    return latest


def _require_order(since: date | None, last_day: date | None) -> None:
    if since and last_day and last_day < since:
        expected = f"a day that is not before {short_day(since)}, when it began"
        raise InvalidValue("the last day", last_day.isoformat(), expected)


def _overlaps(one: Mandate, term: Term) -> bool:
    if one.valid_from is None and one.valid_until is None:
        return False  # shown on one day, or on none: nothing is known of its end
    begins_in_time = term.until is None or one.valid_from is None or one.valid_from < term.until
    ends_in_time = one.valid_until is None or term.since is None or term.since < one.valid_until
    return begins_in_time and ends_in_time


def _next(day: date) -> date:
    return day + timedelta(days=1)


def _beside(one: Mandate) -> Finding:
    return _held(one, f"{one.person.full_name} holds it in the same days")


def _held(one: Mandate, message: str) -> Finding:
    remedy = f'scheduler mandate end "{post_name(one.post)}" "{one.person.name}" --last-day DAY'
    return Finding(Severity.WARNING, f"{message}; say when that ends: {remedy}")
