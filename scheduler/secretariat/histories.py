"""The story of a meeting, an outcome, a person or a body, as the audit trail has it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from scheduler.errors import AmbiguousName, InvalidValue, NotFound
from scheduler.model.body import Body, Person
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Outcome
from scheduler.secretariat.commitments import with_reference
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.naming import find_body, find_meeting, find_partnership, find_person
from scheduler.secretariat.trail import Scope, TrailEntry, read_trail
from scheduler.store.proof import Progress

Told = Meeting | Outcome | Person | Body
_NOUNS = "meeting, outcome, person or body"
# What else names a person or a body, and is a part of their story.
_NAMED_BY = {"person": ("person_id",), "body": ("owner_id",)}


@dataclass(frozen=True, slots=True)
class History:
    """What it is the story of, in which zone its times are told, and what happened, newest last.

    Without a zone the times are told in the reader's own.
    """

    title: str
    zone: str
    entries: tuple[TrailEntry, ...]


def history_of(
    session: Session,
    name: str,
    *,
    today: date,
    since: date | None = None,
    progress: Progress = lambda *_: None,
) -> History:
    """The story of what is named, without what is the other party's own."""
    found = _find(session, name, today)
    noun = found.__tablename__
    scope = Scope((noun, str(found.id)), _NAMED_BY.get(noun, ()), _home(found))
    meeting = found.meeting if isinstance(found, Outcome) else found
    zone = meeting.zone if isinstance(meeting, Meeting) else ""
    begin = since and datetime.combine(since, time()).astimezone(ZoneInfo(zone) if zone else None)
    entries = read_trail(session, scope=scope, progress=progress)
    told = (one for one in entries if _says_something(one) and (begin is None or one.at >= begin))
    return History(_title(found), zone, tuple(told))


def _says_something(entry: TrailEntry) -> bool:
    # An edit of what only calendars and the program itself see is no part of the story.
    return entry.action != "edited" or bool(entry.changes) or entry.erased


def _find(session: Session, name: str, today: date) -> Told:
    outcome = with_reference(session, name)
    if outcome is not None:
        return outcome
    try:
        return find_meeting(session, name, today=today)
    except AmbiguousName:
        raise
    except InvalidValue:
        pass
    found: list[Person | Body] = []
    for find in (find_person, find_body):
        try:
            found.append(find(session, name))
        except NotFound:
            continue
    if len(found) > 1:
        raise AmbiguousName(_NOUNS, name, [f"{one.__tablename__} {_title(one)}" for one in found])
    if not found:
        find_partnership(session, name.partition("/")[0] if "/" in name else None)
        raise NotFound(_NOUNS, name)
    return found[0]


def _title(found: Told) -> str:
    match found:
        case Meeting():
            return named_with_date(found)
        case Outcome():
            return f"{found.reference} of {named_with_date(found.meeting)}"
        case Person():
            return found.full_name
        case Body():
            return found.code


def _home(found: Told) -> int | None:
    match found:
        case Meeting():
            partnership = found.partnership
        case Outcome():
            partnership = found.meeting.partnership
        case Person() | Body():
            partnership = found.party.partnership
    return partnership.home_party.id if partnership.home_party else None
