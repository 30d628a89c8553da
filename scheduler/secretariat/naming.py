"""Finds what an officer names: SOM-12, HOU-2027-1, next:SOM, last:SOM, a date, a body's code."""

import re
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from scheduler.errors import AmbiguousName, InvalidValue, NotFound
from scheduler.model.agenda import AgendaItem
from scheduler.model.body import Body, Person
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership, Party
from scheduler.model.series import Series
from scheduler.model.vocabulary import MeetingState, NumberCertainty

_T = TypeVar("_T")
_NUMBERED = re.compile(r"(?P<series>[A-Za-z][\w.]*)-(?P<number>\d{1,3})")
_OF_YEAR = re.compile(r"(?P<series>[A-Za-z][\w.]*)-(?P<year>[1-9]\d{3})")
_RELATIVE = re.compile(r"(?P<which>next|last):(?P<series>\S+)", re.IGNORECASE)
_TO_COME = (MeetingState.PLANNED, MeetingState.PROPOSED, MeetingState.CONFIRMED)
_CODE = re.compile(r"[^\s/:,]{1,60}")
_CODE_FORM = (
    "1 to 60 characters without blanks, '/', ':' or ',', and neither a date nor a number or year "
    "of a series; such as RETREAT-2027"
)
_MEETING_FORMS = "SOM-12, HOU-2027-1, next:SOM, last:SOM or a date such as 2027-05-07"
_MOST_SHOWN = 12


def find_partnership(session: Session, code: str | None = None) -> Partnership:
    """The partnership of that code, or the only one where none is said."""
    partnerships = session.scalars(select(Partnership).order_by(Partnership.code)).all()
    codes = [partnership.code for partnership in partnerships]
    if code is None:
        if not codes:
            raise NotFound("partnership", "of this database", ())
        if len(codes) > 1:
            raise AmbiguousName("partnership", "the partnership", codes)
        return partnerships[0]
    found = [one for one in partnerships if one.code.casefold() == code.casefold()]
    if not found:
        raise NotFound("partnership", code, codes)
    return found[0]


def find_series(session: Session, code: str) -> Series:
    """The series of that code, whatever its case."""
    return _only(
        "series",
        code,
        session.scalars(select(Series).where(func.lower(Series.code) == code.lower())).all(),
        session.scalars(select(Series.code).order_by(Series.code)).all(),
    )


def find_body(session: Session, code: str) -> Body:
    """The body of that code ("ECHO" or "DG ECHO"), whatever its case."""
    wanted = code.lower().removeprefix("dg ").strip()
    return _only(
        "body",
        code,
        session.scalars(select(Body).where(func.lower(Body.code) == wanted)).all(),
        session.scalars(select(Body.code).order_by(Body.code)).all(),
    )


def find_party(partnership: Partnership, code: str) -> Party:
    """The party of that code, whatever its case."""
    found = [party for party in partnership.parties if party.code.lower() == code.lower()]
    return _only("party", code, found, [party.code for party in partnership.parties])


def require_new_name(session: Session, name: str) -> None:
    """Raise InvalidValue for the name of a new meeting that could not be used to find it again."""
    numbered = _NUMBERED.fullmatch(name) or _OF_YEAR.fullmatch(name)
    code = numbered["series"].lower() if numbered else ""
    counts = session.scalar(select(Series.id).where(func.lower(Series.code) == code))
    if counts or _CODE.fullmatch(name) is None or _as_day(name):
        raise InvalidValue("the name", name, _CODE_FORM)


def find_person(session: Session, name: str) -> Person:
    """The person of that key or name, whatever its case."""
    # SQLite lowers ASCII alone, so names are compared here.
    wanted = name.casefold()
    people = session.scalars(select(Person).order_by(Person.name, Person.key)).all()
    found = [one for one in people if wanted in (one.key.casefold(), one.name.casefold())]
    if len(found) > 1:
        raise AmbiguousName("person", name, [person.key for person in found])
    return _only("person", name, found, [person.name for person in people])


