"""Whose busy calendar a name means: by its own name, a key, or letters without case and accents."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import Finding, Severity
from scheduler.model.body import Person
from scheduler.model.busy import KeptCalendar
from scheduler.planning.policy import SeriesPolicy
from scheduler.secretariat.texts import folded


def calendars_named(session: Session, names: Iterable[str]) -> Mapping[str, Sequence[KeptCalendar]]:
    """The calendars that each name may mean: none, one, or several between which nobody chose.

    The calendar's own name goes first, then the key of its person or the code of its body, then
    the name of either, whatever its case and accents.
    """
    every = session.scalars(
        select(KeptCalendar)
        .order_by(KeptCalendar.name)
        .options(joinedload(KeptCalendar.person), joinedload(KeptCalendar.body))
    ).all()
    people = session.execute(select(Person.key, Person.name)).all() if every else ()
    by_key = defaultdict(set)
    for key, name in people:
        by_key[key.casefold()].add(folded(name))
    return {name: _meant(name, every, by_key.get(name.casefold(), set())) for name in names}


def attendees_not_known(
    policy: SeriesPolicy, calendars: Mapping[str, Sequence[KeptCalendar]]
) -> list[Finding]:
    """A warning for each attendee of a series who is not known by one calendar."""
    return [
        Finding(Severity.WARNING, _not_known(name, calendars.get(name, ())), policy.code)
        for name in (*policy.attendees_required, *policy.attendees)
        if len(calendars.get(name, ())) != 1
    ]


def _meant(
    name: str, every: Sequence[KeptCalendar], named_by_key: set[str]
) -> Sequence[KeptCalendar]:
    """What the first way of reading the name finds."""
    key, letters = name.casefold(), folded(name)
    ways: tuple[Callable[[KeptCalendar], bool], ...] = (
        lambda one: one.name == name,
        lambda one: one.name.casefold() == key,
        lambda one: key in _keys(one) or not named_by_key.isdisjoint(_letters(one)),
        lambda one: letters in _letters(one),
    )
    found = ([one for one in every if way(one)] for way in ways)
    return next((calendars for calendars in found if calendars), [])


def _keys(one: KeptCalendar) -> set[str]:
    person = {one.person.key.casefold()} if one.person else set()
    return person | ({one.body.code.casefold()} if one.body else set())


def _letters(one: KeptCalendar) -> set[str]:
    return {folded(one.name)} | ({folded(one.person.name)} if one.person else set())


def _not_known(name: str, calendars: Sequence[KeptCalendar]) -> str:
    if not calendars:
        return f"nothing is known of when {name} is busy; import it: scheduler busy import"
    names = ", ".join(one.name for one in calendars)
    return f"{name} may mean several busy calendars, and none is taken: {names}; name one of these"
