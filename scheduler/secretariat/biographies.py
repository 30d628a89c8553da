"""Biographies: what is written of a person as of a day, and which one a paper of a day prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import Finding, InvalidValue, NotFound, Severity
from scheduler.imports.markdown import parse_markdown
from scheduler.model.biography import Biography
from scheduler.model.body import Person
from scheduler.model.delegation import Attendance
from scheduler.model.meeting import Meeting
from scheduler.papers.audience import Reach, Reader
from scheduler.papers.people import BiographyText
from scheduler.papers.words import short_day
from scheduler.planning.spans import Span, Unit
from scheduler.secretariat.audiences import owner_of, readable_by
from scheduler.secretariat.edits import require_version
from scheduler.secretariat.meetings import short_name
from scheduler.secretariat.texts import one_line, some_prose

_FRESH = Span(2, Unit.YEARS)


@dataclass(frozen=True, slots=True)
class BiographyRow:
    """A biography as it stands."""

    person: str
    dated: date
    text: str
    source: str
    audience: str
    version: int


@dataclass(frozen=True, slots=True)
class NewBiography:
    """What an officer writes of a person: Markdown, as of a day, from a source, for whom."""

    text: str
    dated: date
    reach: Reach
    source: str = ""


def set_biography(
    session: Session,
    person: Person,
    new: NewBiography,
    *,
    version: int | None = None,
    today: date,
) -> Biography:
    """Write a person's biography as of a day, in place of one of that day and audience.

    Raises InvalidValue for a day to come, StaleEdit if it moved on since that version.
    """
    if new.dated > today:
        raise InvalidValue("--dated", new.dated.isoformat(), f"a day up to today, {today}")
    said = some_prose("the biography", new.text)
    party = owner_of(new.reach, person.party.partnership)
    there = _find(session, person, new.dated, new.reach)
    if there is None:
        there = Biography(person=person, dated=new.dated, reach=new.reach, party=party)
        session.add(there)
    else:
        what = f"the biography of {person.name}"
        require_version(what, there, version, theirs=there.text, yours=said)
    there.text, there.source = said, one_line("--source", new.source) if new.source else ""
    session.flush()
    return there


def remove_biography(session: Session, person: Person, dated: date, reach: Reach) -> None:
    """Take a biography out of the record; NotFound with the days of those there are."""
    there = _find(session, person, dated, reach)
    if there is None:
        known = [f"{one.dated} ({one.audience})" for one in biographies_of(session, person)]
        raise NotFound(f"biography of {person.name}", f"{dated} ({reach})", known)
    session.delete(there)
    session.flush()


def biographies_of(session: Session, person: Person) -> Sequence[Biography]:
    """Every biography of a person that this secretariat keeps, the newest first."""
    home = person.party.partnership.home_party
    reader = Reader((home or person.party).code)
    return session.scalars(
        select(Biography)
        .where(Biography.person_id == person.id, readable_by(reader, Biography))
        .options(joinedload(Biography.party), joinedload(Biography.person))
        .order_by(Biography.dated.desc(), Biography.id)
    ).all()


def row_of(biography: Biography) -> BiographyRow:
    """The biography as lists show it."""
    return BiographyRow(
        person=biography.person.full_name,
        dated=biography.dated,
        text=biography.text,
        source=biography.source,
        audience=str(biography.audience),
        version=biography.version,
    )


def printed_on(
    session: Session, people: Sequence[Person], reader: Reader, day: date
) -> dict[int, Biography]:
    """By person's id, the newest that the reader may read of those from the day or before it.

    Of two of one day the one for fewer readers, which was written for this reader.
    """
    chosen = (
        select(Biography)
        .where(
            Biography.person_id.in_([one.id for one in people]),
            Biography.dated <= day,
            readable_by(reader, Biography),
        )
        .options(joinedload(Biography.party))
    )
    order = (Reach.PUBLIC, Reach.JOINT, Reach.PARTY)
    rows = sorted(session.scalars(chosen), key=lambda one: (one.dated, order.index(one.reach)))
    return {one.person_id: one for one in rows}


def outdated(biographies: Sequence[Biography], meeting: Meeting, day: date) -> list[Finding]:
    """A warning for each biography that is older than two years on the day."""
    return [
        Finding(
            Severity.WARNING,
            f"the biography of {one.person.full_name} is of {short_day(one.dated)}, more than two "
            "years before the meeting: ask for a newer one",
            meeting.name,
        )
        for one in biographies
        if _FRESH.after(one.dated) < day
    ]


def biographies_for(
    session: Session,
    meeting: Meeting,
    members: Sequence[Attendance],
    reader: Reader,
    *,
    today: date,
) -> tuple[tuple[BiographyText, ...], list[Finding]]:
    """The members' biographies as of the meeting's day, in their order; a warning of old ones."""
    day = meeting.day or today
    people = [one.person for one in members if one.person]
    found = printed_on(session, people, reader, day)
    texts = tuple(
        BiographyText(
            name=one.person.full_name,
            post=one.post_title,
            body=short_name(one.body, meeting) if one.body else "",
            dated=found[one.person.id].dated,
            text=parse_markdown(found[one.person.id].text),
            source=found[one.person.id].source,
            audience=found[one.person.id].audience,
        )
        for one in members
        if one.person and one.person.id in found
    )
    return texts, outdated(list(found.values()), meeting, day)


def _find(session: Session, person: Person, dated: date, reach: Reach) -> Biography | None:
    there = biographies_of(session, person)
    return next((one for one in there if one.dated == dated and one.reach is reach), None)