def find_meeting(session: Session, name: str, *, today: date) -> Meeting:
    """The meeting an officer means; raises AmbiguousName with the candidates, or NotFound."""
    candidates = _candidates(session, name.strip(), today)
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        raise AmbiguousName("meeting", name, [meeting.name for meeting in candidates])
    raise NotFound("meeting", name, _known_meetings(session, name))


def find_item(session: Session, meeting: Meeting, number: int) -> AgendaItem:
    """The agenda item of that printed number."""
    items = agenda_of(session, meeting)
    if not 1 <= number <= len(items):
        raise NotFound(
            "agenda item",
            str(number),
            [f"{place} ({item.title})" for place, item in enumerate(items, 1)],
        )
    return items[number - 1]


def agenda_of(session: Session, meeting: Meeting) -> Sequence[AgendaItem]:
    """The items of a meeting in the order of the agenda."""
    return session.scalars(
        select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting.id)
        .order_by(AgendaItem.position, AgendaItem.id)
    ).all()


def _candidates(session: Session, name: str, today: date) -> Sequence[Meeting]:
    if found := _where(session, (func.lower(Meeting.code) == name.lower()) | (Meeting.uid == name)):
        return found
    if relative := _RELATIVE.fullmatch(name):
        return _relative(session, relative["which"].lower(), relative["series"], today)
    if numbered := _NUMBERED.fullmatch(name):
        return _numbered(session, numbered["series"], int(numbered["number"]))
    if of_year := _OF_YEAR.fullmatch(name):
        series = find_series(session, of_year["series"])
        year = int(of_year["year"])
        in_year = Meeting.day.between(date(year, 1, 1), date(year, 12, 31))
        prefix = func.lower(Meeting.code).startswith(name.lower() + "-", autoescape=True)
        return _where(session, (Meeting.series_id == series.id) & (in_year | prefix))
    if (day := _as_day(name)) is None:
        raise InvalidValue("the meeting", name, _MEETING_FORMS)
    return _where(
        session, (Meeting.day <= day) & (func.coalesce(Meeting.last_day, Meeting.day) >= day)
    )


def _as_day(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


def _where(session: Session, condition: ColumnElement[bool]) -> Sequence[Meeting]:
    return session.scalars(select(Meeting).where(condition).order_by(Meeting.day, Meeting.id)).all()


def _numbered(session: Session, code: str, number: int) -> Sequence[Meeting]:
    """Meetings of that number; one whose number is certain hides those where it is not."""
    series = find_series(session, code)
    found = _where(session, (Meeting.series_id == series.id) & (Meeting.number == number))
    certain = [m for m in found if m.number_certainty is NumberCertainty.CERTAIN]
    return certain or found


def _relative(session: Session, which: str, code: str, today: date) -> Sequence[Meeting]:
    series = find_series(session, code)
    meetings = select(Meeting).where(Meeting.series_id == series.id)
    if which == "next":
        to_come = meetings.where(Meeting.day >= today, Meeting.state.in_(_TO_COME))
        return session.scalars(to_come.order_by(Meeting.day).limit(1)).all()
    held = meetings.where(Meeting.day <= today, Meeting.state == MeetingState.HELD)
    return session.scalars(held.order_by(Meeting.day.desc()).limit(1)).all()


def _known_meetings(session: Session, name: str) -> list[str]:
    """Names near the one that was given: those of its series, newest first."""
    meetings = select(Meeting).order_by(Meeting.day.desc())
    code = re.split(r"[-:]", name)[0 if ":" not in name else 1]
    if of_series := session.scalars(
        meetings.join(Series).where(func.lower(Series.code) == code.lower()).limit(_MOST_SHOWN)
    ).all():
        return [meeting.name for meeting in of_series]
    return [meeting.name for meeting in session.scalars(meetings.limit(_MOST_SHOWN))]


def _only(noun: str, key: str, found: Sequence[_T], known: Sequence[str]) -> _T:
    if not found:
        raise NotFound(noun, key, known)
    if len(found) > 1:
        raise AmbiguousName(noun, key, known)
    return found[0]
