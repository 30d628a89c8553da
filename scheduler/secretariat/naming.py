"""Finds what an officer names: SOM-12, HOU-2027-1, next:SOM, last:SOM, a date, a body's code."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import AmbiguousName, InvalidValue, NotFound
from scheduler.model.agenda import AgendaItem
from scheduler.model.body import Body, Person
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership, Party
from scheduler.model.series import Series
from scheduler.model.vocabulary import MeetingState, NumberCertainty
from scheduler.secretariat.texts import folded

_T = TypeVar("_T", Series, Body, Party, Person)
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
            expected = "one that is loaded: scheduler partnership load FILE"
            raise InvalidValue("the partnership", "none", expected)
        if len(codes) > 1:
            expected = f"--partnership CODE with one of: {', '.join(codes)}"
            raise InvalidValue("the partnership", "none", expected)
        return partnerships[0]
    found = [one for one in partnerships if one.code.casefold() == code.casefold()]
    if not found:
        raise NotFound("partnership", code, codes)
    return found[0]


def find_series(session: Session, code: str) -> Series:
    """The series of that code, whatever its case; "EU-IOM/SOM" tells it apart from another."""
    partnership, bare = _scoped(session, code)
    every = session.scalars(select(Series).order_by(Series.code)).all()
    found = [
        one
        for one in every
        if one.code.casefold() == bare.casefold() and partnership in (None, one.partnership)
    ]
    names = {one.id: f"{one.partnership.code}/{one.code}" for one in every}
    return _only("series", code, found, names, {one.id: one.code for one in every})


def find_body(session: Session, code: str) -> Body:
    """The body of that code ("ECHO" or "DG ECHO"), whatever its case."""
    partnership, bare = _scoped(session, code)
    wanted = bare.casefold().removeprefix("dg ").strip()
    every = session.scalars(select(Body).order_by(Body.code).options(joinedload(Body.party))).all()
    found = [
        one
        for one in every
        if one.code.casefold() == wanted and partnership in (None, one.party.partnership)
    ]
    names = {one.id: f"{one.party.partnership.code}/{one.code}" for one in every}
    return _only("body", code, found, names, {one.id: one.code for one in every})


def find_party(partnership: Partnership, code: str) -> Party:
    """The party of that code, whatever its case."""
    found = [party for party in partnership.parties if party.code.lower() == code.lower()]
    names = {party.id: party.code for party in partnership.parties}
    return _only("party", code, found, names, names)


def require_new_name(session: Session, name: str) -> None:
    """Raise InvalidValue for the name of a new meeting that could not be used to find it again."""
    numbered = _NUMBERED.fullmatch(name) or _OF_YEAR.fullmatch(name)
    code = numbered["series"].lower() if numbered else ""
    counts = session.scalar(select(Series.id).where(func.lower(Series.code) == code))
    if counts or _CODE.fullmatch(name) is None or _as_day(name):
        raise InvalidValue("the name", name, _CODE_FORM)


def find_person(session: Session, name: str) -> Person:
    """The person of that key, else of that name, whatever its case, else whatever its accents."""
    # SQLite lowers ASCII alone, so names are compared here.
    people = session.scalars(select(Person).order_by(Person.name, Person.key)).all()
    wanted, letters = name.casefold(), folded(name)
    ways = (
        [one for one in people if one.key.casefold() == wanted],
        [one for one in people if one.name.casefold() == wanted],
        [one for one in people if folded(one.name) == letters],
    )
    found = next((way for way in ways if way), [])
    if len(found) > 1:
        raise AmbiguousName("person", name, [person.key for person in found])
    names = {person.id: person.name for person in people}
    return _only("person", name, found, names, names)


def find_meeting(session: Session, name: str, *, today: date) -> Meeting:
    """The meeting an officer means; raises AmbiguousName with the candidates, or NotFound.

    Where several partnerships have one of that name, it is told apart as "EU-IOM/SOM-12".
    """
    partnership, bare = _scoped(session, name.strip())
    candidates = [
        meeting
        for meeting in _candidates(session, bare, today)
        if partnership in (None, meeting.partnership)
    ]
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        raise NotFound("meeting", name, _known_meetings(session, bare))
    names = [meeting.name for meeting in candidates]
    if len(set(names)) < len(names):
        names = [f"{meeting.partnership.code}/{meeting.name}" for meeting in candidates]
    raise AmbiguousName("meeting", name, names)


def _scoped(session: Session, name: str) -> tuple[Partnership | None, str]:
    """The partnership that a name such as "EU-IOM/SOM-12" begins with, and the rest."""
    scope, slash, bare = name.partition("/")
    return (find_partnership(session, scope), bare) if slash else (None, name)


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
        series, year = _series_called(session, of_year["series"]), int(of_year["year"])
        in_year = Meeting.day.between(date(year, 1, 1), date(year, 12, 31))
        prefix = func.lower(Meeting.code).startswith(name.lower() + "-", autoescape=True)
        return _where(session, Meeting.series_id.in_(series) & (in_year | prefix))
    if (day := _as_day(name)) is None:
        raise InvalidValue("the meeting", name, _MEETING_FORMS)
    last = func.coalesce(Meeting.last_day, Meeting.day)
    return _where(session, (Meeting.day <= day) & (last >= day))


def _series_called(session: Session, code: str) -> list[int]:
    """The series of that code, one in each partnership that has it; NotFound where none has."""
    chosen = select(Series.id).where(func.lower(Series.code) == code.lower())
    return list(session.scalars(chosen)) or [find_series(session, code).id]


def _as_day(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


def _where(session: Session, condition: ColumnElement[bool]) -> Sequence[Meeting]:
    return session.scalars(select(Meeting).where(condition).order_by(Meeting.day, Meeting.id)).all()


def _numbered(session: Session, code: str, number: int) -> Sequence[Meeting]:
    """Meetings of that number; one whose number is certain hides those where it is not."""
    series = _series_called(session, code)
    found = _where(session, Meeting.series_id.in_(series) & (Meeting.number == number))
    certain = [m for m in found if m.number_certainty is NumberCertainty.CERTAIN]
    return certain or found


def _relative(session: Session, which: str, code: str, today: date) -> list[Meeting]:
    """The next or the last meeting of each series of that code."""
    found: list[Meeting] = []
    for series in _series_called(session, code):
        meetings = select(Meeting).where(Meeting.series_id == series).limit(1)
        if which == "next":
            to_come = meetings.where(Meeting.day >= today, Meeting.state.in_(_TO_COME))
            found += session.scalars(to_come.order_by(Meeting.day))
        else:
            held = meetings.where(Meeting.day <= today, Meeting.state == MeetingState.HELD)
            found += session.scalars(held.order_by(Meeting.day.desc()))
    return found


def _known_meetings(session: Session, name: str) -> list[str]:
    """Names near the one given: those of its series, newest first; not all if they are many."""
    meetings = select(Meeting).order_by(Meeting.day.is_(None), Meeting.day.desc())
    code = re.split(r"[-:]", name)[0 if ":" not in name else 1]
    of_series = meetings.join(Series).where(func.lower(Series.code) == code.lower())
    for chosen in (of_series, meetings):
        if names := [one.name for one in session.scalars(chosen.limit(_MOST_SHOWN + 1))]:
            return names[:_MOST_SHOWN] + (["..."] if len(names) > _MOST_SHOWN else [])
    return []


def _only(
    noun: str, key: str, found: Sequence[_T], names: Mapping[int, str], short: Mapping[int, str]
) -> _T:
    """The one that was found; else NotFound with the short names, or AmbiguousName."""
    if not found:
        raise NotFound(noun, key, list(dict.fromkeys(short.values())))
    if len(found) > 1:
        raise AmbiguousName(noun, key, [names[one.id] for one in found])
    return found[0]
