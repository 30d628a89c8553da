"""The invented partnership with posts and mandates around ANNUAL-2, 7 May 2027.

Northland sends the Minister and the Director of TRADE and the Director of WATER, with an Adviser as
alternate; Southmark sends the Envoy of FISH.
"""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.model.body import Mandate, Person, Post
from scheduler.model.meeting import Meeting
from tests import factories

THE_DAY = date(2027, 5, 7)
NORTH = ["TRADE/Minister", "TRADE/Director", "WATER/Director"]


def a_meeting(session: Session) -> Meeting:
    """The meeting; all of its posts are there and nobody holds any."""
    factories.add_partnership(session)
    for place, name in enumerate([*NORTH, "FISH/Envoy", "TRADE/Adviser"]):
        body, title = name.split("/")
        rank = 20 if title == "Director" else 10 * (place + 1)
        session.add(Post(body=factories.body(session, body), title=title, precedence=rank))
    rhythm = factories.series(session, "ANNUAL")
    rhythm.delegation, rhythm.alternates = [*NORTH, "FISH/Envoy"], ["TRADE/Adviser"]
    return factories.add_meeting(session, "ANNUAL-2027", THE_DAY, number=2)


def post(session: Session, name: str) -> Post:
    body, title = name.split("/")
    of = factories.body(session, body)
    return session.scalars(select(Post).where(Post.body == of, Post.title == title)).one()


def hold(
    session: Session,
    name: str,
    who: str,
    since: date | None,
    until: date | None = None,
    **more: bool,
) -> Person:
    """Somebody holds a post from a day until another."""
    of = post(session, name)
    person = factories.add_person(session, of.body.party.code, who)
    mandate = Mandate(person=person, valid_from=since, valid_until=until, **more)
    of.mandates.append(mandate)
    session.flush()
    return person
