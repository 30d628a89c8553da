"""Who is asked in a consultation: the parties, or bodies of them, and who speaks for a co-chair."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotFound
from scheduler.model.body import Body
from scheduler.model.consultation import Consultation, Consulted
from scheduler.model.delegation import Attendance
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Party
from scheduler.papers.words import listed
from scheduler.planning.quorum import Quorum
from scheduler.secretariat.attendance import members_of
from scheduler.secretariat.meetings import short_name

Asked: TypeAlias = Party | Body


def find_asked(session: Session, meeting: Meeting, code: str) -> Asked:
    """The party of that code, else the body of it; NotFound with all that can be asked."""
    parties = meeting.partnership.parties
    keys = [party.id for party in parties]
    bodies = session.scalars(select(Body).where(Body.party_id.in_(keys)).order_by(Body.code))
    every: list[Asked] = [*parties, *bodies]
    found: Asked | None = next((one for one in every if _is_called(one.code, code)), None)
    if found is None:
        raise NotFound("delegation", code, list(dict.fromkeys(one.code for one in every)))
    return found


def find_consulted(consultation: Consultation, code: str) -> Consulted:
    """The delegation of that code among those that are asked."""
    found = [one for one in consultation.consulted if _is_called(one.code, code)]
    if not found:
        raise NotFound("delegation", code, [one.code for one in consultation.consulted])
    return found[0]


def consulted_for(
    session: Session,
    meeting: Meeting,
    asked: Sequence[Asked],
    chairs: Sequence[Asked],
    quorum: Quorum,
) -> list[Consulted]:
    """Whom a consultation asks, by party; without any said, those whom the meeting names.

    Those are, for each party, the bodies that chair for it or are in its delegation; where there
    is none, the party itself. Raises InvalidValue where the quorum could never be met.
    """
    said = [*asked, *(chair for chair in chairs if chair not in asked)] if asked else []
    members = members_of(session, meeting)
    every = said or [*_named(meeting, members), *chairs]
    rows = [_row(one, is_chair=one in chairs) for one in dict.fromkeys(every)]
    rows.sort(key=lambda one: one.party.id)
    _require_codes(rows)
    for _, of_party in groupby(rows, key=lambda one: one.party.id):
        _find_chair(meeting, members, list(of_party))
    _require_answerable(meeting, rows, quorum)
    return rows


def label(consulted: Consulted) -> str:
    """How lists show it: the body by its name on the day, else the code of the party."""
    meeting = consulted.consultation.meeting
    return short_name(consulted.body, meeting) if consulted.body else consulted.party.code


def _is_called(code: str, wanted: str) -> bool:
    return code.casefold() == wanted.casefold().removeprefix("dg ").strip()


def _row(asked: Asked, *, is_chair: bool) -> Consulted:
    if isinstance(asked, Body):
        return Consulted(party=asked.party, body=asked, is_chair=is_chair)
    return Consulted(party=asked, is_chair=is_chair)


def _named(meeting: Meeting, members: Sequence[Attendance]) -> Iterator[Asked]:
    chairing = [chair.body for chair in meeting.chairs]
    bodies = [body for body in (*chairing, *(one.body for one in members)) if body]
    for party in meeting.partnership.parties:
        own = [body for body in bodies if body.party_id == party.id]
        yield from own
        if not own:
            yield party


def _find_chair(
    meeting: Meeting, members: Sequence[Attendance], of_party: Sequence[Consulted]
) -> None:
    """Say who speaks for the party's co-chair, unless that is said.

    The body that chairs, else the party itself, else the body of the head of its delegation, else
    the only one that is asked.
    """
    if any(one.is_chair for one in of_party):
        return
    chairing = [chair.body for chair in meeting.chairs if chair.body]
    heading = [member.body for member in members if member.is_head and member.body]
    found = (
        [one for one in of_party if one.body in chairing]
        or [one for one in of_party if one.body is None]
        or [one for one in of_party if one.body in heading]
    )
    for one in found or (of_party if len(of_party) == 1 else ()):
        one.is_chair = True


def _require_codes(rows: Iterable[Consulted]) -> None:
    """Nobody could tell two of one code apart by name."""
    codes = [one.code.casefold() for one in rows]
    if twice := [code for code in codes if codes.count(code) > 1]:
        expected = "each code once; a party and a body of that code cannot both be asked"
        raise InvalidValue("the delegations", twice[0].upper(), expected)


def _require_answerable(meeting: Meeting, rows: Sequence[Consulted], quorum: Quorum) -> None:
    if quorum.most > len(rows):
        expected = f"no more than the {len(rows)} delegations that are asked"
        raise InvalidValue("the quorum", str(quorum), expected)
    speak = {one.party.code for one in rows if one.is_chair}
    silent = [one.code for one in meeting.partnership.parties if one.code not in speak]
    if quorum.needs_chairs and silent:
        expected = f"one without co-chairs, or --co-chair BODY for {listed(silent)}"
        raise InvalidValue("the quorum", str(quorum), expected)
