"""Lists of the bodies, posts and people of a partnership, as of a day."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from scheduler.model.biography import Biography
from scheduler.model.body import Body, Person
from scheduler.model.partnership import Partnership, Party
from scheduler.secretariat.people import mandate_on
from scheduler.secretariat.post_holders import post_name, posts_of, words_on
from scheduler.secretariat.who_was_it import membership, series_of_post


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body by its name of the day; `takes_part` is "yes", or from or since when not."""

    party: str
    code: str
    short: str
    name: str
    takes_part: str


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post and who holds it on the day, in words."""

    party: str
    post: str
    holder: str
    series: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with their post of the day, and the day of their newest biography."""

    party: str
    key: str
    name: str
    post: str
    biography: date | None


def list_bodies(session: Session, partnership: Partnership, day: date) -> list[BodyRow]:
    """The bodies by party and rank."""
    bodies = session.scalars(
        select(Body)
        .join(Body.party)
        .where(Party.partnership_id == partnership.id)
        .options(joinedload(Body.party), selectinload(Body.names))
        .order_by(Body.party_id, Body.precedence, Body.code)
    )
    rows = []
    for body in bodies:
        name = body.name_on(day)
        long = name.name if name else ""
        short, takes_part = body.short_name_on(day), membership(body, day)
        rows.append(BodyRow(body.party.code, body.code, short, long, takes_part))
    return rows


def list_posts(session: Session, partnership: Partnership, day: date) -> list[PostRow]:
    """The posts by party, body and rank."""
    return [
        PostRow(
            post.body.party.code,
            post_name(post),
            words_on(post, day),
            series_of_post(session, post),
        )
        for post in posts_of(session, partnership)
    ]


def list_people(session: Session, partnership: Partnership, day: date) -> list[PersonRow]:
    """The people by party and name."""
    newest = (
        select(Biography.person_id, func.max(Biography.dated).label("dated"))
        .group_by(Biography.person_id)
        .subquery()
    )
    people = session.execute(
        select(Person, newest.c.dated)
        .join(Person.party)
        .outerjoin(newest, newest.c.person_id == Person.id)
        .where(Party.partnership_id == partnership.id)
        .options(joinedload(Person.party))
        .order_by(Person.party_id, Person.name, Person.key)
    ).all()
    rows = []
    for person, dated in people:
        held = mandate_on(session, person, day)
        acting = "Acting " * held.is_acting if held else ""
        post = f"{acting}{held.post.title}, {held.post.body.short_name_on(day)}" if held else ""
        rows.append(PersonRow(person.party.code, person.key, person.full_name, post, dated))
    return rows
