"""People of a party by name, and the posts they held on a day."""

import re
import unicodedata
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import AlreadyExists, InvalidValue
from scheduler.model.body import Body, Mandate, Person, Post
from scheduler.model.partnership import Party
from scheduler.secretariat.naming import find_person
from scheduler.secretariat.texts import one_line


def person_of(session: Session, party: Party, name: str) -> Person:
    """The person of that name or key; InvalidValue if it is somebody of the other party."""
    person = find_person(session, name)
    if person.party_id != party.id:
        expected = f"somebody of {party.code}; {person.name} is of {person.party.code}"
        raise InvalidValue("the person", name, expected)
    return person


def add_person(session: Session, party: Party, name: str) -> Person:
    """Somebody new to the record; AlreadyExists if the party has a person of that name."""
    name = one_line("the name", name)
    known = session.scalars(select(Person).where(Person.party_id == party.id)).all()
    if any(person.name.casefold() == name.casefold() for person in known):
        raise AlreadyExists("person", name, "leave out --new-person")
    person = Person(party=party, key=_free_key(name, {one.key for one in known}), name=name)
    session.add(person)
    session.flush()
    return person


def mandate_on(session: Session, person: Person, day: date | None) -> Mandate | None:
    """The mandate a person had on a day, the highest post first; None if none is known."""
    if day is None:
        return None
    mandates = session.scalars(
        select(Mandate)
        .join(Mandate.post)
        .where(Mandate.person_id == person.id)
        .options(joinedload(Mandate.post).joinedload(Post.body))
        .order_by(Post.precedence, Mandate.id)
    )
    return next((mandate for mandate in mandates if is_held_on(mandate, day)), None)


def latest_mandate(session: Session, person: Person, party: Party) -> Mandate | None:
    """The mandate of a person in a party that is known of the latest day; None if none is known."""
    mandates = session.scalars(
        select(Mandate)
        .join(Mandate.post)
        .join(Post.body)
        .where(Mandate.person_id == person.id, Body.party_id == party.id)
        .options(joinedload(Mandate.post).joinedload(Post.body), joinedload(Mandate.person))
        .order_by(Post.precedence, Mandate.id)
    )
    return max(mandates, key=lambda one: known_on(one) or date.min, default=None)


def known_on(mandate: Mandate) -> date | None:
    """The latest day of which a mandate is known; None where no day is."""
    return mandate.attested_on or mandate.valid_until or mandate.valid_from


def is_held_on(mandate: Mandate, day: date) -> bool:
    """True inside the half-open window; without one, on the day it is attested, or always."""
    if mandate.valid_from is None and mandate.valid_until is None:
        return mandate.attested_on in (None, day)
    begun = mandate.valid_from is None or mandate.valid_from <= day
    return begun and (mandate.valid_until is None or day < mandate.valid_until)


def _free_key(name: str, taken: set[str]) -> str:
    """A key made of the name's ASCII letters, with a number where that is taken or empty."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    key = re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-") or "person"
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    return free
