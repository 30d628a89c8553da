"""A small invented partnership, made row by row. No surprises: what a test needs it says itself.

Two parties, Northland (home) and Southmark; bodies TRADE, WATER and FISH, HARBOUR; the series
ANNUAL ("Annual Meeting", 09:30 to 17:00) and PREP ("Preparatory Meeting", 10:00 to 13:00).
"""

from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.model.agenda import AgendaItem
from scheduler.model.body import Body, BodyName, Mandate, Person, Post
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership, Party
from scheduler.model.series import Series
from scheduler.model.vocabulary import Certainty, Level, MeetingState, NumberCertainty
from scheduler.secretariat.identity import meeting_uid

ZONE = "Europe/Brussels"
MADE_AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def add_partnership(session: Session) -> Partnership:
    """The partnership with its parties, bodies and series; the series have no rule."""
    partnership = Partnership(code="NORTH-SOUTH", name="Partnership of Northland and Southmark")
    north = Party(partnership=partnership, code="NORTH", name="Northland", is_home=True)
    south = Party(partnership=partnership, code="SOUTH", name="Southmark", is_home=False)
    session.add(partnership)
    for party, codes in ((north, ("TRADE", "WATER")), (south, ("FISH", "HARBOUR"))):
        for place, code in enumerate(codes, 1):
            add_body(session, party, code, precedence=place)
    session.add_all(
        [
            Series(
                partnership=partnership,
                code="ANNUAL",
                name="Annual Meeting",
                level=Level.SENIOR_OFFICIALS,
                zone=ZONE,
                start_time=time(9, 30),
                end_time=time(17, 0),
            ),
            Series(
                partnership=partnership,
                code="PREP",
                name="Preparatory Meeting",
                level=Level.HEADS_OF_UNIT,
                is_numbered=False,
                zone=ZONE,
                start_time=time(10, 0),
                end_time=time(13, 0),
            ),
        ]
    )
    session.flush()
    return partnership


def add_body(session: Session, party: Party, code: str, *, precedence: int = 100) -> Body:
    """A body whose short name is "DG " and its code."""
    body = Body(party=party, code=code, precedence=precedence)
    body.names.append(BodyName(short=f"DG {code}", name=f"Directorate {code}"))
    session.add(body)
    return body


def party(session: Session, code: str) -> Party:
    """The party of that code."""
    return session.scalars(select(Party).where(Party.code == code)).one()


def body(session: Session, code: str) -> Body:
    """The body of that code."""
    return session.scalars(select(Body).where(Body.code == code)).one()


def series(session: Session, code: str) -> Series:
    """The series of that code."""
    return session.scalars(select(Series).where(Series.code == code)).one()


def meeting(session: Session, code: str) -> Meeting:
    """The meeting of that permanent code."""
    return session.scalars(select(Meeting).where(Meeting.code == code)).one()


def add_meeting(
    session: Session,
    code: str,
    day: date | None,
    *,
    of: str = "ANNUAL",
    state: MeetingState = MeetingState.CONFIRMED,
    number: int | None = None,
) -> Meeting:
    """A meeting of a series, with the hours of the series; a number given is certain."""
    rhythm = series(session, of)
    made = Meeting(
        partnership=rhythm.partnership,
        series=rhythm,
        uid=meeting_uid(rhythm.partnership.code, code),
        code=code,
        number=number,
        number_certainty=NumberCertainty.CERTAIN if number else NumberCertainty.UNKNOWN,
        state=state,
        day=day,
        date_certainty=Certainty.EXACT if day else Certainty.UNKNOWN,
        start_time=rhythm.start_time if day else None,
        end_time=rhythm.end_time if day else None,
        zone=rhythm.zone,
        created_at=MADE_AT,
        changed_at=MADE_AT,
    )
    made.derive_instants()
    session.add(made)
    session.flush()
    return made


def add_person(
    session: Session, of: str, name: str, *, key: str = "", honorific: str = ""
) -> Person:
    """A person of a party."""
    person = Person(
        party=party(session, of),
        key=key or name.lower().replace(" ", "-"),
        name=name,
        honorific=honorific,
    )
    session.add(person)
    session.flush()
    return person


def add_mandate(
    session: Session, who: Person, title: str, of: str, *, valid_from: date | None = None
) -> Mandate:
    """The person holds a post of that title in a body, from the day on."""
    post = Post(body=body(session, of), title=title, precedence=10)
    mandate = Mandate(post=post, person=who, valid_from=valid_from)
    session.add(mandate)
    session.flush()
    return mandate


def add_item(
    session: Session, of: Meeting, title: str, *, minutes: int | None = None
) -> AgendaItem:
    """An agenda item at the end, joint, for discussion."""
    count = len(session.scalars(select(AgendaItem.id).where(AgendaItem.meeting == of)).all())
    item = AgendaItem(meeting=of, position=count + 1, title=title, minutes_planned=minutes)
    session.add(item)
    session.flush()
    return item
